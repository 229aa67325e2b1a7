"""Who is acting and who is told: asked at every press and for every message, so built once."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from roadmap.people import AccountState, Role
from storage.tables.people import AccountRow, MembershipRow, PersonRow, UnitRow


def _recipients() -> Select[*tuple[Any, ...]]:
    """Active persons with their live chat, if they have one, and the zone of the unit they answer for."""
    home = (
        select(func.min(MembershipRow.unit_id))
        .where(MembershipRow.person_id == PersonRow.id, MembershipRow.role == Role.EXECUTOR.value)
        .correlate(PersonRow)  # two levels down it would not be seen as the outer row by itself
        .scalar_subquery()
    )
    zone = (
        select(UnitRow.time_zone)
        .where(UnitRow.id == func.coalesce(home, PersonRow.department_id))
        .correlate(PersonRow)
    )
    live = (AccountRow.person_id == PersonRow.id) & (AccountRow.state == AccountState.ACTIVE.value)
    return (
        select(PersonRow.id, PersonRow.name, AccountRow.chat_id, zone.scalar_subquery().label("time_zone"))
        .join(AccountRow, live, isouter=True)
        .where(PersonRow.is_active)
        .order_by(PersonRow.id)
    )


RECIPIENTS = _recipients().where(PersonRow.id.in_(bindparam("persons", expanding=True)))
HOLDERS = (
    _recipients()
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .where(MembershipRow.unit_id == bindparam("unit"), MembershipRow.role == bindparam("role"))
)
HELD_BY = (
    select(PersonRow.id, PersonRow.name, PersonRow.department_id, MembershipRow.role, MembershipRow.unit_id)
    .join(AccountRow, AccountRow.person_id == PersonRow.id)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id, isouter=True)
    .where(
        AccountRow.channel == bindparam("channel"),
        AccountRow.chat_id == bindparam("chat"),
        PersonRow.is_active,
    )
)
TIME_ZONE = select(UnitRow.time_zone).where(UnitRow.id == bindparam("unit"))
PARENT = select(UnitRow.parent_id).where(UnitRow.id == bindparam("unit"))
