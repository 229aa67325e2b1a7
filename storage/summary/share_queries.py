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
from storage.people.subtrees import stands_under
from storage.plan.tables import MeasureRow, RoadMapRow, SectionRow

_DONE = (DutyState.ACCEPTED.value, DutyState.COVERED.value)
_HAS_PASSED = and_(DutyRow.original_due_on.is_not(None), DutyRow.due_on.is_(None))
"""Its day had passed before the work began."""


def by_map(roots: Collection[UnitId], today: date) -> Select[*tuple[Any, ...]]:
    """Rows of name, share and count for the road maps in force."""
    share = _share(today)
    return (
        select(RoadMapRow.short_name.label("name"), share.label("share"), func.count().label("count"))
        .join(DutyRow, DutyRow.road_map_id == RoadMapRow.id)
        .where(
            RoadMapRow.state == RoadMapState.ACTIVE.value,
            stands_under(DutyRow.home_unit_id, roots),
            share.is_not(None),
        )
        .group_by(RoadMapRow.id, RoadMapRow.short_name, share)
        .order_by(RoadMapRow.id)
    )


def by_section(road_map_id: RoadMapId, roots: Collection[UnitId], today: date) -> Select[*tuple[Any, ...]]:
    """The same of the sections of one; "" has none."""
    share = _share(today)
    name = func.coalesce(SectionRow.title, "")
    return (
        select(name.label("name"), share.label("share"), func.count().label("count"))
        .select_from(DutyRow)
        .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
        .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
        .where(
            DutyRow.road_map_id == road_map_id, stands_under(DutyRow.home_unit_id, roots), share.is_not(None)
        )
        .group_by(SectionRow.position, name, share)
        .order_by(SectionRow.position)
    )


def _share(today: date) -> ColumnElement[str]:
    """As `roadmap.summary.pictures.share_of`; NULL for what is not asked for any more."""
    is_late = and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < today)
    return case(
        (DutyRow.state.in_(_DONE), Share.DONE.value),
        (WAITS_FOR_CURATOR, Share.WAITING.value),
        (or_(DutyRow.state == DutyState.CLOSED_UNDONE.value, is_late), Share.OVERDUE.value),
        (and_(IS_OWED, ~_HAS_PASSED), Share.AHEAD.value),
    )
