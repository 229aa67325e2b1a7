"""Statements about measures in force: built once; who may see a measure is a condition of each."""

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from roadmap.control.duty import NOT_OWED, DutyState
from roadmap.control.measure_views import MeasureScope
from roadmap.language.finding import Found
from roadmap.people.persons import Role
from roadmap.plan.measure import MeasureStanding, RoadMapState
from storage.control.duty_queries import BY_SILENCE, IS_OWED, WAITS_FOR_ASSIGNEE, WAITS_FOR_CURATOR
from storage.control.tables import DutyRow
from storage.lists import one_of
from storage.people.subtrees import is_under
from storage.people.tables import MembershipRow, PersonRow, UnitMemberRow, UnitRow
from storage.plan.map_names import map_name
from storage.plan.tables import (
    AssignmentRow,
    ControlPointRow,
    EditionRow,
    MeasureRow,
    MeasureWordRow,
    RoadMapRow,
    SectionRow,
)

DEPARTMENT: BindParameter[Any] = bindparam("department")
ROAD_MAP: BindParameter[Any] = bindparam("road_map")
MEASURE: BindParameter[Any] = bindparam("measure")
TODAY: BindParameter[Any] = bindparam("today")
PERSONS, ROOTS, OWN = "persons", "roots", "own"
Query = Select[*tuple[Any, ...]]
IS_LIVE = DutyRow.state.not_in([state.value for state in NOT_OWED])


def values_of(scope: MeasureScope) -> dict[str, Any]:
    """What the statements ask of a scope, by name."""
    values: dict[str, Any] = {"department": scope.department_id}
    if scope.roots is None:
        return values
    return values | {"roots": list(scope.roots), "own": list(scope.own), "persons": list(scope.persons)}


def is_theirs() -> ColumnElement[bool]:
    """The duty is the viewer's to do or to watch."""
    is_own = or_(one_of(DutyRow.unit_id, OWN), one_of(DutyRow.person_id, PERSONS))
    return or_(is_under(DutyRow.home_unit_id, ROOTS), is_own)


def _is_visible() -> ColumnElement[bool]:
    """The viewer has a duty of the measure to do or to watch, or one of their units answers for it."""
    groups = select(UnitMemberRow.group_id).where(
        or_(is_under(UnitMemberRow.member_id, ROOTS), one_of(UnitMemberRow.member_id, OWN))
    )
    answers = or_(
        is_under(AssignmentRow.unit_id, ROOTS),
        one_of(AssignmentRow.unit_id, OWN),
        AssignmentRow.unit_id.in_(groups),
        one_of(AssignmentRow.person_id, PERSONS),
    )
    return or_(
        exists().where(DutyRow.measure_id == MeasureRow.id, IS_LIVE, is_theirs()),
        exists().where(AssignmentRow.measure_id == MeasureRow.id, ~AssignmentRow.is_archived, answers),
    )


def _seen(query: Query, *, is_whole: bool) -> Query:
    return query if is_whole else query.where(_is_visible())


@cache
def maps_query(*, is_whole: bool) -> Query:
    """The road maps in force with their last edition; of each, how many measures are seen."""
    measures = _seen(
        select(func.count()).where(MeasureRow.road_map_id == RoadMapRow.id, ~MeasureRow.is_archived),
        is_whole=is_whole,
    )
    return (
        select(
            RoadMapRow,
            _last_edition(EditionRow.number).label("edition"),
            _last_edition(EditionRow.approved_at).label("approved_at"),
            measures.correlate(RoadMapRow).scalar_subquery().label("measures"),
        )
        .where(RoadMapRow.department_id == DEPARTMENT, RoadMapRow.state == RoadMapState.ACTIVE.value)
        .order_by(RoadMapRow.id)
    )


def _last_edition(column: Any) -> ColumnElement[Any]:
    last = select(column).where(EditionRow.road_map_id == RoadMapRow.id)
    return last.order_by(EditionRow.number.desc()).limit(1).correlate(RoadMapRow).scalar_subquery()


@cache
def sections_query(*, is_whole: bool) -> Query:
    """The sections of a road map of the department that have measures to see, in document order."""
    query: Query = (
        select(
            MeasureRow.section_id,
            SectionRow.title,
            func.count().label("measures"),
        )
        .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
        .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
        .where(
            MeasureRow.road_map_id == ROAD_MAP,
            ~MeasureRow.is_archived,
            RoadMapRow.department_id == DEPARTMENT,
        )
        .group_by(MeasureRow.section_id, SectionRow.title)
        .order_by(func.min(MeasureRow.position))
    )
    return _seen(query, is_whole=is_whole)


def _duty(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(DutyRow.measure_id == MeasureRow.id, *conditions)


def _is_heading() -> ColumnElement[bool]:
    child = aliased(MeasureRow)
    has_rows_below = exists().where(
        child.road_map_id == MeasureRow.road_map_id, child.parent_id == MeasureRow.id, ~child.is_archived
    )
    return and_(has_rows_below, ~_is_assigned())


def _is_assigned() -> ColumnElement[bool]:
    return exists().where(AssignmentRow.measure_id == MeasureRow.id, ~AssignmentRow.is_archived)


def _has_points() -> ColumnElement[bool]:
    return exists().where(ControlPointRow.measure_id == MeasureRow.id, _is_not_taken_back())


def _is_not_taken_back() -> ColumnElement[bool]:
    """A control point nobody was ever handed, or that somebody still has."""
    held = aliased(DutyRow)
    of_point = held.control_point_id == ControlPointRow.id
    is_kept = held.state != DutyState.WITHDRAWN.value
    return or_(~exists().where(of_point), exists().where(of_point, is_kept))


IS_UNANSWERED = (
    RoadMapRow.state == RoadMapState.ACTIVE.value,
    MeasureRow.standing == MeasureStanding.IN_FORCE.value,
    ~MeasureRow.is_archived,
    ~_is_assigned(),
    ~_is_heading(),
)
"""Measures of the road maps in force without anybody who answers."""
_IS_UNDECIDED = (
    RoadMapRow.state == RoadMapState.ACTIVE.value,
    MeasureRow.standing == MeasureStanding.IN_FORCE.value,
    or_(~_has_points(), ~_is_assigned()),
    ~_is_heading(),
)
"""Measures of the road maps in force that wait for their dates or for somebody who answers."""


@cache
def undecided_count_query(*, is_whole: bool) -> Query:
    query: Query = (
        select(func.count())
        .select_from(MeasureRow)
        .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
        .where(RoadMapRow.department_id == DEPARTMENT, ~MeasureRow.is_archived, *_IS_UNDECIDED)
    )
    return _seen(query, is_whole=is_whole)


@cache
def lines_query(*, is_whole: bool, by: str) -> Query:
    """Measures as a list shows them: of a section of a road map, undecided ones of all, or these ids."""
    theirs = [] if is_whole else [is_theirs()]
    is_overdue = _duty(*theirs, WAITS_FOR_ASSIGNEE, DutyRow.owed_by < TODAY)
    is_open = _duty(*theirs, or_(IS_OWED, WAITS_FOR_CURATOR))
    query: Query = (
        select(
            MeasureRow.id,
            MeasureRow.road_map_id,
            MeasureRow.number,
            MeasureRow.title,
            MeasureRow.deadline_text,
            map_name(RoadMapRow.department_id),
            _is_heading().label("is_heading"),
            _is_assigned().label("is_assigned"),
            _has_points().label("has_points"),
            is_overdue.label("is_overdue"),
            and_(_duty(*theirs, IS_LIVE), ~is_open).label("is_settled"),
            MeasureRow.standing,
        )
        .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
        .where(RoadMapRow.department_id == DEPARTMENT, ~MeasureRow.is_archived)
    )
    if by == "ids":
        return query.where(one_of(MeasureRow.id, "ids"))
    query = _seen(query, is_whole=is_whole)
    if by == "undecided":
        query = query.where(*_IS_UNDECIDED)
    else:
        query = query.where(MeasureRow.road_map_id == ROAD_MAP)
    if by == "section":
        query = query.where(MeasureRow.section_id == bindparam("section"))
    elif by == "no section":
        query = query.where(MeasureRow.section_id.is_(None))
    return (
        query.order_by(MeasureRow.road_map_id, MeasureRow.position, MeasureRow.id)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


@cache
def words_query(*, is_number: bool, is_narrow: bool = False) -> Query:
    """Measures that have a word, or are numbered, within a range; the best place of each."""
    place = MeasureWordRow.place
    query: Query = (
        select(
            MeasureWordRow.measure_id,
            func.min(place).label("place"),
            func.min(MeasureWordRow.word).label("word"),
        )
        .where(
            MeasureWordRow.word >= bindparam("first"),
            MeasureWordRow.word < bindparam("after"),
            place == Found.NUMBER if is_number else place != Found.NUMBER,
        )
        .group_by(MeasureWordRow.measure_id)
    )
    among = one_of(MeasureWordRow.measure_id, "among")
    return query.where(among) if is_narrow else query


@cache
def in_force_query(*, is_whole: bool) -> Query:
    """Those of these measures that are in force and seen."""
    query: Query = (
        select(MeasureRow.id, MeasureRow.road_map_id, MeasureRow.position)
        .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
        .where(
            one_of(MeasureRow.id, "ids"),
            RoadMapRow.department_id == DEPARTMENT,
            RoadMapRow.state == RoadMapState.ACTIVE.value,
            ~MeasureRow.is_archived,
        )
    )
    return _seen(query, is_whole=is_whole)


@cache
def facts_query(*, is_whole: bool) -> Query:
    """One measure of the department, archived ones too."""
    query: Query = (
        select(
            MeasureRow,
            RoadMapRow.department_id,
            RoadMapRow.short_name.label("map_name"),
            RoadMapRow.state.label("map_state"),
            RoadMapRow.rule_set,
            func.coalesce(SectionRow.title, "").label("section"),
            _is_heading().label("is_heading"),
        )
        .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
        .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
        .where(MeasureRow.id == MEASURE, RoadMapRow.department_id == DEPARTMENT)
    )
    return _seen(query, is_whole=is_whole)


ASSIGNEES = (
    select(
        func.coalesce(UnitRow.name, PersonRow.name).label("name"),
        AssignmentRow.kind,
        AssignmentRow.unit_id,
        AssignmentRow.person_id,
        AssignmentRow.days_earlier,
        func.coalesce(UnitRow.kind == "group", False).label("is_group"),
        select(func.count())
        .where(UnitMemberRow.group_id == AssignmentRow.unit_id)
        .correlate(AssignmentRow)
        .scalar_subquery()
        .label("members"),
    )
    .join(UnitRow, UnitRow.id == AssignmentRow.unit_id, isouter=True)
    .join(PersonRow, PersonRow.id == AssignmentRow.person_id, isouter=True)
    .where(AssignmentRow.measure_id == MEASURE, ~AssignmentRow.is_archived)
    .order_by(AssignmentRow.id)
)
PEOPLE = (
    select(PersonRow.name)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .where(
        one_of(MembershipRow.unit_id, "units"),
        MembershipRow.role == Role.EXECUTOR.value,
        PersonRow.is_active,
    )
    .order_by(PersonRow.name)
    .limit(bindparam("limit"))
)
"""Who answers for these units, as many as there is room to name."""


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


@cache
def points_query(*, is_whole: bool) -> Query:
    """The control points of a measure with what their duties are now; without seen duties, counts of 0."""
    on = [DutyRow.control_point_id == ControlPointRow.id, DutyRow.measure_id == MEASURE, IS_LIVE]
    joined = and_(*on) if is_whole else and_(*on, is_theirs())
    is_overdue = and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < TODAY)
    return (
        select(
            ControlPointRow,
            func.count(DutyRow.id).label("total"),
            _count(DutyRow.state == DutyState.ACCEPTED.value).label("accepted"),
            _count(DutyRow.state == DutyState.CLOSED_UNDONE.value).label("closed_undone"),
            _count(WAITS_FOR_CURATOR).label("waiting"),
            _count(is_overdue).label("overdue"),
            func.min(DutyRow.id).label("first_duty"),
        )
        .join(DutyRow, joined, isouter=True)
        .where(ControlPointRow.measure_id == MEASURE, _is_not_taken_back())
        .group_by(ControlPointRow.id)
        .order_by(ControlPointRow.first_on, ControlPointRow.id)
    )


@cache
def duties_of_point_query(*, is_whole: bool) -> Query:
    """Ids of the duties of a control point: the silent first, then as the units are called."""
    query: Query = (
        select(DutyRow.id)
        .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
        .join(PersonRow, PersonRow.id == DutyRow.person_id, isouter=True)
        .where(
            DutyRow.measure_id == MEASURE,
            DutyRow.control_point_id == bindparam("point"),
            IS_LIVE,
        )
        .order_by(
            BY_SILENCE,
            func.coalesce(UnitRow.name, PersonRow.name),
            DutyRow.id,
        )
    )
    return query if is_whole else query.where(is_theirs())
