"""What is told of minutes: that they wait, what became of them, that all of it is settled."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import MapTitle, PersonName
from roadmap.clock import Clock
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, new_delivery
from roadmap.ids import ImportId, PersonId, RoadMapId
from roadmap.imports.questions import Import, ImportState
from roadmap.language.minutes_words import is_minutes
from roadmap.people.persons import Actor, Role, SystemActor
from roadmap.plan.measure import RoadMap, RoadMapState
from services.composing import Cancelled
from services.people.recipients import actor_of
from storage.unit_of_work import Store, UnitOfWork

TOLD_WHEN_DONE = (Role.HEAD, Role.COORDINATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesWaiting:
    """Minutes that wait for a coordinator; `by` has written them down."""

    import_id: ImportId
    title: MapTitle
    instructions: int
    by: PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDecided:
    """What became of minutes; `road_map_id` None: they were taken off the desk."""

    title: MapTitle
    road_map_id: RoadMapId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDone:
    """Everything that was told to do at a meeting is settled: `done` of `total` was."""

    road_map_id: RoadMapId
    title: MapTitle
    done: int
    total: int
    may_close: bool


class MinutesNewsService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tell_done(self) -> int:
        """Tell of minutes whose instructions are all settled, once each; how many messages were added."""
        now = self._clock.now()
        async with self._store.read() as uow:
            news = [
                message
                for road_map in await uow.minutes.settled()
                for message in await _done_news(uow, road_map, now)
            ]
        if not news:
            return 0
        async with self._store.write() as uow:
            added = [await uow.outbox.add(message) for message in news]
            await uow.commit()
        return sum(added)


async def _done_news(uow: UnitOfWork, road_map: RoadMap, now: datetime) -> list[NewDelivery]:
    found = []
    for person in await uow.recipients.holding(road_map.department_id, TOLD_WHEN_DONE):
        message = new_delivery(
            DeliveryKind.MINUTES_DONE,
            subject_id=road_map.id,
            department_id=road_map.department_id,
            recipient_id=person.person_id,
            not_before=now,
        )
        if not await uow.reminders.is_planned(message.dedupe_key):
            found.append(message)
    return found


async def tell_author(uow: UnitOfWork, actor: Actor | SystemActor, imported: Import, now: datetime) -> None:
    """What became of minutes, to whoever has written them down, unless they did it themselves."""
    author: PersonId | None = imported.author_id
    decided_by = actor.person_id if isinstance(actor, Actor) else None
    if author is None or author == decided_by or not is_minutes(imported.proposal.title):
        return
    await uow.outbox.add(
        new_delivery(
            DeliveryKind.MINUTES_DECIDED,
            subject_id=imported.id,
            department_id=imported.department_id,
            recipient_id=author,
            not_before=now,
        )
    )


async def compose_minutes_entered(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> MinutesWaiting | Cancelled:
    """Nothing once a coordinator has decided."""
    imported = await uow.imports.get(ImportId(delivery.subject_id), delivery.department_id)
    if imported is None or imported.state is not ImportState.REVIEWING:
        return Cancelled("decided already")
    author = await uow.people.person(imported.author_id) if imported.author_id is not None else None
    return MinutesWaiting(
        import_id=imported.id,
        title=imported.proposal.title,
        instructions=len(imported.proposal.measures),
        by=author.name if author else "",
    )


async def compose_minutes_decided(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> MinutesDecided | Cancelled:
    """In force, or taken off the desk."""
    imported = await uow.imports.get(ImportId(delivery.subject_id), delivery.department_id)
    if imported is None or imported.state is ImportState.REVIEWING:
        return Cancelled("not decided")
    is_in_force = imported.state is not ImportState.CANCELLED
    return MinutesDecided(
        title=imported.proposal.title, road_map_id=imported.road_map_id if is_in_force else None
    )


async def compose_minutes_done(uow: UnitOfWork, delivery: Delivery, now: datetime) -> MinutesDone | Cancelled:
    """Nothing where it is closed, or something of it is owed again."""
    actor = await actor_of(uow, delivery.recipient_id)
    road_map = await uow.plan.road_map(RoadMapId(delivery.subject_id), delivery.department_id)
    if actor is None or road_map is None or road_map.state is not RoadMapState.ACTIVE:
        return Cancelled("closed already")
    counts = await uow.minutes.counts(road_map.id)
    if counts.open:
        return Cancelled("something is owed again")
    return MinutesDone(
        road_map_id=road_map.id,
        title=road_map.title,
        done=counts.done,
        total=counts.total,
        may_close=actor.has(Role.COORDINATOR),
    )
