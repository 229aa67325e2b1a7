"""Everybody who holds a role in a department, read at once where each unit would be asked about otherwise."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from roadmap.ids import UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Active people by the unit and the role they hold there."""

    parents: Mapping[UnitId, UnitId | None]
    holders: Mapping[tuple[UnitId, Role], Sequence[Recipient]]

    def executors(self, unit_id: UnitId) -> Sequence[Recipient]:
        """Who answers for the unit itself."""
        return self.holders.get((unit_id, Role.EXECUTOR), ())

    def reachable_above(self, unit_id: UnitId, *roles: Role) -> Sequence[Recipient]:
        """Those above the unit who can be written to: of the first of these roles that has any."""
        for role in roles:
            if found := [person for person in self._nearest(unit_id, role) if person.place]:
                return found
        return ()

    def is_under(self, unit_id: UnitId, roots: Collection[UnitId]) -> bool:
        """Whether the unit is one of these or stands below one."""
        at: UnitId | None = unit_id
        while at is not None:
            if at in roots:
                return True
            at = self.parents.get(at)
        return False

    def _nearest(self, unit_id: UnitId, role: Role) -> Sequence[Recipient]:
        """Holders of the role at the unit or the nearest unit above it that has any.

        Who heads a school is not above it: of heads only the department's counts.
        """
        at: UnitId | None = unit_id
        while at is not None:
            counts = role is not Role.HEAD or self.parents.get(at) is None
            if counts and (found := self.holders.get((at, role))):
                return found
            at = self.parents.get(at)
        return ()
