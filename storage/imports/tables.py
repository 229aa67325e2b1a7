"""Tables of documents under review, their questions and remembered answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row


class ImportRow(Row):
    """A document on the coordinator's desk: read, shown, not yet approved."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    file_name: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str]
    proposal: Mapped[dict[str, Any]]
    rule_set: Mapped[str]
    state: Mapped[str]
    road_map_id: Mapped[int | None] = mapped_column(ForeignKey("road_maps.id"))
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class IncomingDocumentRow(Row):
    """A document that is sent and not read and shown yet; whoever fetches it puts `not_before` off."""

    __tablename__ = "incoming_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    channel: Mapped[str]
    chat_id: Mapped[int]
    message_id: Mapped[int]
    ref: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    minutes_caption: Mapped[str | None]
    attempts: Mapped[int]
    not_before: Mapped[datetime] = mapped_column(index=True)


class ImportNameRow(Row):
    """A unit or a person that waits for the approval of a document, or goes with it."""

    __tablename__ = "import_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


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
    marks: Mapped[list[Any]] = mapped_column(server_default="[]")
    """Units ticked so far, of which a group may be made."""


class RememberedDeadlineRow(Row):
    """A «Срок» the department has put into clear words once: `words` are normalised."""

    __tablename__ = "remembered_deadlines"

    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    words: Mapped[str] = mapped_column(primary_key=True)
    meaning: Mapped[str]
