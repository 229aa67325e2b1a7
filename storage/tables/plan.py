"""The document as a plan, and what an import asks before it becomes one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class RoadMapRow(Row):
    __tablename__ = "road_maps"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date]
    approval_number: Mapped[str | None]
    approval_on: Mapped[date | None]
    rule_set: Mapped[str]
    state: Mapped[str]


class RevisionRow(Row):
    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("road_map_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    number: Mapped[int]
    file_name: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    approved_at: Mapped[datetime]


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
    requires_evidence: Mapped[bool] = mapped_column(server_default=false())


class AssignmentRow(Row):
    __tablename__ = "assignments"
    __table_args__ = (CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one_assignee"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    is_archived: Mapped[bool]


class ImportRow(Row):
    """A document on the coordinator's desk: read, shown, not yet approved."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    file_name: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str]
    draft: Mapped[dict[str, Any]]
    rule_set: Mapped[str]
    state: Mapped[str]
    road_map_id: Mapped[int | None] = mapped_column(ForeignKey("road_maps.id"))
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class QuestionRow(Row):
    """Something an import could not read: who these words are, when this falls due."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("import_id", "kind", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]
    hint: Mapped[str | None]
    beside: Mapped[str]
    rows: Mapped[list[Any]]
    measure_ids: Mapped[list[Any]]
    state: Mapped[str]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    answered_at: Mapped[datetime | None]


class RememberedDeadlineRow(Row):
    """A «Срок» the department has put into clear words once: `words` are normalised."""

    __tablename__ = "remembered_deadlines"

    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    words: Mapped[str] = mapped_column(primary_key=True)
    meaning: Mapped[str]
