"""«Протокольные поручения» in the chat: typed or sent as a table, shown as understood, handed over."""

from typing import Any

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.clock import local_date
from roadmap.ids import ImportId
from roadmap.imports.incoming_documents import IncomingDocument
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.imports import (
    DropMinutesButton,
    HandMinutesButton,
    MinutesButton,
    TypeMinutesAnewButton,
)
from services.imports.minutes import WRITERS
from services.notice import Notice
from texts.imports import minutes as texts
from texts.imports.imports import loading


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
    """Promises to read the table: it is fetched and read beside the chat."""
    assert said.file is not None
    chat.conversation.forget()
    progress = await chat.screen.send(loading(said.file.name))
    try:
        place = chat.screen.place
        await chat.app.documents.expect_minutes(chat.actor, place, progress, said.file, said.words)
    except Exception:  # whatever it was, «загружаю» is true no longer
        await chat.screen.delete(progress)
        raise


async def arrived(app: App, actor: Actor, document: IncomingDocument, data: bytes) -> Notice | None:
    """Reads the table that has come; how it was understood. None when another process brings it."""
    view = await app.minutes.arrived(actor, document, data)
    return None if view is None else texts.understood(view)


async def on_desk(app: App, actor: Actor, import_id: ImportId) -> Notice:
    """How a table that was read already was understood."""
    return texts.understood(await app.minutes.open(actor, import_id))


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
