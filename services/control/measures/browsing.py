"""Looking through the plan in force: road maps, their sections and measures, and what typed words find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.clock import Clock, local_date
from roadmap.control.measure_views import MapLine, MeasureLine, MeasureScope, SectionLine
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId, SectionId
from roadmap.language.finding import Found, SoughtNumber, ranked, sought
from roadmap.people.persons import Actor, Role
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.control.measures.scope import scope_of
from storage.unit_of_work import Store, UnitOfWork

FEW = 200
"""So many measures are looked through for a further word; of more, the index of words is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """A road map with its sections; `measures` where there is only one section to look through."""

    map: MapLine
    sections: tuple[SectionLine, ...]
    measures: "MeasurePage | None"
    is_coordinator: bool
    is_whole: bool
    """The viewer looks at all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """A page of measures: of a section, or of what was found."""

    map: MapLine | None
    section: SectionLine | None
    lines: tuple[MeasureLine, ...]
    count: int
    paging: Paging
    today: date


class BrowsingService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def maps(self, actor: Actor) -> tuple[MapLine, ...]:
        """The road maps in force with any measure this person may see; the coordinator sees all of them."""
        scope = scope_of(actor)
        async with self._store.read() as uow:
            lines = await uow.measures.maps(scope)
        return tuple(line for line in lines if line.measures or scope.roots is None)

    async def road_map(self, actor: Actor, road_map_id: RoadMapId) -> MapPage:
        """One road map with its sections; a single section is opened at once."""
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            found_map = await _map(uow, actor, road_map_id)
            sections = tuple(await uow.measures.sections(scope_of(actor), road_map_id))
            only = sections[0] if len(sections) == 1 else None
            return MapPage(
                map=found_map,
                sections=sections,
                measures=await _page(uow, actor, found_map, only, 0, today) if only else None,
                is_coordinator=actor.has(Role.COORDINATOR),
                is_whole=scope_of(actor).roots is None,
            )

    async def section(
        self, actor: Actor, road_map_id: RoadMapId, section_id: SectionId | None, page: int
    ) -> MeasurePage:
        """A page of the measures of a section; None: of those that stand in none."""
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            found_map = await _map(uow, actor, road_map_id)
            sections = await uow.measures.sections(scope_of(actor), road_map_id)
            section = next((line for line in sections if line.id == section_id), None)
            if section is None:
                raise NotFound
            return await _page(uow, actor, found_map, section, page, today)

    async def find(self, actor: Actor, words: str, page: int = 0) -> MeasurePage:
        """A page of the measures this person may see that the words or the number mean, the best first."""
        today = local_date(self._clock.now(), actor.time_zone)
        scope = scope_of(actor)
        async with self._store.read() as uow:
            ids = await _found(uow, scope, words)
            paging = paging_of(len(ids), page)
            shown = ids[paging.offset : paging.offset + PAGE]
            lines = await uow.measures.lines(scope, shown, today) if shown else ()
        return MeasurePage(
            map=None, section=None, lines=tuple(lines), count=len(ids), paging=paging, today=today
        )

    async def undecided(self, actor: Actor, page: int = 0) -> MeasurePage:
        """A page of the measures that wait for their dates or for somebody who answers."""
        today = local_date(self._clock.now(), actor.time_zone)
        scope = scope_of(actor)
        async with self._store.read() as uow:
            count = await uow.measures.count_undecided(scope)
            paging = paging_of(count, page)
            lines = await uow.measures.undecided(scope, today, limit=PAGE, offset=paging.offset)
        return MeasurePage(
            map=None, section=None, lines=tuple(lines), count=count, paging=paging, today=today
        )


async def count_undecided(uow: UnitOfWork, actor: Actor, _: datetime) -> int:
    """How many measures of the actor's scope wait for their dates or for somebody who answers."""
    return await uow.measures.count_undecided(scope_of(actor))


async def _found(uow: UnitOfWork, scope: MeasureScope, words: str) -> Sequence[MeasureId]:
    """What the words mean, the best first: of a number exactly, else what stands below it."""
    looked_for = sought(words)
    if looked_for is None:
        return ()
    if isinstance(looked_for, SoughtNumber):
        numbered = await uow.measures.numbered(looked_for.number)
        seen = await uow.measures.in_force(scope, numbered)
        return [id_ for id_ in seen if numbered[id_] == looked_for.number] or seen
    places = list[Mapping[MeasureId, Found]]()
    common = set[MeasureId]()
    for stem in sorted(looked_for.stems, key=len, reverse=True):
        places.append(await uow.measures.with_word(stem, common if 0 < len(common) <= FEW else ()))
        common = common & places[-1].keys() if len(places) > 1 else set(places[-1])
        if not common:
            return ()
    return ranked(places, await uow.measures.in_force(scope, common))


async def _map(uow: UnitOfWork, actor: Actor, road_map_id: RoadMapId) -> MapLine:
    """A road map in force of which the actor may see anything."""
    scope = scope_of(actor)
    lines = await uow.measures.maps(scope)
    line = next((line for line in lines if line.id == road_map_id), None)
    if line is None or not (line.measures or scope.roots is None):
        raise NotFound
    return line


async def _page(
    uow: UnitOfWork, actor: Actor, of_map: MapLine, section: SectionLine, page: int, today: date
) -> MeasurePage:
    paging = paging_of(section.measures, page)
    lines = await uow.measures.of_section(
        scope_of(actor), of_map.id, section.id, today, limit=PAGE, offset=paging.offset
    )
    return MeasurePage(
        map=of_map,
        section=section,
        lines=tuple(lines),
        count=section.measures,
        paging=paging,
        today=today,
    )
