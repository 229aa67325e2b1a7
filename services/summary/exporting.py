"""Consolidated reports: choosing a road map and getting its file."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roadmap.clock import Clock, local_date
from roadmap.errors import BadInput, NotFound
from roadmap.ids import RoadMapId, SectionId, UnitId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import WATCHING, Actor, SystemActor
from roadmap.plan.measure import RoadMap
from roadmap.summary.file_parts import FilePart
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import ReportedRoadMap, RoadMapSummary, SummaryHeader
from services.collector import collector_at_rest
from services.people.directory import require
from services.ports.exports import SummaryExporter
from services.summary.sections import part_of
from services.summary.summary import quarters_of, summarise
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class ExportedReport:
    """A finished file and what it is about."""

    header: SummaryHeader
    data: bytes

    @property
    def files(self) -> tuple[bytes, ...]:
        return (self.data,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedWorkbook:
    """A finished report, in parts where it is large."""

    header: SummaryHeader
    parts: tuple[FilePart, ...]

    @property
    def files(self) -> tuple[bytes, ...]:
        return tuple(part.data for part in self.parts)


class ExportService:
    def __init__(self, store: Store, clock: Clock, exporter: SummaryExporter, largest: int) -> None:
        self._store = store
        self._clock = clock
        self._exporter = exporter
        self._largest = largest

    async def road_maps(self, actor: Actor | SystemActor) -> Sequence[ReportedRoadMap]:
        """The active road maps of the department, oldest first."""
        require(actor, *WATCHING)
        now = self._clock.now()
        async with self._store.read() as uow:
            department = await uow.people.unit(actor.department_id)
            found = await uow.plan.road_maps(actor.department_id)
        if department is None:
            raise NotFound
        today = local_date(now, department.time_zone)
        return [
            ReportedRoadMap(
                id=road_map.id,
                title=road_map.title,
                short_name=road_map.short_name,
                period_start=road_map.period_start,
                period_end=road_map.period_end,
                quarters=quarters_of(road_map, today),
            )
            for road_map in found
        ]

    async def check(
        self, actor: Actor, road_map_id: RoadMapId, quarter: CalendarQuarter | None = None
    ) -> None:
        """NotFound or BadInput where there is no such report to make."""
        async with self._store.read() as uow:
            await reported(uow, actor, road_map_id, quarter)

    async def report(
        self,
        actor: Actor | SystemActor,
        road_map_id: RoadMapId,
        quarter: CalendarQuarter | None = None,
        section_id: SectionId | None = None,
    ) -> ExportedWorkbook:
        """The report of one road map, or of a section, as this actor may see it.

        A curator gets the units they watch.
        """
        with collector_at_rest():
            source = await self._read(actor, road_map_id, quarter, section_id)
            header, held = source.summary.header, [source]
            del source
            parts = await asyncio.to_thread(_written, self._exporter, held, self._largest)
        now = self._clock.now()
        async with self._store.write() as uow:
            facts = {
                "quarter": _code(quarter),
                "section": section_id,
                "bytes": sum(len(part.data) for part in parts),
            }
            await uow.audit.add(actor, now, "report.exported", ("road_map", road_map_id), facts)
            await uow.commit()
        return ExportedWorkbook(header=header, parts=tuple(parts))

    async def source(
        self, actor: Actor | SystemActor, road_map_id: RoadMapId, quarter: CalendarQuarter | None = None
    ) -> SummarySource:
        """What pictures and explanations are made of, audited; BadInput for a quarter outside the plan."""
        found = await self._read(actor, road_map_id, quarter)
        await self._audit(actor, "discipline.opened", road_map_id, {"quarter": _code(quarter)})
        return found

    async def table(
        self, actor: Actor | SystemActor, road_map_id: RoadMapId, quarter: CalendarQuarter | None, name: str
    ) -> RoadMapSummary:
        """What a table of this name is made of; that it was read stands in the audit."""
        summary = await self.summary(actor, road_map_id, quarter)
        facts = {"table": name, "quarter": _code(quarter)}
        await self._audit(actor, "table.read", road_map_id, facts)
        return summary

    async def _read(
        self,
        actor: Actor | SystemActor,
        road_map_id: RoadMapId,
        quarter: CalendarQuarter | None,
        section_id: SectionId | None = None,
    ) -> SummarySource:
        async with self._store.read(is_long=True) as uow:
            return await read_source(uow, actor, road_map_id, quarter, self._clock.now(), section_id)

    async def _audit(
        self, actor: Actor | SystemActor, what: str, road_map_id: RoadMapId, facts: Mapping[str, object]
    ) -> None:
        async with self._store.write() as uow:
            await uow.audit.add(actor, self._clock.now(), what, ("road_map", road_map_id), facts)
            await uow.commit()

    async def summary(
        self, actor: Actor | SystemActor, road_map_id: RoadMapId, quarter: CalendarQuarter | None = None
    ) -> RoadMapSummary:
        """The same as data; BadInput for a quarter outside the plan."""
        now = self._clock.now()
        async with self._store.read(is_long=True) as uow:
            road_map = await reported(uow, actor, road_map_id, quarter)
            return await summarise(uow, road_map, now, quarter=quarter, roots=roots_of(actor))


def _written(exporter: SummaryExporter, held: list[SummarySource], largest: int) -> Sequence[FilePart]:
    """The files of what is held, which is let go bit by bit: in one piece it would stop every thread."""
    source = held.pop()
    files = exporter(source, largest)
    summary = source.summary
    heaps: list[list[Any]] = [list(summary.measures)]
    heaps += [list(each.questions) for each in summary.rounds]
    del source, summary
    for heap in heaps:
        while heap:
            heap.pop()
    return files


async def reported(
    uow: UnitOfWork, actor: Actor | SystemActor, road_map_id: RoadMapId, quarter: CalendarQuarter | None
) -> RoadMap:
    """The road map a report is asked of; NotFound for another's, BadInput for a quarter outside it."""
    require(actor, *WATCHING)
    road_map = await uow.plan.road_map(road_map_id, actor.department_id)
    if road_map is None:
        raise NotFound
    if quarter and not (quarter.first_on <= road_map.period_end and quarter.last_on >= road_map.period_start):
        raise BadInput("quarter-outside", str(quarter))
    return road_map


async def read_source(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    road_map_id: RoadMapId,
    quarter: CalendarQuarter | None,
    now: datetime,
    section_id: SectionId | None = None,
) -> SummarySource:
    """What is told of the rows this actor may see, or of those of a section; refuses as `reported` does."""
    roots = roots_of(actor)
    road_map = await reported(uow, actor, road_map_id, quarter)
    summary = await summarise(uow, road_map, now, quarter=quarter, roots=roots)
    summary = await part_of(uow, summary, road_map_id, section_id)
    shown = {owed.duty.id for owed in summary.duties}
    changes = await uow.summaries.date_changes(road_map.id, roots)
    return SummarySource(
        summary=summary,
        changes=tuple(change for change in changes if change.duty_id in shown),
        unreached=frozenset(await uow.summaries.unreached(road_map.id, roots)),
        declined=await uow.summaries.declined(road_map.id, roots),
        signers=tuple(road_map.signers.splitlines()),
    )


def roots_of(actor: Actor | SystemActor) -> Collection[UnitId] | None:
    """The units whose subtrees this actor may see in a report; None: all of the department."""
    return actor.roots if isinstance(actor, Actor) else None


def _code(quarter: CalendarQuarter | None) -> str | None:
    return str(quarter) if quarter else None
