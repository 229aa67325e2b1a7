"""What a coordinator does with a whole road map: names it, looks at its editions, closes it."""

from dataclasses import dataclass

from roadmap.clock import Clock, local_date
from roadmap.control.duty_filter import ClosingCounts
from roadmap.delivery.kinds import DeliveryKind
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import CampaignId, EditionId, RoadMapId, UnitId
from roadmap.language.short_name import LONGEST
from roadmap.people.persons import Actor, Role
from roadmap.plan.measure import Edition, RoadMap, RoadMapState
from roadmap.typed_words import typed
from services.people.directory import require
from services.plan.changing import map_to_change
from services.ports.files import FileStore
from storage.unit_of_work import Store, UnitOfWork

_OF_CAMPAIGN = (DeliveryKind.CAMPAIGN_PROMPT, DeliveryKind.CAMPAIGN_NUDGE, DeliveryKind.CAMPAIGN_RESULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """An edition, and who approved it; "" where nobody did in the chat."""

    edition: Edition
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDesk:
    """A road map, in force or closed, with its editions, the latest first."""

    map: RoadMap
    editions: tuple[EditionLine, ...]
    time_zone: str
    is_coordinator: bool
    can_reopen: bool = False
    """The viewer has just closed it and may undo that."""


class RoadMapDeskService:
    def __init__(self, store: Store, clock: Clock, files: FileStore) -> None:
        self._store = store
        self._clock = clock
        self._files = files

    async def open(self, actor: Actor, road_map_id: RoadMapId) -> MapDesk:
        """The road map and its editions; NotFound for those who look at no whole road map."""
        async with self._store.read() as uow:
            road_map = await _seen(uow, actor, road_map_id)
            editions = await uow.plan.editions(road_map_id)
            lines = [await _line(uow, edition) for edition in reversed(editions)]
            is_closed = road_map.state is RoadMapState.ARCHIVED
            closing = await uow.map_closings.last(road_map_id) if is_closed else None
        return MapDesk(
            map=road_map,
            editions=tuple(lines),
            time_zone=actor.time_zone,
            is_coordinator=actor.has(Role.COORDINATOR),
            can_reopen=closing is not None and closing.can_undo(actor.person_id, self._clock.now()),
        )

    async def closed(self, actor: Actor) -> tuple[RoadMap, ...]:
        """Road maps of the department that are in force no more, the latest first."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return tuple(await uow.plan.closed_road_maps(actor.department_id))

    async def document(self, actor: Actor, edition_id: EditionId) -> tuple[str, bytes]:
        """The name and the bytes of the document of an edition, as it was sent."""
        async with self._store.read() as uow:
            edition = await uow.plan.edition(edition_id)
            if edition is None or edition.is_by_hand:
                raise NotFound
            await _seen(uow, actor, edition.road_map_id)
        return edition.file_name, await self._files.get(edition.file_key)

    async def rename(self, actor: Actor, road_map_id: RoadMapId, words: str) -> None:
        """Another short name, unlike those of the department's other road maps in force."""
        name = " ".join(typed(words, limit=200).split())
        if not 0 < len(name) <= LONGEST:
            raise BadInput("name-length", str(LONGEST))
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            others = [one for one in await uow.plan.road_maps(actor.department_id) if one.id != road_map_id]
            if name.casefold() in {one.short_name.casefold() for one in others}:
                raise BadInput("map-name-taken", name)
            await uow.plan.rename_road_map(road_map_id, name)
            facts = {"was": road_map.short_name, "is": name}
            await uow.audit.add(actor, now, "road_map.renamed", ("road_map", road_map_id), facts)
            await uow.commit()

    async def closing(self, actor: Actor, road_map_id: RoadMapId) -> tuple[RoadMap, ClosingCounts]:
        """What closing this road map would end."""
        async with self._store.read() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            today = local_date(self._clock.now(), await _zone(uow, road_map.department_id))
            return road_map, await uow.duty_plan.closing_counts(road_map_id, today)

    async def close(self, actor: Actor, road_map_id: RoadMapId) -> RoadMap:
        """Send nothing more about this road map.

        What is overdue is closed undone, what was still to come is withdrawn; reports that wait for a
        decision go on waiting for it, in silence.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            today = local_date(now, await _zone(uow, road_map.department_id))
            counts = await uow.duty_plan.closing_counts(road_map_id, today)
            await uow.map_closings.keep(road_map_id, actor.person_id, now)
            await uow.duty_plan.close_map(road_map_id, today, now)
            await uow.plan.archive_road_map(road_map_id)
            await uow.outbox.cancel(DeliveryKind.ASSIGNED, road_map_id, "the road map is closed")
            for campaign_id in await uow.campaigns.end_all(road_map_id):
                await _silence(uow, campaign_id)
            facts = {"undone": counts.overdue, "withdrawn": counts.ahead, "waiting": counts.waiting}
            await uow.audit.add(actor, now, "road_map.closed", ("road_map", road_map_id), facts)
            await uow.commit()
        return road_map

    async def reopen(self, actor: Actor, road_map_id: RoadMapId) -> None:
        """Undo the closing: what was open is open again. In force already is fine.

        NotAllowed for another's closing, BadInput after ten minutes. Messages it has held back stay unsent.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await _seen(uow, actor, road_map_id)
            closing = await uow.map_closings.last(road_map_id)
            if road_map.state is RoadMapState.ACTIVE or closing is None:
                return
            if closing.by != actor.person_id:
                raise NotAllowed
            if not closing.can_undo(actor.person_id, now):
                raise BadInput("undo-closing-too-late")
            await uow.plan.reopen_road_map(road_map_id)
            await uow.map_closings.put_back(closing.id)
            await uow.audit.add(actor, now, "road_map.reopened", ("road_map", road_map_id), {})
            await uow.commit()


async def _silence(uow: UnitOfWork, campaign_id: CampaignId) -> None:
    for kind in _OF_CAMPAIGN:
        await uow.outbox.cancel(kind, campaign_id, "the road map is closed")


async def _seen(uow: UnitOfWork, actor: Actor, road_map_id: RoadMapId) -> RoadMap:
    """A road map of the department, for those who look at all of it."""
    road_map = await uow.plan.road_map(road_map_id, actor.department_id)
    is_whole = actor.has(Role.COORDINATOR) or actor.department_id in actor.roots
    if road_map is None or not is_whole:
        raise NotFound
    return road_map


async def _line(uow: UnitOfWork, edition: Edition) -> EditionLine:
    person = await uow.people.person(edition.approved_by) if edition.approved_by is not None else None
    return EditionLine(edition=edition, approved_by=person.name if person else "")


async def _zone(uow: UnitOfWork, department_id: UnitId) -> str:
    department = await uow.people.unit(department_id)
    if department is None:
        raise NotFound
    return department.time_zone
