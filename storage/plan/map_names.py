"""The short name of a road map, wherever a department has several."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from roadmap.plan.measure import RoadMapState
from storage.plan.tables import RoadMapRow


def map_name(department_id: Any) -> ColumnElement[str]:
    """The name of the joined road map; "" while it is the only one of this department in force."""
    other = aliased(RoadMapRow)
    in_force = (
        select(func.count())
        .select_from(other)
        .where(other.department_id == department_id, other.state == RoadMapState.ACTIVE.value)
        .correlate_except(other)
        .scalar_subquery()
    )
    return case((in_force > 1, RoadMapRow.short_name), else_="").label("map_name")
