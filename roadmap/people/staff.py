"""One line of a staff list: who answers for which unit, as a department writes it."""

from dataclasses import dataclass

from roadmap.people.persons import Role, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """`kind` and `time_zone` are for units that are new; without a person only the unit is added."""

    unit: str
    kind: UnitKind | None = None
    time_zone: str = ""
    person: str = ""
    post: str = ""
    role: Role | None = None
