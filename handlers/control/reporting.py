"""«Отчитаться» in the chat: a draft that grows message by message, sending it, taking it back."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.asking import Reporting, collecting
from handlers.button_filter import Pressed
from handlers.policy import allow_bound
from handlers.receiving import receive, send_files
from handlers.redrawing import redraw_elsewhere, show_card, show_other, stale_redrawn
from handlers.screen import Screen
from roadmap.control.duty import ReportOutcome
from roadmap.errors import DraftInTheWay, NotFound, StaleVersion, WrongState
from roadmap.ids import DraftId, DutyId, ReportId
from roadmap.people.persons import Actor, Role
from services.app import App
from services.buttons.reporting import (
    AcknowledgeButton,
    BackToDraftButton,
    CoversButton,
    DraftOutcomeButton,
    DropDraftButton,
    DropFilesButton,
    EditReportButton,
    EvidenceButton,
    ResumeDraftButton,
    SendDraftButton,
    StartReportButton,
    TickButton,
    UndoReportButton,
)
from services.control.reporting.draft_view import DraftView
from services.control.reporting.report_drafts import AddedFile
from texts.control import reporting as texts
from texts.errors import explain

ANYBODY = allow_bound()


def build_router() -> Router:
    router = Router(name="reporting")
    presses: dict[type, Callable[..., Awaitable[None]]] = {
        AcknowledgeButton: acknowledge,
        StartReportButton: start,
        EditReportButton: edit,
        ResumeDraftButton: resume,
        BackToDraftButton: resume,
        DraftOutcomeButton: set_outcome,
        DropFilesButton: clear,
        DropDraftButton: drop,
        CoversButton: offer_covers,
        TickButton: tick,
        SendDraftButton: send,
        UndoReportButton: undo,
        EvidenceButton: show_evidence,
    }
    for kind, handler in presses.items():
        router.callback_query(Pressed(kind), flags=ANYBODY)(handler)
    is_open = StateFilter(Reporting.collecting)
    router.message(is_open, F.photo | F.document, flags=ANYBODY)(add_file)
    router.message(is_open, F.text, ~F.text.startswith("/"), flags=ANYBODY)(add_text)
    router.message(is_open, ~F.text, flags=ANYBODY)(refuse)
    router.message(StateFilter(None), F.photo, flags=ANYBODY)(begin_with_file)
    router.message(StateFilter(None), F.document, is_not_coordinator, flags=ANYBODY)(begin_with_file)
    return router


def is_not_coordinator(_: Message, actor: Actor | None) -> bool:
    """A coordinator's document is a road map."""
    return actor is not None and not actor.has(Role.COORDINATOR)


def _outcome(word: str) -> ReportOutcome:
    """An outcome a draft may have; NotFound for a forged one."""
    try:
        outcome = ReportOutcome(word)
    except ValueError:
        raise NotFound from None
    if outcome not in texts.OUTCOMES:
        raise NotFound
    return outcome


# The card


async def acknowledge(
    _: CallbackQuery, press: AcknowledgeButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    duty_id = DutyId(press.duty_id)
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        is_new = await app.reporting.acknowledge(actor, duty_id)
        await screen.toast(texts.ACKNOWLEDGED if is_new else texts.ALREADY_ACKNOWLEDGED)
        await show_card(app, screen, await app.cards.open(actor, duty_id))
        await redraw_elsewhere(bot, app, screen, duty_id)


async def undo(
    _: CallbackQuery, press: UndoReportButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    report_id = ReportId(press.report_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_report(actor, report_id)):
        taken = await app.reporting.undo(actor, report_id)
        await screen.toast(texts.TAKEN_BACK if taken.is_fresh else texts.ALREADY_TAKEN_BACK)
        await show_card(app, screen, taken.view)
        await redraw_elsewhere(bot, app, screen, *taken.duty_ids)


async def show_evidence(
    _: CallbackQuery, press: EvidenceButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    files = await app.reporting.files(actor, ReportId(press.report_id))
    if not files.evidence:
        await screen.toast(texts.NO_FILES, alert=True)
        return
    await screen.toast(texts.EVIDENCE_SENT)
    await screen.busy("upload_document")
    await send_files(bot, app, screen.chat_id, files, actor.time_zone)


# The draft


async def start(
    _: CallbackQuery, press: StartReportButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    duty_id, outcome = DutyId(press.duty_id), _outcome(press.outcome)
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        try:
            async with collecting(state):
                view = await app.drafts.start(actor, duty_id, outcome)
        except DraftInTheWay:
            await _show_in_the_way(app, actor, screen, duty_id)
            return
        await _show_draft(app, actor, screen, view)


async def edit(
    _: CallbackQuery, press: EditReportButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    report_id = ReportId(press.report_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_report(actor, report_id)):
        try:
            async with collecting(state):
                view = await app.drafts.edit(actor, report_id)
        except DraftInTheWay:
            card = await app.cards.of_report(actor, report_id)
            await _show_in_the_way(app, actor, screen, card.card.duty.id)
            return
        await _show_draft(app, actor, screen, view)


async def resume(
    _: CallbackQuery,
    press: ResumeDraftButton | BackToDraftButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    async with _gone_shown(screen):
        view = await app.drafts.current(actor, DraftId(press.draft_id))
        await state.set_state(Reporting.collecting)
        await _show_draft(app, actor, screen, view)


async def set_outcome(
    _: CallbackQuery, press: DraftOutcomeButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    async with _gone_shown(screen):
        async with collecting(state):
            view = await app.drafts.set_outcome(actor, DraftId(press.draft_id), _outcome(press.outcome))
        await _show_draft(app, actor, screen, view)


async def clear(_: CallbackQuery, press: DropFilesButton, app: App, actor: Actor, screen: Screen) -> None:
    async with _gone_shown(screen):
        view = await app.drafts.clear(actor, DraftId(press.draft_id))
        await screen.toast(texts.CLEARED)
        await _show_draft(app, actor, screen, view)


async def drop(
    _: CallbackQuery, press: DropDraftButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await app.drafts.drop(actor, DraftId(press.draft_id))
    await state.set_state(None)
    await screen.toast(texts.DROPPED)
    if press.duty_id:
        await show_card(app, screen, await app.cards.open(actor, DutyId(press.duty_id)))
    else:
        await screen.show(texts.dropped())


async def offer_covers(_: CallbackQuery, press: CoversButton, app: App, actor: Actor, screen: Screen) -> None:
    async with _gone_shown(screen):
        await _show_covers(app, actor, screen, DraftId(press.draft_id), press.page)


async def tick(_: CallbackQuery, press: TickButton, app: App, actor: Actor, screen: Screen) -> None:
    draft_id = DraftId(press.draft_id)
    async with _gone_shown(screen):
        try:
            await app.drafts.tick(actor, draft_id, DutyId(press.duty_id))
        except WrongState as error:
            await screen.toast(explain(error))
        await _show_covers(app, actor, screen, draft_id, press.page)


async def send(
    _: CallbackQuery,
    press: SendDraftButton,
    bot: Bot,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    draft_id = DraftId(press.draft_id)
    try:
        report = await app.reporting.send(actor, draft_id)
    except (StaleVersion, WrongState) as error:
        await _show_unsent(app, actor, screen, press, error)
        return
    await state.set_state(None)
    await screen.toast(texts.SENT)
    await show_card(app, screen, report.view, texts.sent(report))
    await redraw_elsewhere(bot, app, screen, *(duty.id for duty in report.sent))


async def add_text(message: Message, app: App, actor: Actor, screen: Screen, state: FSMContext) -> None:
    try:
        view = await app.drafts.add_text(actor, message.text)
    except NotFound:
        await _leave(screen, state)
        return
    await _move_draft(app, actor, screen, view)


async def add_file(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    incoming = await receive(message, bot)
    try:
        added = await app.drafts.add_file(
            actor, incoming, caption=message.caption or "", album=message.media_group_id
        )
    except NotFound:
        await _leave(screen, state)
        return
    await _show_added(app, actor, screen, added)


async def begin_with_file(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    incoming = await receive(message, bot)
    async with collecting(state):
        added = await app.drafts.add_file(
            actor, incoming, caption=message.caption or "", album=message.media_group_id, opens=True
        )
    view = added.view
    if not view.duties and not view.others:
        await state.set_state(None)
        await app.drafts.drop(actor, view.draft.id)
        await screen.send(texts.nothing_to_report())
        return
    await _show_added(app, actor, screen, added)


async def refuse(_: Message, screen: Screen) -> None:
    await screen.send(texts.cannot_be_attached())


async def _show_draft(app: App, actor: Actor, screen: Screen, view: DraftView) -> None:
    """Where the button was pressed; a copy of the draft's card left above goes away."""
    message_id = await show_other(app, screen, texts.draft_card(view))
    await _place(app, actor, screen, view, message_id)


async def _move_draft(app: App, actor: Actor, screen: Screen, view: DraftView) -> None:
    """Below what the person has just sent, so that the keys are at hand."""
    message_id = await screen.send(texts.draft_card(view))
    await _place(app, actor, screen, view, message_id)


async def _show_added(app: App, actor: Actor, screen: Screen, added: AddedFile) -> None:
    """An album comes message by message: its first file moves the card, the others only redraw it."""
    card = added.view.draft.card_message_id
    if added.continues_album and card is not None and await screen.edit(card, texts.draft_card(added.view)):
        return
    await _move_draft(app, actor, screen, added.view)


async def _place(app: App, actor: Actor, screen: Screen, view: DraftView, message_id: int) -> None:
    earlier = view.draft.card_message_id
    if earlier != message_id:
        await app.drafts.place(actor, view.draft.id, message_id)
        if earlier is not None:
            await screen.delete(earlier)


async def _show_in_the_way(app: App, actor: Actor, screen: Screen, wanted: DutyId) -> None:
    await show_other(app, screen, texts.draft_in_the_way(await app.drafts.current(actor), wanted))


async def _show_covers(app: App, actor: Actor, screen: Screen, draft_id: DraftId, page: int) -> None:
    choice = await app.drafts.coverable(actor, draft_id)
    await screen.show(texts.covers(draft_id, choice, page))


async def _show_unsent(
    app: App, actor: Actor, screen: Screen, press: SendDraftButton, error: StaleVersion | WrongState
) -> None:
    """The draft is still there: its measure is no longer owed. Or it is gone: it was sent before."""
    try:
        view = await app.drafts.current(actor, DraftId(press.draft_id))
    except (StaleVersion, NotFound):
        await screen.toast(texts.ALREADY_SENT)
        if press.duty_id:
            await show_card(app, screen, await app.cards.open(actor, DutyId(press.duty_id)))
        return
    await screen.toast(texts.NOT_OWED if isinstance(error, WrongState) else explain(error), alert=True)
    await _show_draft(app, actor, screen, view)


@asynccontextmanager
async def _gone_shown(screen: Screen) -> AsyncIterator[None]:
    """A button of a draft that was sent or dropped says so."""
    try:
        yield
    except StaleVersion:
        await screen.toast(texts.ALREADY_SENT)
        await screen.show(texts.draft_closed())


async def _leave(screen: Screen, state: FSMContext) -> None:
    await state.set_state(None)
    await screen.send(texts.draft_is_gone())
