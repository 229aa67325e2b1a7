"""Control points and what people answer: duties, reports, decisions, requests, monitoring."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row

_COUNTED = ("state", "owed_by", "stopped_on", "original_due_on")
"""What totals look at: they are counted within an index, no row is read."""


class DutyRow(Row):
    """`owed_by` is the due day and the days a decision was waited for; since `stopped_on` one is waited for.

    `next_stage_at` is the moment the next reminder stage falls due: the planner's only index."""

    __tablename__ = "duties"
    __table_args__ = (
        UniqueConstraint("control_point_id", "unit_id"),
        UniqueConstraint("control_point_id", "person_id"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one_assignee"),
        Index(
            "ix_duties_next_stage_at",
            "next_stage_at",
            sqlite_where=text("next_stage_at IS NOT NULL"),
            postgresql_where=text("next_stage_at IS NOT NULL"),
        ),
        Index(None, "unit_id", "state"),
        Index(None, "person_id", "state"),
        Index(
            "ix_duties_of_road_map",
            *("road_map_id", "unit_id", "person_id", "state", "control_point_id"),
            *("original_due_on", "home_unit_id"),
        ),
        Index("ix_duties_of_department", "department_id", *_COUNTED),
        Index("ix_duties_of_home", "home_unit_id", *_COUNTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    control_point_id: Mapped[int] = mapped_column(ForeignKey("control_points.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    home_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    state: Mapped[str]
    version: Mapped[int]
    revision: Mapped[int]
    original_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    owed_by: Mapped[date | None]
    stopped_on: Mapped[date | None]
    next_stage_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    is_taken_off: Mapped[bool] = mapped_column(server_default=false())
    """Withdrawn by its curator: the plan does not hand it out anew."""
    taken_on: Mapped[date | None]
    """Since when the assignee has it taken up."""


class DutyPassedUpRow(Row):
    """What a curator has left to the head to decide, until one of them does."""

    __tablename__ = "duties_passed_up"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    words: Mapped[str]
    created_at: Mapped[datetime]


class PastUnknownRow(Row):
    """A duty of before the work began here of which a coordinator has said that they do not know."""

    __tablename__ = "past_unknown"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]


class HeadsWordRow(Row):
    """What the head has decided in words: the audit keeps no words, the history shows these."""

    __tablename__ = "heads_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    words: Mapped[str]
    created_at: Mapped[datetime]


class DutySetAsideRow(Row):
    """What a paused or covered duty comes back to."""

    __tablename__ = "duties_set_aside"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    state: Mapped[str]
    stopped_on: Mapped[date | None]


class ExecutionReportRow(Row):
    __tablename__ = "execution_reports"
    __table_args__ = (
        UniqueConstraint("duty_id", "version"),
        Index(
            "ix_execution_reports_of_campaigns",
            "campaign_item_id",
            sqlite_where=text("campaign_item_id IS NOT NULL"),
            postgresql_where=text("campaign_item_id IS NOT NULL"),
        ),
        Index(
            "ix_execution_reports_difficulties",
            "duty_id",
            sqlite_where=text("outcome = 'difficulty'"),
            postgresql_where=text("outcome = 'difficulty'"),
        ),
        Index(
            "ix_execution_reports_of_chats",
            "created_at",
            sqlite_where=text("campaign_item_id IS NULL"),
            postgresql_where=text("campaign_item_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    version: Mapped[int]
    outcome: Mapped[str]
    percent: Mapped[int | None]
    remaining: Mapped[str]
    value: Mapped[float | None]
    """Of a measure with an indicator: what it has come to."""
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    source: Mapped[str]
    campaign_item_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_items.id"))
    state_before: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"), index=True)
    created_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]
    done_on: Mapped[date | None]
    for_person_id: Mapped[int | None]
    """Of a deputy: the person they stood in for."""


class ReportDraftRow(Row):
    """What a person is about to send: at most one draft per person. It survives a restart.

    `covers` are the ids of the duties it answers for, the one it was started from first; `asked` those of the
    message it answers.
    """

    __tablename__ = "report_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    covers: Mapped[list[Any]]
    asked: Mapped[list[Any]] = mapped_column(server_default="[]")
    campaign_item_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_items.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"))
    outcome: Mapped[str]
    percent: Mapped[int | None]
    remaining: Mapped[str]
    value: Mapped[float | None]
    text: Mapped[str]
    card_message_id: Mapped[int | None]
    album: Mapped[str | None]
    left_contents: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What it held when it was left; NULL while it is being made."""
    updated_at: Mapped[datetime]


class EntrustmentRow(Row):
    """A duty of an organisation given to people of it; of one duty one at most is not ended."""

    __tablename__ = "entrustments"
    __table_args__ = (
        Index(
            "uq_entrustments_given",
            "duty_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    given_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    is_each: Mapped[bool]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class EntrustedRow(Row):
    """One of those a duty was given to, and what they have answered."""

    __tablename__ = "entrusted_people"
    __table_args__ = (UniqueConstraint("entrustment_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entrustment_id: Mapped[int] = mapped_column(ForeignKey("entrustments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    outcome: Mapped[str | None]
    text: Mapped[str]
    answered_at: Mapped[datetime | None]


class EvidenceRow(Row):
    """A file of a draft until it is sent; afterwards of a report, or of a colleague's answer."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index(
            "ix_evidence_of_answers",
            "entrusted_id",
            sqlite_where=text("entrusted_id IS NOT NULL"),
            postgresql_where=text("entrusted_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("report_drafts.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"), index=True)
    entrusted_id: Mapped[int | None] = mapped_column(ForeignKey("entrusted_people.id"))
    kind: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    mime: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(index=True)


class IncomingFileRow(Row):
    """A file a person has sent into a draft that is not fetched yet, or was refused when it was.

    Whoever fetches it puts `not_before` off: one that is lost on the way is fetched again after that.
    """

    __tablename__ = "incoming_files"
    __table_args__ = (Index(None, "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("report_drafts.id"), index=True)
    channel: Mapped[str]
    chat_id: Mapped[int]
    message_id: Mapped[int | None]
    ref: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    album: Mapped[str | None]
    state: Mapped[str]
    reason: Mapped[str]
    attempts: Mapped[int]
    not_before: Mapped[datetime]


class TypedWordsRow(Row):
    """What one message brought into a draft, from there into a report, or answered: an edit changes it."""

    __tablename__ = "typed_words"
    __table_args__ = (Index(None, "channel", "chat_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("report_drafts.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("execution_reports.id"), index=True)
    became: Mapped[str | None]
    became_id: Mapped[int | None]
    channel: Mapped[str]
    chat_id: Mapped[int]
    message_id: Mapped[int]
    words: Mapped[str]
    file_mark: Mapped[str | None]
    """Which file came in the message, by the messenger's own mark; NULL where none did or it does not say."""


class DecisionRow(Row):
    """One decision per report: the unique key settles a race of two curators.

    How the duty was before, and the version the decision left: while it has that version, it can be undone.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "by", "created_at"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("execution_reports.id"), primary_key=True)
    kind: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    comment: Mapped[str]
    created_at: Mapped[datetime]
    state_before: Mapped[str | None]
    owed_before: Mapped[date | None]
    stopped_before: Mapped[date | None]
    left_version: Mapped[int | None]
    for_person_id: Mapped[int | None]


class ExtensionRequestRow(Row):
    __tablename__ = "extension_requests"
    __table_args__ = (
        Index(
            "uq_extension_requests_open",
            "duty_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
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
    """«Не моё»: who said so and why, and where the curator sent it.

    `moved` is how each duty was that went with it, so that it can come back.
    """

    __tablename__ = "reassignments"
    __table_args__ = (
        Index(
            "uq_reassignments_open",
            "duty_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    reason: Mapped[str]
    state: Mapped[str]
    named_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    named_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    comment: Mapped[str]
    moved: Mapped[list[Any] | None]


class CardRow(Row):
    """The one card of a duty in a chat, so that it is edited in place."""

    __tablename__ = "cards"

    channel: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True, index=True)
    message_id: Mapped[int]
