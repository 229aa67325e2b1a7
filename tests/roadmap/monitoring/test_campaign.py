"""When a campaign opens, nudges and closes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.calendar import WEEKENDS_ONLY, CalendarDays
from roadmap.deadlines.period import PlanPeriod, Window, calendar_year, school_year
from roadmap.ids import MeasureId
from roadmap.monitoring.campaign import (
    MIN_WORKING_DAYS,
    AskedPeriod,
    CalendarQuarter,
    answers_to,
    early_day,
    next_nudge,
    next_opening,
    opening_day,
    parse_quarter,
    quarter_of,
    schedule,
    windows_to_ask,
)
from roadmap.plan.monitoring_rules import (
    MonitoringRhythm,
    MonitoringRules,
    period_after,
    period_before,
    period_of,
)

USUAL = MonitoringRules()
MOSCOW = "Europe/Moscow"
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def local(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(MOSCOW)):%Y-%m-%d %H:%M}"


def moscow(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(MOSCOW)).astimezone(UTC)


@given(DAYS)
def test_every_day_is_in_the_quarter_it_names(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.first_on <= day <= quarter.last_on
    assert quarter.following.preceding == quarter
    assert parse_quarter(str(quarter)) == quarter


@pytest.mark.parametrize("words", ["", "2027", "2027-Q5", "27-Q1", "Q1-2027", "2027-Q1; rm", "0000-Q1"])
def test_what_is_no_quarter_is_refused(words: str) -> None:
    assert parse_quarter(words) is None


def test_it_opens_on_the_fifth_last_working_day() -> None:
    window = Window(first=date(2026, 7, 1), last=date(2026, 9, 30))
    assert opening_day(window, USUAL, WEEKENDS_ONLY) == date(2026, 9, 24)
    busy = CalendarDays(days_off=frozenset({date(2026, 9, 28)}))
    assert opening_day(window, USUAL, busy) == date(2026, 9, 23)


def test_it_opens_in_time_for_the_measure_that_is_the_monitoring() -> None:
    window = Window(first=date(2026, 10, 1), last=date(2026, 12, 31))
    own = replace(USUAL, measure_id=MeasureId(9), due_days=(date(2026, 9, 20), date(2026, 12, 20)))
    assert own.due_for(window) == date(2026, 12, 20)
    assert opening_day(window, own, WEEKENDS_ONLY) == date(2026, 12, 14), "five working days before the 20th"
    late = replace(own, due_days=(date(2027, 1, 15),))
    assert opening_day(window, late, WEEKENDS_ONLY) == opening_day(window, USUAL, WEEKENDS_ONLY)


def test_a_school_year_ends_its_last_campaign_with_the_plan() -> None:
    plan = school_year(2026)
    (window,) = windows_to_ask(plan, date(2027, 8, 31), USUAL, WEEKENDS_ONLY)
    assert window == Window(first=date(2027, 7, 1), last=date(2027, 8, 31))
    assert windows_to_ask(plan, date(2027, 9, 29), USUAL, WEEKENDS_ONLY) == []


def test_a_missed_quarter_is_still_asked_about_for_ten_working_days() -> None:
    plan = calendar_year(2026)
    assert len(windows_to_ask(plan, date(2026, 10, 14), USUAL, WEEKENDS_ONLY)) == 1
    assert windows_to_ask(plan, date(2026, 10, 15), USUAL, WEEKENDS_ONLY) == []


def test_the_usual_week() -> None:
    window = Window(first=date(2026, 7, 1), last=date(2026, 9, 30))
    plan = schedule(AskedPeriod(window=window), moscow("2026-09-24 10:00"), MOSCOW, USUAL, WEEKENDS_ONLY)
    assert plan.nudges_at is not None and local(plan.nudges_at) == "2026-09-25 10:00"
    assert local(plan.closes_at) == "2026-09-30 18:00"
    second = next_nudge(plan.opens_at, plan.closes_at, 1, MOSCOW, USUAL, WEEKENDS_ONLY)
    assert second is not None and local(second) == "2026-09-29 10:00"
    assert next_nudge(plan.opens_at, plan.closes_at, 2, MOSCOW, USUAL, WEEKENDS_ONLY) is None


def test_the_due_day_of_the_measure_that_is_the_monitoring_closes_it() -> None:
    window = Window(first=date(2026, 7, 1), last=date(2026, 9, 30))
    after_the_quarter = AskedPeriod(window=window, due_on=date(2026, 10, 10))
    plan = schedule(after_the_quarter, moscow("2026-09-24 10:00"), MOSCOW, USUAL, WEEKENDS_ONLY)
    assert local(plan.closes_at) == "2026-10-09 18:00", "the tenth is a Saturday"
    later = MonitoringRules(closes=3)
    plan = schedule(AskedPeriod(window=window), moscow("2026-09-24 10:00"), MOSCOW, later, WEEKENDS_ONLY)
    assert local(plan.closes_at) == "2026-10-05 18:00"


@pytest.mark.parametrize(
    ("rhythm", "first", "last"),
    [
        (MonitoringRhythm.MONTHLY, date(2026, 11, 1), date(2026, 11, 30)),
        (MonitoringRhythm.QUARTERLY, date(2026, 10, 1), date(2026, 12, 31)),
        (MonitoringRhythm.HALF_YEARLY, date(2026, 7, 1), date(2026, 12, 31)),
        (MonitoringRhythm.YEARLY, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_a_calendar_month_quarter_half_or_year(
    rhythm: MonitoringRhythm, first: date, last: date
) -> None:
    period = period_of(rhythm, date(2026, 11, 29))
    assert period == Window(first=first, last=last)
    assert period_before(rhythm, period_after(rhythm, period)) == period


def test_answers_are_taken_from_the_first_day_of_the_last_month() -> None:
    assert early_day(Window(first=date(2026, 10, 1), last=date(2026, 12, 31))) == date(2026, 12, 1)
    assert early_day(Window(first=date(2026, 11, 1), last=date(2026, 11, 30))) == date(2026, 11, 1)


def test_by_hand_nothing_opens_by_itself() -> None:
    rules = MonitoringRules(rhythm=MonitoringRhythm.BY_HAND)
    assert windows_to_ask(calendar_year(2026), date(2026, 12, 30), rules, WEEKENDS_ONLY) == []
    assert next_opening(calendar_year(2026), moscow("2026-01-31 12:00"), MOSCOW, rules, WEEKENDS_ONLY) is None


@given(DAYS, st.integers(min_value=0, max_value=14), st.integers(min_value=0, max_value=23))
def test_however_late_it_opens_people_have_two_working_days(day: date, late: int, hour: int) -> None:
    quarter = quarter_of(day)
    window = Window(first=quarter.first_on, last=quarter.last_on)
    opened = opening_day(window, USUAL, WEEKENDS_ONLY) + timedelta(days=late)
    now = datetime(opened.year, opened.month, opened.day, hour, tzinfo=UTC)
    plan = schedule(AskedPeriod(window=window), now, "UTC", USUAL, WEEKENDS_ONLY)

    assert plan.nudges_at is None or plan.opens_at <= plan.nudges_at < plan.closes_at
    assert WEEKENDS_ONLY.is_working(plan.closes_at.date())
    assert plan.closes_at.date() >= WEEKENDS_ONLY.add_working_days(opened, MIN_WORKING_DAYS)


@given(DAYS)
def test_the_next_opening_is_always_one_that_will_be_due_then(day: date) -> None:
    plan = PlanPeriod(start=date(2020, 9, 1), end=date(2041, 5, 31))
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    moment = next_opening(plan, now, MOSCOW, USUAL, WEEKENDS_ONLY)
    assert moment is not None and moment > now
    assert windows_to_ask(plan, moment.date(), USUAL, WEEKENDS_ONLY)


def test_after_the_plan_nothing_opens() -> None:
    assert next_opening(calendar_year(2026), moscow("2026-12-31 12:00"), MOSCOW, USUAL, WEEKENDS_ONLY) is None
    assert CalendarQuarter(2026, 4).following == CalendarQuarter(2027, 1)


def test_what_is_overdue_cannot_go_as_planned() -> None:
    today = date(2026, 9, 24)
    assert ReportOutcome.ON_TRACK not in answers_to(date(2026, 9, 23), today)
    assert ReportOutcome.ON_TRACK in answers_to(today, today)
    assert ReportOutcome.ON_TRACK in answers_to(None, today)
