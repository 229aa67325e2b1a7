"""The coordinators hear once a day that the disk is filling up, while there is still room to say it."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.people.persons import Role
from services.composing import Cancelled
from services.people.no_recipient import reachable_above
from services.people.recipients import actor_of
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNews:
    """`takes_files`: there is still enough room for what people send."""

    free_mb: int
    takes_files: bool


class RoomService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tell(self, free_mb: int, *, takes_files: bool) -> None:
        """Put the news in line for each department's coordinators, again when files are no longer taken."""
        now = self._clock.now()
        async with self._store.write() as uow:
            for unit in await uow.people.departments():
                for person in await reachable_above(uow, unit.id, Role.COORDINATOR):
                    level = "warn" if takes_files else "stop"
                    await uow.outbox.add(
                        new_delivery(
                            DeliveryKind.ROOM_IS_SHORT,
                            subject_id=unit.id,
                            department_id=unit.id,
                            recipient_id=person.person_id,
                            occasion=f"{local_date(now, person.time_zone)}:{level}",
                            not_before=now,
                            payload={"free_mb": free_mb, "takes_files": takes_files},
                        )
                    )
            await uow.commit()


async def compose_room(uow: UnitOfWork, delivery: Delivery, now: datetime) -> RoomNews | Cancelled:
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None or not actor.has(Role.COORDINATOR):
        return Cancelled("no longer a coordinator")
    said = delivery.payload
    return RoomNews(free_mb=int(str(said["free_mb"])), takes_files=bool(said["takes_files"]))
