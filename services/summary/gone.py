"""What has gone: to a person, to those of a unit, about a road map, or to everybody; newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.delivery.gone import GoneLine, GoneTo
from roadmap.errors import NotFound
from roadmap.ids import PersonId, RoadMapId, UnitId
from roadmap.natural_order import natural
from roadmap.people.persons import Actor
from roadmap.summary.outlook import OutlookBy
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.people.directory import require
from services.people.rights import CURATORS
from services.summary.outlook import by_word, map_names, outlooked
from storage.unit_of_work import Store, UnitOfWork


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
class GoneChoices:
    """A page of those of whom it can be asked what has gone: each with the name on its button."""

    by: OutlookBy
    choices: tuple[tuple[int, str], ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneService:
    store: Store
    clock: Clock

    async def choose(self, actor: Actor, by: str, page: int) -> GoneChoices:
        """The road maps, the units or the people the actor decides about."""
        require(actor, *CURATORS)
        chosen = by_word(by)
        async with self.store.read() as uow:
            names = await _names(uow, actor, chosen)
        ordered = sorted(names.items(), key=lambda each: (natural(each[1]), each[0]))
        paging = paging_of(len(ordered), page)
        shown = tuple(ordered[paging.offset : paging.offset + PAGE])
        return GoneChoices(by=chosen, choices=shown, paging=paging)

    async def open(self, actor: Actor, by: str, id_: int, page: int) -> Gone:
        """What has gone of that; NotFound where the actor does not decide about it."""
        require(actor, *CURATORS)
        chosen, now = by_word(by), self.clock.now()
        async with self.store.read(is_long=True) as uow:
            name = "" if chosen is OutlookBy.ALL else (await _names(uow, actor, chosen)).get(id_)
            if name is None:
                raise NotFound
            to = await _told(uow, actor, chosen, id_)
            lines = await uow.gone.lines(to, now, limit=PAGE + 1, offset=page * PAGE)
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


async def _names(uow: UnitOfWork, actor: Actor, by: OutlookBy) -> Mapping[int, str]:
    """What can be chosen by that, within what the actor decides about."""
    roots = outlooked(actor).roots
    match by:
        case OutlookBy.ROAD_MAP:
            return await map_names(uow, actor)
        case OutlookBy.UNIT:
            units = await uow.people.units(actor.department_id)
            seen = None if roots is None else await uow.actors.watched(roots, [unit.id for unit in units])
            return {unit.id: unit.name for unit in units if seen is None or unit.id in seen}
        case OutlookBy.PERSON:
            people = await uow.people.persons(actor.department_id)
            among = None if roots is None else await uow.roster.people_under(roots)
            return {person.id: person.name for person in people if among is None or person.id in among}
        case OutlookBy.ALL:
            return {}


async def _told(uow: UnitOfWork, actor: Actor, by: OutlookBy, id_: int) -> GoneTo:
    """To whom, and about what."""
    roots = outlooked(actor).roots
    people = None if roots is None else await uow.roster.people_under(roots)
    if by is OutlookBy.PERSON:
        people = {PersonId(id_)}
    elif by is OutlookBy.UNIT:
        people = await uow.roster.people_under([UnitId(id_)])
    return GoneTo(
        department_id=actor.department_id,
        people=people,
        road_map_id=RoadMapId(id_) if by is OutlookBy.ROAD_MAP else None,
    )
