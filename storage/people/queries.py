"""Who is acting and who is told: asked at every press and for every message, so built once."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from roadmap.people.persons import AccountState, Role
from storage.lists import one_of
from storage.people.tables import (
    AbsenceRow,
    AccountRow,
    DepartmentSettingsRow,
    InviteRow,
    MembershipRow,
    PersonRow,
    UnitRow,
)


def _time_zone() -> ColumnElement[str]:
    """The person's own zone, else that of the unit they answer for, else of their department."""
    home = (
        select(func.min(MembershipRow.unit_id))
        .where(MembershipRow.person_id == PersonRow.id, MembershipRow.role == Role.EXECUTOR.value)
        .correlate(PersonRow)  # two levels down it would not be seen as the outer row by itself
        .scalar_subquery()
    )
    own = UnitRow.id == func.coalesce(home, PersonRow.department_id)
    theirs = select(UnitRow.time_zone).where(own).correlate(PersonRow).scalar_subquery()
    return func.coalesce(PersonRow.time_zone, theirs)


_HeldAt = aliased(UnitRow)
_IS_RUNNING = literal_column("absences.state") == literal_column("'running'")
"""Word for word the condition of the partial indexes."""
_OF_THEIR_DEPARTMENT = DepartmentSettingsRow.department_id == PersonRow.department_id
_IS_LIVE = AccountRow.state == AccountState.ACTIVE.value


def _recipients() -> Select[*tuple[Any, ...]]:
    """Active persons with their live chat, if they have one, and their time zone."""
    return (
        select(
            PersonRow.id,
            PersonRow.name,
            PersonRow.post,
            AccountRow.channel,
            AccountRow.chat_id,
            _time_zone().label("time_zone"),
            AbsenceRow.id.label("away"),
            AbsenceRow.stand_in_id,
            AbsenceRow.deputy_id,
            DepartmentSettingsRow.quiet_start,
            DepartmentSettingsRow.quiet_end,
        )
        .join(AccountRow, (AccountRow.person_id == PersonRow.id) & _IS_LIVE, isouter=True)
        .join(DepartmentSettingsRow, _OF_THEIR_DEPARTMENT, isouter=True)
        .join(AbsenceRow, and_(AbsenceRow.person_id == PersonRow.id, _IS_RUNNING), isouter=True)
        .where(PersonRow.is_active)
        .order_by(PersonRow.id)
    )


RECIPIENTS = _recipients().where(one_of(PersonRow.id, "persons"))
_HOLDERS = (
    _recipients()
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .where(MembershipRow.role == bindparam("role"))
)
HOLDERS = _HOLDERS.where(MembershipRow.unit_id == bindparam("unit"))
HOLDERS_OF_UNITS = _HOLDERS.where(one_of(MembershipRow.unit_id, "units")).add_columns(MembershipRow.unit_id)


def _holders_above() -> Select[Any]:
    """Holders of the role at this unit and at each above it, `height` steps up.

    Who heads a school is not above it: of heads only the department's counts.
    """
    above = (
        select(UnitRow.id, UnitRow.parent_id, literal_column("0").label("height"))
        .where(UnitRow.id == bindparam("unit"))
        .cte("above", recursive=True)
    )
    next_up = select(UnitRow.id, UnitRow.parent_id, above.c.height + 1)
    above = above.union_all(next_up.join(above, UnitRow.id == above.c.parent_id))
    counts = or_(MembershipRow.role != Role.HEAD.value, above.c.parent_id.is_(None))
    held = _HOLDERS.join(above, above.c.id == MembershipRow.unit_id).where(counts)
    return held.add_columns(above.c.height)


HOLDERS_ABOVE = _holders_above()
HOLDERS_OF_DEPARTMENT = (
    _recipients()
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .join(UnitRow, UnitRow.id == MembershipRow.unit_id)
    .where(UnitRow.department_id == bindparam("department"))
    .add_columns(MembershipRow.unit_id, MembershipRow.role)
)
"""Everybody who holds a role at a unit of the department, with the unit and the role."""
HOLDERS_OF_ANY = HOLDERS_OF_DEPARTMENT.where(one_of(MembershipRow.role, "roles"))
PARENTS = select(UnitRow.id, UnitRow.parent_id).where(UnitRow.department_id == bindparam("department"))


def _stands_in() -> ColumnElement[bool]:
    """Whether this person stands in for anybody now: most do not, and pay for one look into an index."""
    return exists().where(AbsenceRow.stand_in_id == PersonRow.id, _IS_RUNNING).correlate(PersonRow)


_HELD = (
    select(
        PersonRow.id,
        PersonRow.name,
        PersonRow.department_id,
        _time_zone().label("time_zone"),
        AccountRow.chat_id,
        AccountRow.commands,
        PersonRow.consent_version,
        MembershipRow.role,
        MembershipRow.unit_id,
        _HeldAt.department_id.label("held_in"),
        _stands_in().label("stands_in"),
    )
    .join(AccountRow, AccountRow.person_id == PersonRow.id)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id, isouter=True)
    .join(_HeldAt, _HeldAt.id == MembershipRow.unit_id, isouter=True)
    .where(PersonRow.is_active)
)
_IS_HERE = (AccountRow.channel == bindparam("channel"), AccountRow.chat_id == bindparam("chat_id"))
HELD_IN_CHATS = _HELD.where(
    AccountRow.channel == bindparam("channel"),
    one_of(AccountRow.chat_id, "chats"),
)
HELD_BY_PERSONS = _HELD.where(one_of(PersonRow.id, "persons"), _IS_LIVE)
UNIT = select(UnitRow).where(UnitRow.id == bindparam("unit"))
UNITS = (
    select(UnitRow)
    .where(UnitRow.department_id == bindparam("department"), UnitRow.is_active)
    .order_by(UnitRow.id)
)
DEPARTMENTS = select(UnitRow).where(UnitRow.id == UnitRow.department_id).order_by(UnitRow.id)
_HOME = select(func.min(MembershipRow.unit_id)).where(
    MembershipRow.person_id == bindparam("person"), MembershipRow.role == Role.EXECUTOR.value
)
HOME_OF_PERSON = select(func.coalesce(_HOME.scalar_subquery(), PersonRow.department_id)).where(
    PersonRow.id == bindparam("person")
)
NAMES_BY_UNIT = (
    select(
        MembershipRow.unit_id,
        UnitRow.name.label("unit"),
        MembershipRow.person_id,
        PersonRow.name,
    )
    .join(UnitRow, UnitRow.id == MembershipRow.unit_id)
    .join(PersonRow, PersonRow.id == MembershipRow.person_id)
    .where(
        UnitRow.department_id == bindparam("department"),
        UnitRow.is_active,
        PersonRow.department_id == UnitRow.department_id,
        PersonRow.is_active,
    )
    .order_by(MembershipRow.unit_id, MembershipRow.person_id)
)
ACCOUNT = select(AccountRow).where(*_IS_HERE)
DROP_ELSEWHERE = delete(AccountRow).where(
    AccountRow.channel == bindparam("channel"),
    AccountRow.person_id == bindparam("person"),
    AccountRow.chat_id != bindparam("chat_id"),
)
"""Of a person who now has this chat: the accounts of the same channel in other chats."""
STOOD_FOR = (
    select(
        AbsenceRow.person_id,
        PersonRow.name,
        MembershipRow.role,
        MembershipRow.unit_id,
        _HeldAt.department_id.label("held_in"),
        PersonRow.department_id,
    )
    .join(PersonRow, and_(PersonRow.id == AbsenceRow.person_id, PersonRow.is_active))
    .join(MembershipRow, MembershipRow.person_id == AbsenceRow.person_id, isouter=True)
    .join(_HeldAt, _HeldAt.id == MembershipRow.unit_id, isouter=True)
    .where(AbsenceRow.stand_in_id == bindparam("person"), _IS_RUNNING)
    .order_by(AbsenceRow.id)
)
"""Whom a person stands in for now, with what those are."""


def _outside() -> Select[*tuple[Any, ...]]:
    has_chat = select(AccountRow.id).where(AccountRow.person_id == PersonRow.id).exists()
    invited = select(InviteRow.id).where(InviteRow.person_id == PersonRow.id)
    leads_in = invited.where(
        InviteRow.used_at.is_(None), InviteRow.revoked_at.is_(None), InviteRow.expires_at > bindparam("now")
    )
    is_expired = and_(invited.exists(), ~leads_in.exists())
    return select(
        func.count().label("outside"), func.sum(case((is_expired, 1), else_=0)).label("expired")
    ).where(PersonRow.department_id == bindparam("department"), PersonRow.is_active, ~has_chat)


OUTSIDE = _outside()
"""How many people of a department have no chat, and of how many the links lead nowhere any more."""
