"""Which organisations a group stands for: who joins gets what the others have, who leaves is let off."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.clock import Clock
from roadmap.control.duty_filter import NewDuty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import ALL_SCHOOLS, Actor, Role, Unit, UnitKind
from services.people.assignment_news import tell_assigned
from services.people.directory import require, unit_of
from services.plan.planning import lay_plan, withdraw
from storage.unit_of_work import Store, UnitOfWork

PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """A page of the department's organisations; `members` are those of all pages that belong to the group.

    `is_all_schools`: it keeps itself, every school belongs to it.
    """

    group: Unit
    units: tuple[Unit, ...]
    members: frozenset[UnitId]
    page: int
    pages: int
    is_all_schools: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Toggled:
    """The page again, and how many duties came or were taken back."""

    page: GroupPage
    is_member: bool
    duties: int


class GroupMemberService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def page(self, actor: Actor, group_id: UnitId, page: int) -> GroupPage:
        """Organisations of the department and which of them belong to the group."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await _page(uow, actor, group_id, page)

    async def toggle(self, actor: Actor, group_id: UnitId, unit_id: UnitId, page: int) -> Toggled:
        """Put the organisation into the group or take it out; its duties of the group's measures follow.

        BadInput for the group of all schools.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            before = await _page(uow, actor, group_id, page)
            unit = await unit_of(uow, actor.department_id, unit_id)
            if before.is_all_schools:
                raise BadInput("all-schools")
            if not unit.is_active or unit.kind in (UnitKind.GROUP, UnitKind.DEPARTMENT):
                raise NotFound
            is_member = unit_id not in before.members
            duties = 0
            if is_member:
                await uow.people.add_members(group_id, [unit_id])
            else:
                await uow.people.remove_member(group_id, unit_id)
            for road_map in await uow.plan.road_maps(actor.department_id):
                if is_member:
                    new: Sequence[NewDuty] = await lay_plan(uow, road_map, now, self._calendar, [unit_id])
                    occasion = f"joined-{group_id}-{unit_id}-{now:%Y-%m-%dT%H:%M:%S}"
                    await tell_assigned(uow, actor, road_map, occasion, new, now)
                    duties += len(new)
                else:
                    held = await uow.duty_plan.of_measures(
                        [m.id for m in await uow.plan.measures(road_map.id)]
                    )
                    of_group = {
                        each.id
                        for each in await uow.plan.assignments(road_map.id)
                        if each.unit_id == group_id
                    }
                    theirs = [d for d in held if d.unit_id == unit_id and d.assignment_id in of_group]
                    duties += await withdraw(uow, theirs, now)
            action = "group.member_added" if is_member else "group.member_removed"
            await uow.audit.add(actor, now, action, ("unit", group_id), {"unit": unit_id, "duties": duties})
            after = await _page(uow, actor, group_id, page)
            await uow.commit()
        return Toggled(page=after, is_member=is_member, duties=duties)


async def _page(uow: UnitOfWork, actor: Actor, group_id: UnitId, page: int) -> GroupPage:
    group = await unit_of(uow, actor.department_id, group_id)
    if group.kind is not UnitKind.GROUP or not group.is_active:
        raise NotFound
    schools = (await uow.spellings.known(actor.department_id)).get(ALL_SCHOOLS)
    units = [
        unit
        for unit in await uow.people.units(actor.department_id)
        if unit.kind not in (UnitKind.GROUP, UnitKind.DEPARTMENT)
    ]
    pages = max(1, -(-len(units) // PAGE))
    page = min(max(page, 0), pages - 1)
    return GroupPage(
        group=group,
        units=tuple(units[page * PAGE : (page + 1) * PAGE]),
        members=frozenset(await uow.people.members(group_id)),
        page=page,
        pages=pages,
        is_all_schools=schools is not None and schools.unit_id == group_id,
    )
