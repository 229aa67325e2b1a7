"""Tables of road maps, their measures, assignments and control points."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row
from storage.types import AsBytes


class ControlPointRow(Row):
    __tablename__ = "control_points"
    __table_args__ = (UniqueConstraint("measure_id", "first_on", "last_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    original_due_on: Mapped[date | None]
    due_on: Mapped[date | None]


class RoadMapRow(Row):
    __tablename__ = "road_maps"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str]
    short_name: Mapped[str]
    """On buttons and in lists where the department has several; it stays when the title is reworded."""
    period_start: Mapped[date]
    period_end: Mapped[date]
    approval_number: Mapped[str | None]
    approval_on: Mapped[date | None]
    rule_set: Mapped[str]
    state: Mapped[str]
    signers: Mapped[str] = mapped_column(server_default="")
    kind: Mapped[str] = mapped_column(server_default="plan")
    monitoring: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The rules of its monitoring; NULL: the usual ones."""
    profile: Mapped[str | None]
    """The ladder of its reminders; NULL: the department's."""


class EditionRow(Row):
    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("road_map_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    number: Mapped[int]
    file_name: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    approved_at: Mapped[datetime]


class MeasurePlaceRow(Row):
    """Where a measure stands in the document of an edition."""

    __tablename__ = "measure_places"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    place: Mapped[dict[str, Any]]


class SectionRow(Row):
    __tablename__ = "sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]


class MeasureRow(Row):
    __tablename__ = "measures"
    __table_args__ = (Index(None, "road_map_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id"))
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    result: Mapped[str]
    deadline_text: Mapped[str]
    deadline: Mapped[dict[str, Any]]
    reading: Mapped[str]
    responsible_text: Mapped[str]
    attributes: Mapped[dict[str, Any]]
    completion_rule: Mapped[str]
    is_archived: Mapped[bool]
    evidence: Mapped[str] = mapped_column(server_default="words")
    pace: Mapped[str] = mapped_column(server_default="each")
    standing: Mapped[str] = mapped_column(server_default="in_force")
    standing_reason: Mapped[str] = mapped_column(server_default="")
    profile: Mapped[str | None]
    """The ladder of its reminders; NULL: the road map's."""


class MeasureWordRow(Row):
    """A folded word a measure is found by; `place` as `roadmap.language.finding.Found`."""

    __tablename__ = "measure_words"

    word: Mapped[str] = mapped_column(AsBytes, primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True, index=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class AssignmentRow(Row):
    __tablename__ = "assignments"
    __table_args__ = (CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one_assignee"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    is_archived: Mapped[bool]
    days_earlier: Mapped[int] = mapped_column(server_default="0")


_UNTOLD = text("told_at IS NULL AND undone_at IS NULL")


class PlanEditRow(Row):
    """What one press, document or table has changed of a plan in force."""

    __tablename__ = "plan_edits"
    __table_args__ = (Index("ix_plan_edits_untold", "at", sqlite_where=_UNTOLD, postgresql_where=_UNTOLD),)

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    through: Mapped[str]
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class MeasureChangeRow(Row):
    """One measure of an edit as it was and as it became, and how its duties were before."""

    __tablename__ = "measure_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    edit_id: Mapped[int] = mapped_column(ForeignKey("plan_edits.id"), index=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any]]
    duties: Mapped[list[Any]]


class PlanTableRow(Row):
    """A plan that went out as a table: every measure as it was then, by its id."""

    __tablename__ = "plan_tables"

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"), index=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    contents: Mapped[dict[str, Any]]


class MapClosingRow(Row):
    """A road map that was closed, and how its open duties and campaigns were before."""

    __tablename__ = "map_closings"

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"), index=True)
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    duties: Mapped[list[Any]]
    campaigns: Mapped[list[Any]]


class CalendarYearRow(Row):
    """What was loaded of one year; it goes before what the program brings."""

    __tablename__ = "calendar_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    has_transfers: Mapped[bool]
    """Days off and weekends worked are known; else only the region's own days are."""
    days_off: Mapped[list[Any]]
    working_weekends: Mapped[list[Any]]
    regional: Mapped[list[Any]]
    is_provisional: Mapped[bool]
    source: Mapped[str]
    loaded_at: Mapped[datetime]


class SchoolHolidaysRow(Row):
    __tablename__ = "school_holidays"

    first_on: Mapped[date] = mapped_column(primary_key=True)
    last_on: Mapped[date]
    season: Mapped[str]


class UnitDaysRow(Row):
    """School holidays or days off of one unit, of a group's members, or of everybody in a department."""

    __tablename__ = "unit_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    season: Mapped[str | None]
    """None: days off."""
    first_on: Mapped[date]
    last_on: Mapped[date]


class CalendarStateRow(Row):
    """One row: how often a calendar was loaded, and by which days plans are laid."""

    __tablename__ = "calendar_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    layings: Mapped[int]
    laid_by: Mapped[str]


class PlanTableReturnRow(Row):
    """A table that came back: what its rows say, what could not be taken, what was decided."""

    __tablename__ = "plan_table_returns"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("plan_tables.id"), index=True)
    sent_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    file_name: Mapped[str]
    rows: Mapped[list[Any]]
    troubles: Mapped[list[Any]]
    unknown: Mapped[int]
    choices: Mapped[dict[str, Any]]
    state: Mapped[str]
    edit_id: Mapped[int | None] = mapped_column(ForeignKey("plan_edits.id"))
