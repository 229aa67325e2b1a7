"""One organisation entered twice: one is left, with the people, the duties and the spellings of both."""

from dataclasses import dataclass

from roadmap.clock import Clock
from roadmap.control.duty_filter import DutyFilter
from roadmap.errors import BadInput, NotFound
from roadmap.ids import MergeId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.alike import Alike
from roadmap.people.merges import MergeKind
from roadmap.people.persons import Actor, Role, Unit, UnitKind
from roadmap.wording import normal
from services.control.leaving.handing_over import tell_of_handed, unsettled_of
from services.control.leaving.merged_duties import owe_once
from services.control.requests.passing_on import Target
from services.people.directory import require, unit_of
from services.people.unit_search import find_units
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTwins:
    """An organisation, and those that may be the same one or were looked for by words."""

    unit: Unit
    others: tuple[Unit, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMerge:
    """What is left, what goes, and how much of the latter moves."""

    kept: Unit
    gone: Unit
    people: int
    open_duties: int
    settled_duties: int
    spellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsMerged:
    """The organisation that is left, and the one that left the lists."""

    id: MergeId
    kept: Unit
    gone: Unit


class UnitMergeService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def twins(self, actor: Actor, unit_id: UnitId) -> UnitTwins:
        """The organisation with those whose names may be its own."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id)
            return UnitTwins(unit=unit, others=await alike_units(uow, unit))

    async def find(self, actor: Actor, unit_id: UnitId, typed: str) -> UnitTwins:
        """Others that these words mean."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id)
            found = await find_units(uow, actor, typed)
        others = tuple(each for each in found if _may_be_one(unit, each))
        return UnitTwins(unit=unit, others=others, words=" ".join(typed.split()))

    async def preview(self, actor: Actor, kept: UnitId, gone: UnitId) -> UnitMerge:
        """What would move, before it is done."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            ours, theirs = await _mergeable(uow, actor, kept, gone)
            open_duties = await uow.duties.count(unsettled_of(Target(unit_id=gone)))
            everything = DutyFilter(assigned_unit_ids=(gone,), assigned_person_ids=())
            return UnitMerge(
                kept=ours,
                gone=theirs,
                people=await uow.roster.count_staff(gone, is_department=False),
                open_duties=open_duties,
                settled_duties=await uow.duties.count(everything) - open_duties,
                spellings=len(await uow.spellings.of_unit(gone)),
            )

    async def merge(self, actor: Actor, kept: UnitId, gone: UnitId) -> UnitsMerged:
        """Everything of `gone` is `kept`'s; its name and its spellings mean `kept` in documents from now on.

        BadInput for a group and an organisation, and for giving up the department.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            ours, theirs = await _mergeable(uow, actor, kept, gone)
            before = await uow.merges.rows_about(MergeKind.UNIT, kept, gone)
            owed = await owe_once(uow, Assigned(unit_id=gone), Assigned(unit_id=kept), now)
            moved = await uow.duties.lines(unsettled_of(Target(unit_id=gone)))
            await uow.merges.absorb_unit(gone, kept)
            await uow.people.retire_unit(gone)
            lines = await uow.duties.lines(DutyFilter(ids=[duty.id for duty in moved])) if moved else ()
            await tell_of_handed(uow, actor, lines, theirs.name, now)
            if normal(ours.name) != normal(theirs.name):
                former = theirs.name
                await uow.spellings.remember(actor.department_id, normal(former), kept, None, spelled=former)
            facts = {"other": gone, "name": theirs.name, "doubled": owed.taken_back}
            await uow.audit.add(actor, now, "unit.merged", ("unit", kept), facts)
            pair = (int(kept), int(gone))
            id_ = await uow.merges.remember(
                actor.department_id, MergeKind.UNIT, pair, actor.person_id, now, owed.swapped, before
            )
            await uow.commit()
        return UnitsMerged(id=id_, kept=ours, gone=theirs)


async def alike_units(uow: UnitOfWork, unit: Unit) -> tuple[Unit, ...]:
    """Others of the department whose names may be this one's."""
    others = [each for each in await uow.people.units(unit.department_id) if _may_be_one(unit, each)]
    return tuple(each for each in others if Alike({each.id: each.name}, {}).unit(unit.name) is not None)


def _may_be_one(unit: Unit, other: Unit) -> bool:
    is_group = unit.kind is UnitKind.GROUP
    return other.id not in (unit.id, unit.department_id) and is_group is (other.kind is UnitKind.GROUP)


async def _mergeable(uow: UnitOfWork, actor: Actor, kept: UnitId, gone: UnitId) -> tuple[Unit, Unit]:
    ours, theirs = [await unit_of(uow, actor.department_id, each) for each in (kept, gone)]
    if not (ours.is_active and theirs.is_active) or ours.id == theirs.id:
        raise NotFound
    if not _may_be_one(ours, theirs):
        raise BadInput("unlike-units")
    return ours, theirs
