"""What the coordinators hear about the server, once a day: no room, no backup."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.people.persons import Actor, Role
from services.composing import Cancelled
from services.people.no_recipient import reachable_above
from services.people.recipients import actor_of
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNews:
    """`takes_files`: there is still enough room for what people send."""

    free_mb: int
    takes_files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupNews:
    """`last_at` is when the newest backup was made; None where there has been none."""

    last_at: datetime | None
    time_zone: str


class ServerNewsService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tell_room(self, free_mb: int, *, takes_files: bool) -> None:
        """The disk fills up; told again when files are no longer taken."""
        level = "warn" if takes_files else "stop"
        said = {"free_mb": free_mb, "takes_files": takes_files}
        await self._tell(DeliveryKind.ROOM_IS_SHORT, said, level)

    async def tell_backup(self, last_at: datetime | None) -> None:
        """There has been no backup for too long."""
        said = {"last_at": last_at.isoformat() if last_at else None}
        await self._tell(DeliveryKind.BACKUP_IS_LATE, said)

    async def _tell(self, kind: DeliveryKind, said: Mapping[str, object], level: str = "") -> None:
        now = self._clock.now()
        async with self._store.write() as uow:
            for unit in await uow.people.departments():
                for person in await reachable_above(uow, unit.id, Role.COORDINATOR):
                    day = local_date(now, person.time_zone)
                    await uow.outbox.add(
                        new_delivery(
                            kind,
                            subject_id=unit.id,
                            department_id=unit.id,
                            recipient_id=person.person_id,
                            occasion=f"{day}:{level}" if level else day,
                            not_before=now,
                            payload=said,
                        )
                    )
            await uow.commit()


async def compose_room(uow: UnitOfWork, delivery: Delivery, now: datetime) -> RoomNews | Cancelled:
    if await _coordinator(uow, delivery) is None:
        return Cancelled("no longer a coordinator")
    said = delivery.payload
    return RoomNews(free_mb=int(str(said["free_mb"])), takes_files=bool(said["takes_files"]))


async def compose_backup(uow: UnitOfWork, delivery: Delivery, now: datetime) -> BackupNews | Cancelled:
    actor = await _coordinator(uow, delivery)
    if actor is None:
        return Cancelled("no longer a coordinator")
    last_at = delivery.payload["last_at"]
    return BackupNews(
        last_at=datetime.fromisoformat(str(last_at)) if last_at else None, time_zone=actor.time_zone
    )


async def _coordinator(uow: UnitOfWork, delivery: Delivery) -> Actor | None:
    actor = await actor_of(uow, delivery.recipient_id)
    return actor if actor is not None and actor.has(Role.COORDINATOR) else None
