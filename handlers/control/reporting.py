"""What an assignee does with a duty or a sent report in one press."""

from handlers.chat import Chat
from handlers.control.draft_screen import show_draft, show_in_the_way
from handlers.control.sent_files import send_files
from handlers.policy import allow_bound
from handlers.routes import Routes
from roadmap.errors import DraftInTheWay
from roadmap.ids import DutyId, ReportId
from services.buttons.reporting import AcknowledgeButton, EvidenceButton, UndoReportButton
from texts.control import reporting as texts


async def acknowledge(chat: Chat, press: AcknowledgeButton) -> None:
    """Marks the duty as taken up."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        is_new = await chat.app.reporting.acknowledge(chat.actor, duty_id)
        view = await chat.app.cards.open(chat.actor, duty_id)
        await chat.done(view, texts.ACKNOWLEDGED if is_new else texts.ALREADY_ACKNOWLEDGED)


async def undo(chat: Chat, press: UndoReportButton) -> None:
    """Takes the report back; its words and files are a draft again."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        try:
            async with chat.collecting():
                taken = await chat.app.reporting.undo(chat.actor, report_id)
        except DraftInTheWay:
            card = await chat.app.cards.of_report(chat.actor, report_id)
            await show_in_the_way(chat, card.card.duty.id)
            return
        if taken.draft is None:
            await chat.done(taken.view, texts.ALREADY_TAKEN_BACK)
            return
        await chat.screen.toast(texts.TAKEN_BACK)
        await show_draft(chat, taken.draft)
        await chat.redraw_elsewhere(*taken.duty_ids)


async def show_evidence(chat: Chat, press: EvidenceButton) -> None:
    """Sends the files of a report as documents."""
    files = await chat.app.reporting.files(chat.actor, ReportId(press.report_id))
    if not files.evidence:
        await chat.screen.toast(texts.NO_FILES, alert=True)
        return
    await chat.screen.toast(texts.EVIDENCE_SENT)
    await chat.screen.busy("upload_document")
    await send_files(chat, files)


ROUTES = Routes(
    presses=allow_bound(
        {AcknowledgeButton: acknowledge, UndoReportButton: undo, EvidenceButton: show_evidence}
    )
)
