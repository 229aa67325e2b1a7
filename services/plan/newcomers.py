"""Schools entered after a road map was approved get what «all schools» were given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roadmap.clock import Clock
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.ids import UnitId
from roadmap.people.persons import ALL_SCHOOLS, Role, SystemActor, Through
from roadmap.plan.plan_rows import OutsideSchool
from services.composing import Cancelled
from services.people.assignment_news import tell_assigned
from services.people.no_recipient import reachable_above
from services.plan.planning import lay_plan, withdraw
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolsJoined:
    """To a coordinator: new schools, and how much they owe of what all schools were given."""

    names: tuple[str, ...]
    duties: int


class NewcomerService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def admit_schools(self) -> int:
        """Put schools that stand outside their department's group of all schools into it; how many."""
        async with self._store.read() as uow:
            if not await uow.plan.outside_schools(ALL_SCHOOLS):
                return 0
        now = self._clock.now()
        async with self._store.write() as uow:
            outside = await uow.plan.outside_schools(ALL_SCHOOLS)
            by_department: dict[UnitId, list[OutsideSchool]] = {}
            for school in outside:
                by_department.setdefault(school.department_id, []).append(school)
            for department_id, schools in by_department.items():
                await self._admit(uow, department_id, schools, now)
            await uow.commit()
        return len(outside)

    async def _admit(
        self, uow: UnitOfWork, department_id: UnitId, schools: Sequence[OutsideSchool], now: datetime
    ) -> None:
        actor = SystemActor(department_id=department_id, through=Through.BEAT)
        group_id, joined = schools[0].group_id, [school.school_id for school in schools]
        await uow.people.add_members(group_id, joined)
        for road_map in await uow.plan.road_maps(department_id):
            duties = await lay_plan(uow, road_map, now, self._calendar, joined)
            occasion = f"joined-{max(joined)}"
            await tell_assigned(uow, actor, road_map, occasion, duties, now)
            held = await uow.duty_plan.of_measures(
                [measure.id for measure in await uow.plan.measures(road_map.id)]
            )
            await withdraw(uow, [one for one in held if one.unit_id == group_id], now)
        await uow.audit.add(actor, now, "group.joined", ("unit", group_id), {"schools": joined})
        for coordinator in await reachable_above(uow, department_id, Role.COORDINATOR):
            await uow.outbox.add(
                new_delivery(
                    DeliveryKind.SCHOOLS_JOINED,
                    subject_id=max(joined),
                    department_id=department_id,
                    recipient_id=coordinator.person_id,
                    not_before=now,
                    payload={"schools": joined},
                )
            )


async def compose_schools_joined(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> SchoolsJoined | Cancelled:
    """What the new schools owe now; nothing is said where no measure is for all schools."""
    told: Mapping[str, Any] = delivery.payload
    schools = [UnitId(each) for each in told["schools"]]
    units = [unit for each in schools if (unit := await uow.people.unit(each)) is not None]
    duties = await uow.duties.count(DutyFilter(assigned_unit_ids=schools, states=WAITING_FOR_ASSIGNEE))
    if not duties:
        return Cancelled("they got nothing")
    return SchoolsJoined(names=tuple(unit.name for unit in units), duties=duties)
