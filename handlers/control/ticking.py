"""Deciding on several reports at once: ticking a page of the queue, accepting or returning what is ticked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import StaleVersion
from services.buttons.deciding import (
    AcceptTickedButton,
    ReturnTickedButton,
    ReturnTickedPresetButton,
    TickAllButton,
    TickReportsButton,
    UndoTogetherButton,
)
from services.control.deciding.ticking import DecidedTogether
from services.people.rights import CURATORS
from texts.control import decisions, ticking


async def tick_all(chat: Chat, press: TickAllButton) -> None:
    """Shows the page with every finished report ticked."""
    await chat.show_other(ticking.page(await chat.app.ticking.all_done(chat.actor, press.page)))


async def tick(chat: Chat, press: TickReportsButton) -> None:
    """Shows the page with one tick more, or one less."""
    async with _queue_if_stale(chat):
        found = await chat.app.ticking.page(chat.actor, press.page, press.mask, press.seal)
        await chat.show_other(ticking.page(found))


async def accept(chat: Chat, press: AcceptTickedButton) -> None:
    """Accepts everything that is ticked."""
    async with _queue_if_stale(chat):
        done = await chat.app.ticking.accept(chat.actor, press.page, press.mask, press.seal)
        await _show_rest(chat, ticking.accepted(done), done)


async def ask_return(chat: Chat, press: ReturnTickedButton) -> None:
    """Asks what is missing, once for all."""
    async with _queue_if_stale(chat):
        found = await chat.app.ticking.page(chat.actor, press.page, press.mask, press.seal)
        prompt = await chat.show_other(ticking.ask_return(found))
        about = {"page": press.page, "mask": press.mask, "seal": press.seal}
        chat.ask(Prompt.RETURN_TICKED, prompt=prompt, **about)


async def return_with_preset(chat: Chat, press: ReturnTickedPresetButton) -> None:
    """Returns what is ticked with one of the usual remarks."""
    words = decisions.return_preset(press.preset)
    async with _queue_if_stale(chat):
        done = await chat.app.ticking.send_back(chat.actor, press.page, press.mask, press.seal, words)
        await _show_rest(chat, ticking.returned(done), done)


async def return_with_words(chat: Chat, said: Said) -> None:
    """Returns what is ticked with the remark that was typed."""
    page, mask, seal = (chat.about(name) for name in ("page", "mask", "seal"))
    prompt = chat.about("prompt")
    async with _queue_if_stale(chat):
        done = await chat.app.ticking.send_back(chat.actor, page, mask, seal, said.words)
        await _show_rest(chat, ticking.returned(done), done)
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def _show_rest(chat: Chat, said: str, done: DecidedTogether) -> None:
    """Says what was decided over what still waits."""
    if chat.screen.pressed_message_id is not None:
        await chat.screen.toast(said)
    rest = await chat.app.decisions.queue(chat.actor)
    await chat.show_other(ticking.rest(said, decisions.queue(rest), done))
    await chat.redraw_elsewhere(*done.duty_ids)


async def undo(chat: Chat, press: UndoTogetherButton) -> None:
    """Undoes what was decided by one press; what was said about it is edited."""
    at = datetime.fromtimestamp(press.at // ticking.MICROSECONDS, UTC)
    at += timedelta(microseconds=press.at % ticking.MICROSECONDS)
    found = await chat.app.undoing.undo_together(chat.actor, at)
    await chat.screen.toast(ticking.undone(found))
    rest = await chat.app.decisions.queue(chat.actor)
    await chat.show_other(ticking.rest(ticking.undone(found), decisions.queue(rest)))
    await chat.redraw_elsewhere(*(each.view.card.duty.id for each in found.undone))
    for each in found.undone:
        for place, message_id in each.told:
            await chat.screen.redraw_elsewhere(place, message_id, decisions.decision_undone(each.elsewhere))


@asynccontextmanager
async def _queue_if_stale(chat: Chat) -> AsyncIterator[None]:
    """Where other reports stand on the page by now: say so and show the queue as it is."""
    try:
        yield
    except StaleVersion:
        await chat.screen.toast(ticking.CHANGED)
        rest = await chat.app.decisions.queue(chat.actor)
        await chat.show_other(ticking.rest(ticking.CHANGED, decisions.queue(rest)))


ROUTES = Routes(
    presses=allow(
        {
            TickAllButton: tick_all,
            TickReportsButton: tick,
            AcceptTickedButton: accept,
            ReturnTickedButton: ask_return,
            ReturnTickedPresetButton: return_with_preset,
            UndoTogetherButton: undo,
        },
        *CURATORS,
    ),
    words=allow({Prompt.RETURN_TICKED: return_with_words}, *CURATORS),
)
