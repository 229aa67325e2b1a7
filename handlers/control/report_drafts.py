"""«Отчитаться» in the chat: a draft that grows message by message until it is sent or dropped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from handlers.chat import Chat
from handlers.control.sent_files import fetch
from handlers.policy import allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.control.duty import ReportOutcome
from roadmap.errors import DraftInTheWay, NotFound, StaleVersion, WrongState
from roadmap.ids import DraftId, DutyId, ReportId
from services.buttons.reporting import (
    BackToDraftButton,
    CoversButton,
    DraftOutcomeButton,
    DraftPercentButton,
    DropDraftButton,
    DropFilesButton,
    EditReportButton,
    ResumeDraftButton,
    SendDraftButton,
    StartReportButton,
    TickButton,
)
from services.control.reporting.draft_view import DraftView
from services.control.reporting.report_drafts import AddedFile
from texts.control import reporting as texts
from texts.errors import explain

# Opening


async def start(chat: Chat, press: StartReportButton) -> None:
    """Opens a draft for the duty, and waits for words and files."""
    duty_id, outcome = DutyId(press.duty_id), _outcome(press.outcome)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        try:
            async with chat.collecting():
                view = await chat.app.drafts.start(chat.actor, duty_id, outcome)
        except DraftInTheWay:
            await _show_in_the_way(chat, duty_id)
            return
        await _show_draft(chat, view)


async def edit(chat: Chat, press: EditReportButton) -> None:
    """Opens a draft with the words and files of a sent report."""
    report_id = ReportId(press.report_id)
    async with chat.card_if_stale(lambda: chat.app.cards.of_report(chat.actor, report_id)):
        try:
            async with chat.collecting():
                view = await chat.app.drafts.edit(chat.actor, report_id)
        except DraftInTheWay:
            card = await chat.app.cards.of_report(chat.actor, report_id)
            await _show_in_the_way(chat, card.card.duty.id)
            return
        await _show_draft(chat, view)


async def begin_with_file(chat: Chat, said: Said) -> None:
    """Opens a draft with a file that was sent out of the blue, and asks what it is about."""
    incoming = await fetch(chat, said)
    async with chat.collecting():
        added = await chat.app.drafts.add_file(
            chat.actor, incoming, caption=said.words, album=said.album, opens=True
        )
    view = added.view
    if view.is_unwanted:
        chat.conversation.leave()
        await chat.app.drafts.drop(chat.actor, view.draft.id)
        await chat.screen.send(texts.nothing_to_report())
        return
    await _show_added(chat, added)


async def resume(chat: Chat, press: ResumeDraftButton | BackToDraftButton) -> None:
    """Shows the open draft again, and waits for words and files."""
    async with _gone_shown(chat):
        view = await chat.app.drafts.current(chat.actor, DraftId(press.draft_id))
        chat.conversation.state = Prompt.REPORT
        await _show_draft(chat, view)


async def show_again(chat: Chat, _: None) -> None:
    """Shows the open draft where the person is looking."""
    await _show_draft(chat, await chat.app.drafts.current(chat.actor))


# Growing


async def set_outcome(chat: Chat, press: DraftOutcomeButton) -> None:
    """Changes what the report will say: done, partly, not done."""
    async with _gone_shown(chat):
        async with chat.collecting():
            view = await chat.app.drafts.set_outcome(
                chat.actor, DraftId(press.draft_id), _outcome(press.outcome)
            )
        await _show_draft(chat, view)


async def set_percent(chat: Chat, press: DraftPercentButton) -> None:
    """Changes how much of the work is done."""
    async with _gone_shown(chat):
        async with chat.collecting():
            view = await chat.app.drafts.set_percent(chat.actor, DraftId(press.draft_id), press.percent)
        await _show_draft(chat, view)


async def add_text(chat: Chat, said: Said) -> None:
    """Adds typed words to the draft and moves its card below them."""
    try:
        view = await chat.app.drafts.add_text(chat.actor, said.words)
    except NotFound:
        await _leave(chat)
        return
    await _move_draft(chat, view)


async def add_file(chat: Chat, said: Said) -> None:
    """Adds a file with its caption to the draft; files of one album move the card once."""
    incoming = await fetch(chat, said)
    try:
        added = await chat.app.drafts.add_file(chat.actor, incoming, caption=said.words, album=said.album)
    except NotFound:
        await _leave(chat)
        return
    await _show_added(chat, added)


async def refuse(chat: Chat, _: Said) -> None:
    """Says what can be attached."""
    await chat.screen.send(texts.cannot_be_attached())


async def clear(chat: Chat, press: DropFilesButton) -> None:
    """Takes words and files out of the draft."""
    async with _gone_shown(chat):
        view = await chat.app.drafts.clear(chat.actor, DraftId(press.draft_id))
        await chat.screen.toast(texts.CLEARED)
        await _show_draft(chat, view)


async def offer_covers(chat: Chat, press: CoversButton) -> None:
    """Shows a page of other duties the same report may be of."""
    async with _gone_shown(chat):
        await _show_covers(chat, DraftId(press.draft_id), press.page)


async def tick(chat: Chat, press: TickButton) -> None:
    """Takes another duty into the report, or out of it."""
    draft_id = DraftId(press.draft_id)
    async with _gone_shown(chat):
        try:
            await chat.app.drafts.tick(chat.actor, draft_id, DutyId(press.duty_id))
        except WrongState as error:
            await chat.screen.toast(explain(error))
        await _show_covers(chat, draft_id, press.page)


# Sending or dropping


async def send(chat: Chat, press: SendDraftButton) -> None:
    """Sends the draft as the report of every duty it covers, and shows the card."""
    draft_id, before = DraftId(press.draft_id), chat.conversation.state
    chat.conversation.leave()  # stored by the commit that sends
    try:
        report = await chat.app.reporting.send(chat.actor, draft_id)
    except (StaleVersion, WrongState) as error:
        chat.conversation.state = before
        await _show_unsent(chat, press, error)
        return
    except BaseException:
        chat.conversation.state = before
        raise
    await chat.done(report.view, texts.SENT, texts.sent(report), also=tuple(duty.id for duty in report.sent))


async def drop(chat: Chat, press: DropDraftButton) -> None:
    """Drops the draft with everything in it."""
    is_dropped = await chat.app.drafts.drop(chat.actor, DraftId(press.draft_id))
    if is_dropped:
        chat.conversation.leave()
    await chat.screen.toast(texts.DROPPED if is_dropped else texts.ALREADY_SENT)
    if press.duty_id:
        await chat.show_card(await chat.app.cards.open(chat.actor, DutyId(press.duty_id)))
    else:
        await chat.screen.show(texts.dropped() if is_dropped else texts.draft_closed())


def _outcome(word: str) -> ReportOutcome:
    """The outcome a button names; NotFound for a forged one."""
    try:
        return ReportOutcome(word)
    except ValueError:
        raise NotFound from None


async def _show_draft(chat: Chat, view: DraftView) -> None:
    """Where the button was pressed; a copy of the draft's card left above goes away."""
    await _place(chat, view, await chat.show_other(texts.draft_card(view)))


async def _move_draft(chat: Chat, view: DraftView) -> None:
    """Below what the person has just sent, so that the keys are at hand."""
    await _place(chat, view, await chat.screen.send(texts.draft_card(view)))


async def _show_added(chat: Chat, added: AddedFile) -> None:
    """An album comes message by message: its first file moves the card, the others only redraw it."""
    card, notice = added.view.draft.card_message_id, texts.draft_card(added.view)
    if added.continues_album and card is not None and await chat.screen.edit(card, notice):
        return
    await _move_draft(chat, added.view)


async def _place(chat: Chat, view: DraftView, message_id: int) -> None:
    earlier = view.draft.card_message_id
    if earlier != message_id:
        await chat.app.drafts.place(chat.actor, view.draft.id, message_id)
        if earlier is not None:
            await chat.screen.delete(earlier)


async def _show_in_the_way(chat: Chat, wanted: DutyId) -> None:
    await chat.show_other(texts.draft_in_the_way(await chat.app.drafts.current(chat.actor), wanted))


async def _show_covers(chat: Chat, draft_id: DraftId, page: int) -> None:
    choice = await chat.app.drafts.coverable(chat.actor, draft_id)
    await chat.screen.show(texts.covers(draft_id, choice, page))


async def _show_unsent(chat: Chat, press: SendDraftButton, error: StaleVersion | WrongState) -> None:
    """The draft is still there: its measure is no longer owed. Or it is gone: it was sent before."""
    try:
        view = await chat.app.drafts.current(chat.actor, DraftId(press.draft_id))
    except (StaleVersion, NotFound):
        await chat.screen.toast(texts.ALREADY_SENT)
        if press.duty_id:
            await chat.show_card(await chat.app.cards.open(chat.actor, DutyId(press.duty_id)))
        return
    words = texts.NOT_OWED if isinstance(error, WrongState) else explain(error)
    await chat.screen.toast(words, alert=True)
    await _show_draft(chat, view)


@asynccontextmanager
async def _gone_shown(chat: Chat) -> AsyncIterator[None]:
    """A button of a draft that was sent or dropped says so."""
    try:
        yield
    except StaleVersion:
        await chat.screen.toast(texts.ALREADY_SENT)
        await chat.screen.show(texts.draft_closed())


async def _leave(chat: Chat) -> None:
    chat.conversation.leave()
    await chat.screen.send(texts.draft_is_gone())


ROUTES = Routes(
    presses=allow_bound(
        {
            StartReportButton: start,
            EditReportButton: edit,
            ResumeDraftButton: resume,
            BackToDraftButton: resume,
            DraftOutcomeButton: set_outcome,
            DraftPercentButton: set_percent,
            DropFilesButton: clear,
            DropDraftButton: drop,
            CoversButton: offer_covers,
            TickButton: tick,
            SendDraftButton: send,
        }
    ),
    words=allow_bound({Prompt.REPORT: add_text}),
    files=allow_bound({Prompt.REPORT: add_file}),
    anything=allow_bound({Prompt.REPORT: refuse}),
    screens=allow_bound({Prompt.REPORT: show_again}),
)
