"""What is to be sent within a month, to whom, and what has gone: looked at, never planned here."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.gone import GoneLine
from roadmap.errors import NotFound
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.persons import Actor
from roadmap.reminding.expected import Expected, Occasion, Outlooked, Piece
from roadmap.summary.outlook import OutlookBy
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.monitoring.forecasting import expected_of_campaigns, read_campaigns
from services.people.directory import require
from services.people.rights import CURATORS
from services.reminding.forecasting import expected_digests
from services.reminding.forecasting import read as read_stages
from storage.unit_of_work import Store, UnitOfWork

AHEAD = timedelta(days=31)
MORNING = (Occasion.STAGE, Occasion.PROMPT, Occasion.NUDGE)
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
    to be chosen; `expected` where one was, with the words of its duties and the names of its road maps.
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
    expected: tuple[Expected, ...]
    duties: Mapping[DutyId, DutyLine]
    maps: Mapping[int, str]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A page of what has gone, newest first."""

    by: OutlookBy
    id: int
    name: str
    lines: tuple[GoneLine, ...]
    page: int
    has_more: bool
    time_zone: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookService:
    store: Store
    clock: Clock
    calendar: WorkingCalendar

    async def open(self, actor: Actor, by: str, id_: int, page: int) -> Outlook:
        """What is to be sent by road map, unit or person; NotFound for what the actor does not decide on."""
        require(actor, *CURATORS)
        chosen, now = _by(by), self.clock.now()
        every = await self._every(actor, now)
        async with self.store.read() as uow:
            names = await _names(uow, chosen, actor, every)
            if id_ and id_ not in names:
                raise NotFound
            maps = await _maps(uow, actor)
            return await _outlook(uow, actor, every, chosen, id_, page, names, maps, now)

    async def _every(self, actor: Actor, now: datetime) -> list[Expected]:
        """All that is to be sent, one message per person and morning; computed beside the event loop."""
        until = now + AHEAD
        of = outlooked(actor)
        async with self.store.read(is_long=True) as uow:
            staff = await uow.people.staff(of.department_id)
            stages = await read_stages(uow, of, staff, now, until)
            campaigns = await read_campaigns(uow, of, self.calendar, now, until)

        def expected() -> list[Expected]:
            return joined(
                [
                    *expected_digests(stages, self.calendar, now, until),
                    *expected_of_campaigns(campaigns, staff, self.calendar, now, until),
                ]
            )

        return await asyncio.to_thread(expected)

    async def gone(self, actor: Actor, by: str, id_: int, page: int) -> Gone:
        """What has gone to a person, to those of a unit, or to everybody the actor decides about."""
        require(actor, *CURATORS)
        chosen, now = _by(by), self.clock.now()
        async with self.store.read(is_long=True) as uow:
            name, people = await _recipients(uow, actor, chosen, id_)
            lines = await uow.outbox.gone(
                actor.department_id, people, now, limit=PAGE + 1, offset=page * PAGE
            )
        return Gone(
            by=chosen,
            id=id_,
            name=name,
            lines=tuple(lines[:PAGE]),
            page=page,
            has_more=len(lines) > PAGE,
            time_zone=actor.time_zone,
            now=now,
        )


def outlooked(actor: Actor) -> Outlooked:
    """A coordinator's whole department; what a curator decides on."""
    is_whole = actor.department_id in actor.decides
    return Outlooked(department_id=actor.department_id, roots=None if is_whole else actor.decides)


def joined(found: Iterable[Expected]) -> list[Expected]:
    """What falls on one person's morning as one message, in the order of time."""
    mornings: dict[tuple[PersonId, date, bool], Expected] = {}
    for each in sorted(found, key=lambda each: each.at):
        is_morning = all(piece.occasion in MORNING for piece in each.pieces)
        key = each.recipient.person_id, each.on, is_morning
        first = mornings.get(key)
        mornings[key] = replace(first, pieces=(*first.pieces, *each.pieces)) if first else each
    return sorted(mornings.values(), key=lambda each: (each.at, natural(each.recipient.name)))


def _by(word: str) -> OutlookBy:
    if word not in set(OutlookBy):
        raise NotFound
    return OutlookBy(word)


def ids_of(by: OutlookBy, each: Expected) -> set[int]:
    """What this message is about, by that."""
    if by is OutlookBy.PERSON:
        return {each.recipient.person_id}
    if by is OutlookBy.ROAD_MAP:
        return {piece.road_map_id for piece in each.pieces}
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
    """The names of what the messages are about, by that."""
    if by is OutlookBy.PERSON:
        return {each.recipient.person_id: each.recipient.name for each in every}
    if by is OutlookBy.UNIT:
        found = {id_ for each in every for id_ in ids_of(by, each)}
        return {
            unit.id: unit.name for unit in await uow.people.units(actor.department_id) if unit.id in found
        }
    return await _maps(uow, actor)


async def _maps(uow: UnitOfWork, actor: Actor) -> dict[int, str]:
    return {each.id: each.short_name or each.title for each in await uow.plan.road_maps(actor.department_id)}


async def _outlook(
    uow: UnitOfWork,
    actor: Actor,
    every: Sequence[Expected],
    by: OutlookBy,
    id_: int,
    page: int,
    names: Mapping[int, str],
    maps: Mapping[int, str],
    now: datetime,
) -> Outlook:
    today = local_date(now, actor.time_zone)
    of_this = [only_of(by, id_, each) for each in every if id_ in ids_of(by, each)] if id_ else list(every)
    choices = [] if id_ or by is OutlookBy.ALL else _choices(by, every, names)
    paging = paging_of(len(of_this if id_ else choices), page)
    shown = of_this[paging.offset : paging.offset + PAGE] if id_ else []
    ids = {piece.duty_id for each in shown for piece in each.pieces if piece.duty_id is not None}
    lines = await uow.duties.lines(DutyFilter(ids=ids)) if ids else ()
    days = Counter((each.recipient.person_id, each.on) for each in of_this)
    weeks = Counter(each.on - timedelta(days=each.on.weekday()) for each in of_this)
    return Outlook(
        by=by,
        id=id_,
        name=names.get(id_, ""),
        today=today,
        until=today + AHEAD,
        count=len(of_this),
        people=len({person for person, _ in days}),
        most=max(days.values(), default=0),
        weeks=tuple(sorted(weeks.items())),
        choices=tuple(choices[paging.offset : paging.offset + PAGE]),
        expected=tuple(shown),
        duties={duty.id: duty for duty in lines},
        maps=maps,
        paging=paging,
    )


def _choices(by: OutlookBy, every: Sequence[Expected], names: Mapping[int, str]) -> list[OutlookChoice]:
    counts = Counter(id_ for each in every for id_ in ids_of(by, each) if id_ in names)
    found = [OutlookChoice(id=id_, name=names[id_], count=count) for id_, count in counts.items()]
    return sorted(found, key=lambda each: (natural(each.name), each.id))


async def _recipients(
    uow: UnitOfWork, actor: Actor, by: OutlookBy, id_: int
) -> tuple[str, Collection[PersonId] | None]:
    """Whose messages, and how they are called together; None: everybody's of the department."""
    of = outlooked(actor)
    if by is OutlookBy.ALL:
        everybody = None if of.roots is None else await uow.roster.people_under(of.roots)
        return "", everybody
    if by is OutlookBy.PERSON:
        person = await uow.people.person(PersonId(id_))
        if person is None or person.department_id != actor.department_id:
            raise NotFound
        if of.roots is not None and person.id not in await uow.roster.people_under(of.roots):
            raise NotFound
        return person.name, [person.id]
    unit = await uow.people.unit(UnitId(id_)) if by is OutlookBy.UNIT else None
    if unit is None or unit.department_id != actor.department_id:
        raise NotFound
    if of.roots is not None and not await uow.people.watched(of.roots, [unit.id]):
        raise NotFound
    return unit.name, await uow.roster.people_under([unit.id])
