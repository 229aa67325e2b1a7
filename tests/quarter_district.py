"""A small district with a plan laid by hand: three schools, a centre, a curator, a head, a coordinator."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select, update

from roadmap.control.duty_filter import DutyFilter, NewDuty
from roadmap.deadlines.deadline import Missing
from roadmap.delivery.outbox import Delivery, DeliveryState
from roadmap.ids import DutyId, MeasureId, PersonId, RoadMapId, SectionId, UnitId
from roadmap.people.persons import Actor, Membership, Role, UnitKind
from roadmap.people.place import in_telegram
from roadmap.plan.measure import Assignment, AssignmentKind, ControlPoint
from roadmap.plan.plan_rows import MeasureRecord, NewAssignment, NewControlPoint, NewEdition, NewRoadMap
from services.app import App
from services.composing import Cancelled
from services.notice import Notice, plain
from storage.delivery.tables import DeliveryRow
from storage.mapping import restore
from storage.unit_of_work import Store, UnitOfWork
from tests.clock import ZONE, FrozenClock
from texts.outgoing import say


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure with one control point; `due_on` None is ongoing work."""

    number: str
    title: str
    units: tuple[str, ...] = ()
    person: str | None = None
    first_on: date = date(2026, 9, 1)
    due_on: date | None = None
    section: int = 0
    predates: bool = False


SCHOOLS = ("Школа № 1", "Школа № 2", "Школа № 3")
DIRECTORS = ("Анна Лугова", "Борис Речной", "Вера Полянская")
MID_SEPTEMBER, OCTOBER = date(2026, 9, 15), date(2026, 10, 30)
GALINA = "Галина Озёрная"
ROWS = (
    Row(number="1.1", title="Провести входную диагностику", units=SCHOOLS, due_on=MID_SEPTEMBER),
    Row(number="1.2", title="Вести работу с отстающими", units=SCHOOLS),
    Row(number="2.1", title="Собрать методический семинар", person=GALINA, due_on=OCTOBER, section=1),
    Row(number="2.2", title="Консультировать учителей", person=GALINA, section=1),
    Row(
        number="2.3",
        title="Подвести итоги ноября",
        units=SCHOOLS,
        first_on=date(2026, 11, 1),
        due_on=date(2026, 11, 30),
        section=1,
    ),
)


@dataclass(kw_only=True)
class District:
    store: Store
    app: App
    clock: FrozenClock
    department: UnitId = field(init=False)
    road_map: RoadMapId = field(init=False)
    units: dict[str, UnitId] = field(default_factory=dict)
    persons: dict[str, PersonId] = field(default_factory=dict)
    chats: dict[str, int] = field(default_factory=dict)
    duties: dict[tuple[str, str], DutyId] = field(default_factory=dict)

    async def actor(self, name: str) -> Actor:
        found = await self.app.people.actor(in_telegram(self.chats[name]))
        assert found is not None
        return found

    async def person(
        self, uow: UnitOfWork, name: str, role: Role, unit: UnitId, department: UnitId | None = None
    ) -> None:
        """A person with one role, in the chat."""
        person_id = await uow.people.add_person(department or self.department, name, "")
        await uow.people.add_membership(Membership(person_id=person_id, unit_id=unit, role=role))
        self.persons[name], self.chats[name] = person_id, 100 + len(self.chats)
        await uow.accounts.bind(person_id, in_telegram(self.chats[name]), self.clock.now())

    async def outgoing(self) -> list[tuple[str, str]]:
        """What the bot says now without being asked, as (name, text); each message once."""
        return [(name, str(plain(notice.body))) for name, notice in await self.notices()]

    async def notices(self) -> list[tuple[str, Notice]]:
        names = {v: k for k, v in self.persons.items()}
        now, said = self.clock.now(), []
        async with self.store.engine.connect() as connection:
            query = select(DeliveryRow).where(
                DeliveryRow.state == DeliveryState.PENDING.value, DeliveryRow.not_before <= now
            )
            due = [restore(Delivery, row) for row in await connection.execute(query.order_by(DeliveryRow.id))]
        async with self.store.read() as uow:
            for delivery in due:
                notice = await say(uow, delivery, now)
                if not isinstance(notice, Cancelled):
                    said.append((names[delivery.recipient_id], notice))
        async with self.store.engine.begin() as connection:
            settled = update(DeliveryRow).where(DeliveryRow.id.in_([delivery.id for delivery in due]))
            await connection.execute(settled.values(state=DeliveryState.SENT.value))
        return said


_LAID: dict[tuple[datetime, tuple[Row, ...]], tuple[District, sqlite3.Connection]] = {}
"""Districts laid before, each with a copy of its database: to copy one is much quicker than to lay it."""


async def build_district(
    store: Store, app: App, clock: FrozenClock, rows: tuple[Row, ...] = ROWS
) -> District:
    """The district with its plan in force since the clock's present moment."""
    if store.engine.dialect.name != "sqlite":
        return await _lay_district(store, app, clock, rows)
    known = (clock.now(), rows)
    with closing(sqlite3.connect(str(store.engine.url.database))) as own:
        if own.execute("SELECT 1 FROM units").fetchone():  # not the first here: nothing may be copied over
            return await _lay_district(store, app, clock, rows)
        if known not in _LAID:
            laid = await _lay_district(store, app, clock, rows)
            _LAID[known] = laid, sqlite3.connect(":memory:")
            own.backup(_LAID[known][1])
        laid, database = _LAID[known]
        database.backup(own)
    again = replace(
        laid,
        store=store,
        app=app,
        clock=clock,
        **{name: dict(getattr(laid, name)) for name in ("units", "persons", "chats", "duties")},
    )
    again.department, again.road_map = laid.department, laid.road_map
    return again


async def _lay_district(store: Store, app: App, clock: FrozenClock, rows: tuple[Row, ...]) -> District:
    world = District(store=store, app=app, clock=clock)
    async with store.write() as uow:
        world.department = await uow.people.add_department("Управление образования Заречного округа", ZONE)
        for school, director in zip(SCHOOLS, DIRECTORS, strict=True):
            world.units[school] = await uow.people.add_unit(
                world.department, world.department, school, UnitKind.SCHOOL, ZONE
            )
            await world.person(uow, director, Role.EXECUTOR, world.units[school])
        await world.person(uow, GALINA, Role.EXECUTOR, world.department)
        await world.person(uow, "Ольга Ветрова", Role.CURATOR, world.department)
        await world.person(uow, "Елена Холмова", Role.HEAD, world.department)
        await world.person(uow, "Игорь Луговой", Role.COORDINATOR, world.department)
        await lay(world, uow, rows)
        await uow.commit()
    return world


async def lay(
    world: District,
    uow: UnitOfWork,
    rows: tuple[Row, ...],
    title: str = "План повышения качества образования",
) -> None:
    """Write the road map, its measures and one duty per assignee."""
    heading = NewRoadMap(
        department_id=world.department,
        title=title,
        period_start=date(2026, 9, 1),
        period_end=date(2027, 5, 31),
        approval_number="14-р",
        approval_on=date(2026, 8, 25),
        rule_set="literal",
    )
    world.road_map = await uow.plan.add_road_map(heading)
    await uow.plan.add_edition(_revision(world.road_map, world.clock.now()))
    sections = await uow.plan.add_sections(world.road_map, ["1. Обучение", "2. Методическая работа"])
    measures = await uow.plan.add_measures(
        world.road_map,
        [_record(row, sections[row.section], position) for position, row in enumerate(rows)],
    )
    by_measure = dict(zip(measures, rows, strict=True))
    await uow.plan.add_assignments(
        [new for id_, row in by_measure.items() for new in _assign(world, row, id_)]
    )
    await uow.plan.add_control_points([_point(row, id_) for id_, row in by_measure.items()])
    points = {point.measure_id: point for point in await uow.plan.control_points(world.road_map)}
    handed = await uow.plan.assignments(world.road_map)
    await uow.duties.add([_duty(world, each, points[each.measure_id]) for each in handed])
    for duty in await uow.duties.lines(DutyFilter(road_map_id=world.road_map)):
        world.duties[duty.number, duty.assignee] = duty.id


def _revision(road_map_id: RoadMapId, at: datetime) -> NewEdition:
    return NewEdition(
        road_map_id=road_map_id,
        number=1,
        file_name="план.docx",
        file_key="k",
        sha256="0",
        approved_by=None,
        approved_at=at,
    )


def _record(row: Row, section_id: SectionId, position: int) -> MeasureRecord:
    return MeasureRecord(
        section_id=section_id,
        position=position,
        number=row.number,
        title=row.title,
        result="Справка",
        deadline_text="до срока" if row.due_on else "постоянно",
        deadline=Missing(),
        reading="",
        responsible_text=", ".join(row.units) or str(row.person),
        attributes={},
    )


def _assign(world: District, row: Row, measure_id: MeasureId) -> list[NewAssignment]:
    main = AssignmentKind.MAIN
    found = [
        NewAssignment(measure_id=measure_id, unit_id=world.units[name], person_id=None, kind=main)
        for name in row.units
    ]
    if row.person:
        person_id = world.persons[row.person]
        found.append(NewAssignment(measure_id=measure_id, unit_id=None, person_id=person_id, kind=main))
    return found


def _point(row: Row, measure_id: MeasureId) -> NewControlPoint:
    return NewControlPoint(
        measure_id=measure_id,
        first_on=row.first_on,
        last_on=row.due_on or date(2027, 5, 31),
        original_due_on=row.due_on,
        due_on=None if row.predates else row.due_on,
    )


def _duty(world: District, assignment: Assignment, point: ControlPoint) -> NewDuty:
    return NewDuty(
        department_id=world.department,
        road_map_id=world.road_map,
        measure_id=assignment.measure_id,
        control_point_id=point.id,
        assignment_id=assignment.id,
        unit_id=assignment.unit_id,
        person_id=assignment.person_id,
        home_unit_id=assignment.unit_id or world.department,
        original_due_on=point.original_due_on,
        due_on=point.due_on,
        next_stage_at=None,
    )
