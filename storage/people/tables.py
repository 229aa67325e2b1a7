"""Units, people, their accounts and roles, invitations and remembered words."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row

WORD = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Compared letter by letter, so that the beginning of a word is a range of the index."""


class UnitRow(Row):
    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    time_zone: Mapped[str]
    is_active: Mapped[bool]
    is_proposed: Mapped[bool] = mapped_column(server_default=false())
    """A document under review would bring it; not active, and not archived either."""


class UnitMemberRow(Row):
    """A group («руководители ОО») and one of the units it stands for."""

    __tablename__ = "unit_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)


class UnitSubtreeRow(Row):
    """A unit and what stands under it: itself, its children, theirs. Written with the unit."""

    __tablename__ = "unit_subtrees"

    root_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)


class DepartmentSettingsRow(Row):
    """What a department has chosen for its people; no row: the usual."""

    __tablename__ = "department_settings"

    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    profile: Mapped[str]
    digest_hour: Mapped[int]
    quiet_start: Mapped[int]
    quiet_end: Mapped[int]
    rule_set: Mapped[str]
    is_brief: Mapped[bool | None]
    """NULL, here and below: as the settings of the program say."""
    takes_files: Mapped[bool | None]


class PersonRow(Row):
    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    post: Mapped[str]
    is_active: Mapped[bool]
    is_proposed: Mapped[bool] = mapped_column(server_default=false())
    """A document under review would bring them; not active, and have not left either."""
    consented_at: Mapped[datetime | None]
    consent_version: Mapped[str | None]
    time_zone: Mapped[str | None]
    """Their own; NULL: that of the unit they answer for."""
    left_at: Mapped[datetime | None]
    """Since when they do not work here any more."""
    erased_at: Mapped[datetime | None]
    """Since when their name is «сотрудник удалён № N»."""
    files_since: Mapped[datetime | None]
    files_bytes: Mapped[int] = mapped_column(server_default="0")
    """How many bytes of files they have sent since that moment, within a day of it."""


class ErasureRow(Row):
    """Somebody's data that are being erased; `name` and `file_keys` are known only until it is done."""

    __tablename__ = "erasures"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str | None]
    file_keys: Mapped[list[Any]]
    with_evidence: Mapped[bool]
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class NameWordRow(Row):
    """One word of a person's name as it is searched for: a person is found by any of them."""

    __tablename__ = "name_words"
    __table_args__ = (Index(None, "department_id", "word"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"))


class AccountRow(Row):
    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("channel", "chat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    channel: Mapped[str]
    chat_id: Mapped[int]
    state: Mapped[str]
    bound_at: Mapped[datetime]
    commands: Mapped[str | None]
    """The fingerprint of the «/» list the chat was given; NULL: the list of everybody."""


class MembershipRow(Row):
    __tablename__ = "memberships"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(primary_key=True)


RUNNING = text("state = 'running'")
PLANNED = text("state = 'planned'")
"""Conditions of partial indexes: what is over is in none of them."""


class AbsenceRow(Row):
    """Somebody is away from one day to another. `stand_in_id` acts for them while it runs."""

    __tablename__ = "absences"
    __table_args__ = (
        Index(
            "uq_absences_running", "person_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING
        ),
        Index("ix_absences_stand_in", "stand_in_id", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_absences_ending", "ends_at", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_absences_beginning", "starts_at", sqlite_where=PLANNED, postgresql_where=PLANNED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[str]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]


class AliasRow(Row):
    """Words of documents the department has explained once: `words` are normalised.

    `spelled` is how they were written where somebody gave them; "" where that is not known.
    """

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("department_id", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    words: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    spelled: Mapped[str] = mapped_column(server_default="")


class StaffListRow(Row):
    """A list of people that was sent and is looked at; its rows go once it is loaded or dropped."""

    __tablename__ = "staff_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    file_name: Mapped[str]
    rows: Mapped[dict[str, Any]]
    choices: Mapped[dict[str, Any]]
    state: Mapped[str]
    created_at: Mapped[datetime]


class InviteRow(Row):
    """A single-use deep link; only the SHA-256 of its secret is kept."""

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_channel: Mapped[str | None]
    used_by_chat_id: Mapped[int | None]
    revoked_at: Mapped[datetime | None]
    account_name: Mapped[str | None]
    """How the account called itself that took it: shown to whoever invited."""
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    shown_channel: Mapped[str | None]
    shown_chat_id: Mapped[int | None]
    shown_message_id: Mapped[int | None]


class MergeRow(Row):
    """Two entries that became one, and what it can be taken back by for a while.

    No foreign keys to the two: what is undone must still know which was which.
    """

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    kind: Mapped[str]
    """person, unit"""
    kept_id: Mapped[int]
    gone_id: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    swapped: Mapped[list[Any]]
    """Pairs of duties that changed hands."""
    changes: Mapped[list[Any]]
    undone_at: Mapped[datetime | None]


class ApiKeyRow(Row):
    """A key by which a program of the department reads; only the SHA-256 of its secret is kept."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    used_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]


class StartAttemptRow(Row):
    """A wrong `/start` payload, kept to slow guessing down."""

    __tablename__ = "start_attempts"
    __table_args__ = (Index(None, "channel", "chat_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat_id: Mapped[int]
    at: Mapped[datetime]
