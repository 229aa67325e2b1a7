"""What is asked of executions at every press: built once.

Building a statement takes SQLAlchemy longer than SQLite takes to answer it.
"""

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Update, bindparam, delete, func, or_, select, update

from services.ports.executions import DutyFilter
from storage.report_lines import select_report_lines
from storage.tables.control import (
    CardRow,
    ExecutionReportRow,
    ExecutionRow,
    ExtensionRequestRow,
    OccurrenceRow,
    ReassignmentRow,
)
from storage.tables.people import PersonRow, UnitRow
from storage.tables.plan import MeasureRow, SectionRow

ID: BindParameter[Any] = bindparam("execution")
EXECUTION = select(ExecutionRow).where(ExecutionRow.id == ID)
DUTIES = (
    select(
        ExecutionRow,
        func.coalesce(UnitRow.name, PersonRow.name).label("assignee"),
        MeasureRow.number,
        MeasureRow.title,
        MeasureRow.result,
        MeasureRow.deadline_text,
        MeasureRow.reading,
        MeasureRow.requires_evidence,
        func.coalesce(SectionRow.title, "").label("section"),
        OccurrenceRow.first_on,
        OccurrenceRow.last_on,
    )
    .join(MeasureRow, MeasureRow.id == ExecutionRow.measure_id)
    .join(OccurrenceRow, OccurrenceRow.id == ExecutionRow.occurrence_id)
    .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
    .join(UnitRow, UnitRow.id == ExecutionRow.unit_id, isouter=True)
    .join(PersonRow, PersonRow.id == ExecutionRow.person_id, isouter=True)
)
DUTY = DUTIES.where(ExecutionRow.id == ID)
CARD = (
    DUTY.join(
        ExtensionRequestRow,
        (ExtensionRequestRow.execution_id == ExecutionRow.id) & (ExtensionRequestRow.state == "open"),
        isouter=True,
    )
    .join(
        ReassignmentRow,
        (ReassignmentRow.execution_id == ExecutionRow.id) & (ReassignmentRow.state == "open"),
        isouter=True,
    )
    .add_columns(
        ExtensionRequestRow.id.label("extension_id"),
        ExtensionRequestRow.to_due_on.label("extension_to"),
        ExtensionRequestRow.reason.label("extension_reason"),
        ReassignmentRow.id.label("reassignment_id"),
        ReassignmentRow.reason.label("reassignment_reason"),
    )
)
"""The duty with its open requests: of each kind there is one at most."""
REPORT_LINES = (
    select_report_lines().where(ExecutionReportRow.execution_id == ID).order_by(ExecutionReportRow.version)
)
CARD_MESSAGE = select(CardRow.message_id).where(
    CardRow.chat_id == bindparam("chat"), CardRow.execution_id == ID
)
CARD_MESSAGES = select(CardRow.chat_id, CardRow.message_id).where(CardRow.execution_id == ID)
FORGET_CARD = delete(CardRow).where(
    CardRow.chat_id == bindparam("chat"), CardRow.message_id == bindparam("message")
)


@cache
def compare_and_set(columns: tuple[str, ...]) -> Update:
    """Change these columns of an execution that is still at the version seen; `new_…` are the values."""
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in columns}
    return (
        update(ExecutionRow)
        .where(ExecutionRow.id == ID, ExecutionRow.version == bindparam("seen"))
        .values(version=ExecutionRow.version + 1, **values)
    )


def conditions_of(where: DutyFilter) -> list[ColumnElement[bool]]:
    row = ExecutionRow
    conditions: list[ColumnElement[bool] | None] = [
        None if where.road_map_id is None else row.road_map_id == where.road_map_id,
        None if where.department_id is None else row.department_id == where.department_id,
        None if where.watched_unit_ids is None else row.home_unit_id.in_(where.watched_unit_ids),
        None if where.ids is None else row.id.in_(where.ids),
        None if where.measure_ids is None else row.measure_id.in_(where.measure_ids),
        None if where.states is None else row.state.in_([state.value for state in where.states]),
        None if where.due_from is None else row.due_on >= where.due_from,
        None if where.due_to is None else row.due_on <= where.due_to,
        None if where.is_ongoing is None else row.due_on.is_(None) == where.is_ongoing,
        None if where.starts_by is None else OccurrenceRow.first_on <= where.starts_by,
        _assigned(where),
    ]
    return [condition for condition in conditions if condition is not None]


def _assigned(where: DutyFilter) -> ColumnElement[bool] | None:
    if where.assigned_unit_ids is None and where.assigned_person_ids is None:
        return None
    return or_(
        ExecutionRow.unit_id.in_(where.assigned_unit_ids or ()),
        ExecutionRow.person_id.in_(where.assigned_person_ids or ()),
    )
