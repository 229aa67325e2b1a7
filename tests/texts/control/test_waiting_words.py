"""For how long a decision has waited: in days of the calendar, as the digest of the morning says it."""

from datetime import UTC, datetime

import pytest

from texts.control.decisions import waits

EVENING = datetime(2026, 9, 8, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "said"),
    [
        (datetime(2026, 9, 8, 20, 30, tzinfo=UTC), "Europe/Moscow", "сегодня"),
        (datetime(2026, 9, 8, 21, 30, tzinfo=UTC), "Europe/Moscow", "ждёт 1 день"),
        (datetime(2026, 9, 9, 6, 0, tzinfo=UTC), "Europe/Moscow", "ждёт 1 день"),
        (datetime(2026, 9, 8, 19, 30, tzinfo=UTC), "Asia/Yekaterinburg", "ждёт 1 день"),
    ],
)
def test_yesterdays_report_has_waited_for_a_day_whatever_the_hour(
    now: datetime, zone: str, said: str
) -> None:
    assert waits(EVENING, now, zone) == said
