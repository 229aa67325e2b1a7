"""What two entries of one person or one unit owe: once from now on."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.ids import DutyId
from roadmap.imports.questions import Assigned
from services.plan.planning import withdraw
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedOnce:
    """How many duties were taken back, and which pairs have changed hands."""

    taken_back: int
    swapped: tuple[tuple[DutyId, DutyId], ...]


async def owe_once(uow: UnitOfWork, source: Assigned, target: Assigned, now: datetime) -> OwedOnce:
    """Of each control point both owe, take one duty back: that which still waits.

    The one that is further along is the target's then. Measures follow; the other duties are left where
    they are.
    """
    doubled = await uow.merges.doubled(source, target)
    further = set(await uow.merges.waiting_beside_done(doubled))
    taken_back = 0
    swapped: list[tuple[DutyId, DutyId]] = []
    for theirs, ours in doubled:
        duty = await uow.duties.get(ours if (theirs, ours) in further else theirs)
        if duty is None or duty.state not in WAITING_FOR_ASSIGNEE:
            continue
        taken_back += await withdraw(uow, [duty], now)
        if (theirs, ours) in further:
            await uow.merges.swap(source, target, theirs, ours)
            swapped.append((theirs, ours))
    await uow.plan.pass_assignments((source.unit_id, source.person_id), (target.unit_id, target.person_id))
    return OwedOnce(taken_back=taken_back, swapped=tuple(swapped))
