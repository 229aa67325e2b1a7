"""Tables of snoozes, reminder settings and escalation cases."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row


class SnoozeRow(Row):
    """«Напомнить позже»: never moves a deadline, only this person's next reminder."""

    __tablename__ = "snoozes"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
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

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    ladder: Mapped[list[Any]]
    passed: Mapped[int]
    opened_at: Mapped[datetime]


class CalendarLinkRow(Row):
    """The secret address of a calendar: a person's own, or of a unit they answer for or watch."""

    __tablename__ = "calendar_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
