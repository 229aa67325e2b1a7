"""«Протокольные поручения» in the chat: typed or sent as a table, shown as understood, handed over."""

from typing import Any

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.clock import local_date
from roadmap.ids import ImportId
from services.buttons.imports import (
    DropMinutesButton,
    HandMinutesButton,
    MinutesButton,
    TypeMinutesAnewButton,
)
from services.imports.minutes import WRITERS
from services.notice import Notice
from texts.imports import minutes as texts


async def ask(chat: Chat, _: Any) -> None:
    """Asks to type the instructions or to send them."""
    await chat.screen.send(_question(chat))
    chat.ask(Prompt.MINUTES)


async def take_words(chat: Chat, said: Said) -> None:
    """Shows how the typed instructions were understood."""
    await chat.screen.busy()
    view = await chat.app.minutes.typed(chat.actor, said.words)
    chat.conversation.forget()
    await chat.screen.send(texts.understood(view))


async def take_table(chat: Chat, said: Said) -> None:
    """Shows how the table was understood."""
    assert said.file is not None
    await chat.screen.busy()
    data = await chat.screen.fetch(said.file)
    view = await chat.app.minutes.sent(chat.actor, data, said.file.name, said.words)
    chat.conversation.forget()
    await chat.screen.send(texts.understood(view))


async def hand_over(chat: Chat, press: HandMinutesButton) -> None:
    """Asks the coordinators to approve."""
    import_id = ImportId(press.import_id)
    async with chat.screen_if_stale(lambda: _view(chat, import_id)):
        told = await chat.app.minutes.hand_over(chat.actor, import_id)
        await chat.screen.show(texts.handed_over(told))


async def type_anew(chat: Chat, press: TypeMinutesAnewButton) -> None:
    """Takes what was typed off the desk and asks once more."""
    import_id = ImportId(press.import_id)
    async with chat.screen_if_stale(lambda: _view(chat, import_id)):
        await chat.app.minutes.drop(chat.actor, import_id)
        await chat.screen.show(_question(chat))
        chat.ask(Prompt.MINUTES)


async def drop(chat: Chat, press: DropMinutesButton) -> None:
    """Leaves everything as it was."""
    import_id = ImportId(press.import_id)
    async with chat.screen_if_stale(lambda: _view(chat, import_id)):
        await chat.app.minutes.drop(chat.actor, import_id)
        await chat.screen.show(texts.dropped())


def _question(chat: Chat) -> Notice:
    return texts.ask(local_date(chat.app.clock.now(), chat.actor.time_zone))


async def _view(chat: Chat, import_id: ImportId) -> Notice:
    return texts.understood(await chat.app.minutes.open(chat.actor, import_id))


ROUTES = Routes(
    presses=allow(
        {
            MinutesButton: ask,
            HandMinutesButton: hand_over,
            TypeMinutesAnewButton: type_anew,
            DropMinutesButton: drop,
        },
        *WRITERS,
    ),
    words=allow({Prompt.MINUTES: take_words}, *WRITERS),
    files=allow({Prompt.MINUTES: take_table}, *WRITERS),
)
