"""Tables of the process: audit, inbox, conversations, leases, watermarks."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row

OPEN_UPDATES = text("state IN ('new', 'claimed', 'owed')")
DEAD_UPDATES = text("state = 'dead'")
"""Conditions of the inbox's partial indexes: a query finds its index only by the same words."""


class AuditRow(Row):
    """Who did what to which thing, and through what: see `Through`. A trigger refuses all but additions,
    and the going of sealed entries before the last cut (`AuditCutRow`).

    On SQLite a trigger goes with its table: a migration that makes this one anew makes them anew too.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    through: Mapped[str]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    facts: Mapped[dict[str, Any]]


class AuditLinkRow(Row):
    """An entry's place in the chain of hashes; append-only as the entries are."""

    __tablename__ = "audit_links"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entries.id"), unique=True)
    hash: Mapped[str]
    sealed_at: Mapped[datetime]


class AuditCutRow(Row):
    """Up to where sealed entries went after their term: the chain goes on from this hash. Append-only."""

    __tablename__ = "audit_cuts"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str]
    last_entry: Mapped[int]
    at: Mapped[datetime]


class InboxUpdateRow(Row):
    """An update of the messenger, stored before it is confirmed; `id` is the channel's own."""

    __tablename__ = "inbox_updates"
    __table_args__ = (
        Index(
            "ix_inbox_updates_waiting",
            "channel",
            "chat_id",
            "id",
            sqlite_where=OPEN_UPDATES,
            postgresql_where=OPEN_UPDATES,
        ),
        Index(
            "ix_inbox_updates_dead",
            "received_at",
            sqlite_where=DEAD_UPDATES,
            postgresql_where=DEAD_UPDATES,
        ),
        Index(None, "received_at"),
    )

    channel: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str]
    attempts: Mapped[int]
    fence: Mapped[int]
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    reason: Mapped[str]
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class ConversationRow(Row):
    """What the bot is waiting to hear in a chat."""

    __tablename__ = "conversations"

    channel: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]]


class LeaseRow(Row):
    """Who plans or polls now; the fence grows with every new holder."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    fence: Mapped[int]
    until_at: Mapped[datetime]


class WatermarkRow(Row):
    """One row: how often this database was marked; a file outside knows it too (watermark.py)."""

    __tablename__ = "watermarks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    at: Mapped[datetime]
