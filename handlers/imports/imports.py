"""A document comes in: read, shown, compared, approved or dropped."""

from contextlib import AbstractAsyncContextManager
from typing import Any

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.errors import DocumentRefused, NotFound
from roadmap.ids import ImportId, RoadMapId
from roadmap.people.persons import Role
from services.buttons.imports import (
    ApproveImportButton,
    AskCuratorButton,
    CancelImportButton,
    ChoosePaceButton,
    ConfirmReadingButton,
    DocumentMarksButton,
    EditionButton,
    EditionChangesButton,
    EnterAllButton,
    ImportButton,
    ImportDeskButton,
    ImportProblemsButton,
    ImportRestsButton,
    ImportRowsButton,
    MilestoneButton,
    MilestonesButton,
    QuestionsButton,
    ReadingButton,
    ReportMarkedButton,
    RoutineMeasureButton,
    RoutineWorkButton,
    RulesButton,
)
from services.notice import Notice
from texts.imports import (
    document_marks,
    import_lists,
    import_preview,
    import_questions,
    readings,
    rests_page,
    routine_work,
    rule_sets,
)
from texts.imports import imports as texts

MAX_BYTES = 20 * 1024 * 1024
SURE_OF_UNLIKE = 2


async def show_desk(chat: Chat, _: Any) -> None:
    """Shows the documents under review and the road maps in force."""
    chat.conversation.leave()
    await chat.screen.show(texts.desk(await chat.app.imports.desk(chat.actor), chat.actor.time_zone))


async def receive(chat: Chat, said: Said) -> None:
    """Reads the document and shows what was read."""
    assert said.file is not None
    chat.conversation.leave()
    progress = await chat.screen.send(texts.reading(said.file.name, waits=chat.app.imports.is_reading))
    await chat.screen.busy()
    try:
        if said.file.size > MAX_BYTES:
            raise DocumentRefused("too-large")
        data = await chat.screen.fetch(said.file)
        import_id = await chat.app.imports.receive(chat.actor, data, said.file.name)
    except Exception:  # whatever it was, «читаю» is true no longer
        await chat.screen.delete(progress)
        raise
    view = import_preview.preview(await chat.app.imports.preview(chat.actor, import_id))
    if not await chat.screen.edit(progress, view):
        await chat.screen.send(view)


async def show_preview(chat: Chat, press: ImportButton) -> None:
    """Shows what was read in the document."""
    chat.conversation.leave()
    await chat.screen.show(
        import_preview.preview(await chat.app.imports.preview(chat.actor, ImportId(press.import_id)))
    )


async def show_rows(chat: Chat, press: ImportRowsButton) -> None:
    """Shows a page of the measures as read."""
    page = await chat.app.imports.measures(chat.actor, ImportId(press.import_id), press.page)
    await chat.screen.show(import_lists.rows(page))


async def show_reading(chat: Chat, press: ReadingButton) -> None:
    """Shows how the deadline of one row was read and by what rule."""
    await chat.screen.show(
        readings.reading(await chat.app.readings.card(chat.actor, ImportId(press.import_id), press.row))
    )


async def confirm_reading(chat: Chat, press: ConfirmReadingButton) -> None:
    """Takes the reading for right."""
    import_id = ImportId(press.import_id)
    async with _stale(chat, import_id):
        await chat.screen.show(
            readings.reading(await chat.app.readings.confirm(chat.actor, import_id, press.row))
        )


async def ask_curator(chat: Chat, press: AskCuratorButton) -> None:
    """Puts the deadline before the curators of the department."""
    import_id = ImportId(press.import_id)
    async with _stale(chat, import_id):
        names = await chat.app.readings.ask_curators(chat.actor, import_id, press.row)
        await chat.screen.toast(readings.asked_of(names))
        await chat.screen.show(
            readings.reading(await chat.app.readings.card(chat.actor, import_id, press.row))
        )


async def show_problems(chat: Chat, press: ImportProblemsButton) -> None:
    """Shows a page of what was doubtful."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    await chat.screen.show(import_lists.problems(view, press.page))


async def show_rests(chat: Chat, press: ImportRestsButton) -> None:
    """Shows a page of the words that became no part of the plan."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    await chat.screen.show(rests_page.rests(view, press.page))


async def show_questions(chat: Chat, press: QuestionsButton) -> None:
    """Shows a page of the questions."""
    chat.conversation.leave()
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    await chat.screen.show(import_lists.questions(view, press.page))


async def show_milestones(chat: Chat, press: MilestonesButton) -> None:
    """Shows dates found in other cells, to be taken or left."""
    page = await chat.app.imports.milestones(chat.actor, ImportId(press.import_id), press.page)
    await chat.screen.show(import_lists.milestones(page))


async def toggle_milestone(chat: Chat, press: MilestoneButton) -> None:
    """Takes a found date into the plan, or leaves it out."""
    import_id = ImportId(press.import_id)
    async with _stale(chat, import_id):
        page = await chat.app.imports.toggle_milestone(chat.actor, import_id, press.number, press.page)
        await chat.screen.show(import_lists.milestones(page))


async def show_routine_work(chat: Chat, press: RoutineWorkButton) -> None:
    """Shows a page of measures that come round more than once a month."""
    view = await chat.app.imports.routine_work(chat.actor, ImportId(press.import_id))
    await chat.screen.show(routine_work.routine_work(view, press.page))


async def show_routine_measure(chat: Chat, press: RoutineMeasureButton) -> None:
    """Offers control points for one of them."""
    view = await chat.app.imports.routine_work(chat.actor, ImportId(press.import_id))
    await chat.screen.show(routine_work.routine_measure(view, press.row))


async def choose_pace(chat: Chat, press: ChoosePaceButton) -> None:
    """Takes the choice for this measure and shows all of them."""
    import_id = ImportId(press.import_id)
    if press.pace not in set(ControlPace):
        raise NotFound
    async with _stale(chat, import_id):
        await chat.app.imports.choose_pace(chat.actor, import_id, press.row, ControlPace(press.pace))
        view = await chat.app.imports.routine_work(chat.actor, import_id)
        await chat.screen.show(routine_work.routine_work(view, routine_work.page_of_row(view, press.row)))


async def choose_rules(chat: Chat, press: RulesButton) -> None:
    """Offers the rules of regions, or applies the chosen ones."""
    import_id, rules = ImportId(press.import_id), RULE_SETS.get(press.name)
    if rules is None:
        await chat.screen.show(rule_sets.choose_rules(await chat.app.imports.preview(chat.actor, import_id)))
    else:
        async with _stale(chat, import_id):
            await chat.screen.show(
                import_preview.preview(await chat.app.imports.choose_rules(chat.actor, import_id, rules))
            )


async def compare(chat: Chat, press: EditionButton) -> None:
    """Compares the document with a road map in force, or takes it for a new one; asks about an unlike one."""
    import_id = ImportId(press.import_id)
    road_map_id = RoadMapId(press.road_map_id) if press.road_map_id else None
    async with _stale(chat, import_id):
        if road_map_id is not None and not press.is_sure:
            found = await chat.app.imports.difference(chat.actor, import_id, road_map_id)
            if found.is_unlike:
                await chat.screen.show(texts.unlike(import_id, found))
                return
        view = await chat.app.imports.compare(chat.actor, import_id, road_map_id)
        await chat.screen.show(import_preview.preview(view))


async def show_changes(chat: Chat, press: EditionChangesButton) -> None:
    """Shows a page of what the new edition changes."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    shown = import_lists.changes(view, press.page) if view.edition else import_preview.preview(view)
    await chat.screen.show(shown)


async def enter_all(chat: Chat, press: EnterAllButton) -> None:
    """Lists the unknown names of the document, then enters them all at once."""
    import_id = ImportId(press.import_id)
    if not press.is_sure:
        names = await chat.app.questions.unknown(chat.actor, import_id)
        await chat.screen.show(import_questions.enter_sure(import_id, names))
        return
    count = await chat.app.questions.create_unknown(chat.actor, import_id, texts.ALL_SCHOOLS_NAME)
    await chat.screen.toast(import_questions.entered(count))
    await chat.screen.show(import_preview.preview(await chat.app.imports.preview(chat.actor, import_id)))


async def approve(chat: Chat, press: ApproveImportButton) -> None:
    """Puts the document in force, after asking about what is still open."""
    import_id = ImportId(press.import_id)
    view = await chat.app.imports.preview(chat.actor, import_id)
    if view.period is None:
        await chat.screen.show(texts.period_first(view))
    elif view.open_questions and not press.is_sure:
        await chat.screen.show(texts.approve_with_questions(view))
    elif view.edition and view.edition.is_unlike and press.is_sure < SURE_OF_UNLIKE:
        await chat.screen.show(texts.approve_unlike(view.id, view.edition))
    else:
        async with _stale(chat, import_id):
            await chat.screen.show(texts.approved(await chat.app.imports.approve(chat.actor, import_id)))


async def show_marks(chat: Chat, press: DocumentMarksButton) -> None:
    """Shows what the document says is done."""
    view = await chat.app.marks.marks(chat.actor, ImportId(press.import_id))
    await chat.screen.show(document_marks.marks(view, press.page))


async def report_marked(chat: Chat, press: ReportMarkedButton) -> None:
    """Reports all of it in the document's words."""
    import_id = ImportId(press.import_id)
    duties = await chat.app.marks.report(chat.actor, import_id, document_marks.report_words)
    await chat.screen.toast(document_marks.reported(duties))
    await chat.screen.show(document_marks.marks(await chat.app.marks.marks(chat.actor, import_id), 0))


async def cancel(chat: Chat, press: CancelImportButton) -> None:
    """Drops the document, after asking."""
    import_id = ImportId(press.import_id)
    if not press.is_sure:
        await chat.app.imports.preview(chat.actor, import_id)
        await chat.screen.show(texts.cancel_sure(import_id))
        return
    async with _stale(chat, import_id):
        dropped = await chat.app.imports.cancel(chat.actor, import_id)
        await chat.screen.show(texts.cancelled(dropped.file_name))


def _stale(chat: Chat, import_id: ImportId) -> AbstractAsyncContextManager[None]:
    async def present() -> Notice:
        return import_preview.preview(await chat.app.imports.preview(chat.actor, import_id))

    return chat.screen_if_stale(present)


ROUTES = Routes(
    commands=allow({"import": show_desk}, Role.COORDINATOR),
    presses=allow(
        {
            ImportDeskButton: show_desk,
            ImportButton: show_preview,
            ImportRowsButton: show_rows,
            ReadingButton: show_reading,
            ConfirmReadingButton: confirm_reading,
            AskCuratorButton: ask_curator,
            ImportProblemsButton: show_problems,
            ImportRestsButton: show_rests,
            QuestionsButton: show_questions,
            MilestonesButton: show_milestones,
            MilestoneButton: toggle_milestone,
            RoutineWorkButton: show_routine_work,
            RoutineMeasureButton: show_routine_measure,
            ChoosePaceButton: choose_pace,
            RulesButton: choose_rules,
            EditionButton: compare,
            EditionChangesButton: show_changes,
            EnterAllButton: enter_all,
            ApproveImportButton: approve,
            CancelImportButton: cancel,
            DocumentMarksButton: show_marks,
            ReportMarkedButton: report_marked,
        },
        Role.COORDINATOR,
    ),
    files=allow({Prompt.IMPORT_DATES: receive}, Role.COORDINATOR),
)
