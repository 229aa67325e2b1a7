"""A new edition of the document leaves what was changed by hand, where it does not change it itself."""

from datetime import date

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.ids import RoadMapId
from roadmap.imports.questions import Assigned
from services.control.leaving.archiving import ArchivingService
from services.imports.preview_views import Preview
from tests.desk import Desk
from tests.documents_text import Row
from tests.services.plan.conftest import Pen

CENTRE, ARCHIVE, SCHOOL = "Центр развития", "Архив", "Школа № 3"
ROWS: tuple[Row, ...] = (
    ("1.", "Неделя книги", "до 31 марта 2027 года", CENTRE),
    ("2.", "Обзор библиотек", "до 30 апреля 2027 года", ARCHIVE),
)


async def _by_hand(desk: Desk) -> Pen:
    """The first measure is another unit's, the second is due earlier; both by hand."""
    approved = await desk.put_in_force(*ROWS)
    pen = Pen(desk)
    school = Assigned(unit_id=await desk.school(SCHOOL))
    (first, second) = await pen.contents(approved.road_map_id)
    old = first.answering[0].assigned
    await pen.assignees.replace(desk.coordinator, await pen.measure("1"), old, school, everywhere=False)
    await pen.edits.set_deadline(desk.coordinator, await pen.measure("2"), "до 15 апреля")
    assert second.answering
    return pen


async def _edition(desk: Desk, *rows: Row) -> Preview:
    (road_map, *_) = await _maps(desk)
    import_id = await desk.receive(*rows)
    preview = await desk.imports.compare(desk.coordinator, import_id, road_map)
    await desk.approve(import_id)
    return preview


async def test_an_edition_that_repeats_its_words_keeps_executors_and_deadline_of_the_hand(desk: Desk) -> None:
    await _by_hand(desk)
    preview = await _edition(desk, *ROWS, ("3.", "Слёт", "до 20 мая 2027 года", ARCHIVE))

    assert preview.edition is not None
    assert (preview.edition.unchanged, preview.edition.changed) == (2, ())
    assert [
        (d.number, d.assignee, d.due_on) for d in await desk.duties() if d.due_on and d.state == "open"
    ] == [
        ("1", SCHOOL, date(2027, 3, 31)),
        ("2", ARCHIVE, date(2027, 4, 15)),
        ("3", ARCHIVE, date(2027, 5, 20)),
    ]


async def test_what_the_document_changes_itself_is_as_the_document_says(desk: Desk) -> None:
    await _by_hand(desk)
    await _edition(
        desk,
        ("1.", "Неделя книги", "до 31 марта 2027 года", ARCHIVE),
        ("2.", "Обзор библиотек", "до 1 июня 2027 года", ARCHIVE),
    )
    assert [(d.number, d.assignee, d.due_on) for d in await desk.duties() if d.state == "open"] == [
        ("1", ARCHIVE, date(2027, 3, 31)),
        ("2", ARCHIVE, date(2027, 6, 1)),
    ]


async def test_the_words_of_the_document_are_kept_until_they_are_in_force_again(desk: Desk) -> None:
    pen = await _by_hand(desk)
    (road_map, *_) = await _maps(desk)
    second = (await pen.contents(road_map))[1]
    assert second.attributes == {"document_deadline": "до 30 апреля 2027 года"}
    await pen.edits.set_deadline(desk.coordinator, await pen.measure("2"), "до 30 апреля 2027 года")
    assert (await pen.contents(road_map))[1].attributes == {}


async def test_who_took_over_from_one_that_left_stays_where_the_document_still_names_the_other(
    desk: Desk,
) -> None:
    approved = await desk.put_in_force(*ROWS)
    pen = Pen(desk)
    school = await desk.school(SCHOOL)
    first = (await pen.contents(approved.road_map_id))[0]
    centre = first.answering[0].assigned.unit_id
    assert centre is not None
    archiving = ArchivingService(desk.store, desk.clock, WEEKENDS_ONLY)
    await archiving.archive(desk.coordinator, centre, school)

    passed = (await pen.contents(approved.road_map_id))[0]
    assert (passed.responsible_text, passed.attributes) == (SCHOOL, {"document_responsible": CENTRE})
    preview = await _edition(desk, *ROWS, ("3.", "Слёт", "до 20 мая 2027 года", ARCHIVE))
    assert preview.edition is not None and preview.edition.changed == ()
    assert [(d.number, d.assignee) for d in await desk.duties() if d.state == "open"] == [
        ("1", SCHOOL),
        ("2", ARCHIVE),
        ("3", ARCHIVE),
    ]


async def _maps(desk: Desk) -> list[RoadMapId]:
    async with desk.store.read() as uow:
        return [one.id for one in await uow.plan.road_maps(desk.department_id)]
