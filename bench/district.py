"""An invented region laid straight into the tables: departments, schools with an executor each, curators."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import CompoundSelect, event, insert, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.control.duty import DutyState
from roadmap.deadlines.deadline import Dated, Month
from roadmap.deadlines.deadline_json import to_json
from roadmap.people.persons import AccountState, Role, UnitKind
from roadmap.people.place import TELEGRAM
from storage.control.tables import DutyRow
from storage.engine import create_engine
from storage.migrate import migrate
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitMemberRow, UnitRow, UnitSubtreeRow
from storage.plan.tables import AssignmentRow, ControlPointRow, EditionRow, MeasureRow, RoadMapRow
from storage.row import Row
from storage.types import Moment

ZONE = "Europe/Moscow"
FIRST_CHAT = 1_000_000
SEPTEMBER = to_json(Dated(times=(Month(month=9),)))
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Numbers run from 1: school `n` has executor `n` in chat `chat_of(n)` and `points` control points.

    `common` of the points are every school's (all, if not said), each of the others is one school's. `spans`
    are the windows the points take turn about. `colleagues` of a school are known to the bot and owe nothing.
    """

    schools: int
    now: datetime
    points: int = 1
    schools_per_department: int = 50
    common: int | None = None
    days: int = 270
    spans: Sequence[tuple[date, date]] = ()
    first_look_in: timedelta = timedelta(days=16)
    colleagues: int = 0

    @property
    def departments(self) -> int:
        return -(-self.schools // self.schools_per_department)

    def department_of(self, school: int) -> int:
        return (school - 1) // self.schools_per_department + 1

    def chat_of(self, executor: int) -> int:
        return FIRST_CHAT + executor

    @property
    def chats(self) -> list[int]:
        """Of everybody: executors first, then the curators."""
        return [self.chat_of(person) for person in range(1, self.schools + self.departments + 1)]

    def curator_of(self, department: int) -> int:
        return self.schools + department

    def span_of(self, point: int) -> tuple[date, date]:
        today = self.now.date()
        return (
            self.spans[(point - 1) % len(self.spans)] if self.spans else (today, today + timedelta(days=30))
        )

    def duty_of(self, school: int, point: int = 1) -> int:
        return (school - 1) * self.points + point

    def unit_of(self, school: int) -> int:
        return self.departments + school


def database_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def build(file: Path, region: Region, *fill: Callable[[AsyncConnection], Any]) -> None:
    """A migrated database file with this region, and whatever else `fill` adds."""
    engine = create_engine(database_url(file))
    event.listen(engine.sync_engine, "connect", _hurry)
    await migrate(engine)
    async with engine.begin() as connection:
        await _people(connection, region)
        await _plan(connection, region)
        for step in fill:
            await step(connection)
    await engine.dispose()


def _hurry(connection: Any, _record: object) -> None:
    """Only for laying rows that are right by construction; the measured process opens the file anew."""
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}")


async def add(connection: AsyncConnection, table: type[Row], rows: Rows) -> None:
    await connection.execute(insert(table), list(rows))


async def _people(connection: AsyncConnection, region: Region) -> None:
    schools, departments = range(1, region.schools + 1), range(1, region.departments + 1)
    await add(connection, UnitRow, (_unit(d, d, UnitKind.DEPARTMENT, f"Отдел № {d}") for d in departments))
    await add(
        connection,
        UnitRow,
        (_unit(region.unit_of(n), region.department_of(n), UnitKind.SCHOOL, f"Школа № {n}") for n in schools),
    )
    groups = {d: region.departments + region.schools + d for d in departments}
    await add(connection, UnitRow, (_unit(groups[d], d, UnitKind.GROUP, "Все школы") for d in departments))
    await connection.execute(insert(UnitSubtreeRow).from_select(["root_id", "unit_id"], _subtrees()))
    members = ({"group_id": groups[region.department_of(n)], "member_id": region.unit_of(n)} for n in schools)
    await add(connection, UnitMemberRow, members)
    executors = [(n, region.department_of(n), region.unit_of(n), Role.EXECUTOR) for n in schools]
    curators = [(region.curator_of(d), d, d, Role.CURATOR) for d in departments]
    everybody = executors + curators
    await add(connection, PersonRow, (person_row(person, unit) for person, unit, _, _ in everybody))
    await add(connection, AccountRow, (account_row(person, region) for person, *_ in everybody))
    held = ({"person_id": person, "unit_id": unit, "role": role.value} for person, _, unit, role in everybody)
    await add(connection, MembershipRow, held)


def _subtrees() -> CompoundSelect[*tuple[Any, ...]]:
    under = select(UnitRow.department_id, UnitRow.id).where(UnitRow.id != UnitRow.department_id)
    return union_all(select(UnitRow.id, UnitRow.id), under)


def _unit(unit_id: int, department: int, kind: UnitKind, name: str) -> dict[str, Any]:
    return {
        "id": unit_id,
        "department_id": department,
        "parent_id": None if unit_id == department else department,
        "name": name,
        "kind": kind.value,
        "time_zone": ZONE,
        "is_active": True,
    }


def person_row(person: int, department: int) -> dict[str, Any]:
    name = f"Сотрудник {person}"
    return {"id": person, "department_id": department, "name": name, "post": "", "is_active": True}


def account_row(person: int, region: Region) -> dict[str, Any]:
    return {
        "person_id": person,
        "channel": TELEGRAM,
        "chat_id": region.chat_of(person),
        "state": AccountState.ACTIVE.value,
        "bound_at": region.now,
    }


async def _plan(connection: AsyncConnection, region: Region) -> None:
    departments = range(1, region.departments + 1)
    points = [(d, (d - 1) * region.points + p) for d in departments for p in range(1, region.points + 1)]
    await add(connection, RoadMapRow, (_road_map(d, region) for d in departments))
    await add(connection, EditionRow, (_revision(d, region.now) for d in departments))
    await add(connection, MeasureRow, (measure_row(d, number) for d, number in points))
    first_group = region.departments + region.schools
    await add(connection, AssignmentRow, (_assignment(number, first_group + d) for d, number in points))
    await add(connection, ControlPointRow, (_control_point(number, region) for _, number in points))
    await _duties(connection, region)


def _road_map(department: int, region: Region) -> dict[str, Any]:
    today = region.now.date()
    return {
        "id": department,
        "department_id": department,
        "title": "План мероприятий по повышению качества образования",
        "short_name": "Качество",
        "period_start": today,
        "period_end": today + timedelta(days=region.days),
        "rule_set": "literal",
        "state": "active",
    }


def _revision(road_map: int, now: datetime) -> dict[str, Any]:
    return {
        "road_map_id": road_map,
        "number": 1,
        "file_name": "план.docx",
        "file_key": "-",
        "sha256": "-",
        "approved_at": now,
    }


def measure_row(road_map: int, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "road_map_id": road_map,
        "position": number,
        "number": f"1.{number}",
        "title": "Провести входную диагностику читательской грамотности и обсудить её итоги на педсовете",
        "result": "Аналитическая справка",
        "deadline_text": "сентябрь",
        "deadline": SEPTEMBER,
        "reading": "сентябрь",
        "responsible_text": "Руководители ОО",
        "attributes": {},
        "completion_rule": "all",
        "is_archived": False,
    }


def _assignment(number: int, group: int) -> dict[str, Any]:
    return {"id": number, "measure_id": number, "unit_id": group, "kind": "main", "is_archived": False}


def _control_point(number: int, region: Region) -> dict[str, Any]:
    first_on, due_on = region.span_of((number - 1) % region.points + 1)
    days = {"first_on": first_on, "last_on": due_on, "original_due_on": due_on, "due_on": due_on}
    return {"id": number, "measure_id": number, **days}


async def _duties(connection: AsyncConnection, region: Region) -> None:
    """One per school and point, by one statement: a million takes seconds. Their next stages are ahead."""
    point = (ControlPointRow.id - 1) % region.points
    place = (UnitRow.id - region.departments - 1) % region.schools_per_department
    is_common = point < (region.points if region.common is None else region.common)
    is_its_own = point % region.schools_per_department == place
    values = {
        "id": (UnitRow.id - region.departments - 1) * region.points + point + 1,
        "department_id": UnitRow.department_id,
        "road_map_id": RoadMapRow.id,
        "measure_id": ControlPointRow.measure_id,
        "control_point_id": ControlPointRow.id,
        "assignment_id": ControlPointRow.id,
        "unit_id": UnitRow.id,
        "home_unit_id": UnitRow.id,
        "state": literal(DutyState.OPEN.value),
        "version": literal(1),
        "revision": literal(1),
        "original_due_on": ControlPointRow.due_on,
        "due_on": ControlPointRow.due_on,
        "owed_by": ControlPointRow.due_on,
        "next_stage_at": literal(region.now + region.first_look_in, Moment()),
    }
    plan = (
        select(*values.values())
        .select_from(UnitRow)
        .join(RoadMapRow, RoadMapRow.department_id == UnitRow.department_id)
        .join(MeasureRow, MeasureRow.road_map_id == RoadMapRow.id)
        .join(ControlPointRow, ControlPointRow.measure_id == MeasureRow.id)
        .where(UnitRow.kind == UnitKind.SCHOOL.value, or_(is_common, is_its_own))
        .order_by(UnitRow.id, ControlPointRow.id)
    )
    await connection.execute(insert(DutyRow).from_select(list(values), plan))
