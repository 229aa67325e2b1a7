"""Reminder stages: on working days, outside quiet hours, none twice, none missing."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.deadlines.calendar import WEEKENDS_ONLY, CalendarDays, WorkingCalendar
from roadmap.reminding.ladders import ANY, LADDERS, MUST_SAY, USUAL, Pace, Profile, ReminderRule, paced
from roadmap.reminding.quiet_hours import QUIET_HOURS, digest_slot, is_quiet, next_allowed
from roadmap.reminding.reminders import (
    DIGEST_HOURS,
    Timetable,
    first_stage_at,
    latest_stage,
    next_look_at,
    next_stage,
    stages,
)

MOSCOW = "Europe/Moscow"
RUSSIAN_ZONES = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Simferopol",
    "Europe/Kirov",
    "Europe/Volgograd",
    "Europe/Astrakhan",
    "Europe/Saratov",
    "Europe/Ulyanovsk",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Barnaul",
    "Asia/Tomsk",
    "Asia/Novokuznetsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Chita",
    "Asia/Yakutsk",
    "Asia/Khandyga",
    "Asia/Vladivostok",
    "Asia/Ust-Nera",
    "Asia/Magadan",
    "Asia/Sakhalin",
    "Asia/Kamchatka",
    "Asia/Anadyr",
]
NEW_YEAR = frozenset(date(2027, 1, day) for day in range(1, 11))
HOLIDAYS = CalendarDays(
    days_off=NEW_YEAR | {date(2027, 2, 23), date(2027, 3, 8), date(2027, 5, 3), date(2027, 5, 10)},
    working_weekends=frozenset({date(2027, 2, 20)}),
    years=frozenset({2027}),
)


def timetable(
    due_on: date,
    *,
    first_on: date | None = None,
    zone: str = MOSCOW,
    calendar: CalendarDays = WEEKENDS_ONLY,
    previous_on: date | None = None,
) -> Timetable:
    return Timetable(
        due_on=due_on,
        first_on=first_on or due_on,
        time_zone=zone,
        calendar=calendar,
        previous_on=previous_on,
    )


def offsets(laid: Timetable, rule: ReminderRule = USUAL.reminders) -> list[int]:
    return [stage.offset for stage in stages(laid, rule)]


def local(day: date, hour: int, zone: str = MOSCOW) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


days = st.dates(date(2026, 9, 1), date(2027, 12, 31))
zones = st.sampled_from(RUSSIAN_ZONES)
calendars = st.sampled_from([WEEKENDS_ONLY, HOLIDAYS])
rules = st.sampled_from(
    [paced(ladder.reminders, pace) for ladder in (*LADDERS.values(), ANY) for pace in Pace]
)


def test_by_default_two_mondays_name_it_then_three_days_before_the_day_itself_and_the_first_day_overdue() -> (
    None
):
    thursday = date(2026, 10, 15)
    laid = timetable(thursday, first_on=date(2026, 9, 1))

    said = {stage.day: stage.offset for stage in stages(laid)}

    assert list(said.items())[:6] == [
        (date(2026, 10, 5), -8),
        (date(2026, 10, 12), -3),
        (thursday, 0),
        (date(2026, 10, 16), 1),
        (date(2026, 10, 19), 2),
        (date(2026, 10, 26), 7),
    ]


def test_once_overdue_it_is_said_on_monday_mornings_only_and_without_an_end() -> None:
    laid = timetable(date(2026, 9, 16))
    later, now = [], local(date(2026, 9, 18), 9)

    while now < local(date(2027, 9, 20), 8) and (upcoming := next_stage(laid, now)):
        later.append(upcoming[0].day)
        now = upcoming[1]

    assert len(later) == 53
    assert all(day.weekday() == 0 for day in later)
    assert all((after - before).days == 7 for before, after in pairwise(later))


def test_after_a_monday_off_the_overview_comes_on_the_first_working_day_and_in_a_week_off_not_at_all() -> (
    None
):
    due_on = date(2027, 1, 14)
    laid = timetable(due_on, first_on=date(2026, 9, 1), calendar=HOLIDAYS)
    after_a_holiday = timetable(date(2027, 5, 13), first_on=date(2027, 3, 1), calendar=HOLIDAYS)

    assert [stage.day for stage in stages(laid) if stage.offset < 0] == [date(2027, 1, 11)]
    assert date(2027, 5, 11) in [stage.day for stage in stages(after_a_holiday)]


@pytest.mark.parametrize("profile", [Profile.GENTLE, Profile.USUAL, Profile.FIRM])
@given(due_on=days, window=st.integers(0, 300), calendar=calendars)
def test_unless_the_plan_asks_nothing_is_said_more_than_two_weeks_ahead(
    profile: Profile, due_on: date, window: int, calendar: WorkingCalendar
) -> None:
    laid = timetable(due_on, first_on=due_on - timedelta(days=window), calendar=calendar)
    rule = LADDERS[profile].reminders
    workdays = [stage for stage in stages(laid, rule) if -max(rule.before, default=0) <= stage.offset]

    overviews = [stage.day for stage in stages(laid, rule) if stage.offset < 0 and stage not in workdays]

    assert all(due_on - day <= timedelta(days=14) for day in overviews)
    assert max(rule.before, default=0) <= 10, "single ones are counted in working days: ten are two weeks"


def test_an_early_plan_is_spoken_of_a_month_ahead() -> None:
    laid = timetable(date(2026, 12, 25), first_on=date(2026, 9, 1))

    assert min(offsets(laid, LADDERS[Profile.EARLY].reminders)) == -22


@given(rule=rules, due_on=days, calendar=calendars)
def test_no_ladder_and_no_pace_loses_the_due_day_and_the_first_day_overdue(
    rule: ReminderRule, due_on: date, calendar: WorkingCalendar
) -> None:
    assert set(MUST_SAY) <= set(offsets(timetable(due_on, calendar=calendar), rule))


@given(due_on=days, window=st.integers(0, 300), calendar=calendars, profile=st.sampled_from(Profile))
def test_whatever_a_profile_says_lies_on_a_day_that_a_plan_is_looked_at(
    due_on: date, window: int, calendar: WorkingCalendar, profile: Profile
) -> None:
    laid = timetable(due_on, first_on=due_on - timedelta(days=window), calendar=calendar)
    looked = {stage.day for stage in stages(laid, ANY.reminders)}

    for pace in Pace:
        assert {stage.day for stage in stages(laid, paced(LADDERS[profile].reminders, pace))} <= looked


def test_another_ladder_says_nothing_of_the_days_before_it_was_chosen() -> None:
    laid = timetable(date(2026, 10, 16), first_on=date(2026, 9, 1))
    chosen_at = local(date(2026, 10, 10), 15)
    firm = LADDERS[Profile.FIRM].reminders

    assert latest_stage(laid, chosen_at, firm) is not None
    assert latest_stage(laid, chosen_at, firm, since=chosen_at) is None
    assert next_look_at(laid, chosen_at, firm) == local(date(2026, 10, 12), 8)


def test_a_month_long_window_is_not_mentioned_before_it_opens() -> None:
    laid = timetable(date(2026, 10, 30), first_on=date(2026, 10, 1))

    assert min(stage.day for stage in stages(laid)) >= date(2026, 10, 1)


def test_a_weekly_control_point_waits_until_the_one_before_is_over() -> None:
    friday = date(2026, 10, 16)
    laid = timetable(friday, previous_on=friday - timedelta(days=7))

    assert [stage.day for stage in stages(laid)][:3] == [date(2026, 10, 12), date(2026, 10, 13), friday]


def test_a_deadline_on_a_day_off_is_due_on_the_working_day_before_and_overdue_on_the_next() -> None:
    sunday = date(2026, 10, 18)

    firm = LADDERS[Profile.FIRM].reminders
    said = {stage.offset: stage.day for stage in stages(timetable(sunday), firm)}

    assert said[0] == date(2026, 10, 16) and said[1] == date(2026, 10, 19)
    assert -1 not in said, "the same Friday says it once, as the last working day"


def test_a_duty_made_after_its_stages_have_passed_does_not_fire_them() -> None:
    due_on, now = date(2026, 10, 15), local(date(2026, 10, 12), 15)

    firm = LADDERS[Profile.FIRM]
    assert first_stage_at(due_on, due_on, now, MOSCOW, WEEKENDS_ONLY, firm) == local(date(2026, 10, 14), 8)
    assert first_stage_at(due_on, due_on, now, MOSCOW, WEEKENDS_ONLY, USUAL) == local(due_on, 8)
    assert first_stage_at(None, due_on, now, MOSCOW, WEEKENDS_ONLY) is None


def test_the_head_is_looked_for_on_the_seventh_working_day_though_no_reminder_is_due() -> None:
    due_on = date(2026, 10, 15)
    third_stage = local(date(2026, 10, 20), 9)

    seventh = WEEKENDS_ONLY.add_working_days(due_on, 7)

    assert next_look_at(timetable(due_on), third_stage) == local(seventh, 8)


def test_the_ladder_goes_on_while_the_duty_is_overdue() -> None:
    laid = timetable(date(2026, 10, 15))
    years_later = local(date(2029, 2, 1), 9)

    said = latest_stage(laid, years_later)

    assert said is not None and said.day == date(2029, 1, 29)
    assert next_look_at(laid, years_later) == local(date(2029, 2, 5), 8)


def test_who_asked_for_fewer_reminders_hears_of_it_on_mondays_and_as_before_once_it_is_due() -> None:
    laid = timetable(date(2026, 12, 25), first_on=date(2026, 9, 1))

    sparing = {stage.key: stage.day for stage in stages(laid, paced(USUAL.reminders, Pace.SPARING))}
    usual = {stage.key: stage.day for stage in stages(laid)}

    assert [key for key in usual if key not in sparing] == ["-3"]
    assert all(usual[key] == day for key, day in sparing.items())


@pytest.mark.parametrize("zone", RUSSIAN_ZONES)
def test_through_a_year_no_stage_falls_into_quiet_hours_or_on_a_day_off(zone: str) -> None:
    for number in range(365):
        laid = timetable(date(2027, 1, 1) + timedelta(days=number), zone=zone, calendar=HOLIDAYS)
        for stage in stages(laid):
            moment = laid.moment(stage.day)
            assert not is_quiet(moment, zone, HOLIDAYS), (zone, stage)
            assert moment.astimezone(ZoneInfo(zone)).date() == stage.day


@given(due_on=days, window=st.integers(0, 300), gap=st.integers(0, 400), calendar=calendars)
def test_stages_are_in_order_one_a_day_and_never_before_the_duty_may_be_mentioned(
    due_on: date, window: int, gap: int, calendar: WorkingCalendar
) -> None:
    first_on = due_on - timedelta(days=window)
    previous_on = first_on - timedelta(days=1 + gap)

    laid = stages(timetable(due_on, first_on=first_on, previous_on=previous_on, calendar=calendar))

    said = [stage.day for stage in laid]
    assert said == sorted(set(said))
    assert [stage.offset for stage in laid] == sorted(stage.offset for stage in laid)
    assert all(calendar.is_working(day) for day in said)
    early = [stage.day for stage in laid if stage.offset < 0]
    assert all(min(first_on, due_on - timedelta(days=14)) <= day < due_on for day in early)
    assert all(day > previous_on for day in early)
    assert 0 in [stage.offset for stage in laid], "the due day itself is always said"


@given(
    due_on=days,
    zone=zones,
    calendar=calendars,
    downtimes=st.lists(st.integers(0, 40 * 24), min_size=0, max_size=6),
    started=st.integers(1, 90),
)
def test_a_planner_that_sleeps_now_and_then_says_no_stage_twice_and_misses_none_that_is_still_the_latest(
    due_on: date, zone: str, calendar: WorkingCalendar, downtimes: list[int], started: int
) -> None:
    laid = timetable(due_on, first_on=due_on - timedelta(days=90), zone=zone, calendar=calendar)
    now = local(due_on - timedelta(days=started), 12, zone)
    look_at = first_stage_at(due_on, laid.first_on, now, zone, calendar)
    asleep, said, looks = iter(downtimes), [], []
    come = {stage.key: laid.moment(stage.day) for stage in stages(laid)}
    last = max(come.values())
    while look_at is not None and look_at <= last:
        now = look_at + timedelta(hours=next(asleep, 0))
        looks.append(now)
        stage = latest_stage(laid, now)
        if stage is not None and stage.key not in said:
            said.append(stage.key)
        look_at = next_look_at(laid, now)

    latest_at_look = {stage.key for look in looks if (stage := latest_stage(laid, look)) is not None}
    assert len(said) == len(set(said))
    assert set(said) == latest_at_look
    if not downtimes:
        first_look = looks[0]
        assert {key for key, moment in come.items() if moment >= first_look} <= set(said)


@given(due_on=days, zone=zones, calendar=calendars, hours=st.integers(0, 200 * 24))
def test_the_next_stage_is_always_ahead_and_nothing_lies_between(
    due_on: date, zone: str, calendar: WorkingCalendar, hours: int
) -> None:
    laid = timetable(due_on, first_on=due_on - timedelta(days=120), zone=zone, calendar=calendar)
    after = local(due_on - timedelta(days=100), 0, zone) + timedelta(hours=hours)

    upcoming = next_stage(laid, after)

    near = max(due_on, after.date())
    ahead = [laid.moment(stage.day) for stage in stages(laid, about=near) if laid.moment(stage.day) > after]
    assert (upcoming[1] if upcoming else None) == min(ahead, default=None)


minutes = st.integers(0, 480 * 24 * 60)
moments = minutes.map(lambda passed: local(date(2026, 9, 1), 0) + timedelta(minutes=passed))


@given(moment=moments, zone=zones, calendar=calendars, hour=st.sampled_from(DIGEST_HOURS))
def test_a_digest_never_leaves_in_quiet_hours_nor_before_it_was_decided_on(
    moment: datetime, zone: str, calendar: WorkingCalendar, hour: int
) -> None:
    slot = digest_slot(moment, hour, zone, calendar)

    assert slot >= moment
    assert not is_quiet(slot, zone, calendar)
    at = slot.astimezone(ZoneInfo(zone))
    assert slot == moment or (at.hour, at.minute) == (hour, 0)


@given(moment=moments, zone=zones, calendar=calendars)
def test_what_waits_out_the_night_leaves_the_next_working_morning(
    moment: datetime, zone: str, calendar: WorkingCalendar
) -> None:
    allowed = next_allowed(moment, zone, calendar)

    assert not is_quiet(allowed, zone, calendar)
    assert allowed == moment or allowed.astimezone(ZoneInfo(zone)).hour == QUIET_HOURS.end
    assert allowed == moment or is_quiet(moment, zone, calendar)
    assert next_allowed(allowed, zone, calendar) == allowed
