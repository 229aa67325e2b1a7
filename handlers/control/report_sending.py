"""Sending a draft, or dropping it."""

from collections.abc import Awaitable, Callable

from handlers.chat import Chat
from handlers.control.draft_screen import gone_shown, show_draft
from handlers.monitoring.asking import following
from handlers.policy import allow_bound
from handlers.routes import Routes
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import CampaignItemId, DraftId, DutyId
from roadmap.people.persons import Actor
from services.buttons.reporting import (
    DropContentsButton,
    DropDraftButton,
    SendBareButton,
    SendDraftButton,
)
from services.control.reporting.draft_view import DraftView
from services.control.reporting.reporting import SentReport
from texts.control import reporting as texts
from texts.errors import explain
from texts.monitoring.questionnaire import after_words, recorded


async def send(chat: Chat, press: SendDraftButton) -> None:
    """Sends the draft; asks first where «Выполнено» would go without a word or a file."""
    await _send(chat, press, chat.app.reporting.send_unless_bare)


async def send_bare(chat: Chat, press: SendBareButton) -> None:
    """Sends the draft as the report of every duty it covers, and shows the card."""
    await _send(chat, press, chat.app.reporting.send)


async def _send(
    chat: Chat,
    press: SendDraftButton | SendBareButton,
    carry_out: Callable[[Actor, DraftId], Awaitable[SentReport | DraftView]],
) -> None:
    before = chat.conversation.state
    chat.conversation.leave()  # stored by the commit that sends
    try:
        report = await carry_out(chat.actor, DraftId(press.draft_id))
    except (StaleVersion, WrongState) as error:
        chat.conversation.state = before
        await _show_unsent(chat, press, error)
        return
    except BaseException:
        chat.conversation.state = before
        raise
    if isinstance(report, DraftView):
        chat.conversation.state = before
        await chat.show_other(texts.ask_bare(report))
        return
    if report.campaign_item_id is not None and await _go_on_asking(chat, report, report.campaign_item_id):
        return
    said = texts.ANSWERED if report.answered else texts.SENT
    await chat.done(report.view, said, texts.sent(report), also=tuple(duty.id for duty in report.sent))


async def _go_on_asking(chat: Chat, report: SentReport, item_id: CampaignItemId) -> bool:
    """An answer to the monitoring is followed by its next question; False where nothing is asked any more."""
    asked = await chat.app.monitoring.after(chat.actor, item_id)
    last = report.view.card.last_report
    if asked is None or last is None:
        return False
    shown = after_words(following(asked, report.view.card.duty.id), last.outcome)
    await chat.screen.toast(recorded(last.outcome))
    await chat.show_other(shown)
    await chat.redraw_elsewhere(*(duty.id for duty in report.sent))
    return True


async def drop(chat: Chat, press: DropDraftButton) -> None:
    """Drops an empty draft; asks first where words or files would go with it."""
    async with gone_shown(chat):
        view = await chat.app.drafts.current(chat.actor, DraftId(press.draft_id))
        if view.is_bare:
            await drop_contents(chat, press)
        else:
            await chat.app.drafts.leave(chat.actor, view.draft.id)
            await chat.show_other(texts.ask_drop(view, press.duty_id))


async def drop_contents(chat: Chat, press: DropDraftButton | DropContentsButton) -> None:
    """Drops the draft with everything in it."""
    is_dropped = await chat.app.drafts.drop(chat.actor, DraftId(press.draft_id))
    if is_dropped:
        chat.conversation.leave()
    await chat.screen.toast(texts.DROPPED if is_dropped else texts.ALREADY_SENT)
    if press.duty_id:
        await chat.show_card(await chat.app.cards.open(chat.actor, DutyId(press.duty_id)))
    else:
        await chat.screen.show(texts.dropped() if is_dropped else texts.draft_closed())


async def _show_unsent(
    chat: Chat, press: SendDraftButton | SendBareButton, error: StaleVersion | WrongState
) -> None:
    """The draft is still there: its measure is no longer owed. Or it is gone: it was sent before."""
    try:
        view = await chat.app.drafts.current(chat.actor, DraftId(press.draft_id))
    except (StaleVersion, NotFound):
        await _show_sent_before(chat, press.duty_id)
        return
    words = await _why_not_owed(chat, press.duty_id) if isinstance(error, WrongState) else explain(error)
    await chat.screen.toast(words, alert=True)
    await show_draft(chat, view)


async def _why_not_owed(chat: Chat, duty_id: int) -> str:
    return texts.not_owed(await chat.app.cards.open(chat.actor, DutyId(duty_id)) if duty_id else None)


async def _show_sent_before(chat: Chat, duty_id: int) -> None:
    await chat.screen.toast(texts.ALREADY_SENT)
    if duty_id:
        await chat.show_card(await chat.app.cards.open(chat.actor, DutyId(duty_id)))


ROUTES = Routes(
    presses=allow_bound(
        {
            SendDraftButton: send,
            SendBareButton: send_bare,
            DropDraftButton: drop,
            DropContentsButton: drop_contents,
        }
    )
)
