"""The lists people open: one's own duties, and what those who watch have to look at."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from roadmap.clock import Clock, local_date
from roadmap.control.boards import Tally, UnitOverdue, UnitSilence
from roadmap.control.duty import NOT_OWED, WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DayCount, DutyLine
from roadmap.control.paper_list import months_from
from roadmap.control.reports import WaitingTotal
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import MeasureId, PersonId, UnitId
from roadmap.people.persons import LOOKING, WATCHING, Actor, Role
from services.delivery.undelivered import count_undelivered
from services.people.rights import CURATORS, watches
from storage.unit_of_work import Store, UnitOfWork

PAGE = 8
YEARS = range(2000, 2100)
MONTHS = range(1, 13)
SETTLED = (DutyState.ACCEPTED, DutyState.CLOSED_UNDONE, DutyState.COVERED)


HandedIn = Mapping[tuple[MeasureId, UnitId | None, PersonId | None], tuple[int, int]]
"""By measure and assignee: how many of its control points are reported, and of how many."""


class Shelf(StrEnum):
    """Where a duty of one's own stands in the list."""

    OVERDUE = "overdue"
    WEEK = "week"
    LATER = "later"
    WAITING = "waiting"
    ONGOING = "ongoing"
    PASSED = "passed"
    GIVEN = "given"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """`page` counts from 0 and is always inside."""

    page: int
    pages: int

    @property
    def offset(self) -> int:
        return self.page * PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDuties:
    shelf: Shelf
    counts: dict[Shelf, int]
    duties: tuple[DutyLine, ...]
    paging: Paging
    today: date
    handed_in: HandedIn = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyYear:
    """One's own dated duties by the months of a year; months without any are left out."""

    year: int
    months: tuple[DayCount, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MyMonth:
    """A page of one's own duties that are due in a month."""

    first: date
    duties: tuple[DutyLine, ...]
    count: int
    paging: Paging
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What waits for somebody who watches: `waiting` decisions, the longest for `waiting_days`, and units."""

    tally: Tally
    waiting: int
    waiting_days: int
    overdue_units: int
    silent_units: int
    may_decide: bool
    today: date
    undelivered: int = 0
    """Messages that were given up, for those who may decide about them."""
    passed_up: int = 0
    """What curators have left to the viewer, who heads the department."""
    has_meeting: bool = False
    """The viewer holds meetings, or prepares them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueUnits:
    """A page of the units with anything overdue.

    `out_of_chat` are those of them nobody of whom can be written to, and whether there is anybody at all.
    """

    units: tuple[UnitOverdue, ...]
    paging: Paging
    today: date
    out_of_chat: Mapping[UnitId, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentUnits:
    """A page of the units whose duties reach nobody; `left` are those who answered for one and left."""

    units: tuple[UnitSilence, ...]
    paging: Paging
    may_invite: bool
    left: Mapping[UnitId, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDuties:
    unit_id: UnitId
    unit: str
    duties: tuple[DutyLine, ...]
    count: int
    paging: Paging
    today: date
    may_print: bool = False
    may_nudge: bool = False
    is_out_of_chat: bool = False
    """Nobody who answers for the unit can be written to."""


class ListService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def mine(self, actor: Actor, shelf: str = "", page: int = 0) -> MyDuties:
        """A page of the actor's own duties; an unknown or empty shelf is the first that holds anything."""
        today = local_date(self._clock.now(), actor.time_zone)
        filters = shelves(actor, today)
        async with self._store.read() as uow:
            counts = {each: await uow.duties.count(where) for each, where in filters.items()}
            chosen = _chosen(shelf, counts)
            paging = paging_of(counts[chosen], page)
            duties = await uow.duties.lines(filters[chosen], limit=PAGE, offset=paging.offset)
            handed_in = await uow.duties.handed_in(duties, actor.own, actor.persons)
        return MyDuties(
            shelf=chosen,
            counts=counts,
            duties=tuple(duties),
            paging=paging,
            today=today,
            handed_in=handed_in,
        )

    async def year(self, actor: Actor, year: int) -> MyYear:
        """The actor's own dated duties of a calendar year, counted by month."""
        if year not in YEARS:
            raise NotFound
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            stretch = (date(year, 1, 1), date(year, 12, 31))
            days = await uow.duties.by_day(actor.own, actor.persons, stretch, today)
        return MyYear(year=year, months=tuple(_by_month(days)), today=today)

    async def month(self, actor: Actor, year: int, month: int, page: int = 0) -> MyMonth:
        """A page of the actor's own duties that are due in this month, in the order of their days."""
        if year not in YEARS or month not in MONTHS:
            raise NotFound
        today = local_date(self._clock.now(), actor.time_zone)
        stretch = months_from(date(year, month, 1), 1)
        where = DutyFilter(
            department_id=actor.department_id,
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=tuple(set(DutyState) - NOT_OWED),
            owed_from=stretch.first,
            owed_to=stretch.last,
        )
        async with self._store.read() as uow:
            count = await uow.duties.count(where)
            paging = paging_of(count, page)
            duties = await uow.duties.lines(where, limit=PAGE, offset=paging.offset)
        return MyMonth(first=stretch.first, duties=tuple(duties), count=count, paging=paging, today=today)

    async def board(self, actor: Actor) -> Board:
        """What the units this person watches owe, and what waits for a decision."""
        _require_board_role(actor)
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            waiting = await uow.reports.waiting_total(actor)
            return Board(
                tally=await uow.boards.tally(actor, today),
                waiting=waiting.count,
                waiting_days=days_waited(waiting, actor, today),
                overdue_units=await uow.boards.count_overdue_units(actor.roots, today),
                silent_units=await uow.boards.count_silent_units(actor),
                may_decide=actor.has(*CURATORS),
                today=today,
                undelivered=await count_undelivered(uow, actor),
                passed_up=await uow.passed_up.count(actor) if actor.heads_department else 0,
                has_meeting=actor.has(*LOOKING, Role.COORDINATOR),
            )

    async def overdue_units(self, actor: Actor, page: int = 0) -> OverdueUnits:
        """A page of the watched units with anything overdue, the longest overdue first."""
        _require_board_role(actor)
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            paging = paging_of(await uow.boards.count_overdue_units(actor.roots, today), page)
            units = await uow.boards.overdue_units(actor.roots, today, limit=PAGE, offset=paging.offset)
            out_of_chat = await _out_of_chat(uow, actor, [unit.unit_id for unit in units])
        return OverdueUnits(units=tuple(units), paging=paging, today=today, out_of_chat=out_of_chat)

    async def silent_units(self, actor: Actor, page: int = 0) -> SilentUnits:
        """A page of the watched units that owe something and have nobody to be told, most duties first."""
        _require_board_role(actor)
        async with self._store.read() as uow:
            paging = paging_of(await uow.boards.count_silent_units(actor), page)
            units = await uow.boards.silent_units(actor, limit=PAGE, offset=paging.offset)
            empty = [unit.unit_id for unit in units if not unit.absent]
            left = {unit_id: await uow.recipients.left_of(unit_id) for unit_id in empty}
        may_invite = actor.has(Role.COORDINATOR)
        return SilentUnits(units=tuple(units), paging=paging, may_invite=may_invite, left=left)

    async def unit_overdue(self, actor: Actor, unit_id: UnitId, page: int = 0) -> UnitDuties:
        """A page of one unit's overdue duties, the longest first; NotFound for units not watched."""
        _require_board_role(actor)
        today = local_date(self._clock.now(), actor.time_zone)
        where = DutyFilter(
            home_unit_id=unit_id,
            states=WAITING_FOR_ASSIGNEE,
            waits_for_curator=False,
            owed_to=today - ONE_DAY,
        )
        async with self._store.read() as uow:
            unit = await uow.people.unit(unit_id)
            if unit is None or not await watches(uow, actor, unit_id):
                raise NotFound
            count = await uow.duties.count(where)
            paging = paging_of(count, page)
            duties = await uow.duties.lines(where, limit=PAGE, offset=paging.offset)
            out_of_chat = await _out_of_chat(uow, actor, [unit_id])
        return UnitDuties(
            unit_id=unit_id,
            unit=unit.name,
            duties=tuple(duties),
            count=count,
            paging=paging,
            today=today,
            may_print=actor.has(*CURATORS),
            may_nudge=actor.has(*CURATORS) and count > 0,
            is_out_of_chat=unit_id in out_of_chat,
        )

    async def unit_duties(self, actor: Actor, unit_id: UnitId, page: int = 0) -> UnitDuties:
        """A page of all that is asked of one unit, the silent first; NotFound for units not watched."""
        _require_board_role(actor)
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            unit = await uow.people.unit(unit_id)
            if unit is None or not await watches(uow, actor, unit_id):
                raise NotFound
            ids = await uow.duties.of_unit(unit_id, today)
            paging = paging_of(len(ids), page)
            shown = ids[paging.offset : paging.offset + PAGE]
            lines = {duty.id: duty for duty in await uow.duties.lines(DutyFilter(ids=shown))} if shown else {}
        return UnitDuties(
            unit_id=unit_id,
            unit=unit.name,
            duties=tuple(lines[duty_id] for duty_id in shown),
            count=len(ids),
            paging=paging,
            today=today,
            may_print=actor.has(*CURATORS),
        )


async def count_silent_units(uow: UnitOfWork, actor: Actor, _: datetime) -> int:
    """How many of the units this person watches owe something and have nobody who can be told."""
    return await uow.boards.count_silent_units(actor)


def shelves(actor: Actor, today: date) -> dict[Shelf, DutyFilter]:
    """What stands on each shelf of this person's list today."""
    owned = DutyFilter(
        department_id=actor.department_id,
        assigned_unit_ids=actor.own,
        assigned_person_ids=actor.persons,
    )
    waited_for = replace(owned, states=WAITING_FOR_ASSIGNEE, waits_for_curator=False)
    owed = replace(waited_for, asked_of=actor.persons)
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        Shelf.OVERDUE: replace(owed, owed_to=today - ONE_DAY),
        Shelf.WEEK: replace(owed, owed_from=today, owed_to=sunday),
        Shelf.LATER: replace(owed, owed_from=sunday + ONE_DAY, is_next=True),
        Shelf.WAITING: replace(owned, waits_for_curator=True),
        Shelf.ONGOING: replace(owed, is_dated=False, predates_work=False),
        Shelf.PASSED: replace(owed, predates_work=True),
        Shelf.GIVEN: replace(waited_for, given_away_by=actor.persons),
        Shelf.DONE: replace(owned, states=SETTLED),
    }


def _by_month(days: Sequence[DayCount]) -> Iterator[DayCount]:
    for first, found in groupby(days, lambda one: one.day.replace(day=1)):
        inside = list(found)
        yield DayCount(
            day=first,
            total=sum(one.total for one in inside),
            handed_in=sum(one.handed_in for one in inside),
            overdue=sum(one.overdue for one in inside),
        )


def days_waited(waiting: WaitingTotal, actor: Actor, today: date) -> int:
    """For how many days the decision waited for longest has been waited for."""
    return (today - local_date(waiting.since, actor.time_zone)).days if waiting.since else 0


def _chosen(shelf: str, counts: dict[Shelf, int]) -> Shelf:
    if shelf in set(Shelf):
        return Shelf(shelf)
    return next((each for each, count in counts.items() if count), Shelf.WEEK)


def paging_of(count: int, page: int) -> Paging:
    """The nearest page there is."""
    pages = max(1, -(-count // PAGE))
    return Paging(page=min(max(page, 0), pages - 1), pages=pages)


async def _out_of_chat(uow: UnitOfWork, actor: Actor, unit_ids: Collection[UnitId]) -> Mapping[UnitId, bool]:
    """Those of the units nobody of whom can be written to; not where all is owed by people who can."""
    found = await uow.recipients.out_of_chat(unit_ids)
    untold = await uow.boards.untold_among(actor, list(found)) if found else ()
    return {unit_id: has_people for unit_id, has_people in found.items() if unit_id in untold}


def _require_board_role(actor: Actor) -> None:
    if not actor.has(*WATCHING):
        raise NotAllowed
