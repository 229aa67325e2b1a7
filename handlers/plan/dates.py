"""Dates to give: the list of measures without them, and giving them from the card."""

from contextlib import AbstractAsyncContextManager

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import MeasureId
from services.buttons.plan import AskDatesButton, GiveDatesButton, UndecidedButton
from services.notice import Notice
from services.people.rights import CURATORS
from texts.control import measure_cards, plan_lists
from texts.control.measure_edits import undoable
from texts.imports import dating as texts


async def show_undecided(chat: Chat, press: UndecidedButton) -> None:
    """Shows a page of the measures that wait for dates or for somebody who answers."""
    page = await chat.app.browsing.undecided(chat.actor, press.page)
    await chat.show_other(plan_lists.undecided(page))


async def ask(chat: Chat, press: AskDatesButton) -> None:
    """Asks to type when the measure falls due."""
    async with _card_if_dated(chat, MeasureId(press.measure_id)):
        measure = await chat.app.dating.undated(chat.actor, MeasureId(press.measure_id))
        await chat.screen.show(texts.ask(measure))
        chat.ask(Prompt.MEASURE_DATES, measure_id=press.measure_id)


async def read(chat: Chat, said: Said) -> None:
    """Reads the typed words back and asks whether they were understood."""
    view = await chat.app.dating.understand(chat.actor, MeasureId(chat.about("measure_id")), said.words)
    await chat.read_back(texts.understood(view), view.words)


async def give(chat: Chat, press: GiveDatesButton) -> None:
    """Plans the measure by the words that were read back, and shows its card."""
    measure_id, words = MeasureId(press.measure_id), chat.confirmed
    if chat.conversation.data.get("measure_id") != press.measure_id or not words:
        await ask(chat, AskDatesButton(press.measure_id))  # said long ago, and another question came between
        return
    async with _card_if_dated(chat, measure_id):
        given = await chat.app.dating.give(chat.actor, measure_id, words)
        chat.conversation.forget()
        await chat.screen.toast(texts.given(given.duties))
        await chat.screen.show(undoable(await _card(chat, measure_id), given.edit_id))


async def _card(chat: Chat, measure_id: MeasureId) -> Notice:
    return measure_cards.measure_card(await chat.app.measure_cards.open(chat.actor, measure_id))


def _card_if_dated(chat: Chat, measure_id: MeasureId) -> AbstractAsyncContextManager[None]:
    """Where somebody has given the dates already: say so and show the card as it is."""

    async def present() -> Notice:
        return await _card(chat, measure_id)

    return chat.screen_if_stale(present)


ROUTES = Routes(
    presses=allow({UndecidedButton: show_undecided, AskDatesButton: ask, GiveDatesButton: give}, *CURATORS),
    words=allow({Prompt.MEASURE_DATES: read}, *CURATORS),
)
