"""Schools entered after a road map was approved get what «all schools» were given."""

from collections.abc import Sequence
from datetime import datetime

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import UnitId
from roadmap.people.persons import ALL_SCHOOLS, SystemActor, Through
from roadmap.plan.plan_rows import OutsideSchool
from services.people.assignment_news import tell_assigned
from services.plan.planning import lay_plan, withdraw
from storage.unit_of_work import Store, UnitOfWork


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
