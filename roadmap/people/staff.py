"""A list of people as a department writes it: one line for each person, organisation and role."""

from dataclasses import dataclass

from roadmap.people.persons import Role, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """`kind` and `time_zone` are for units that are new; without a person only the unit is added.

    `line` is the row's number in its file. `mark` is what the hidden column of a downloaded list says of it.
    """

    unit: str
    kind: UnitKind | None = None
    time_zone: str = ""
    person: str = ""
    post: str = ""
    role: Role | None = None
    line: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRow:
    """A row that says something no list can mean; `reason` is a code of `texts.people.staff_lists`."""

    line: int
    words: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTable:
    """A list as it was read. `ignored` are headings of columns that say nothing to us."""

    rows: tuple[StaffRow, ...]
    unread: tuple[UnreadRow, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSheet:
    """The present list as it goes out: rows with their marks, and the names its drop-downs offer.

    `joined` are the places of rows whose person is in the chat.
    """

    department: str
    rows: tuple[StaffRow, ...]
    units: tuple[str, ...]
    joined: frozenset[int]
