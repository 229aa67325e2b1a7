"""What a head has in hand at a meeting: how it goes, what is to be decided, what is late the longest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from roadmap.control.boards import MeasureOverdue, Tally
from roadmap.ids import DutyId
from roadmap.summary.pictures import Shares
from roadmap.summary.progress import MapProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide:
    """What a curator has left to the head, and in which words."""

    duty_id: DutyId
    number: str
    title: str
    map_name: str
    assignee: str
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPack:
    """`decisions` are the oldest few of `decisions_total`; `late_units` a few of theirs.

    `shares` are of every road map, or of the sections of the only one, whose title is then `of_map`.
    """

    department: str
    today: date
    tally: Tally
    maps: tuple[MapProgress, ...]
    decisions: tuple[ToDecide, ...]
    decisions_total: int
    worst: tuple[MeasureOverdue, ...]
    late_units: tuple[str, ...]
    late_units_total: int
    may_decide: bool
    may_write: bool
    shares: Mapping[str, Shares]
    of_map: str
