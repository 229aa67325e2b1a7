"""Days kept and missed: what is not the executor's doing does not count against them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from roadmap.ids import DutyId
from roadmap.summary.discipline import Discipline, discipline, is_in_time
from roadmap.summary.summary_views import Standing, SummaryDuty
from tests.summary_rows import REPORT, owed

DUE = date(2026, 11, 13)


def sent(standing: Standing, at: datetime, **changes: Any) -> SummaryDuty:
    report = replace(REPORT, line=replace(REPORT.line, created_at=at, retracted_at=None))
    return replace(owed(standing, due_on=DUE, owed_by=DUE, **changes), reports=(report,))


ON_THE_DAY = datetime(2026, 11, 13, 20, 30, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 14, 6, 0, tzinfo=UTC)


def test_both_shares_are_of_what_was_due() -> None:
    duties = [
        sent(Standing.ACCEPTED, ON_THE_DAY),
        sent(Standing.ACCEPTED, ON_THE_DAY),
        sent(Standing.ACCEPTED, NEXT_DAY),
        owed(Standing.OVERDUE),
        owed(Standing.CLOSED_UNDONE),
        owed(Standing.UPCOMING),
        owed(Standing.RUNNING),
    ]
    found = discipline(duties, "UTC")
    assert found == Discipline(in_time=2, late=1, overdue=1, undone=1)
    assert (found.done, found.planned) == (3, 5)
    assert (found.of_done, found.of_planned) == (pytest.approx(2 / 3), pytest.approx(3 / 5))


def test_nothing_due_has_no_share() -> None:
    assert (discipline([], "UTC").of_done, discipline([], "UTC").of_planned) == (None, None)


def test_the_day_is_that_of_the_department() -> None:
    late_evening = sent(Standing.ACCEPTED, ON_THE_DAY)
    assert is_in_time(late_evening, "UTC")
    assert not is_in_time(late_evening, "Asia/Vladivostok")


def test_days_a_decision_was_waited_for_are_given_back() -> None:
    duty = sent(Standing.ACCEPTED, NEXT_DAY)
    waited = replace(duty, duty=replace(duty.duty, owed_by=date(2026, 11, 20)))
    assert not is_in_time(duty, "UTC")
    assert is_in_time(waited, "UTC")


def test_what_waits_on_the_curator_s_desk_is_in_no_share() -> None:
    found = discipline([sent(Standing.WAITING, ON_THE_DAY)], "UTC")
    assert found == Discipline(waiting=1)
    assert found.planned == 0


def test_whom_nobody_could_write_to_is_not_late() -> None:
    duty = owed(Standing.OVERDUE)
    assert discipline([duty], "UTC", {DutyId(duty.duty.id)}) == Discipline(unreached=1)


@pytest.mark.parametrize(
    "standing", [Standing.PASSED, Standing.WITHDRAWN, Standing.RETURNED, Standing.PARTIAL]
)
def test_what_has_no_day_yet_or_had_it_before_the_work_began_is_left_out(standing: Standing) -> None:
    assert discipline([owed(standing)], "UTC") == Discipline()


def test_ongoing_work_is_left_out_even_when_its_report_was_taken() -> None:
    assert (
        discipline([replace(owed(Standing.ACCEPTED, due_on=None), reports=(REPORT,))], "UTC") == Discipline()
    )
