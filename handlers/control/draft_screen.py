"""Where the card of a draft stands in the chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from handlers.chat import Chat
from roadmap.errors import StaleVersion
from roadmap.ids import DutyId
from services.control.reporting.draft_view import DraftView
from services.control.reporting.receiving import AddedFile
from texts.control import reporting as texts


async def show_draft(chat: Chat, view: DraftView) -> None:
    """Where the button was pressed; a copy of the draft's card left above goes away."""
    await _place(chat, view, await chat.show_other(texts.draft_card(view)))


async def move_draft(chat: Chat, view: DraftView) -> None:
    """Below what the person has just sent, so that the keys are at hand."""
    await _place(chat, view, await chat.screen.send(texts.draft_card(view)))


async def show_added(chat: Chat, added: AddedFile) -> None:
    """An album comes message by message: its first file moves the card, the others only redraw it."""
    card, notice = added.view.draft.card_message_id, texts.draft_card(added.view)
    if added.continues_album and card is not None and await chat.screen.edit(card, notice):
        await _keep_up(chat, added.view, card)
        return
    await move_draft(chat, added.view)


async def _place(chat: Chat, view: DraftView, message_id: int) -> None:
    earlier = view.draft.card_message_id
    if earlier != message_id:
        await chat.app.drafts.place(chat.actor, view.draft.id, message_id)
        if earlier is not None:
            await chat.screen.delete(earlier)
    await _keep_up(chat, view, message_id)


async def _keep_up(chat: Chat, view: DraftView, message_id: int) -> None:
    """A file that has come while this card was being drawn has redrawn the card before it, or none."""
    if not view.loading:
        return
    now = await chat.app.drafts.current(chat.actor, view.draft.id)
    if now.loading != view.loading:
        await chat.screen.edit(message_id, texts.draft_card(now))


async def show_in_the_way(chat: Chat, wanted: DutyId) -> None:
    """Another draft holds something: it is offered first."""
    await chat.show_other(texts.draft_in_the_way(await chat.app.drafts.current(chat.actor), wanted))


@asynccontextmanager
async def gone_shown(chat: Chat) -> AsyncIterator[None]:
    """A button of a draft that was sent or dropped says so."""
    try:
        yield
    except StaleVersion:
        await chat.screen.toast(texts.ALREADY_SENT)
        await chat.screen.show(texts.draft_closed())
