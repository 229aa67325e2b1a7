"""The meeting pack: everything a head looks at before and at a meeting, read at one moment."""

from roadmap.clock import Clock, local_date
from roadmap.people.persons import LOOKING, Actor, Role
from roadmap.reminding.reminders import WEEK
from roadmap.summary.meeting import MeetingPack, ToDecide
from services.control.requests.curators_deeds import PassedUpView, passed_up_to
from services.imports.minutes import WRITERS
from services.people.directory import require
from services.ports.exports import MeetingExporter
from storage.unit_of_work import Store

HOLDERS = (*LOOKING, Role.COORDINATOR)
MOST = 3
"""Decisions, and what is late the longest: as many as in the head's letter."""


class MeetingService:
    def __init__(self, store: Store, clock: Clock, export: MeetingExporter) -> None:
        self._store = store
        self._clock = clock
        self._export = export

    async def pack(self, actor: Actor) -> MeetingPack | None:
        """How the department stands now; None where no road map is running."""
        require(actor, *HOLDERS)
        now = self._clock.now()
        today = local_date(now, actor.time_zone)
        async with self._store.read(is_long=True) as uow:
            department = await uow.people.unit(actor.department_id)
            maps = await uow.summaries.progress(actor.roots, now - WEEK, today)
            if department is None or not maps:
                return None
            only = maps[0] if len(maps) == 1 else None
            shares = (
                await uow.summaries.shares_by_section(only.road_map_id, actor.roots, today)
                if only
                else await uow.summaries.shares_by_map(actor.roots, today)
            )
            total, passed_up = await passed_up_to(uow, actor, now, MOST)
            late = await uow.boards.overdue_units(actor.roots, today, limit=MOST)
            return MeetingPack(
                department=department.name,
                today=today,
                tally=await uow.boards.tally(actor, today),
                maps=tuple(maps),
                decisions=tuple(map(_to_decide, passed_up)),
                decisions_total=total,
                worst=tuple(await uow.boards.overdue_measures(actor.roots, today, MOST)),
                late_units=tuple(each.unit for each in late),
                late_units_total=await uow.boards.count_overdue_units(actor.roots, today),
                may_decide=actor.has(Role.HEAD),
                may_write=actor.has(*WRITERS),
                shares=shares,
                of_map=only.map_name if only else "",
            )

    def paper(self, pack: MeetingPack, picture: bytes | None) -> bytes:
        """One page of it to be printed; may be slow: called in a thread."""
        return self._export(pack, picture)


def _to_decide(view: PassedUpView) -> ToDecide:
    duty = view.view.card.duty
    return ToDecide(
        duty_id=duty.id,
        number=duty.number,
        title=duty.title,
        map_name=duty.map_name,
        assignee=duty.assignee,
        by=view.passed.by,
        words=view.passed.words,
    )
