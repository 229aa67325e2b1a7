"""The measure of a plan that is its own monitoring."""

from dataclasses import replace

from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.plan.monitoring_rules import MonitoringRules, rhythm_of_days
from storage.unit_of_work import UnitOfWork


async def driven_by(
    uow: UnitOfWork, road_map_id: RoadMapId, rules: MonitoringRules, measure_id: MeasureId
) -> MonitoringRules:
    """The rules with this measure as the monitoring: the days it falls due on give the rhythm.

    NotFound where it is no measure of this road map.
    """
    measure = await uow.plan.measure(measure_id)
    if measure is None or measure.road_map_id != road_map_id or measure.is_archived:
        raise NotFound
    points = await uow.plan.control_points(road_map_id)
    days = sorted(
        day
        for point in points
        if point.measure_id == measure_id and (day := point.due_on or point.original_due_on)
    )
    return replace(rules, measure_id=measure_id, rhythm=rhythm_of_days(days) or rules.rhythm)
