"""A year in every zone of Russia: each stage reaches its reader once, on its day, by daylight."""

import importlib.resources
import zoneinfo
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from roadmap.reminding.quiet_hours import digest_slot, is_quiet, next_allowed
from roadmap.reminding.reminders import (
    DIGEST_HOURS,
    Timetable,
    first_stage_at,
    latest_stage,
    next_look_at,
    stages,
)
from tests.roadmap.reminding.test_reminders import HOLIDAYS, RUSSIAN_ZONES, local, timetable

YEAR = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
STEP = 11
"""Due days are this far apart in each zone, and between the zones every day of the year is one."""


def said_through(laid: Timetable, zone: str, hour: int) -> Iterator[tuple[str, datetime]]:
    """Every stage the planner puts into a digest from the day the duty was made, and when it leaves."""
    made_at = local(laid.first_on, 12, zone)
    said = set()
    look_at = first_stage_at(laid.due_on, laid.first_on, made_at, zone, laid.calendar)
    last = laid.moment(stages(laid)[-1].day)
    while look_at is not None and look_at <= last:
        stage = latest_stage(laid, look_at)
        if stage is not None and stage.key not in said:
            said.add(stage.key)
            yield stage.key, digest_slot(look_at, hour, zone, laid.calendar)
        look_at = next_look_at(laid, look_at)


@pytest.mark.parametrize("zone", RUSSIAN_ZONES)
def test_through_a_year_every_stage_leaves_once_on_its_own_day_and_never_in_quiet_hours(zone: str) -> None:
    for number, due_on in enumerate(YEAR[RUSSIAN_ZONES.index(zone) % STEP :: STEP]):
        hour = DIGEST_HOURS[number % len(DIGEST_HOURS)]
        laid = timetable(due_on, first_on=due_on - timedelta(days=60), zone=zone, calendar=HOLIDAYS)

        said = list(said_through(laid, zone, hour))

        days = {stage.key: stage.day for stage in stages(laid)}
        made_at = local(laid.first_on, 12, zone)
        ahead = {key for key, day in days.items() if laid.moment(day) > made_at}
        assert Counter(key for key, _ in said) == Counter(ahead), due_on
        for key, leaves_at in said:
            assert not is_quiet(leaves_at, zone, HOLIDAYS), (due_on, key)
            assert leaves_at.astimezone(ZoneInfo(zone)).date() == days[key], (due_on, key)
        reads_a_day = Counter(leaves_at.astimezone(ZoneInfo(zone)).date() for _, leaves_at in said)
        assert max(reads_a_day.values()) == 1, "one duty says one thing a day"


# The offset of a zone changes between planning and sending

VOLGOGRAD, NOW_SAYS, ONCE_SAID = "Europe/Volgograd", "Europe/Moscow", "Europe/Samara"
"""In December 2020 Volgograd went from +4 to +3; a machine learns of it with its next tzdata."""


@pytest.fixture
def machine_believes(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Puts the rules of another zone under Volgograd's name."""

    def believe(other: str) -> None:
        rules = importlib.resources.files("tzdata.zoneinfo").joinpath(other)
        file = tmp_path / VOLGOGRAD
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(rules.read_bytes())
        zoneinfo.reset_tzpath([tmp_path])
        ZoneInfo.clear_cache()

    yield believe
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


BOTH_WAYS = pytest.mark.parametrize(("before", "after"), [(ONCE_SAID, NOW_SAYS), (NOW_SAYS, ONCE_SAID)])


@BOTH_WAYS
def test_a_digest_planned_before_a_zone_changed_its_offset_leaves_by_daylight_of_the_new_one(
    machine_believes: Callable[[str], None], before: str, after: str
) -> None:
    machine_believes(before)
    planned = [
        digest_slot(local(day, 7, VOLGOGRAD), hour, VOLGOGRAD, HOLIDAYS) for day in YEAR for hour in (8, 16)
    ]

    machine_believes(after)
    left = [next_allowed(slot, VOLGOGRAD, HOLIDAYS) for slot in planned]

    assert not any(is_quiet(moment, VOLGOGRAD, HOLIDAYS) for moment in left)
    late = {moment - slot for moment, slot in zip(left, planned, strict=True)}
    assert late <= {timedelta(0), timedelta(hours=1)}, "an hour at most, and the same day"
    assert (timedelta(hours=1) in late) == (before == ONCE_SAID), "08:00 of yesterday's rules is 07:00 now"


@BOTH_WAYS
def test_a_look_planned_before_a_zone_changed_its_offset_misses_no_stage_and_repeats_none(
    machine_believes: Callable[[str], None], before: str, after: str
) -> None:
    for due_on in YEAR[::STEP]:
        machine_believes(before)
        laid = timetable(due_on, first_on=due_on - timedelta(days=60), zone=VOLGOGRAD, calendar=HOLIDAYS)
        look_at = first_stage_at(
            due_on, laid.first_on, local(laid.first_on, 12, VOLGOGRAD), VOLGOGRAD, HOLIDAYS
        )
        expected, said = {stage.key for stage in stages(laid) if stage.day > laid.first_on}, []
        looks = 0
        last = laid.moment(stages(laid)[-1].day) + timedelta(hours=2)
        while look_at is not None and look_at <= last:
            if (looks := looks + 1) == 3:
                machine_believes(after)
            stage = latest_stage(laid, look_at)
            if stage is not None and stage.key not in said:
                said.append(stage.key)
            look_at = next_look_at(laid, look_at)

        assert set(said) == expected and len(said) == len(expected), due_on
