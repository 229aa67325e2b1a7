"""The curator in the chat: the queue, reviewing a report, accepting it or sending it back."""

from datetime import date

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import DutyId, ReportId
from services.buttons.deciding import (
    AcceptButton,
    QueueButton,
    RequireEvidenceButton,
    ReturnButton,
    ReturnDatesButton,
    ReturnPresetButton,
    ReturnPresetUntilButton,
    ReturnUntilButton,
    ReviewButton,
    TakeNoteButton,
    UndoDecisionButton,
)
from services.people.rights import CURATORS
from texts.control import decisions as texts
from texts.control.extensions import day_number, day_of


async def send_queue(chat: Chat, _: Said) -> None:
    """Sends what waits for this person's decision."""
    await chat.screen.send(texts.queue(await chat.app.decisions.queue(chat.actor)))


async def show_queue(chat: Chat, press: QueueButton) -> None:
    """Shows a page of what waits for this person's decision."""
    await chat.show_other(texts.queue(await chat.app.decisions.queue(chat.actor, press.page)))


async def review(chat: Chat, press: ReviewButton) -> None:
    """Shows the report of a duty with the verbs of a decision."""
    duty_id = DutyId(press.duty_id)
    view = await chat.app.cards.open(chat.actor, duty_id)
    seen = await chat.app.decisions.seen_before(chat.actor, duty_id)
    await chat.show_card(view, texts.review(view, seen, press.page))


async def accept(chat: Chat, press: AcceptButton) -> None:
    """Takes the duty off control."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view = await chat.app.decisions.accept(chat.actor, report_id, press.version)
        await chat.done(view, texts.accepted(view), texts.decided_card(view))


async def take_note(chat: Chat, press: TakeNoteButton) -> None:
    """Says that the difficulty is seen."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view = await chat.app.decisions.take_note(chat.actor, report_id)
        await chat.done(view, texts.NOTED, texts.decided_card(view))


async def ask_return(chat: Chat, press: ReturnButton) -> None:
    """Asks what is missing in the report."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view = await chat.app.decisions.check_return(chat.actor, report_id)
        prompt = await chat.show_other(texts.ask_return(view, report_id))
        version = view.card.duty.version
        chat.ask(Prompt.RETURN_COMMENT, report_id=report_id, version=version, prompt=prompt)


async def offer_dates(chat: Chat, press: ReturnDatesButton) -> None:
    """Offers later days to return the report until."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view, days = await chat.app.decisions.return_dates(chat.actor, report_id)
        prompt = await chat.show_other(texts.return_dates(view, report_id, days))
        chat.ask(Prompt.RETURN_DATE, report_id=report_id, prompt=prompt)


async def read_return_date(chat: Chat, said: Said) -> None:
    """Reads the typed day back and asks what is missing in the report."""
    report_id, prompt = ReportId(chat.about("report_id")), chat.about("prompt")
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view = await chat.app.decisions.check_return(chat.actor, report_id)
        day = await chat.app.extensions.read_date(chat.actor, view.card.duty.id, said.words)
        await chat.screen.delete(prompt)
        shown = await chat.screen.send(texts.ask_return(view, report_id, day))
        about = {"report_id": report_id, "version": view.card.duty.version, "day": day_number(day)}
        chat.ask(Prompt.RETURN_COMMENT, prompt=shown, **about)


async def ask_return_until(chat: Chat, press: ReturnUntilButton) -> None:
    """Asks what is missing in the report, which goes back until a new day."""
    report_id, day = ReportId(press.report_id), day_of(press.day)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view = await chat.app.decisions.check_return(chat.actor, report_id)
        prompt = await chat.show_other(texts.ask_return(view, report_id, day))
        about = {"report_id": report_id, "version": view.card.duty.version, "day": press.day}
        chat.ask(Prompt.RETURN_COMMENT, prompt=prompt, **about)


async def return_until_with_preset(chat: Chat, press: ReturnPresetUntilButton) -> None:
    """Sends the report back until a new day with one of the usual remarks."""
    words = texts.return_preset(press.preset)
    await _send_back(chat, ReportId(press.report_id), press.version, words, day_of(press.day))


async def return_with_preset(chat: Chat, press: ReturnPresetButton) -> None:
    """Sends the report back with one of the usual remarks."""
    await _send_back(chat, ReportId(press.report_id), press.version, texts.return_preset(press.preset))


async def return_with_words(chat: Chat, said: Said) -> None:
    """Sends the report back with the remark that was typed."""
    prompt = chat.about("prompt")
    day = chat.conversation.data.get("day")
    until = day_of(int(day)) if day else None
    await _send_back(chat, ReportId(chat.about("report_id")), chat.about("version"), said.words, until)
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def _send_back(
    chat: Chat, report_id: ReportId, version: int, words: str, until: date | None = None
) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        view = await chat.app.decisions.send_back(chat.actor, report_id, version, words, until)
        await chat.done(view, texts.RETURNED, texts.decided_card(view))


async def undo(chat: Chat, press: UndoDecisionButton) -> None:
    """Undoes one's own decision; what was said about it is edited."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        undone = await chat.app.undoing.undo(chat.actor, report_id)
        await chat.done(undone.view, texts.DECISION_UNDONE)
        for place, message_id in undone.told:
            await chat.screen.redraw_elsewhere(place, message_id, texts.decision_undone(undone.elsewhere))


async def require_evidence(chat: Chat, press: RequireEvidenceButton) -> None:
    """Makes a file obligatory for the reports of this measure, or free again."""
    is_required = bool(press.is_required)
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.decisions.require_evidence(chat.actor, duty_id, is_required=is_required)
        await chat.done(view, texts.EVIDENCE_REQUIRED if is_required else texts.EVIDENCE_OPTIONAL)


ROUTES = Routes(
    commands=allow({"queue": send_queue}, *CURATORS),
    presses=allow(
        {
            QueueButton: show_queue,
            ReviewButton: review,
            AcceptButton: accept,
            TakeNoteButton: take_note,
            ReturnButton: ask_return,
            ReturnPresetButton: return_with_preset,
            ReturnDatesButton: offer_dates,
            ReturnUntilButton: ask_return_until,
            ReturnPresetUntilButton: return_until_with_preset,
            UndoDecisionButton: undo,
            RequireEvidenceButton: require_evidence,
        },
        *CURATORS,
    ),
    words=allow({Prompt.RETURN_COMMENT: return_with_words, Prompt.RETURN_DATE: read_return_date}, *CURATORS),
)
