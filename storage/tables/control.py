"""Control points and what people answer: executions, reports, decisions, requests, monitoring."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class OccurrenceRow(Row):
    __tablename__ = "occurrences"
    __table_args__ = (UniqueConstraint("measure_id", "first_on", "last_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    original_due_on: Mapped[date | None]
    due_on: Mapped[date | None]


class ExecutionRow(Row):
    """`next_stage_at` is the moment the next reminder stage falls due: the planner's only index."""

    __tablename__ = "executions"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "unit_id"),
        UniqueConstraint("occurrence_id", "person_id"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one_assignee"),
        Index(
            "ix_executions_next_stage_at",
            "next_stage_at",
            sqlite_where=text("next_stage_at IS NOT NULL"),
            postgresql_where=text("next_stage_at IS NOT NULL"),
        ),
        Index(None, "unit_id", "state"),
        Index(None, "person_id", "state"),
        Index(None, "department_id", "state", "due_on"),
        Index(None, "home_unit_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"), index=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrences.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    home_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    state: Mapped[str]
    version: Mapped[int]
    revision: Mapped[int]
    original_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    next_stage_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class ExecutionReportRow(Row):
    __tablename__ = "execution_reports"
    __table_args__ = (UniqueConstraint("execution_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"))
    version: Mapped[int]
    outcome: Mapped[str]
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    source: Mapped[str]
    campaign_item_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_items.id"), index=True)
    state_before: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"), index=True)
    created_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]


class ReportDraftRow(Row):
    """What a person is about to send: at most one draft per person. It survives a restart.

    `covers` are the ids of the executions it answers for, the one it was started from first.
    """

    __tablename__ = "report_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    covers: Mapped[list[Any]]
    campaign_item_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_items.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"))
    outcome: Mapped[str]
    text: Mapped[str]
    card_message_id: Mapped[int | None]
    album: Mapped[str | None]
    updated_at: Mapped[datetime]


class EvidenceRow(Row):
    """A file of a draft until it is sent, of a report afterwards."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("report_drafts.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"), index=True)
    kind: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    mime: Mapped[str]
    received_at: Mapped[datetime]


class DecisionRow(Row):
    """One decision per report: the unique key settles a race of two curators."""

    __tablename__ = "decisions"

    report_id: Mapped[int] = mapped_column(ForeignKey("execution_reports.id"), primary_key=True)
    kind: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    comment: Mapped[str]
    created_at: Mapped[datetime]


class ExtensionRequestRow(Row):
    __tablename__ = "extension_requests"
    __table_args__ = (
        Index(
            "uq_extension_requests_open",
            "execution_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    from_due_on: Mapped[date]
    to_due_on: Mapped[date]
    reason: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    comment: Mapped[str]


class ReassignmentRow(Row):
    """«Не моё»: who said so and why, and where the curator sent it."""

    __tablename__ = "reassignments"
    __table_args__ = (
        Index(
            "uq_reassignments_open",
            "execution_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    reason: Mapped[str]
    state: Mapped[str]
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    comment: Mapped[str]


class SnoozeRow(Row):
    """«Напомнить позже»: never moves a deadline, only this person's next reminder."""

    __tablename__ = "snoozes"

    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    until_at: Mapped[datetime]


class ReminderSettingsRow(Row):
    """How often and at what local hour a person wants to be reminded; no row means the usual way."""

    __tablename__ = "reminder_settings"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    pace: Mapped[str]
    digest_hour: Mapped[int]


class EscalationCaseRow(Row):
    """An overdue duty's ladder as it stood when the case was opened, and how many steps have been told."""

    __tablename__ = "escalation_cases"

    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    ladder: Mapped[list[Any]]
    passed: Mapped[int]
    opened_at: Mapped[datetime]


class CampaignRow(Row):
    __tablename__ = "campaigns"
    __table_args__ = (UniqueConstraint("road_map_id", "first_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    opens_at: Mapped[datetime]
    nudges_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[str]


class CampaignItemRow(Row):
    """A unit or person the monitoring asks. What is answered is read from the reports, never stored here."""

    __tablename__ = "campaign_items"
    __table_args__ = (
        UniqueConstraint("campaign_id", "unit_id"),
        UniqueConstraint("campaign_id", "person_id"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one_addressee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)


class CampaignQuestionRow(Row):
    """What a campaign had asked when it closed: later reports must not rewrite its result."""

    __tablename__ = "campaign_questions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), primary_key=True)


class CardRow(Row):
    """The one card of an execution in a chat, so that it is edited in place."""

    __tablename__ = "cards"

    chat_id: Mapped[int] = mapped_column(primary_key=True)
    execution_id: Mapped[int] = mapped_column(ForeignKey("executions.id"), primary_key=True, index=True)
    message_id: Mapped[int]


class AuditRow(Row):
    """Append-only: who did what to which thing."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    facts: Mapped[dict[str, Any]]
