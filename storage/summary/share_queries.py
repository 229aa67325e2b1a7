"""How many duties stand how, as statements: of each road map, or of each section of one."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from roadmap.control.duty import DutyState
from roadmap.ids import RoadMapId, UnitId
from roadmap.plan.measure import RoadMapState
from roadmap.summary.pictures import Share
from storage.control.duty_queries import IS_OWED, WAITS_FOR_ASSIGNEE, WAITS_FOR_CURATOR
from storage.control.tables import DutyRow
from storage.lists import one_of
from storage.people.subtrees import stands_under
from storage.plan.tables import MeasureRow, RoadMapRow, SectionRow

_DONE = (DutyState.ACCEPTED.value, DutyState.COVERED.value)
_HAS_PASSED = and_(DutyRow.original_due_on.is_not(None), DutyRow.due_on.is_(None))
"""Its day had passed before the work began."""


def by_map(roots: Collection[UnitId], today: date) -> Select[*tuple[Any, ...]]:
    """Rows of name, share and count for the road maps in force."""
    in_force = select(RoadMapRow.id).where(RoadMapRow.state == RoadMapState.ACTIVE.value)
    of_maps = _alike(DutyRow.road_map_id, roots, today).where(DutyRow.road_map_id.in_(in_force))
    alike = of_maps.subquery()
    return (
        select(RoadMapRow.short_name.label("name"), alike.c.share, alike.c.count)
        .join(RoadMapRow, RoadMapRow.id == alike.c.of)
        .where(alike.c.share.is_not(None))
        .order_by(RoadMapRow.id)
    )


def by_section(road_map_id: RoadMapId, roots: Collection[UnitId], today: date) -> Select[*tuple[Any, ...]]:
    """The same of the sections of one; "" has none."""
    of_map = _alike(DutyRow.measure_id, roots, today).where(DutyRow.road_map_id == road_map_id)
    alike = of_map.subquery()
    name = func.coalesce(SectionRow.title, "").label("name")
    return (
        select(name, alike.c.share, func.sum(alike.c.count).label("count"))
        .select_from(alike)
        .join(MeasureRow, MeasureRow.id == alike.c.of)
        .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
        .where(alike.c.share.is_not(None))
        .group_by(SectionRow.position, name, alike.c.share)
        .order_by(SectionRow.position)
    )


def is_looked_at(roots: Collection[UnitId]) -> ColumnElement[bool]:
    """Of these units or those under them; of a whole department nothing is looked up."""
    return or_(one_of(DutyRow.department_id + 0, roots), stands_under(DutyRow.home_unit_id, roots))


def _alike(of: Any, roots: Collection[UnitId], today: date) -> Select[*tuple[Any, ...]]:
    """Duties counted by this column and how they stand, before anything is joined to them."""
    share = _share(today).label("share")
    counted = select(of.label("of"), share, func.count().label("count"))
    return counted.where(is_looked_at(roots)).group_by(of, share)


def _share(today: date) -> ColumnElement[str]:
    """As `roadmap.summary.pictures.share_of`; NULL for what is not asked for any more."""
    is_late = and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < today)
    return case(
        (DutyRow.state.in_(_DONE), Share.DONE.value),
        (WAITS_FOR_CURATOR, Share.WAITING.value),
        (or_(DutyRow.state == DutyState.CLOSED_UNDONE.value, is_late), Share.OVERDUE.value),
        (and_(IS_OWED, ~_HAS_PASSED), Share.AHEAD.value),
    )
