"""What is asked of duties at every press: built once.

Building a statement takes SQLAlchemy longer than SQLite takes to answer it.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from roadmap.control.duty import NOT_OWED, SILENT, WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from storage.control.report_lines import select_report_lines
from storage.control.tables import (
    CardRow,
    DutyPassedUpRow,
    DutyRow,
    EntrustedRow,
    EntrustmentRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    ReassignmentRow,
)
from storage.lists import none_of, one_of
from storage.people.subtrees import is_under
from storage.people.tables import PersonRow, UnitRow
from storage.plan.map_names import map_name
from storage.plan.tables import ControlPointRow, MeasureRow, RoadMapRow, SectionRow
from storage.spelled import is_state

ID: BindParameter[Any] = bindparam("duty")


DUTY_ROW = select(DutyRow).where(DutyRow.id == ID)
DUTY_ROW_TO_CHANGE = DUTY_ROW.with_for_update(key_share=True)
"""Held to the end of the transaction: what is asked and decided about one duty follows one another."""


NEXT_STAGE = (
    select(DutyRow.next_stage_at)
    .where(DutyRow.next_stage_at.is_not(None))
    .order_by(DutyRow.next_stage_at)
    .limit(1)
)


def _of_part(column: Any) -> ColumnElement[Any]:
    """This column of the last partial report, looked up only while the duty is partly done."""
    last = (
        select(column)
        .where(
            ExecutionReportRow.duty_id == DutyRow.id,
            ExecutionReportRow.outcome == ReportOutcome.PARTIAL.value,
            ExecutionReportRow.retracted_at.is_(None),
        )
        .order_by(ExecutionReportRow.version.desc())
        .limit(1)
        .correlate(DutyRow)
        .scalar_subquery()
    )
    return case((DutyRow.state == DutyState.PARTIAL.value, last))


DUTIES = (
    select(
        DutyRow,
        _of_part(ExecutionReportRow.percent).label("percent"),
        _of_part(ExecutionReportRow.remaining).label("remaining"),
        func.coalesce(UnitRow.name, PersonRow.name).label("assignee"),
        MeasureRow.number,
        MeasureRow.title,
        MeasureRow.result,
        MeasureRow.deadline_text,
        MeasureRow.reading,
        MeasureRow.evidence,
        func.coalesce(SectionRow.title, "").label("section"),
        ControlPointRow.first_on,
        ControlPointRow.last_on,
        map_name(DutyRow.department_id),
    )
    .join(RoadMapRow, RoadMapRow.id == DutyRow.road_map_id)
    .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
    .join(ControlPointRow, ControlPointRow.id == DutyRow.control_point_id)
    .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
    .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
    .join(PersonRow, PersonRow.id == DutyRow.person_id, isouter=True)
)
DUTY = DUTIES.where(DutyRow.id == ID)
_PASSED_BY = aliased(PersonRow)
_CARDS = (
    DUTIES.join(
        ExtensionRequestRow,
        (ExtensionRequestRow.duty_id == DutyRow.id) & is_state(ExtensionRequestRow.state, "open"),
        isouter=True,
    )
    .join(
        ReassignmentRow,
        (ReassignmentRow.duty_id == DutyRow.id) & is_state(ReassignmentRow.state, "open"),
        isouter=True,
    )
    .join(DutyPassedUpRow, DutyPassedUpRow.duty_id == DutyRow.id, isouter=True)
    .join(_PASSED_BY, _PASSED_BY.id == DutyPassedUpRow.by, isouter=True)
    .add_columns(
        MeasureRow.standing,
        DutyPassedUpRow.words.label("passed_words"),
        DutyPassedUpRow.created_at.label("passed_at"),
        _PASSED_BY.name.label("passed_by"),
        ExtensionRequestRow.id.label("extension_id"),
        ExtensionRequestRow.to_due_on.label("extension_to"),
        ExtensionRequestRow.reason.label("extension_reason"),
        ReassignmentRow.id.label("reassignment_id"),
        ReassignmentRow.reason.label("reassignment_reason"),
        MeasureRow.attributes,
        MeasureRow.deadline,
        MeasureRow.pace,
        RoadMapRow.rule_set,
    )
)
"""The duty with its open requests, of each kind one at most, and what else the document says of it."""
_REPORT_LINES = select_report_lines().order_by(ExecutionReportRow.version)
CARD, REPORT_LINES = _CARDS.where(DutyRow.id == ID), _REPORT_LINES.where(ExecutionReportRow.duty_id == ID)
CARDS = _CARDS.where(one_of(DutyRow.id, "duties"))
REPORT_LINES_OF = _REPORT_LINES.where(one_of(ExecutionReportRow.duty_id, "duties"))
EVIDENCE_ASKED = select(MeasureRow.number, MeasureRow.evidence).where(MeasureRow.id == bindparam("measure"))
_IS_HERE = (CardRow.channel == bindparam("channel"), CardRow.chat_id == bindparam("chat_id"))
CARD_MESSAGE = select(CardRow.message_id).where(*_IS_HERE, CardRow.duty_id == ID)
CARD_MESSAGES = select(CardRow.channel, CardRow.chat_id, CardRow.message_id).where(CardRow.duty_id == ID)
_IS_THIS = and_(*_IS_HERE, CardRow.message_id == bindparam("message"))
CARDS_AROUND = select(CardRow).where(or_(CardRow.duty_id == ID, _IS_THIS))
CARD_AT = select(CardRow.duty_id).where(_IS_THIS)
FORGET_CARD = delete(CardRow).where(_IS_THIS)


@cache
def compare_and_set(columns: tuple[str, ...]) -> Update:
    """Change these columns of a duty that is still at the version seen; `new_…` are the values."""
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in columns}
    return (
        update(DutyRow)
        .where(DutyRow.id == ID, DutyRow.version == bindparam("seen"))
        .values(version=DutyRow.version + 1, **values)
    )


PREDATES_WORK = and_(DutyRow.due_on.is_(None), DutyRow.original_due_on.is_not(None))
IS_OWED = DutyRow.state.in_([state.value for state in WAITING_FOR_ASSIGNEE])
WAITS_FOR_ASSIGNEE = and_(IS_OWED, DutyRow.stopped_on.is_(None))
OWED = (
    select(
        DutyRow.unit_id,
        DutyRow.person_id,
        func.count().label("open"),
        func.sum(case((DutyRow.owed_by < bindparam("today"), 1), else_=0)).label("overdue"),
    )
    .where(
        or_(one_of(DutyRow.unit_id, "units"), one_of(DutyRow.person_id, "persons")),
        WAITS_FOR_ASSIGNEE,
        DutyRow.due_on.is_not(None),
    )
    .group_by(DutyRow.unit_id, DutyRow.person_id)
)
"""Dated duties that assignees have to do."""
WAITS_FOR_CURATOR = or_(
    DutyRow.state == DutyState.REPORTED.value, and_(IS_OWED, DutyRow.stopped_on.is_not(None))
)
IS_REPORTED_LATE = and_(
    DutyRow.state == DutyState.REPORTED.value, DutyRow.owed_by.is_not(None), DutyRow.stopped_on.is_(None)
)
"""As `WhoseMove` says it."""
_IS_SILENT = DutyRow.state.in_([state.value for state in SILENT])
_IS_LATE = DutyRow.owed_by < bindparam("today")
BY_SILENCE = case(
    (and_(WAITS_FOR_ASSIGNEE, _IS_LATE, _IS_SILENT), 0),
    (and_(WAITS_FOR_ASSIGNEE, _IS_LATE), 1),
    (and_(WAITS_FOR_ASSIGNEE, _IS_SILENT), 2),
    (WAITS_FOR_ASSIGNEE, 3),
    (WAITS_FOR_CURATOR, 4),
    else_=5,
)
"""Whoever says nothing although it is time stands first, what is settled last."""
UNIT_DUTIES = (
    select(DutyRow.id)
    .where(
        DutyRow.home_unit_id == bindparam("unit"),
        DutyRow.state.not_in([DutyState.WITHDRAWN.value, DutyState.COVERED.value]),
    )
    .order_by(BY_SILENCE, DutyRow.owed_by, DutyRow.id)
)


def _is_given_besides(name: str) -> ColumnElement[bool]:
    """The organisation has given it to people none of whom, nor who gave it, is one of these."""
    is_waited_for = exists().where(
        EntrustedRow.entrustment_id == EntrustmentRow.id,
        one_of(EntrustedRow.person_id, name),
        EntrustedRow.outcome.is_(None),
    )
    return exists().where(
        EntrustmentRow.duty_id == DutyRow.id,
        EntrustmentRow.ended_at.is_(None),
        none_of(EntrustmentRow.given_by, name),
        ~is_waited_for,
    )


_EARLIER = DutyRow.__table__.alias("earlier_duty")
_IS_NEXT = ~exists().where(
    _EARLIER.c.measure_id + 0 == DutyRow.measure_id,  # its assignee leads to few, the measure to every school
    or_(_EARLIER.c.unit_id == DutyRow.unit_id, _EARLIER.c.person_id == DutyRow.person_id),
    _EARLIER.c.state.in_([state.value for state in WAITING_FOR_ASSIGNEE]),
    _EARLIER.c.stopped_on.is_(None),
    _EARLIER.c.owed_by >= bindparam("owed_from"),
    _EARLIER.c.owed_by < DutyRow.owed_by,
)
_DATED = and_(
    or_(one_of(DutyRow.unit_id, "units"), one_of(DutyRow.person_id, "persons")),
    DutyRow.state.not_in([state.value for state in NOT_OWED]),
    DutyRow.owed_by.is_not(None),
)
_IS_HANDED_IN = or_(
    DutyRow.state.in_([DutyState.REPORTED.value, DutyState.ACCEPTED.value]),
    and_(IS_OWED, DutyRow.stopped_on.is_not(None)),
)
HANDED_IN = (
    select(
        DutyRow.measure_id,
        DutyRow.unit_id,
        DutyRow.person_id,
        func.count().label("total"),
        func.sum(case((_IS_HANDED_IN, 1), else_=0)).label("handed_in"),
    )
    .where(one_of(DutyRow.measure_id + 0, "measures"), _DATED)
    .group_by(DutyRow.measure_id, DutyRow.unit_id, DutyRow.person_id)
)
"""Of each measure and assignee how many control points there are, and how many are reported."""
BY_DAY = (
    select(
        DutyRow.owed_by,
        func.count().label("total"),
        func.sum(case((_IS_HANDED_IN, 1), else_=0)).label("handed_in"),
        func.sum(case((and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < bindparam("today")), 1), else_=0)).label(
            "overdue"
        ),
    )
    .where(_DATED, DutyRow.owed_by.between(bindparam("first"), bindparam("last")))
    .group_by(DutyRow.owed_by)
    .order_by(DutyRow.owed_by)
)
"""What assignees owe on the days of a stretch."""
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "road_map_id": DutyRow.road_map_id == bindparam("road_map_id"),
    "department_id": DutyRow.department_id == bindparam("department_id"),
    "roots": is_under(DutyRow.home_unit_id, "roots"),
    "home_unit_id": DutyRow.home_unit_id == bindparam("home_unit_id"),
    "home_unit_ids": one_of(DutyRow.home_unit_id, "home_unit_ids"),
    "ids": one_of(DutyRow.id, "ids"),
    "measure_ids": one_of(DutyRow.measure_id, "measure_ids"),
    "states": one_of(DutyRow.state, "states"),
    "owed_from": DutyRow.owed_by >= bindparam("owed_from"),
    "owed_to": DutyRow.owed_by <= bindparam("owed_to"),
    "waits_for_curator": bindparam("waits_for_curator") == WAITS_FOR_CURATOR,
    "is_dated": DutyRow.due_on.is_not(None) == bindparam("is_dated"),
    "predates_work": bindparam("predates_work") == PREDATES_WORK,
    "starts_by": ControlPointRow.first_on <= bindparam("starts_by"),
    "asked_of": ~_is_given_besides("asked_of"),
    "given_away_by": _is_given_besides("given_away_by"),
    "is_next": bindparam("is_next") == _IS_NEXT,
    "assigned_unit_ids": one_of(DutyRow.unit_id, "assigned_unit_ids"),
    "assigned_person_ids": one_of(DutyRow.person_id, "assigned_person_ids"),
}


def watched_in(*, is_whole: bool) -> tuple[ColumnElement[bool], Any]:
    """The duties of a `department` or under its `roots`, and the column that leads to them.

    A whole department is one range of an index; it would be two thousand by its units.
    """
    if is_whole:
        return DutyRow.department_id == bindparam("department"), DutyRow.department_id
    return is_under(DutyRow.home_unit_id, "roots"), DutyRow.home_unit_id


_SELECTIVE = ("assigned_unit_ids", "assigned_person_ids", "ids", "measure_ids")
"""Where one of these is given, it alone leads to the rows: a department or a road map would lead to all."""
_BESIDE: dict[str, ColumnElement[bool]] = {
    "road_map_id": DutyRow.road_map_id + literal_column("0") == bindparam("road_map_id"),
    "department_id": DutyRow.department_id + literal_column("0") == bindparam("department_id"),
}
"""The same conditions, of no use to an index."""


def values_of(where: DutyFilter) -> dict[str, Any]:
    """What the filter asks for, by its names."""
    asked = {name: getattr(where, name) for name in _CONDITIONS}
    given = {name: value for name, value in asked.items() if value is not None}
    return given | {name: list(value) for name, value in given.items() if isinstance(value, Collection)}


@cache
def duties_query(names: tuple[str, ...], *, has_limit: bool) -> Select[*tuple[Any, ...]]:
    """The duties for which these conditions of a filter hold; in the order of their dates."""
    query = (
        DUTIES.where(*_conditions(names))
        .order_by(
            case((DutyRow.owed_by.is_(None), 1), else_=0),
            DutyRow.owed_by,
            MeasureRow.position,
            DutyRow.id,
        )
        .offset(bindparam("offset"))
    )
    return query.limit(bindparam("limit")) if has_limit else query


@cache
def count_query(names: tuple[str, ...]) -> Select[Any]:
    joined = select(func.count()).select_from(DutyRow).join(ControlPointRow)
    return joined.where(*_conditions(names))


def _conditions(names: Collection[str]) -> list[ColumnElement[bool]]:
    """All of them have to hold; of being assigned to a unit or to a person, either."""
    is_selective = any(name in _SELECTIVE for name in names)
    known = _CONDITIONS | _BESIDE if is_selective else _CONDITIONS
    assigned = [known[name] for name in names if name.startswith("assigned_")]
    others = [known[name] for name in names if not name.startswith("assigned_")]
    return [*others, or_(*assigned)] if assigned else others
