"""What one organisation owes in some months, to be printed for those who are not in the chat yet."""

from dataclasses import dataclass
from datetime import date

from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.period import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """The duties by road map, in the order of their dates; `curators` are who is told how it went."""

    unit: str
    department: str
    months: Window
    maps: tuple[tuple[str, tuple[DutyLine, ...]], ...]
    curators: tuple[str, ...]
    made_on: date

    @property
    def count(self) -> int:
        """How many duties it lists."""
        return sum(len(duties) for _, duties in self.maps)


def months_from(first: date, count: int) -> Window:
    """So many whole months, from the one that begins on this day."""
    after = first.month - 1 + count
    end = date(first.year + after // 12, after % 12 + 1, 1)
    return Window(first=first, last=date.fromordinal(end.toordinal() - 1))
