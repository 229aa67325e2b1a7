"""The outbox: messages to people and what each is made of."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row

WAITING = text("state IN ('pending', 'unsure')")
IN_FLIGHT = text("state IN ('claimed', 'dispatching')")
DEAD = text("state = 'dead'")
"""Conditions of partial indexes: a query finds its index only by the same words, not by bound parameters."""


class DeliveryRow(Row):
    """One message to one person: what and to whom, never its text. States: see roadmap/delivery/outbox.py."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(
            "ix_deliveries_due",
            "priority",
            "not_before",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index(
            "ix_deliveries_in_flight",
            "lease_until",
            sqlite_where=IN_FLIGHT,
            postgresql_where=IN_FLIGHT,
        ),
        Index(
            "ix_deliveries_unsure",
            "channel",
            "chat_id",
            sqlite_where=text("(state = 'unsure' OR is_repeat)"),
            postgresql_where=text("(state = 'unsure' OR is_repeat)"),
        ),
        Index(
            "ix_deliveries_dead",
            "department_id",
            sqlite_where=DEAD,
            postgresql_where=DEAD,
        ),
        Index(None, "recipient_id", "state"),
        Index(None, "subject_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    subject_id: Mapped[int]
    payload: Mapped[dict[str, Any]]
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    priority: Mapped[int]
    state: Mapped[str]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int]
    is_repeat: Mapped[bool]
    fence: Mapped[int]
    lease_until: Mapped[datetime | None]
    channel: Mapped[str | None]
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    dispatched_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None]
    reason: Mapped[str]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class DeliveryItemRow(Row):
    """One reminder stage inside a digest. The unique key is what makes planning twice harmless."""

    __tablename__ = "delivery_items"
    __table_args__ = (UniqueConstraint("duty_id", "revision", "stage", "recipient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"))
    revision: Mapped[int]
    stage: Mapped[str]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
