"""Of a measure that its main executor decides, the ladder is climbed about that one only."""

from datetime import UTC, date, datetime

import pytest

from roadmap.control.duty import DutyState
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.place import in_telegram
from roadmap.reminding.due_duty import DueDuty
from services.reminding.calling import alike_of, called_for
from services.reminding.escalation import climb

NOW = datetime(2026, 9, 18, 7, tzinfo=UTC)
CURATOR = Recipient(
    person_id=PersonId(9), name="Ольга Ветрова", time_zone="Europe/Moscow", place=in_telegram(9)
)


def overdue(*, is_escalated: bool) -> DueDuty:
    return DueDuty(
        id=DutyId(1),
        department_id=UnitId(1),
        version=1,
        revision=1,
        state=DutyState.OPEN,
        unit_id=UnitId(2),
        person_id=None,
        home_unit_id=UnitId(2),
        time_zone="Europe/Moscow",
        owed_by=date(2026, 9, 15),
        stopped_on=None,
        first_on=date(2026, 9, 1),
        previous_on=None,
        is_escalated=is_escalated,
    )


@pytest.mark.parametrize(("is_escalated", "told"), [(True, {CURATOR.person_id}), (False, set())])
async def test_a_curator_hears_of_the_main_executor_and_not_of_the_co_executor(
    is_escalated: bool, told: set[PersonId]
) -> None:
    def find(*_: object) -> list[Recipient]:
        return [CURATOR]

    duty = overdue(is_escalated=is_escalated)
    alike = alike_of(duty, None, WEEKENDS_ONLY)
    assert alike is not None
    _, alerts = climb(duty, None, called_for(alike, duty.next_stage_at, NOW).reached, find)
    assert {alert.recipient.person_id for alert in alerts} == told
