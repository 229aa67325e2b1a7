"""The outbox: messages to people and what each is made of."""

from datetime import datetime
from typing import Any

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row

PHASE = """CASE WHEN state = 'unsure' THEN 'doubtful'
WHEN state IN ('pending', 'claimed', 'dispatching') THEN CASE WHEN is_repeat THEN 'doubtful' ELSE 'open' END
WHEN state = 'dead' THEN 'dead' ELSE 'settled' END"""
"""What the indexes hang on: it changes when a row is settled, not with each step on the way there.

An update that changes nothing indexed writes no index of PostgreSQL (docs/decisions/0021).
"""
_OPEN = "phase IN ('open', 'doubtful')"
_WAITS, _FLIES = "state IN ('pending', 'unsure')", "state IN ('claimed', 'dispatching')"
OPEN = text(_OPEN)
WAITING = text(f"{_OPEN} AND {_WAITS}")
IN_FLIGHT = text(f"{_OPEN} AND {_FLIES}")
DOUBTFUL = text("phase = 'doubtful'")
DEAD = text("phase = 'dead'")
"""Conditions of partial indexes: a query finds its index only by the same words, not by bound parameters."""


class DeliveryRow(Row):
    """One message to one person: what and to whom, never its text. States: see roadmap/delivery/outbox.py.

    SQLite, which has no updates that spare indexes, keeps what waits and what is in flight apart.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(
            "ix_deliveries_due",
            "priority",
            "not_before",
            sqlite_where=text(_WAITS),
            postgresql_where=OPEN,
        ),
        Index(
            "ix_deliveries_in_flight",
            "id",
            sqlite_where=text(_FLIES),
            postgresql_where=OPEN,
        ),
        Index(
            "ix_deliveries_unsure",
            "recipient_id",
            sqlite_where=DOUBTFUL,
            postgresql_where=DOUBTFUL,
        ),
        Index(
            "ix_deliveries_dead",
            "department_id",
            sqlite_where=DEAD,
            postgresql_where=DEAD,
        ),
        Index(None, "recipient_id", "phase"),
        Index(None, "subject_id", "kind"),
        {"postgresql_with": {"fillfactor": 80}},
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
    phase: Mapped[str] = mapped_column(Computed(PHASE))


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


class SentRoundRow(Row):
    """What one press has sent to many: its messages are counted for whoever has pressed."""

    __tablename__ = "sent_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    caused_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    about: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)


class SentRoundItemRow(Row):
    """One message of it. The delivery may be forgotten before it."""

    __tablename__ = "sent_round_items"

    round_id: Mapped[int] = mapped_column(ForeignKey("sent_rounds.id"), primary_key=True)
    delivery_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
