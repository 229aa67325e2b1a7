"""The assignee's own time: what is sent in time stops it, a decision lets it run on from where it stood."""

from datetime import date, timedelta

import pytest

from roadmap.control.own_time import OwnTime

DUE = date(2026, 9, 15)
TIME = OwnTime(owed_by=DUE)


def day(number: int) -> date:
    return date(2026, 9, 1) + timedelta(days=number - 1)


@pytest.mark.parametrize(("sent", "stops"), [(1, True), (15, True), (16, False), (25, False)])
def test_what_is_sent_by_the_due_day_stops_it_and_later_nothing_does(sent: int, stops: bool) -> None:
    time = TIME.stopped(day(sent))

    assert (time.stopped_on == day(sent)) is stops
    assert time.is_over(day(30)) is not stops


@pytest.mark.parametrize(
    ("sent", "decided", "owed_by"), [(13, 22, 24), (15, 22, 22), (15, 15, 15), (1, 29, 43)]
)
def test_it_runs_on_with_as_many_days_as_were_left(sent: int, decided: int, owed_by: int) -> None:
    time = TIME.stopped(day(sent)).run_on(day(decided))

    assert time == OwnTime(owed_by=day(owed_by))
    assert not time.is_over(day(owed_by)) and time.is_over(day(owed_by + 1))


def test_while_it_stands_whatever_else_is_sent_changes_nothing() -> None:
    time = TIME.stopped(day(13))

    assert time.stopped(day(20)) == time
    assert not time.is_over(day(300))


def test_it_may_be_stopped_again_within_what_is_left() -> None:
    again = TIME.stopped(day(13)).run_on(day(22)).stopped(day(24))

    assert again.run_on(day(30)) == OwnTime(owed_by=day(30))


def test_what_has_no_date_has_no_time_to_stop() -> None:
    undated = OwnTime(owed_by=None)

    assert undated.stopped(DUE) == undated.run_on(DUE) == undated
    assert not undated.is_over(day(300))
