"""Next year's plan is made of the plan as it is now, with what was changed by hand."""

from roadmap.plan.measure_content import Aspect
from services.imports.rolling import RollingService
from storage.files import FolderFiles
from tests.desk import Desk
from tests.services.plan.conftest import Pen

CENTRE, ARCHIVE = "Центр развития", "Архив"


async def test_what_was_changed_added_and_dropped_by_hand_goes_into_the_next_year(
    desk: Desk, files: FolderFiles
) -> None:
    approved = await desk.put_in_force(
        ("1.", "Неделя книги", "до 31 марта 2027 года", CENTRE),
        ("2.", "Обзор библиотек", "до 30 апреля 2027 года", CENTRE),
        ("3.", "Наставничество", "до 31 мая 2027 года", ARCHIVE),
        ("4.", "Конкурс чтецов", "до 20 октября 2027 года", ARCHIVE),
    )
    desk.clock.set("2026-11-20 12:00")
    pen = Pen(desk)
    first = await pen.measure("1")
    await pen.edits.say(desk.coordinator, first, Aspect.TITLE, "Декада чтения")
    await pen.edits.set_deadline(desk.coordinator, first, "до 15 марта 2027 года")
    await pen.edits.drop(desk.coordinator, await pen.measure("2"))
    await pen.edits.cancel(desk.coordinator, await pen.measure("4"), "Нет участников")
    await pen.edits.add(desk.coordinator, approved.road_map_id, "", "5 Выставка")

    rolling = RollingService(desk.store, desk.clock, files)
    proposal, _ = await rolling.proposal(desk.coordinator, approved.road_map_id, 2028)

    assert [(one.number, one.title, one.deadline_text) for one in proposal.measures] == [
        ("1", "Декада чтения", "до 15 марта 2028 года"),
        ("3", "Наставничество", "до 31 мая 2028 года"),
        ("5", "Выставка", ""),
    ]
