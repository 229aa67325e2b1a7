"""An organisation is no more: it leaves the lists, and what is open to it goes to another one."""

from dataclasses import dataclass

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import ALL_SCHOOLS, Actor, Role, Unit, UnitKind
from services.control.leaving.handing_over import hand_over, unsettled_of
from services.control.requests.passing_on import Target, destination_of
from services.people.directory import require, unit_of
from services.people.unit_search import find_units
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiving:
    """What leaving would mean: `duties` are open to the organisation, `measures` name it.

    `others` might take these over; `to` is the one that was chosen.
    """

    unit: Unit
    people: int
    duties: int
    measures: int
    others: tuple[Unit, ...] = ()
    to: Unit | None = None
    words: str = ""

    @property
    def needs_successor(self) -> bool:
        return bool(self.duties or self.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """The organisation that left, and how many duties went where."""

    unit: Unit
    moved: int
    to: str


class ArchivingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def look(self, actor: Actor, unit_id: UnitId, words: str = "") -> Archiving:
        """What is open to the organisation, and with words the organisations they mean."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            unit = await _leaving(uow, actor, unit_id)
            found = await find_units(uow, actor, words) if words else ()
            others = tuple(each for each in found if each.id != unit_id and each.kind is not UnitKind.GROUP)
            return await _archiving(uow, unit, others=others, words=" ".join(words.split()))

    async def choose(self, actor: Actor, unit_id: UnitId, to_unit_id: UnitId | None) -> Archiving:
        """Where the duties would go, before it is done."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            unit = await _leaving(uow, actor, unit_id)
            to = await _successor(uow, actor, unit, to_unit_id)
            return await _archiving(uow, unit, to=to)

    async def archive(self, actor: Actor, unit_id: UnitId, to_unit_id: UnitId | None) -> Archived:
        """Take it out of the lists and its groups, end the roles there, pass on what is open.

        BadInput without a successor where anything is open, and for a group that measures name.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            unit = await _leaving(uow, actor, unit_id)
            to = await _successor(uow, actor, unit, to_unit_id)
            state = await _archiving(uow, unit)
            if unit.kind is UnitKind.GROUP and (state.needs_successor or await _is_kept(uow, actor, unit_id)):
                raise BadInput("group-in-plan")
            if state.needs_successor and to is None:
                raise BadInput("successor-needed")
            moved = 0
            if to is not None:
                destination = await destination_of(uow, actor, Target(unit_id=to.id))
                source = Target(unit_id=unit_id)
                handed = await hand_over(
                    uow, actor, source, destination, self._calendar, now, before=unit.name
                )
                moved = len(handed.moved)
            for held in await uow.people.memberships(actor.department_id):
                if held.unit_id == unit_id:
                    await uow.people.remove_membership(held)
                    await uow.invitations.revoke(held.person_id, now, to=(unit_id, held.role))
                    facts = {"unit": unit_id, "role": held.role.value}
                    await uow.audit.add(actor, now, "role.revoked", ("person", held.person_id), facts)
            await uow.people.leave_groups(unit_id)
            await uow.people.retire_unit(unit_id)
            archived = {"to": to.id if to else None, "duties": moved}
            await uow.audit.add(actor, now, "unit.archived", ("unit", unit_id), archived)
            await uow.commit()
        return Archived(unit=unit, moved=moved, to=to.name if to else "")

    async def restore(self, actor: Actor, unit_id: UnitId) -> Unit:
        """It is in the lists again; duties and roles that went do not come back by themselves."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id)
            if not unit.is_active:
                await uow.people.change_unit(unit_id, is_active=True)
                await uow.audit.add(actor, now, "unit.restored", ("unit", unit_id))
            await uow.commit()
        return unit


async def _leaving(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> Unit:
    unit = await unit_of(uow, actor.department_id, unit_id)
    if not unit.is_active or unit.id == unit.department_id:
        raise NotFound
    return unit


async def _is_kept(uow: UnitOfWork, actor: Actor, group_id: UnitId) -> bool:
    """Whether this is the group of all schools, which keeps itself."""
    schools = (await uow.spellings.known(actor.department_id)).get(ALL_SCHOOLS)
    return schools is not None and schools.unit_id == group_id


async def _successor(uow: UnitOfWork, actor: Actor, unit: Unit, to_unit_id: UnitId | None) -> Unit | None:
    if to_unit_id is None:
        return None
    if to_unit_id == unit.id:
        raise NotFound
    await destination_of(uow, actor, Target(unit_id=to_unit_id))
    return await unit_of(uow, actor.department_id, to_unit_id)


async def _archiving(
    uow: UnitOfWork, unit: Unit, *, others: tuple[Unit, ...] = (), to: Unit | None = None, words: str = ""
) -> Archiving:
    return Archiving(
        unit=unit,
        people=await uow.roster.count_staff(unit.id, is_department=False),
        duties=await uow.duties.count(unsettled_of(Target(unit_id=unit.id))),
        measures=await uow.plan.count_assigned(unit.id),
        others=others,
        to=to,
        words=words,
    )
