"""The ladder of an overdue duty: each step once, in working days, as it stood when the case was opened."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.people.persons import Role
from roadmap.reminding.escalation import EscalationCase, EscalationStep, steps_reached
from roadmap.reminding.ladders import USUAL

THURSDAY = date(2026, 10, 15)


def told(case: EscalationCase, today: date) -> list[Role]:
    return [step.role for step in steps_reached(case, THURSDAY, today, WEEKENDS_ONLY)]


def test_the_curator_is_told_on_the_first_working_day_and_the_head_on_the_seventh() -> None:
    case = EscalationCase(ladder=USUAL.escalation)

    assert told(case, THURSDAY) == []
    assert told(case, date(2026, 10, 16)) == [Role.CURATOR]
    assert told(replace(case, passed=1), date(2026, 10, 23)) == []
    assert told(replace(case, passed=1), date(2026, 10, 26)) == [Role.HEAD]


def test_a_weekend_does_not_count() -> None:
    friday = date(2026, 10, 16)
    case = EscalationCase(ladder=USUAL.escalation)

    assert steps_reached(case, friday, date(2026, 10, 18), WEEKENDS_ONLY) == ()
    assert len(steps_reached(case, friday, date(2026, 10, 19), WEEKENDS_ONLY)) == 1


def test_after_a_long_outage_both_steps_are_told_at_once() -> None:
    case = EscalationCase(ladder=USUAL.escalation)

    assert told(case, date(2026, 11, 20)) == [Role.CURATOR, Role.HEAD]


@given(
    offsets=st.lists(st.integers(1, 30), min_size=1, max_size=5, unique=True),
    looks=st.lists(st.integers(0, 80), min_size=1, max_size=10),
)
def test_however_often_it_is_looked_at_a_step_is_told_once_and_in_order(
    offsets: list[int], looks: list[int]
) -> None:
    ladder = tuple(EscalationStep(role=Role.CURATOR, offset=offset) for offset in sorted(offsets))
    case, said = EscalationCase(ladder=ladder), []
    for look in sorted(looks):
        today = WEEKENDS_ONLY.add_working_days(THURSDAY, look)
        reached = steps_reached(case, THURSDAY, today, WEEKENDS_ONLY)
        said += [step.offset for step in reached]
        case = replace(case, passed=case.passed + len(reached))

    assert said == [offset for offset in sorted(offsets) if offset <= max(looks)]
