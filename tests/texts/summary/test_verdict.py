"""The first line of the head's letter and of the meeting page."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from roadmap.control.boards import OverdueCounts, Tally
from roadmap.ids import RoadMapId
from roadmap.summary.progress import MapProgress
from services.notice import plain
from texts.plural import percent
from texts.summary.letters import progress_line, verdict


@dataclass
class Letter:
    tally: Tally
    maps: tuple[MapProgress, ...]
    late_units: tuple[str, ...]
    late_units_total: int


def progress(**changes: Any) -> MapProgress:
    each = MapProgress(
        road_map_id=RoadMapId(1), map_name="План", planned=254, fell_due=11, done=5, done_before=3
    )
    return replace(each, **changes)


def letter(overdue: int, fell_due: int, *units: str, units_total: int = 0) -> Letter:
    tally = Tally(
        in_time=900,
        overdue=OverdueCounts(silent=overdue, returned=0, partial=0),
        ongoing=0,
        passed=0,
        waiting=0,
        late=0,
        accepted=0,
        closed_undone=0,
    )
    maps = (progress(fell_due=fell_due - 1), progress(fell_due=1))
    return Letter(tally, maps, units, units_total or len(units))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (letter(0, 300), "Всё идёт, просрочки нет"),
        (letter(2, 300, "Школа № 8"), "Всё идёт; просрочено 2: Школа № 8"),
        (letter(90, 300, "Школа № 8"), "Просрочено 90 из 300 с прошедшим сроком: Школа № 8"),
        (letter(1, 1, "Школа № 8"), "Просрочено 1 из 1 с прошедшим сроком: Школа № 8"),
        (letter(9, 11, "Школа № 8"), "Многое стоит: просрочено 9 из 11 с прошедшим сроком: Школа № 8"),
        (
            letter(111, 1545, "Школа № 1", units_total=20),
            "Просрочено 111 из 1545 с прошедшим сроком у 20 организаций",
        ),
    ],
)
def test_all_is_well_only_where_little_is_late_and_few_are(given: Letter, said: str) -> None:
    assert verdict(given) == said


def test_progress_is_seen_from_week_to_week_and_nothing_is_compared_with_a_time_before_the_plan() -> None:
    line = "План: выполнено 5 из 254, 2 %"
    assert plain(progress_line(progress())) == f"{line} (неделю назад 3, 1,2 %)"
    assert plain(progress_line(progress(done_before=5))) == f"{line} (неделю назад столько же)"
    assert plain(progress_line(progress(done_before=None))) == line


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 9, "0 %"), (3, 254, "1,2 %"), (5, 254, "2 %"), (1, 10, "10 %"), (299, 300, "99 %"), (9, 9, "100 %")],
)
def test_a_small_share_has_a_decimal_and_a_hundred_is_all(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said
