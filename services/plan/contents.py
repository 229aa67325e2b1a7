"""The measures of a plan in force with everything that can be changed about them."""

from roadmap.ids import MeasureId, RoadMapId, SectionId
from roadmap.imports.questions import Assigned
from roadmap.plan.measure import Assignment, AssignmentKind, Measure, MeasureStanding
from roadmap.plan.measure_content import Answering, MeasureContent
from storage.unit_of_work import UnitOfWork


async def contents(uow: UnitOfWork, road_map_id: RoadMapId) -> dict[MeasureId, MeasureContent]:
    """Those in the plan, in its order."""
    titles = {section.id: section.title for section in await uow.plan.sections(road_map_id)}
    answering: dict[MeasureId, list[Assignment]] = {}
    for assignment in await uow.plan.assignments(road_map_id):
        answering.setdefault(assignment.measure_id, []).append(assignment)
    return {
        measure.id: _content(measure, titles, answering.get(measure.id, []))
        for measure in await uow.plan.measures(road_map_id)
    }


def _content(measure: Measure, titles: dict[SectionId, str], assignments: list[Assignment]) -> MeasureContent:
    ordered = sorted(assignments, key=lambda one: one.kind is not AssignmentKind.MAIN)
    return MeasureContent(
        section=titles.get(measure.section_id, "") if measure.section_id else "",
        position=measure.position,
        number=measure.number,
        title=measure.title,
        result=measure.result,
        deadline_text=measure.deadline_text,
        deadline=measure.deadline,
        reading=measure.reading,
        pace=measure.pace,
        responsible_text=measure.responsible_text,
        answering=tuple(_answering(one) for one in ordered),
        evidence=measure.evidence,
        completion_rule=measure.completion_rule,
        standing=MeasureStanding.DROPPED if measure.is_archived else measure.standing,
        reason=measure.standing_reason,
        attributes=measure.attributes,
    )


def _answering(assignment: Assignment) -> Answering:
    return Answering(
        assigned=Assigned(unit_id=assignment.unit_id, person_id=assignment.person_id),
        is_main=assignment.kind is AssignmentKind.MAIN,
        days_earlier=assignment.days_earlier,
    )
