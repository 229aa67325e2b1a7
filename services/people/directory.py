"""Units and the people in them, as the coordinator keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.persons import AccountState, Actor, Role, SystemActor, Unit, UnitKind
from roadmap.people.place import Place
from storage.unit_of_work import Store, UnitOfWork

MAX_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """A person of a unit as the coordinator sees them; `account` None: has never joined."""

    id: PersonId
    name: str
    post: str
    roles: tuple[Role, ...]
    account: AccountState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    unit: Unit
    people: int
    reachable: int


class PeopleService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def actor(self, place: Place) -> Actor | None:
        """The person behind a chat with the rights they have at this moment; None for a stranger."""
        async with self._store.read() as uow:
            return await uow.actors.actor(place)

    async def department_of(self, actor: Actor) -> str:
        """The name of the department somebody works for."""
        async with self._store.read() as uow:
            department = await uow.people.unit(actor.department_id)
        return department.name if department else ""

    async def departments(self) -> tuple[Unit, ...]:
        """All departments of this database: for the command line only."""
        async with self._store.read() as uow:
            return tuple(await uow.people.departments())

    async def remember_commands(self, place: Place, fingerprint: str | None) -> None:
        """Which «/» list the chat has been given, so that it is given only once."""
        async with self._store.write() as uow:
            await uow.accounts.remember_commands(place, fingerprint)
            await uow.commit()

    # What the coordinator sees and does

    async def units(self, actor: Actor | SystemActor) -> tuple[UnitLine, ...]:
        """Units of the department with how many people they have and how many can be written to."""
        require(actor, Role.COORDINATOR, Role.CURATOR)
        async with self._store.read() as uow:
            units = await uow.people.units(actor.department_id)
            staff = await _staff_by_unit(uow, actor.department_id)
        return tuple(
            UnitLine(
                unit=unit,
                people=len(lines := staff.get(unit.id, [])),
                reachable=sum(line.account is AccountState.ACTIVE for line in lines),
            )
            for unit in units
        )

    async def add_unit(
        self, actor: Actor | SystemActor, name: str, kind: UnitKind, time_zone: str | None = None
    ) -> UnitId:
        """A new unit of the department; without a time zone it lives in the department's."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            if await _known_names(uow, actor.department_id, [name]):
                raise BadInput("unit-exists", name)
            unit_id = await self._add_unit(uow, actor, name, kind, time_zone)
            await uow.commit()
        return unit_id

    async def known_names(self, actor: Actor | SystemActor, names: Sequence[str]) -> frozenset[str]:
        """Those of the names that units of the department bear already."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await _known_names(uow, actor.department_id, names)

    async def add_units(self, actor: Actor, names: Sequence[str], kind: UnitKind) -> int:
        """Several units at once, all or none; those that are there are left alone. How many were added."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            known = await _known_names(uow, actor.department_id, names)
            fresh = [name for name in names if name not in known]
            for name in fresh:
                await self._add_unit(uow, actor, name, kind)
            await uow.commit()
        return len(fresh)

    async def _add_unit(
        self,
        uow: UnitOfWork,
        actor: Actor | SystemActor,
        name: str,
        kind: UnitKind,
        time_zone: str | None = None,
    ) -> UnitId:
        department = await unit_of(uow, actor.department_id, actor.department_id)
        zone = time_zone or department.time_zone
        check_zone(zone)
        unit_id = await uow.people.add_unit(department.id, department.id, proper_name(name), kind, zone)
        await uow.audit.add(actor, self._clock.now(), "unit.added", ("unit", unit_id))
        return unit_id


def require(actor: Actor | SystemActor, *roles: Role) -> None:
    """NotAllowed unless the actor holds one of the roles; beats and the command line always may."""
    if isinstance(actor, Actor) and not actor.has(*roles):
        raise NotAllowed


async def unit_of(uow: UnitOfWork, department_id: UnitId, unit_id: UnitId) -> Unit:
    """The unit, if it belongs to this department; NotFound either way otherwise."""
    unit = await uow.people.unit(unit_id)
    if unit is None or unit.department_id != department_id:
        raise NotFound
    return unit


def proper_name(raw: str) -> str:
    """A name as it is stored: one line, no longer than `MAX_NAME`; BadInput when nothing is left."""
    name = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
    if not name or len(name) > MAX_NAME:
        raise BadInput("name-length", str(MAX_NAME))
    return name


async def _known_names(uow: UnitOfWork, department_id: UnitId, names: Sequence[str]) -> frozenset[str]:
    known = {unit.name.casefold() for unit in await uow.people.units(department_id)}
    return frozenset(name for name in names if proper_name(name).casefold() in known)


def check_zone(time_zone: str) -> None:
    """BadInput unless it is an IANA zone."""
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput("time-zone", time_zone) from None


async def _staff_by_unit(uow: UnitOfWork, department_id: UnitId) -> dict[UnitId, list[StaffLine]]:
    persons = {person.id: person for person in await uow.people.persons(department_id)}
    accounts = {account.person_id: account.state for account in await uow.accounts.of(list(persons))}
    roles: dict[tuple[UnitId, PersonId], list[Role]] = {}
    for held in await uow.people.memberships(department_id):
        roles.setdefault((held.unit_id, held.person_id), []).append(held.role)
    for person_id in persons.keys() - {person_id for _, person_id in roles}:
        roles[(department_id, person_id)] = []  # named in a document, no role yet
    staff: dict[UnitId, list[StaffLine]] = {}
    for (unit_id, person_id), held_roles in roles.items():
        person = persons[person_id]
        line = StaffLine(
            id=person_id,
            name=person.name,
            post=person.post,
            roles=tuple(sorted(held_roles)),
            account=accounts.get(person_id),
        )
        staff.setdefault(unit_id, []).append(line)
    return {unit_id: sorted(lines, key=lambda line: natural(line.name)) for unit_id, lines in staff.items()}
