"""«Поручить»: a duty of an organisation given to its people, and their answers."""

from handlers.chat import Chat
from handlers.control.sent_files import send_files
from handlers.policy import allow_bound
from handlers.routes import Routes
from roadmap.ids import DutyId, EntrustedId, PersonId
from services.buttons.entrusting import (
    AnswerFilesButton,
    AnswersButton,
    AskSilentButton,
    EndEntrustingButton,
    EntrustButton,
    EntrustOneButton,
    GiveButton,
    TickEverybodyButton,
    TickPersonButton,
)
from services.control.reporting.reporting import ReportFiles
from texts.control import entrusting as texts

TICKED, OF_DUTY = "ticked", "ticked_of"
"""Where the conversation keeps who is ticked, and for which duty."""


async def choose(chat: Chat, press: EntrustButton) -> None:
    """Asks to whom of the organisation the duty is given."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        found = await chat.app.entrusting.colleagues(chat.actor, duty_id)
        await chat.show_card(found.view, texts.choose(found, press.page))


async def sure_one(chat: Chat, press: EntrustOneButton) -> None:
    """Says what giving it to this colleague means."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        found = await chat.app.entrusting.colleagues(chat.actor, duty_id)
        await chat.show_card(found.view, texts.sure_one(found, found.person(PersonId(press.person_id))))


async def tick(chat: Chat, press: TickPersonButton) -> None:
    """Ticks or unticks one of them; person 0 turns the page."""
    ticked = _ticked(chat, press.duty_id)
    if press.person_id:
        ticked ^= {PersonId(press.person_id)}
    await _show_ticked(chat, press.duty_id, ticked, press.page)


async def tick_everybody(chat: Chat, press: TickEverybodyButton) -> None:
    """Ticks everybody of the organisation."""
    found = await chat.app.entrusting.colleagues(chat.actor, DutyId(press.duty_id))
    await _show_ticked(chat, press.duty_id, {one.person_id for one in found.people}, 0)


def _ticked(chat: Chat, duty_id: int) -> set[PersonId]:
    data = chat.conversation.data
    return {PersonId(each) for each in data.get(TICKED, ())} if data.get(OF_DUTY) == duty_id else set()


async def _show_ticked(chat: Chat, duty_id: int, ticked: set[PersonId], page: int) -> None:
    id_ = DutyId(duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, id_)):
        found = await chat.app.entrusting.colleagues(chat.actor, id_)
        ticked &= {one.person_id for one in found.people}
        chat.conversation.remember(**{TICKED: sorted(ticked), OF_DUTY: duty_id})
        await chat.show_card(found.view, texts.tick(found, ticked, page))


async def give(chat: Chat, press: GiveButton) -> None:
    """Gives the duty to the one, or asks all who are ticked."""
    duty_id = DutyId(press.duty_id)
    is_each = not press.person_id
    chosen = sorted(_ticked(chat, press.duty_id)) if is_each else [PersonId(press.person_id)]
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.entrusting.give(
            chat.actor, duty_id, chosen, is_each=is_each, is_whole=bool(press.is_whole)
        )
        await chat.done(view, texts.given(view))


async def show_answers(chat: Chat, press: AnswersButton) -> None:
    """Shows who has answered and what."""
    view = await chat.app.entrusting.answers(chat.actor, DutyId(press.duty_id))
    await chat.show_card(view, texts.answers(view, press.page))


async def send_answer_files(chat: Chat, press: AnswerFilesButton) -> None:
    """Sends the files of one answer."""
    found = await chat.app.entrusting.files(
        chat.actor, DutyId(press.duty_id), EntrustedId(press.entrusted_id)
    )
    if not found.evidence or found.who.answered_at is None:
        await chat.screen.toast(texts.no_files(found.who.name))
        return
    await chat.screen.busy("upload_document")
    files = ReportFiles(
        duty=found.duty, author=found.who.name, sent_at=found.who.answered_at, evidence=found.evidence
    )
    await send_files(chat, files)


async def ask_silent(chat: Chat, press: AskSilentButton) -> None:
    """Asks those who have not answered once more."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        found = await chat.app.entrusting.ask_silent(chat.actor, duty_id)
        await chat.screen.toast(texts.asked_again(found), alert=found.is_before)
        await chat.show_card(found.view)


async def take_back(chat: Chat, press: EndEntrustingButton) -> None:
    """Gives it to nobody any more, after asking."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        if not press.is_sure:
            view = await chat.app.cards.open(chat.actor, duty_id)
            await chat.show_card(view, texts.take_back_sure(view))
            return
        await chat.done(await chat.app.entrusting.take_back(chat.actor, duty_id), texts.TAKEN_BACK)


ROUTES = Routes(
    presses=allow_bound(
        {
            EntrustButton: choose,
            EntrustOneButton: sure_one,
            TickPersonButton: tick,
            TickEverybodyButton: tick_everybody,
            GiveButton: give,
            AnswersButton: show_answers,
            AnswerFilesButton: send_answer_files,
            AskSilentButton: ask_silent,
            EndEntrustingButton: take_back,
        }
    )
)
