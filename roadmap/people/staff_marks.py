"""What the hidden column of a downloaded list says of a row: whom it is about, and how it read then.

By the identifiers a renamed person is still the same. By the print of the cells a row that was left alone is
told from one that was changed, whatever has happened to the person meanwhile.
"""

import hashlib
import re
from dataclasses import dataclass

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Role
from roadmap.people.staff import StaffRow

_MARK = re.compile(r"(\d{1,18})\.(\d{1,18})\.([a-z]*)\.([0-9a-f]{12})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """`person_id` and `unit_id` 0, `role` None: the row named none."""

    person_id: PersonId
    unit_id: UnitId
    role: Role | None
    print: str


def mark_of(row: StaffRow, person_id: int, unit_id: int) -> str:
    """The mark of a row that goes out as it reads here."""
    return f"{person_id}.{unit_id}.{row.role.value if row.role else ''}.{print_of(row)}"


def read_mark(words: str) -> Mark | None:
    """The mark, or None for what we have never written."""
    match = _MARK.match(words.strip())
    if match is None or match[3] not in {"", *Role}:
        return None
    return Mark(
        person_id=PersonId(int(match[1])),
        unit_id=UnitId(int(match[2])),
        role=Role(match[3]) if match[3] else None,
        print=match[4],
    )


def print_of(row: StaffRow) -> str:
    """A short hash of what the cells of the row say, whatever the spacing."""
    said = (row.unit, row.kind or "", row.time_zone, row.person, row.post, row.role or "")
    spelled = "\n".join(" ".join(cell.split()) for cell in said)
    return hashlib.sha256(spelled.encode("utf-8", "replace")).hexdigest()[:12]
