"""A document comes in: read, shown, compared, approved or dropped."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Document, Message

from handlers.asking import Clarifying
from handlers.button_filter import Pressed
from handlers.imports.stale_imports import stale_shown
from handlers.policy import allow
from handlers.screen import Screen
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.errors import DocumentRefused
from roadmap.ids import ImportId, RoadMapId
from roadmap.people.persons import Actor, Role
from services.app import App
from services.buttons.imports import (
    ApproveImportButton,
    CancelImportButton,
    EditionButton,
    EditionChangesButton,
    EnterAllButton,
    ImportButton,
    ImportDeskButton,
    ImportProblemsButton,
    ImportRowsButton,
    MilestoneButton,
    MilestonesButton,
    QuestionsButton,
    RulesButton,
)
from services.notice import Notice
from texts.imports import import_lists, import_preview, import_questions, rule_sets
from texts.imports import imports as texts

COORDINATOR = allow(Role.COORDINATOR)
MAX_BYTES = 20 * 1024 * 1024


def build_router() -> Router:
    router = Router(name="imports")
    router.message(Command("import"), flags=COORDINATOR)(show_desk)
    router.message(F.document, StateFilter(None, Clarifying.dates), is_coordinator, flags=COORDINATOR)(
        receive
    )
    presses: dict[type, Callable[..., Awaitable[None]]] = {
        ImportDeskButton: show_desk,
        ImportButton: show_preview,
        ImportRowsButton: show_rows,
        ImportProblemsButton: show_problems,
        QuestionsButton: show_questions,
        MilestonesButton: show_milestones,
        MilestoneButton: toggle_milestone,
        RulesButton: choose_rules,
        EditionButton: compare,
        EditionChangesButton: show_changes,
        EnterAllButton: enter_all,
        ApproveImportButton: approve,
        CancelImportButton: cancel,
    }
    for kind, handler in presses.items():
        router.callback_query(Pressed(kind), flags=COORDINATOR)(handler)
    return router


def is_coordinator(_: Message, actor: Actor | None) -> bool:
    """A file from anybody else is not a road map; it is left to the other routers."""
    return actor is not None and actor.has(Role.COORDINATOR)


async def show_desk(
    _: Message | CallbackQuery, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await state.set_state(None)
    await screen.show(texts.desk(await app.imports.desk(actor), actor.time_zone))


async def receive(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    assert message.document is not None
    await state.set_state(None)
    name = message.document.file_name or ""
    progress = await screen.send(texts.reading(name))
    await screen.busy()
    try:
        data = await _download(bot, message.document)
        import_id = await app.imports.receive(actor, data, name)
    except DocumentRefused:
        await screen.delete(progress)
        raise
    view = import_preview.preview(await app.imports.preview(actor, import_id))
    if not await screen.edit(progress, view):
        await screen.send(view)


async def _download(bot: Bot, document: Document) -> bytes:
    if (document.file_size or 0) > MAX_BYTES:
        raise DocumentRefused("too-large")
    data = await bot.download(document, destination=BytesIO())
    assert data is not None
    return data.read()


async def show_preview(
    _: CallbackQuery, press: ImportButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await state.set_state(None)
    await screen.show(import_preview.preview(await app.imports.preview(actor, ImportId(press.import_id))))


async def show_rows(
    _: CallbackQuery, press: ImportRowsButton, app: App, actor: Actor, screen: Screen
) -> None:
    page = await app.imports.measures(actor, ImportId(press.import_id), press.page)
    await screen.show(import_lists.rows(page))


async def show_problems(
    _: CallbackQuery, press: ImportProblemsButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.imports.preview(actor, ImportId(press.import_id))
    await screen.show(import_lists.problems(view, press.page))


async def show_questions(
    _: CallbackQuery, press: QuestionsButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await state.set_state(None)
    view = await app.imports.preview(actor, ImportId(press.import_id))
    await screen.show(import_lists.questions(view, press.page))


async def show_milestones(
    _: CallbackQuery, press: MilestonesButton, app: App, actor: Actor, screen: Screen
) -> None:
    page = await app.imports.milestones(actor, ImportId(press.import_id), press.page)
    await screen.show(import_lists.milestones(page))


async def toggle_milestone(
    _: CallbackQuery, press: MilestoneButton, app: App, actor: Actor, screen: Screen
) -> None:
    import_id = ImportId(press.import_id)
    async with _stale(app, actor, screen, import_id):
        page = await app.imports.toggle_milestone(actor, import_id, press.number, press.page)
        await screen.show(import_lists.milestones(page))


async def choose_rules(_: CallbackQuery, press: RulesButton, app: App, actor: Actor, screen: Screen) -> None:
    import_id, rules = ImportId(press.import_id), RULE_SETS.get(press.name)
    if rules is None:
        await screen.show(rule_sets.choose_rules(await app.imports.preview(actor, import_id)))
    else:
        async with _stale(app, actor, screen, import_id):
            await screen.show(import_preview.preview(await app.imports.choose_rules(actor, import_id, rules)))


async def compare(_: CallbackQuery, press: EditionButton, app: App, actor: Actor, screen: Screen) -> None:
    import_id = ImportId(press.import_id)
    road_map_id = RoadMapId(press.road_map_id) if press.road_map_id else None
    async with _stale(app, actor, screen, import_id):
        view = await app.imports.compare(actor, import_id, road_map_id)
        await screen.show(import_preview.preview(view))


async def show_changes(
    _: CallbackQuery, press: EditionChangesButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.imports.preview(actor, ImportId(press.import_id))
    shown = import_lists.changes(view, press.page) if view.edition else import_preview.preview(view)
    await screen.show(shown)


async def enter_all(_: CallbackQuery, press: EnterAllButton, app: App, actor: Actor, screen: Screen) -> None:
    import_id = ImportId(press.import_id)
    count = await app.questions.create_unknown(actor, import_id, texts.ALL_SCHOOLS_NAME)
    await screen.toast(import_questions.entered(count))
    await screen.show(import_preview.preview(await app.imports.preview(actor, import_id)))


async def approve(
    _: CallbackQuery, press: ApproveImportButton, app: App, actor: Actor, screen: Screen
) -> None:
    import_id = ImportId(press.import_id)
    view = await app.imports.preview(actor, import_id)
    if view.period is None:
        await screen.show(texts.period_first(view))
    elif view.open_questions and not press.is_sure:
        await screen.show(texts.approve_with_questions(view))
    else:
        async with _stale(app, actor, screen, import_id):
            await screen.show(texts.approved(await app.imports.approve(actor, import_id)))


async def cancel(_: CallbackQuery, press: CancelImportButton, app: App, actor: Actor, screen: Screen) -> None:
    if not press.is_sure:
        await screen.show(texts.cancel_sure(press.import_id))
        return
    import_id = ImportId(press.import_id)
    async with _stale(app, actor, screen, import_id):
        dropped = await app.imports.cancel(actor, import_id)
        await screen.show(texts.cancelled(dropped.file_name))


def _stale(app: App, actor: Actor, screen: Screen, import_id: ImportId) -> AbstractAsyncContextManager[None]:
    async def present() -> Notice:
        return import_preview.preview(await app.imports.preview(actor, import_id))

    return stale_shown(screen, present)
