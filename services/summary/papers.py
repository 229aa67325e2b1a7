"""What is printed and signed of a road map: its own table with marks of execution, the written analysis."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from roadmap.clock import Clock, local_date
from roadmap.errors import BadInput, NotFound
from roadmap.ids import MeasureId, RoadMapId, SectionId, UnitId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import Actor, Role, SystemActor
from roadmap.plan.measure import Edition, RoadMap
from roadmap.plan.measure_content import MeasureContent
from roadmap.summary.form import FormSource
from roadmap.summary.summary_views import Standing, SummaryMeasure
from services.people.directory import require
from services.people.rights import watches
from services.ports.exports import AnalysisExporter, FormExporter
from services.ports.files import FileStore
from services.summary.exporting import ExportedReport, read_source, reported, roots_of
from services.summary.sections import part_of
from services.summary.summary import summarise
from storage.unit_of_work import Store, UnitOfWork

SIGNERS_LENGTH = 600


class PaperService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: FileStore,
        export_form: FormExporter,
        export_analysis: AnalysisExporter,
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._export_form = export_form
        self._export_analysis = export_analysis

    async def form(
        self,
        actor: Actor | SystemActor,
        road_map_id: RoadMapId,
        quarter: CalendarQuarter | None = None,
        unit_id: UnitId | None = None,
        section_id: SectionId | None = None,
    ) -> ExportedReport:
        """The filled form of a road map, or of one unit's or section's rows, in the document's own file if it
        has one.

        Raises:
            NotFound: for a road map or a unit the actor may not see, for a section of another.
            BadInput: for a quarter outside the plan.
        """
        source = await self._source(actor, road_map_id, quarter, unit_id, section_id)
        data = await asyncio.to_thread(self._export_form, source)
        facts = {
            "quarter": str(quarter) if quarter else None,
            "unit": unit_id,
            "section": section_id,
            "bytes": len(data),
        }
        await self._audit(actor, "form.exported", road_map_id, facts)
        return ExportedReport(source.summary.header, data)

    async def _source(
        self,
        actor: Actor | SystemActor,
        road_map_id: RoadMapId,
        quarter: CalendarQuarter | None,
        unit_id: UnitId | None,
        section_id: SectionId | None,
    ) -> FormSource:
        async with self._store.read(is_long=True) as uow:
            road_map = await reported(uow, actor, road_map_id, quarter)
            roots = roots_of(actor)
            if unit_id is not None:
                if isinstance(actor, Actor) and not await watches(uow, actor, unit_id):
                    raise NotFound
                roots = frozenset({unit_id})
            now = self._clock.now()
            summary = await summarise(uow, road_map, now, quarter=quarter, roots=roots)
            if roots is not None and road_map.department_id not in roots:
                own = tuple(measure for measure in summary.measures if _is_owed(measure))
                summary = replace(summary, measures=own)
            summary = await part_of(uow, summary, road_map_id, section_id)
            edition = await _latest_document(uow, road_map)
            places = await uow.plan.places(edition.id) if edition else {}
            editions = await uow.plan.editions(road_map.id)
            changes = await uow.plan_edits.of_road_map(road_map.id, edition.approved_at) if edition else []
            unit = await uow.people.unit(unit_id) if unit_id is not None else None
            in_plan = {measure.id for measure in await uow.plan.measures(road_map.id)}
        printed: dict[MeasureId, MeasureContent] = {}
        for change in changes:
            if change.before is not None:
                printed.setdefault(change.measure_id, change.before)
        latest = editions[-1] if editions else None
        amended_on = None
        if latest is not None and edition is not None and latest.id != edition.id:
            amended_on = local_date(latest.approved_at, summary.header.time_zone)
        return FormSource(
            summary=summary,
            places=places,
            original=await self._files.get(edition.file_key) if edition and places else None,
            edition=len(editions),
            signers=tuple(road_map.signers.splitlines()),
            printed=printed,
            amended_on=amended_on,
            dropped=frozenset(places.keys() - in_plan),
            whose=unit.name if unit is not None else "",
            is_whole=section_id is None and (roots is None or road_map.department_id in roots),
        )

    async def analysis(
        self,
        actor: Actor | SystemActor,
        road_map_id: RoadMapId,
        quarter: CalendarQuarter | None = None,
        section_id: SectionId | None = None,
    ) -> ExportedReport:
        """The written analysis of the rows this actor may see, or of a section; refuses as the form does."""
        async with self._store.read(is_long=True) as uow:
            source = await read_source(uow, actor, road_map_id, quarter, self._clock.now(), section_id)
        data = await asyncio.to_thread(self._export_analysis, source)
        facts = {
            "quarter": str(quarter) if quarter else None,
            "section": section_id,
            "bytes": len(data),
        }
        await self._audit(actor, "analysis.exported", road_map_id, facts)
        return ExportedReport(source.summary.header, data)

    async def _audit(
        self, actor: Actor | SystemActor, what: str, road_map_id: RoadMapId, facts: Mapping[str, object]
    ) -> None:
        async with self._store.write() as uow:
            await uow.audit.add(actor, self._clock.now(), what, ("road_map", road_map_id), facts)
            await uow.commit()

    async def units(self, actor: Actor, road_map_id: RoadMapId) -> Sequence[tuple[UnitId, str]]:
        """The units a form of their own can be made for."""
        async with self._store.read() as uow:
            await reported(uow, actor, road_map_id, None)
            return await uow.summaries.units(road_map_id, roots_of(actor))

    async def road_map(self, actor: Actor, road_map_id: RoadMapId) -> RoadMap:
        """The road map whose form is asked for."""
        async with self._store.read() as uow:
            return await reported(uow, actor, road_map_id, None)

    async def set_signers(self, actor: Actor, road_map_id: RoadMapId, lines: str) -> None:
        """Who signs what is printed of this road map: a line for each; an empty text takes them away."""
        require(actor, Role.COORDINATOR)
        signers = "\n".join(line.strip() for line in lines.splitlines() if line.strip())
        if len(signers) > SIGNERS_LENGTH:
            raise BadInput("signers-too-long", str(SIGNERS_LENGTH))
        async with self._store.write() as uow:
            if await uow.plan.road_map(road_map_id, actor.department_id) is None:
                raise NotFound
            await uow.plan.set_signers(road_map_id, signers)
            await uow.audit.add(actor, self._clock.now(), "road_map.signers", ("road_map", road_map_id), {})
            await uow.commit()


def _is_owed(measure: SummaryMeasure) -> bool:
    """Whether anything of it is, or was, really these units': not only taken away again."""
    return any(owed.standing is not Standing.WITHDRAWN for point in measure.points for owed in point.duties)


async def _latest_document(uow: UnitOfWork, road_map: RoadMap) -> Edition | None:
    """The newest edition that came as a document."""
    editions = [edition for edition in await uow.plan.editions(road_map.id) if edition.file_key]
    return editions[-1] if editions else None
