"""What passed before the bot and what is corrected in a row, on both databases."""

from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.imports.corrections import RowField
from services.control.deciding.undoing import UndoingService
from services.imports.correcting import CorrectingService
from services.imports.past_work import PastWorkService
from tests.databases import both_databases
from tests.desk import Desk

pytestmark = both_databases


async def test_what_passed_is_settled_with_a_report_and_can_be_undone(desk: Desk) -> None:
    school = await desk.school("Школа № 3")
    await desk.person("Анна Лугова", school)
    approved = await desk.put_in_force(
        ("1.", "Неделя книги", "Март", "Школа № 3"),
        ("2.", "Диктант", "Ноябрь", "Школа № 3"),
        title="План о чтении на 2026 год",
    )
    past = PastWorkService(desk.store, desk.clock)
    before = await past.past(desk.coordinator, approved.road_map_id)
    assert [(one.name, one.duties) for one in before.measures] == [("1 Неделя книги", 1)]

    told = await past.record(
        desk.coordinator, approved.road_map_id, None, ReportOutcome.DONE, "До начала работы в боте."
    )

    assert told == 1
    assert (await past.past(desk.coordinator, approved.road_map_id)).measures == ()
    async with desk.store.read() as uow:
        (line,) = [one for one in await uow.duties.lines(DutyFilter()) if one.number == "1"]
        stored = await uow.reports.last_report(line.id)
    assert line.state is DutyState.ACCEPTED and stored is not None
    undoing = UndoingService(desk.store, desk.clock, WEEKENDS_ONLY)
    await undoing.undo(desk.coordinator, stored.report.id)
    async with desk.store.read() as uow:
        duty = await uow.duties.get(line.id)
    assert duty is not None and duty.state is DutyState.REPORTED


async def test_a_correction_stays_when_the_period_is_named_and_the_same_file_comes_again(desk: Desk) -> None:
    rows = ("1.", "Неделя кинги", "Март", "Школа № 3"), ("2.", "Диктант", "Май", "Школа № 3")
    import_id = await desk.receive(*rows)
    correcting = CorrectingService(desk.store, desk.clock)
    await correcting.say(desk.coordinator, import_id, 0, RowField.TITLE, "Неделя книги")
    await correcting.leave_out(desk.coordinator, import_id, 1, is_dropped=True)

    again = await desk.receive(*rows)

    view = await desk.preview(again)
    assert (view.measures, view.corrected, view.dropped) == (1, 1, 1)
    card = await correcting.card(desk.coordinator, again, 0)
    assert (card.measure.title, card.printed.title) == ("Неделя книги", "Неделя кинги")
