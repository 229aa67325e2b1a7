"""A list of people as a table keeps it: plain JSON out, the same list back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow, StaffTable, UnreadRow

Json = dict[str, Any]
KEY = "staff"
"""What a list is asked for and answered under."""


def to_json(table: StaffTable) -> Json:
    """A mapping that survives `json.dumps`."""
    return asdict(table)


def from_json(stored: Mapping[str, Any]) -> StaffTable:
    """The list `to_json` was given."""
    return StaffTable(
        rows=tuple(_row(row) for row in stored["rows"]),
        unread=tuple(UnreadRow(**row) for row in stored["unread"]),
        ignored=tuple(stored["ignored"]),
    )


def _row(stored: Mapping[str, Any]) -> StaffRow:
    kind, role = stored["kind"], stored["role"]
    named = {"kind": UnitKind(kind) if kind else None, "role": Role(role) if role else None}
    return StaffRow(**{**stored, **named})
