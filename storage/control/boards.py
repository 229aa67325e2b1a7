"""Counts for the screens of curators and heads: one query each, on the indexes of duties."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from roadmap.control.boards import MeasureOverdue, OverdueCounts, Tally, UnitOverdue, UnitSilence
from roadmap.control.duty import SILENT, DutyState
from roadmap.ids import UnitId
from roadmap.people.persons import AccountState, Actor, Role
from storage.connection import Connection
from storage.control.duty_queries import (
    IS_OWED,
    IS_REPORTED_LATE,
    WAITS_FOR_ASSIGNEE,
    WAITS_FOR_CURATOR,
    watched_in,
)
from storage.control.tables import DutyRow
from storage.lists import List, one_of
from storage.people.subtrees import is_under, stands_under
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitRow
from storage.plan.map_names import map_name
from storage.plan.tables import MeasureRow, RoadMapRow

_MISSING = {
    "silent": DutyRow.state.in_([state.value for state in SILENT]),
    "returned": DutyRow.state == DutyState.RETURNED.value,
    "partial": DutyRow.state == DutyState.PARTIAL.value,
}
_ALONE = ("in_time", "ongoing", "passed", "late", "accepted", "closed_undone", "paused")
_IS_EXECUTOR = MembershipRow.role == Role.EXECUTOR.value
_IS_REACHED = (
    select(AccountRow.id)
    .where(AccountRow.person_id == PersonRow.id, AccountRow.state == AccountState.ACTIVE.value)
    .correlate(PersonRow)
    .exists()
)
_ABSENT = (
    select(func.count())
    .select_from(MembershipRow)
    .join(PersonRow, PersonRow.id == MembershipRow.person_id)
    .where(MembershipRow.unit_id == UnitRow.id, _IS_EXECUTOR, PersonRow.is_active, ~_IS_REACHED)
    .correlate(UnitRow)
    .scalar_subquery()
)
"""How many of a unit's executors have no live chat."""
_OTHERS = (
    select(func.count(PersonRow.id.distinct()))
    .select_from(MembershipRow)
    .join(PersonRow, PersonRow.id == MembershipRow.person_id)
    .where(MembershipRow.unit_id == UnitRow.id, ~_IS_EXECUTOR, PersonRow.is_active)
    .correlate(UnitRow)
    .scalar_subquery()
)
"""How many people of a unit hold another role there."""

_IS_HOME_IN = DutyRow.home_unit_id.in_(
    select(UnitRow.id).where(UnitRow.department_id == bindparam("department"))
)
"""Unit by unit: each is a range of an index that holds all a total looks at."""
_DUE_BY_UNIT = (
    select(DutyRow.home_unit_id, func.count().label("n"))
    .where(
        _IS_HOME_IN,
        WAITS_FOR_ASSIGNEE,
        DutyRow.owed_by.between(bindparam("first"), bindparam("last")),
    )
    .group_by(DutyRow.home_unit_id)
)
_FIRST_BY_UNIT = (
    select(DutyRow.home_unit_id, func.min(DutyRow.owed_by).label("first"))
    .where(_IS_HOME_IN, WAITS_FOR_ASSIGNEE, DutyRow.owed_by.is_not(None))
    .group_by(DutyRow.home_unit_id)
)


class BoardRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def tally(self, who: Actor, today: date) -> Tally:
        """How many of the duties this person watches stand how: counted within one index, no row is read."""
        query = _tally(is_whole=who.department_id in who.roots)
        which = {"department": who.department_id, "roots": list(who.roots), "today": today}
        rows = await self._connection.execute(query, which)
        counted = Counter({row.standing: int(row.n) for row in rows})
        return Tally(
            overdue=OverdueCounts(**{name: counted[name] for name in _MISSING}),
            waiting=counted["waiting"] + counted["late"],
            **{name: counted[name] for name in _ALONE},
        )

    async def count_overdue_units(self, roots: Collection[UnitId], today: date) -> int:
        """How many units have anything overdue."""
        is_late = select(DutyRow.id).where(DutyRow.home_unit_id == UnitRow.id, _is_overdue(today)).exists()
        query = select(func.count()).select_from(UnitRow).where(is_under(UnitRow.id, roots), is_late)
        return int((await self._connection.execute(query)).scalar_one())

    async def overdue_units(
        self, roots: Collection[UnitId], today: date, *, limit: int, offset: int = 0
    ) -> Sequence[UnitOverdue]:
        """Units with anything overdue, the longest overdue first."""
        oldest = func.min(DutyRow.owed_by)
        query = (
            select(UnitRow.id, UnitRow.name, *_missing(), oldest.label("oldest_on"))
            .join(UnitRow, UnitRow.id == DutyRow.home_unit_id)
            .where(is_under(DutyRow.home_unit_id, roots), _is_overdue(today))
            .group_by(UnitRow.id, UnitRow.name)
            .order_by(oldest, UnitRow.name, UnitRow.id)
        )
        return [
            UnitOverdue(unit_id=UnitId(row.id), unit=row.name, overdue=_overdue(row), oldest_on=row.oldest_on)
            for row in await self._connection.execute(query.limit(limit).offset(offset))
        ]

    async def missing_by_unit(self, department_id: UnitId, today: date) -> Mapping[UnitId, OverdueCounts]:
        """What is overdue at each home unit of the department where anything is."""
        which = {"department": department_id, "today": today}
        found = await self._connection.execute(_missing_by_unit(), which)
        return {UnitId(row.home_unit_id): _overdue(row) for row in found}

    async def due_by_unit(self, department_id: UnitId, first: date, last: date) -> Mapping[UnitId, int]:
        """How much is owed by a day between these at each home unit where anything is."""
        which = {"department": department_id, "first": first, "last": last}
        found = await self._connection.execute(_DUE_BY_UNIT, which)
        return {UnitId(row.home_unit_id): int(row.n) for row in found}

    async def first_owed_by_unit(self, department_id: UnitId) -> Mapping[UnitId, date]:
        """The first day by which anything is owed at each home unit: it is overdue from the next one."""
        found = await self._connection.execute(_FIRST_BY_UNIT, {"department": department_id})
        return {UnitId(row.home_unit_id): row.first for row in found}

    async def overdue_measures(
        self, roots: Collection[UnitId], today: date, limit: int
    ) -> Sequence[MeasureOverdue]:
        """Control points overdue the longest."""
        name = func.min(func.coalesce(UnitRow.name, PersonRow.name))
        query = (
            select(
                MeasureRow.number,
                MeasureRow.title,
                map_name(DutyRow.department_id),
                DutyRow.owed_by,
                *_missing(),
                name.label("assignee"),
                func.max(DutyRow.person_id).label("person_id"),
            )
            .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
            .join(RoadMapRow, RoadMapRow.id == DutyRow.road_map_id)
            .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
            .join(PersonRow, PersonRow.id == DutyRow.person_id, isouter=True)
            .where(is_under(DutyRow.home_unit_id, roots), _is_overdue(today))
            .group_by(
                MeasureRow.id,
                MeasureRow.number,
                MeasureRow.title,
                RoadMapRow.short_name,
                DutyRow.department_id,
                DutyRow.owed_by,
            )
            .order_by(DutyRow.owed_by, MeasureRow.id)
            .limit(limit)
        )
        return [
            MeasureOverdue(
                number=row.number,
                title=row.title,
                map_name=row.map_name,
                owed_by=row.owed_by,
                overdue=_overdue(row),
                assignee=row.assignee,
                person_id=row.person_id,
            )
            for row in await self._connection.execute(query)
        ]

    async def count_silent_units(self, who: Actor) -> int:
        """How many units owe something and have nobody who can be told."""
        which = {"department": who.department_id, "roots": list(who.roots)}
        return int((await self._connection.execute(_silent_units(), which)).scalar_one())

    async def untold_among(self, who: Actor, unit_ids: Collection[UnitId]) -> Collection[UnitId]:
        """Those of the units where something is owed and nobody can be told about it."""
        untold = _untold(who.department_id, who.roots)
        query = select(untold.c.home_unit_id).distinct().where(one_of(untold.c.home_unit_id, unit_ids))
        return {UnitId(found) for found in (await self._connection.execute(query)).scalars()}

    async def silent_units(self, who: Actor, *, limit: int, offset: int = 0) -> Sequence[UnitSilence]:
        """Units that owe something and have nobody who can be told, most duties first."""
        untold = _untold(who.department_id, who.roots)
        duties = func.count()
        query = (
            select(
                UnitRow.id,
                UnitRow.name,
                duties.label("duties"),
                _ABSENT.label("absent"),
                _OTHERS.label("others"),
            )
            .join(untold, untold.c.home_unit_id == UnitRow.id)
            .group_by(UnitRow.id, UnitRow.name)
            .order_by(duties.desc(), UnitRow.name, UnitRow.id)
        )
        return [
            UnitSilence(
                unit_id=UnitId(row.id),
                unit=row.name,
                duties=row.duties,
                absent=row.absent,
                others=row.others,
            )
            for row in await self._connection.execute(query.limit(limit).offset(offset))
        ]


@cache
def _tally(*, is_whole: bool) -> Select[*tuple[Any, ...]]:
    """How many of the watched duties stand how `today`: alike ones are counted together first."""
    where, first = watched_in(is_whole=is_whole)
    grouped = (first, DutyRow.state, DutyRow.owed_by, DutyRow.stopped_on, DutyRow.original_due_on)
    alike = (
        select(_standing(bindparam("today")).label("standing"), func.count().label("n"))
        .where(where)
        .group_by(*grouped)
        .subquery()
    )
    return select(alike.c.standing, func.sum(alike.c.n).label("n")).group_by(alike.c.standing)


def _standing(today: BindParameter[date]) -> ColumnElement[str]:
    """How a duty stands, each in one way; withdrawn and covered ones in none."""
    has_day = DutyRow.owed_by.is_not(None)
    had_day = DutyRow.original_due_on.is_not(None)
    return case(
        (DutyRow.state == DutyState.ACCEPTED.value, "accepted"),
        (DutyRow.state == DutyState.CLOSED_UNDONE.value, "closed_undone"),
        (DutyRow.state == DutyState.PAUSED.value, "paused"),
        (IS_REPORTED_LATE, "late"),
        (WAITS_FOR_CURATOR, "waiting"),
        (and_(IS_OWED, ~has_day, had_day), "passed"),
        (and_(IS_OWED, ~has_day), "ongoing"),
        (and_(IS_OWED, DutyRow.owed_by >= today), "in_time"),
        *((is_so, name) for name, is_so in _MISSING.items()),
    )


@cache
def _silent_units() -> Select[int]:
    untold = _untold(bindparam("department"), "roots")
    return select(func.count(untold.c.home_unit_id.distinct()))


def _untold(department: Any, roots: List) -> Any:
    """The home unit of each duty somebody has to do and nobody can be told about.

    Found by the few units and people who cannot be reached, never by all the duties.
    """
    has_reader = (
        select(MembershipRow.unit_id)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.unit_id == UnitRow.id, _IS_EXECUTOR, PersonRow.is_active, _IS_REACHED)
        .correlate(UnitRow)
        .exists()
    )
    by_hand = DutyRow.measure_id.not_in(_settled_by_monitoring(department))
    of_units = (
        select(DutyRow.home_unit_id)
        .join(UnitRow, UnitRow.id == DutyRow.unit_id)
        .where(is_under(UnitRow.id, roots), ~has_reader, IS_OWED, by_hand)
    )
    is_silent = or_(~PersonRow.is_active, ~_IS_REACHED)
    of_persons = (
        select(DutyRow.home_unit_id)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(PersonRow.department_id == department, is_silent, IS_OWED, by_hand)
        .where(stands_under(DutyRow.home_unit_id, roots))
    )
    return union_all(of_units, of_persons).subquery()


def _settled_by_monitoring(department_id: Any) -> Any:
    """Measures that are the monitoring itself: its result is their report, and nobody has to do them."""
    measure_id = RoadMapRow.monitoring["measure_id"].as_integer()
    return select(measure_id).where(RoadMapRow.department_id == department_id, measure_id.is_not(None))


@cache
def _missing_by_unit() -> Select[*tuple[Any, ...]]:
    is_overdue = _is_overdue(bindparam("today"))
    query = select(DutyRow.home_unit_id, *_missing()).where(_IS_HOME_IN, is_overdue)
    return query.group_by(DutyRow.home_unit_id)


def _is_overdue(today: date | BindParameter[date]) -> ColumnElement[bool]:
    return and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < today)


def _missing() -> list[ColumnElement[int]]:
    """How many miss what."""
    return [func.sum(case((is_so, 1), else_=0)).label(name) for name, is_so in _MISSING.items()]


def _overdue(row: Any) -> OverdueCounts:
    return OverdueCounts(**{name: int(getattr(row, name) or 0) for name in _MISSING})
