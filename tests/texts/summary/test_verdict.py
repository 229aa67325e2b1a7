"""The first line of the head's letter and of the meeting page."""

from dataclasses import dataclass

import pytest

from roadmap.control.boards import OverdueCounts, Tally
from texts.summary.letters import verdict


@dataclass
class Letter:
    tally: Tally
    late_units: tuple[str, ...]
    late_units_total: int


def letter(overdue: int, total: int, *units: str, units_total: int = 0) -> Letter:
    tally = Tally(
        in_time=total - overdue,
        overdue=OverdueCounts(silent=overdue, returned=0, partial=0),
        ongoing=0,
        passed=0,
        waiting=0,
        late=0,
        accepted=0,
        closed_undone=0,
    )
    return Letter(tally, units, units_total or len(units))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (letter(0, 300), "Всё идёт, просрочки нет"),
        (letter(2, 300, "Школа № 8"), "Всё идёт; просрочено 2: Школа № 8"),
        (letter(90, 300, "Школа № 8"), "Просрочено 90 из 300: Школа № 8"),
        (
            letter(111, 1545, "Школа № 1", units_total=20),
            "Просрочено 111 из 1545 у 20 организаций",
        ),
    ],
)
def test_all_is_well_only_where_little_is_late_and_few_are(given: Letter, said: str) -> None:
    assert verdict(given) == said
