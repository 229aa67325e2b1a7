"""A list of people that was sent and waits to be loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from roadmap.ids import StaffListId, UnitId
from roadmap.people.staff import StaffTable


class StaffListState(StrEnum):
    OPEN = "open"
    LOADED = "loaded"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffList:
    """`choices`: names of it that somebody has said to be known ones."""

    id: StaffListId
    department_id: UnitId
    file_name: str
    table: StaffTable
    choices: Mapping[str, int]
    state: StaffListState
