"""What two entries of one person or one unit owe: once from now on."""

from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.imports.questions import Assigned
from services.plan.planning import withdraw
from storage.unit_of_work import UnitOfWork


async def owe_once(uow: UnitOfWork, source: Assigned, target: Assigned, now: datetime) -> int:
    """Of each control point both owe, take one duty back: that which still waits; how many were.

    The one that is further along is the target's then. Measures follow; the other duties are left where
    they are.
    """
    doubled = await uow.merges.doubled(source, target)
    further = set(await uow.merges.waiting_beside_done(doubled))
    taken_back = 0
    for theirs, ours in doubled:
        duty = await uow.duties.get(ours if (theirs, ours) in further else theirs)
        if duty is None or duty.state not in WAITING_FOR_ASSIGNEE:
            continue
        taken_back += await withdraw(uow, [duty], now)
        if (theirs, ours) in further:
            await uow.merges.swap(source, target, theirs, ours)
    await uow.plan.pass_assignments((source.unit_id, source.person_id), (target.unit_id, target.person_id))
    return taken_back
