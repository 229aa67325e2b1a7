"""Deciding on several reports at once: those that are ticked on one page of the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from roadmap.clock import Clock
from roadmap.control.duty import DecisionKind, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.reports import StoredReport, WaitingKind
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, StaleVersion
from roadmap.ids import DutyId, ReportId
from roadmap.people.persons import Actor
from roadmap.typed_words import in_words
from services.control.deciding.deciding import decide, tell_author
from services.control.deciding.decisions import MAX_COMMENT, PAGE
from services.control.duties.duty_rights import curated
from services.people.directory import require
from services.people.rights import CURATORS
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TickLine:
    """A report that waits; `bit` is its place in the mask of what is ticked."""

    bit: int
    duty: DutyLine
    stored: StoredReport
    files: int
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TickPage:
    """`seal` is of these reports as they are now: a button with another one speaks of another page."""

    lines: tuple[TickLine, ...]
    page: int
    mask: int
    seal: int
    now: datetime
    time_zone: str

    @property
    def ticked(self) -> tuple[TickLine, ...]:
        return tuple(line for line in self.lines if line.is_ticked)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedTogether:
    """What was decided on and when, and the actor's own reports, which are left to somebody else."""

    duty_ids: tuple[DutyId, ...]
    own: int
    at: datetime


class TickingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def all_done(self, actor: Actor, page: int) -> TickPage:
        """The page with every report ticked that says «выполнено»; others are looked at one by one."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            found = await self._page(uow, actor, page, 0)
        done = (line for line in found.lines if line.stored.report.outcome is ReportOutcome.DONE)
        return _ticked(found, sum(1 << line.bit for line in done))

    async def page(self, actor: Actor, page: int, mask: int, seal: int) -> TickPage:
        """The page with these ticked; StaleVersion where other reports stand there now."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            return await self._sealed(uow, actor, page, mask, seal)

    async def accept(self, actor: Actor, page: int, mask: int, seal: int) -> DecidedTogether:
        """Accept what is ticked; one's own is left to somebody else, wherever there is somebody."""
        return await self._decide(actor, (page, mask, seal), DecisionKind.ACCEPT, "")

    async def send_back(self, actor: Actor, page: int, mask: int, seal: int, comment: str) -> DecidedTogether:
        """Return what is ticked with one remark for all of it."""
        words = in_words(comment, limit=MAX_COMMENT)
        return await self._decide(actor, (page, mask, seal), DecisionKind.RETURN, words)

    async def _decide(
        self, actor: Actor, which: tuple[int, int, int], kind: DecisionKind, comment: str
    ) -> DecidedTogether:
        require(actor, *CURATORS)
        now = self._clock.now()
        decided, own = [], 0
        async with self._store.write() as uow:
            found = await self._sealed(uow, actor, *which)
            for line in sorted(found.ticked, key=lambda each: each.duty.id):
                try:
                    duty = await curated(uow, actor, line.duty.id, line.stored.report.author_id)
                except BadInput:
                    own += 1
                    continue
                if duty.version != line.duty.version:
                    raise StaleVersion
                await decide(uow, actor, duty, line.stored, kind, self._calendar, now, comment=comment)
                await tell_author(uow, actor, duty, line.stored, kind, now)
                decided.append(duty.id)
            await uow.commit()
        return DecidedTogether(duty_ids=tuple(decided), own=own, at=now)

    async def _sealed(self, uow: UnitOfWork, actor: Actor, page: int, mask: int, seal: int) -> TickPage:
        found = await self._page(uow, actor, page, mask)
        if found.seal != seal:
            raise StaleVersion
        return found

    async def _page(self, uow: UnitOfWork, actor: Actor, page: int, mask: int) -> TickPage:
        items = await uow.reports.waiting(actor, limit=PAGE, offset=page * PAGE)
        reports = [item for item in items if item.kind is WaitingKind.REPORT]
        ids = [item.duty_id for item in reports]
        duties = {duty.id: duty for duty in await uow.duties.lines(DutyFilter(ids=ids))} if ids else {}
        report_ids = [ReportId(item.subject_id) for item in reports]
        stored = await uow.reports.stored(report_ids)
        files = await uow.reports.evidence_counts(report_ids)
        lines = tuple(
            TickLine(
                bit=bit,
                duty=duties[item.duty_id],
                stored=stored[ReportId(item.subject_id)],
                files=files.get(ReportId(item.subject_id), 0),
                is_ticked=bool(mask >> bit & 1),
            )
            for bit, item in enumerate(reports)
        )
        return TickPage(
            lines=lines,
            page=page,
            mask=mask,
            seal=_seal(lines),
            now=self._clock.now(),
            time_zone=actor.time_zone,
        )


def _ticked(page: TickPage, mask: int) -> TickPage:
    lines = tuple(replace(each, is_ticked=bool(mask >> each.bit & 1)) for each in page.lines)
    return replace(page, lines=lines, mask=mask)


def _seal(lines: Sequence[TickLine]) -> int:
    """Other reports, or another version of one of their duties, give another number."""
    return crc32(",".join(f"{line.stored.report.id}:{line.duty.version}" for line in lines).encode())
