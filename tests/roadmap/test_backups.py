"""Which backups are kept, and when the next is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.process.backups import LATE, is_due, is_late, kept

ZONE = "Asia/Omsk"
START = datetime(2026, 9, 1, 21, tzinfo=UTC)
"""Three in the morning in Omsk."""


def nights(many: int) -> list[datetime]:
    return [START + timedelta(days=each) for each in range(many)]


def test_seven_days_and_four_weeks_are_kept() -> None:
    made = nights(60)
    keep = kept(made, 7, 4, ZONE)
    assert set(made[-7:]) <= keep
    mondays_eve = {moment.astimezone(UTC).isocalendar()[:2] for moment in keep}
    assert len(keep) <= 7 + 4 and len(mondays_eve) >= 4


def test_of_several_on_one_day_the_newest_is_kept() -> None:
    made = [START, START + timedelta(hours=2), START + timedelta(hours=5)]
    assert kept(made, 7, 4, ZONE) == {made[-1]}


@given(st.lists(st.integers(0, 10_000), min_size=1, unique=True), st.integers(1, 9), st.integers(0, 9))
def test_the_newest_is_always_kept_and_never_more_than_asked_for(
    hours: list[int], days: int, weeks: int
) -> None:
    made = [START + timedelta(hours=each) for each in hours]
    keep = kept(made, days, weeks, ZONE)
    assert max(made) in keep
    assert len(keep) <= days + weeks
    assert kept(keep, days, weeks, ZONE) == keep, "a second rotation removes nothing"


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, START, True),
        (START, START + timedelta(hours=20), False),
        (START, START + timedelta(hours=23, minutes=59), False),
        (START, START + timedelta(days=1), True),
        (START - timedelta(hours=2), START - timedelta(minutes=1), False),
        (START - timedelta(days=3), START + timedelta(hours=12), True),
    ],
    ids=["none yet", "the same day", "before the hour", "the hour", "the hour before", "missed nights"],
)
def test_a_backup_is_due_from_its_hour_until_it_is_made(
    last: datetime | None, now: datetime, due: bool
) -> None:
    assert is_due(last, now, 3, ZONE) is due


def test_a_missed_night_is_late_and_so_is_a_first_one_that_never_came() -> None:
    assert not is_late(START, START, START + LATE)
    assert is_late(START, START, START + LATE + timedelta(seconds=1))
    assert not is_late(None, START, START + timedelta(hours=1))
    assert is_late(None, START, START + LATE + timedelta(seconds=1))
