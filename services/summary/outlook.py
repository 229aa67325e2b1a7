"""What is to be sent within a month, and to whom: looked at, never planned here."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound
from roadmap.ids import DutyId, PersonId
from roadmap.natural_order import natural
from roadmap.people.persons import Actor
from roadmap.reminding.expected import Expected, Occasion, Outlooked, Piece
from roadmap.reminding.reminders import monday_of
from roadmap.summary.outlook import OutlookBy
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.monitoring.forecasting import add_alarms, expected_of_campaigns, read_campaigns
from services.people.directory import require
from services.people.expected_alarms import Alarms, alarmed_this_week
from services.people.rights import CURATORS
from services.reminding.desk_forecasting import expected_desks, read_desks
from services.reminding.forecasting import expected_digests
from services.reminding.forecasting import read as read_stages
from services.summary.in_line import expected_in_line
from services.summary.week_forecasting import expected_of_weeks, with_letters, without_counted
from storage.unit_of_work import Store, UnitOfWork

AHEAD = timedelta(days=31)
MORNING = (
    Occasion.STAGE,
    Occasion.QUEUE,
    Occasion.OVERDUE,
    Occasion.PROMPT,
    Occasion.NUDGE,
    Occasion.MONDAY,
)
"""What a person gets as one message where it falls in one morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookChoice:
    """One of those to choose from, with how many messages are about it."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is to be sent until a day: in all, then the page of what was chosen.

    `weeks` are by their Mondays; `most` is the most that one person gets on one day. `choices` where one is
    to be chosen: `shared` messages are about several of them, `apart` about none. `expected` where one was,
    with the words of its duties and the names of its road maps.
    """

    by: OutlookBy
    id: int
    name: str
    today: date
    until: date
    count: int
    people: int
    most: int
    weeks: tuple[tuple[date, int], ...]
    choices: tuple[OutlookChoice, ...]
    shared: int
    apart: int
    expected: tuple[Expected, ...]
    duties: Mapping[DutyId, DutyLine]
    maps: Mapping[int, str]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookService:
    store: Store
    clock: Clock
    calendar: WorkingCalendar

    async def open(self, actor: Actor, by: str, id_: int, page: int) -> Outlook:
        """What is to be sent by road map, unit or person; NotFound for what the actor does not decide on."""
        require(actor, *CURATORS)
        chosen, now = by_word(by), self.clock.now()
        every = await self._every(actor, now)
        async with self.store.read() as uow:
            maps = await map_names(uow, actor)
            names = maps if chosen is OutlookBy.ROAD_MAP else await _names(uow, chosen, actor, every)
            if id_ and id_ not in names:
                raise NotFound
            month = _Month(by=chosen, id=id_, every=every, names=names, maps=maps)
            return await _outlook(uow, month, page, local_date(now, actor.time_zone))

    async def _every(self, actor: Actor, now: datetime) -> list[Expected]:
        """All that is to be sent, one message per person and morning; computed beside the event loop."""
        until = now + AHEAD
        of = outlooked(actor)
        async with self.store.read(is_long=True) as uow:
            department = await uow.people.unit(of.department_id)
            if department is None:
                return []
            staff = await uow.recipients.staff(department.id)
            stages = await read_stages(uow, of, staff, now, until)
            campaigns = await read_campaigns(uow, of, self.calendar, now, until)
            desks = await read_desks(uow, of, department, staff, self.calendar, now)
            weeks = await expected_of_weeks(uow, department, staff, self.calendar, now, until)
            alarmed = await alarmed_this_week(uow, staff, now)
            in_line = await expected_in_line(uow, of, now, until)

        def expected() -> list[Expected]:
            alarms = Alarms(said=alarmed)
            digests = expected_digests(stages, alarms, staff, self.calendar, now, until)
            asked = expected_of_campaigns(campaigns, staff, self.calendar, now, until)
            add_alarms(alarms, campaigns, staff, self.calendar, now, until)
            on_desks = expected_desks(desks, digests, self.calendar, now, until)
            alone = without_counted(alarms.found, weeks)
            every = joined(with_letters([*digests, *asked, *on_desks, *weeks, *alone, *in_line]))
            return every if of.roots is None else [each for each in every if _concerns(each, actor)]

        return await asyncio.to_thread(expected)


def outlooked(actor: Actor) -> Outlooked:
    """A coordinator's whole department; what a curator decides on."""
    is_whole = actor.department_id in actor.decides
    return Outlooked(department_id=actor.department_id, roots=None if is_whole else actor.decides)


def joined(found: Iterable[Expected]) -> list[Expected]:
    """What comes to one person as one message of a day, in the order of time."""
    messages: dict[tuple[PersonId, date, object], Expected] = {}
    for each in sorted(found, key=lambda each: each.at):
        key = each.recipient.person_id, each.on, _message(each)
        first = messages.get(key)
        messages[key] = replace(first, pieces=(*first.pieces, *each.pieces)) if first else each
    return sorted(messages.values(), key=lambda each: (each.at, natural(each.recipient.name)))


def _message(each: Expected) -> object:
    """What tells one day's messages apart: a morning is one, an alarm is of a unit, a card of a campaign."""
    first = each.pieces[0]
    match first.occasion:
        case occasion if occasion in MORNING:
            return MORNING
        case Occasion.NOBODY:
            return first.occasion, first.unit_id
        case Occasion.CARD:
            return first.occasion, first.road_map_id
        case Occasion.IN_LINE:
            return first.kind, each.at
        case occasion:
            return occasion


def _concerns(each: Expected, actor: Actor) -> bool:
    """Whether it is about the units this person decides on, or their own."""
    if each.recipient.person_id == actor.person_id:
        return True
    return any(piece.unit_id != actor.department_id for piece in each.pieces)


def by_word(word: str) -> OutlookBy:
    """NotFound for what nothing is looked at by."""
    if word not in set(OutlookBy):
        raise NotFound
    return OutlookBy(word)


def ids_of(by: OutlookBy, each: Expected) -> set[int]:
    """What this message is about, by that."""
    if by is OutlookBy.PERSON:
        return {each.recipient.person_id}
    if by is OutlookBy.ROAD_MAP:
        return {piece.road_map_id for piece in each.pieces if piece.road_map_id is not None}
    return {piece.unit_id for piece in each.pieces} if by is OutlookBy.UNIT else set()


def only_of(by: OutlookBy, id_: int, each: Expected) -> Expected:
    """The message with what it says of this road map or unit."""

    def is_of(piece: Piece) -> bool:
        return id_ == (piece.road_map_id if by is OutlookBy.ROAD_MAP else piece.unit_id)

    if by is OutlookBy.PERSON:
        return each
    return replace(each, pieces=tuple(filter(is_of, each.pieces)))


async def _names(
    uow: UnitOfWork, by: OutlookBy, actor: Actor, every: Sequence[Expected]
) -> Mapping[int, str]:
    """The names of the people or units that the messages are about."""
    if by is OutlookBy.PERSON:
        return {each.recipient.person_id: each.recipient.name for each in every}
    found = {id_ for each in every for id_ in ids_of(by, each)}
    return {unit.id: unit.name for unit in await uow.people.units(actor.department_id) if unit.id in found}


async def map_names(uow: UnitOfWork, actor: Actor) -> dict[int, str]:
    """The road maps of the actor's department by the name that fits a button."""
    return {each.id: each.short_name or each.title for each in await uow.plan.road_maps(actor.department_id)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """All that is to be sent, and what of it was chosen."""

    by: OutlookBy
    id: int
    every: Sequence[Expected]
    names: Mapping[int, str]
    maps: Mapping[int, str]

    @property
    def chosen(self) -> Sequence[Expected]:
        if not self.id:
            return self.every
        return [only_of(self.by, self.id, each) for each in self.every if self.id in ids_of(self.by, each)]

    @property
    def choices(self) -> Sequence[OutlookChoice]:
        if self.id or self.by is OutlookBy.ALL:
            return []
        counts = Counter(id_ for about in self.about for id_ in about)
        found = [OutlookChoice(id=id_, name=self.names[id_], count=count) for id_, count in counts.items()]
        return sorted(found, key=lambda each: (natural(each.name), each.id))

    @property
    def about(self) -> Sequence[Collection[int]]:
        """What each message is about."""
        return [ids_of(self.by, each) & self.names.keys() for each in self.every]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What was chosen of a month; `shared` messages are about several choices, `apart` about none."""

    messages: Sequence[Expected]
    choices: Sequence[OutlookChoice]
    days: Counter[tuple[PersonId, date]]
    weeks: Counter[date]
    shared: int
    apart: int


def _counted(month: _Month) -> _Counted:
    messages, about = month.chosen, month.about
    return _Counted(
        messages=messages,
        choices=month.choices,
        days=Counter((each.recipient.person_id, each.on) for each in messages),
        weeks=Counter(monday_of(each.on) for each in messages),
        shared=sum(len(each) > 1 for each in about),
        apart=sum(not each for each in about),
    )


async def _outlook(uow: UnitOfWork, month: _Month, page: int, today: date) -> Outlook:
    counted = await asyncio.to_thread(_counted, month)
    paging = paging_of(len(counted.messages if month.id else counted.choices), page)
    shown = counted.messages[paging.offset : paging.offset + PAGE] if month.id else []
    ids = {piece.duty_id for each in shown for piece in each.pieces if piece.duty_id is not None}
    lines = await uow.duties.lines(DutyFilter(ids=ids)) if ids else ()
    return Outlook(
        by=month.by,
        id=month.id,
        name=month.names.get(month.id, ""),
        today=today,
        until=today + AHEAD,
        count=len(counted.messages),
        people=len({person for person, _ in counted.days}),
        most=max(counted.days.values(), default=0),
        weeks=tuple(sorted(counted.weeks.items())),
        choices=tuple(counted.choices[paging.offset : paging.offset + PAGE]),
        shared=counted.shared,
        apart=counted.apart,
        expected=tuple(shown),
        duties={duty.id: duty for duty in lines},
        maps=month.maps,
        paging=paging,
    )
