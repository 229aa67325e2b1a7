"""The plan and the imports as the database keeps them."""

from datetime import UTC, date, datetime

from roadmap.deadlines.rule_set import LITERAL
from roadmap.ids import MeasureId, RoadMapId, UnitId
from roadmap.imports.answering import Doubt, QuestionKind
from roadmap.imports.import_rows import NewImport
from roadmap.imports.proposal import Proposal
from roadmap.imports.questions import ImportState, QuestionState, Reworded
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.people.persons import UnitKind
from roadmap.plan.measure import AssignmentKind
from roadmap.plan.measure_place import MeasurePlace
from roadmap.plan.plan_rows import MeasureRecord, NewAssignment, NewControlPoint, NewEdition, NewRoadMap
from storage.unit_of_work import Store, UnitOfWork
from tests.clock import FrozenClock
from tests.databases import both_databases

pytestmark = both_databases

MARCH = (date(2027, 3, 1), date(2027, 3, 31))


async def test_rows_put_in_together_get_their_ids_in_order(store: Store) -> None:
    async with store.write() as uow:
        _, road_map = await _road_map(uow)
        ids = await uow.plan.add_measures(road_map, [record(n, f"Дело {n}") for n in range(300)])
        await uow.commit()

    async with store.read() as uow:
        measures = await uow.plan.measures(road_map)
    assert [measure.id for measure in measures] == list(ids)
    assert [measure.title for measure in measures] == [f"Дело {n}" for n in range(300)]


async def test_a_deadline_comes_back_as_the_same_rule(store: Store) -> None:
    words = "ежеквартально до 5 числа"
    async with store.write() as uow:
        _, road_map = await _road_map(uow)
        await uow.plan.add_measures(road_map, [record(0, "Отчёт", words)])
        await uow.commit()

    async with store.read() as uow:
        (measure,) = await uow.plan.measures(road_map)
    assert measure.deadline == read_deadline(words).deadline


async def test_a_control_point_that_is_there_is_left_as_it_is(store: Store) -> None:
    async with store.write() as uow:
        _, road_map = await _road_map(uow)
        (measure,) = await uow.plan.add_measures(road_map, [record(0, "Отчёт")])
        await uow.plan.add_control_points([window(measure, due=date(2027, 3, 31))])
        await uow.plan.add_control_points([window(measure, due=date(2027, 1, 1)), window(measure, due=None)])
        await uow.commit()

    async with store.read() as uow:
        (control_point,) = await uow.plan.control_points(road_map)
    assert control_point.due_on == date(2027, 3, 31)


async def test_archived_measures_take_their_assignments_and_control_points_along(store: Store) -> None:
    async with store.write() as uow:
        department, road_map = await _road_map(uow)
        kept, gone = await uow.plan.add_measures(road_map, [record(0, "Отчёт"), record(1, "Обзор")])
        for measure in (kept, gone):
            await uow.plan.add_assignments([assignment(measure, department)])
            await uow.plan.add_control_points([window(measure, due=None)])
        await uow.plan.archive_measures([gone])
        await uow.commit()

    async with store.read() as uow:
        assert [m.id for m in await uow.plan.measures(road_map)] == [kept]
        assert [a.measure_id for a in await uow.plan.assignments(road_map)] == [kept]
        assert [o.measure_id for o in await uow.plan.control_points(road_map)] == [kept]


async def test_a_road_map_of_another_department_is_not_there(store: Store) -> None:
    async with store.write() as uow:
        department, road_map = await _road_map(uow)
        stranger = await uow.people.add_department("Чужой отдел", "Europe/Moscow")
        await uow.commit()

    async with store.read() as uow:
        assert await uow.plan.road_map(road_map, stranger) is None
        assert (await uow.plan.road_map(road_map, department)) is not None
        assert await uow.plan.road_maps(stranger) == []


async def test_the_review_of_a_document_ends_once(store: Store, clock: FrozenClock) -> None:
    async with store.write() as uow:
        department = await uow.people.add_department("Отдел", "Europe/Moscow")
        import_id = await uow.imports.add(new_import(department, clock))

        assert await uow.imports.settle(import_id, ImportState.CANCELLED, clock.now())
        assert not await uow.imports.settle(import_id, ImportState.APPROVED, clock.now())


async def test_a_question_is_asked_once_and_keeps_its_answer(store: Store, clock: FrozenClock) -> None:
    doubt = Doubt(kind=QuestionKind.DEADLINE, subject="по графику", words="По графику", rows=(1, 2))
    async with store.write() as uow:
        department = await uow.people.add_department("Отдел", "Europe/Moscow")
        import_id = await uow.imports.add(new_import(department, clock))
        await uow.imports.add_questions(import_id, [doubt])
        (question,) = await uow.imports.questions(import_id)
        answer = Reworded(words="до 5 мая")
        await uow.imports.answer(question.id, QuestionState.ANSWERED, answer, None, clock.now())
        await uow.imports.add_questions(import_id, [doubt])

        (kept,) = await uow.imports.questions(import_id)
        assert (kept.state, kept.answer, kept.rows) == (QuestionState.ANSWERED, answer, (1, 2))


async def test_only_schools_outside_the_group_are_outside(store: Store) -> None:
    async with store.write() as uow:
        department = await uow.people.add_department("Отдел", "Europe/Moscow")
        group = await _unit(uow, department, "Все школы", UnitKind.GROUP)
        inside = await _unit(uow, department, "Школа № 3", UnitKind.SCHOOL)
        outside = await _unit(uow, department, "Школа № 5", UnitKind.SCHOOL)
        await _unit(uow, department, "Центр", UnitKind.CENTRE)
        await uow.people.add_members(group, [inside])
        assert await uow.plan.outside_schools("@schools") == []
        await uow.spellings.remember(department, "@schools", group, None)

        assert [one.school_id for one in await uow.plan.outside_schools("@schools")] == [outside]


async def _unit(uow: UnitOfWork, department: UnitId, name: str, kind: UnitKind) -> UnitId:
    return await uow.people.add_unit(department, department, name, kind, "Europe/Moscow")


async def _road_map(uow: UnitOfWork) -> tuple[UnitId, RoadMapId]:
    department = await uow.people.add_department("Отдел", "Europe/Moscow")
    road_map = await uow.plan.add_road_map(
        NewRoadMap(
            department_id=department,
            title="Дорожная карта",
            period_start=date(2027, 1, 1),
            period_end=date(2027, 12, 31),
            approval_number=None,
            approval_on=None,
            rule_set="literal",
        )
    )
    return department, road_map


def record(position: int, title: str, words: str = "Март") -> MeasureRecord:
    deadline = read_deadline(words).deadline
    return MeasureRecord(
        section_id=None,
        position=position,
        number=str(position),
        title=title,
        result="",
        deadline_text=words,
        deadline=deadline,
        reading=phrase(deadline),
        responsible_text="",
        attributes={"risk_codes": ("1.1", "1.2")},
    )


def window(measure: MeasureId, due: date | None) -> NewControlPoint:
    first, last = MARCH
    return NewControlPoint(measure_id=measure, first_on=first, last_on=last, original_due_on=due, due_on=due)


def assignment(measure: MeasureId, unit: UnitId) -> NewAssignment:
    return NewAssignment(measure_id=measure, unit_id=unit, person_id=None, kind=AssignmentKind.MAIN)


def new_import(department: UnitId, clock: FrozenClock) -> NewImport:
    return NewImport(
        department_id=department,
        author_id=None,
        file_name="plan.txt",
        file_key="0" * 32,
        sha256="0" * 64,
        proposal=Proposal(title="", period=None, approval=None, edition=None, sections=(), measures=()),
        rules=LITERAL,
        created_at=clock.now(),
    )


async def test_places_of_measures_are_kept_by_edition(store: Store) -> None:
    place = MeasurePlace(table=1, rows=(3, 4), cells={"title": ((1, 3, 2), (1, 4, 2))})
    async with store.write() as uow:
        _, road_map = await _road_map(uow)
        (measure,) = await uow.plan.add_measures(road_map, [record(0, "Отчёт")])
        first, second = [await uow.plan.add_edition(_edition(road_map, number)) for number in (1, 2)]
        await uow.plan.keep_places(first, {measure: place})
        await uow.commit()

    async with store.read() as uow:
        assert await uow.plan.places(first) == {measure: place}
        assert await uow.plan.places(second) == {}


def _edition(road_map_id: RoadMapId, number: int) -> NewEdition:
    return NewEdition(
        road_map_id=road_map_id,
        number=number,
        file_name="план.docx",
        file_key=f"key-{number}",
        sha256="00",
        approved_by=None,
        approved_at=datetime(2027, 1, 1, tzinfo=UTC),
    )
