"""One section of a road map as a reader asks for its report."""

from roadmap.errors import NotFound
from roadmap.ids import RoadMapId, SectionId
from roadmap.summary.sections import only_section
from roadmap.summary.summary_views import RoadMapSummary
from storage.unit_of_work import UnitOfWork


async def part_of(
    uow: UnitOfWork, summary: RoadMapSummary, road_map_id: RoadMapId, section_id: SectionId | None
) -> RoadMapSummary:
    """The summary of the section; of the whole where none is asked for. NotFound for one it does not have."""
    if section_id is None:
        return summary
    titles = {section.id: section.title for section in await uow.plan.sections(road_map_id)}
    if section_id not in titles:
        raise NotFound
    measures = await uow.plan.measures(road_map_id)
    kept = {measure.id for measure in measures if measure.section_id == section_id}
    return only_section(summary, titles[section_id], kept)
