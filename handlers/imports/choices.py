"""What a coordinator looks at and chooses in a document: readings, rests, routine work, its marks."""

from handlers.chat import Chat
from handlers.imports.stale import stale_import
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.deadlines.control_pace import ControlPace
from roadmap.errors import NotFound
from roadmap.ids import ImportId
from roadmap.people.persons import Role
from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.imports import (
    AskCuratorButton,
    AskRowEvidenceButton,
    ChoosePaceButton,
    ConfirmReadingButton,
    DocumentMarksButton,
    ImportEvidenceButton,
    ImportRestsButton,
    ReadingButton,
    ReportMarkedButton,
    RoutineMeasureButton,
    RoutineWorkButton,
    TakeEvidenceButton,
    TakeMonitoringButton,
)
from texts.imports import (
    asked_evidence,
    document_marks,
    import_preview,
    readings,
    rests_page,
    routine_work,
)


async def show_reading(chat: Chat, press: ReadingButton) -> None:
    """Shows how the deadline of one row was read and by what rule."""
    await chat.screen.show(
        readings.reading(await chat.app.readings.card(chat.actor, ImportId(press.import_id), press.row))
    )


async def confirm_reading(chat: Chat, press: ConfirmReadingButton) -> None:
    """Takes the reading for right."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        await chat.screen.show(
            readings.reading(await chat.app.readings.confirm(chat.actor, import_id, press.row))
        )


async def ask_curator(chat: Chat, press: AskCuratorButton) -> None:
    """Puts the deadline before the curators of the department."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        names = await chat.app.readings.ask_curators(chat.actor, import_id, press.row)
        await chat.screen.toast(readings.asked_of(names))
        await chat.screen.show(
            readings.reading(await chat.app.readings.card(chat.actor, import_id, press.row))
        )


async def show_rests(chat: Chat, press: ImportRestsButton) -> None:
    """Shows a page of the words that became no part of the plan."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    await chat.screen.show(rests_page.rests(view, press.page))


async def show_routine_work(chat: Chat, press: RoutineWorkButton) -> None:
    """Shows a page of measures that come round more than once a month."""
    view = await chat.app.choices.routine_work(chat.actor, ImportId(press.import_id))
    await chat.screen.show(routine_work.routine_work(view, press.page))


async def show_routine_measure(chat: Chat, press: RoutineMeasureButton) -> None:
    """Offers control points for one of them."""
    view = await chat.app.choices.routine_work(chat.actor, ImportId(press.import_id))
    await chat.screen.show(routine_work.routine_measure(view, press.row))


async def choose_pace(chat: Chat, press: ChoosePaceButton) -> None:
    """Takes the choice for this measure and shows all of them."""
    import_id = ImportId(press.import_id)
    if press.pace not in set(ControlPace):
        raise NotFound
    async with stale_import(chat, import_id):
        await chat.app.choices.choose_pace(chat.actor, import_id, press.row, ControlPace(press.pace))
        view = await chat.app.choices.routine_work(chat.actor, import_id)
        await chat.screen.show(routine_work.routine_work(view, routine_work.page_of_row(view, press.row)))


async def take_monitoring(chat: Chat, press: TakeMonitoringButton) -> None:
    """Takes the row as what drives the monitoring, or gives it back."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        view = await chat.app.choices.take_monitoring(chat.actor, import_id, press.row)
        await chat.screen.show(import_preview.preview(view))


async def show_evidence(chat: Chat, press: ImportEvidenceButton) -> None:
    """Shows a page of what reports will have to come with."""
    view = await chat.app.choices.evidence(chat.actor, ImportId(press.import_id))
    await chat.screen.show(asked_evidence.asked_evidence(view, press.page))


async def ask_evidence(chat: Chat, press: AskRowEvidenceButton) -> None:
    """Asks this of one row."""
    import_id = ImportId(press.import_id)
    if press.rule not in set(EvidenceRule):
        raise NotFound
    async with stale_import(chat, import_id):
        view = await chat.app.choices.ask_evidence(chat.actor, import_id, press.row, EvidenceRule(press.rule))
        await chat.screen.show(asked_evidence.asked_evidence(view, press.page))


async def take_evidence(chat: Chat, press: TakeEvidenceButton) -> None:
    """Asks for all that is proposed, or for words only."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        view = await chat.app.choices.take_evidence(chat.actor, import_id, is_taken=bool(press.is_taken))
        await chat.screen.show(asked_evidence.asked_evidence(view, 0))


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


ROUTES = Routes(
    presses=allow(
        {
            ReadingButton: show_reading,
            ConfirmReadingButton: confirm_reading,
            AskCuratorButton: ask_curator,
            ImportRestsButton: show_rests,
            RoutineWorkButton: show_routine_work,
            RoutineMeasureButton: show_routine_measure,
            ChoosePaceButton: choose_pace,
            TakeMonitoringButton: take_monitoring,
            ImportEvidenceButton: show_evidence,
            AskRowEvidenceButton: ask_evidence,
            TakeEvidenceButton: take_evidence,
            DocumentMarksButton: show_marks,
            ReportMarkedButton: report_marked,
        },
        Role.COORDINATOR,
    ),
)
