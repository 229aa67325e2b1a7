"""Beats: periodic looks for work. A beat looks at state, so a missed one needs no replay."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.app import App
from services.process.sealing import SEAL_EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """`look` does whatever is due now; `next_at` tells when there will be something, where that is known.

    Of several processes one looks, unless a look is harmless and wanted `everywhere`: there while the clock
    runs evenly, or `always`, whatever the clock does.
    """

    name: str
    period: timedelta
    look: Callable[[App], Awaitable[object]]
    next_at: Callable[[App], Awaitable[datetime | None]] | None = None
    everywhere: bool = False
    always: bool = False


async def _remind(app: App) -> None:
    """The head's letter first: what it says of the day is not said again by the digest of that morning."""
    if await app.reminders.is_due():
        await app.letters.plan_due()
    await app.reminders.plan_due()


async def _run_campaigns(app: App) -> None:
    """What has closed then gets its report, whose file takes a while."""
    await app.campaigns.look()
    await app.settling.settle_due()


BEATS = (
    Beat(
        name="begin and end absences",
        period=timedelta(minutes=1),
        look=lambda app: app.absences.look(),
        next_at=lambda app: app.absences.next_at(),
    ),
    Beat(
        name="recover deliveries",
        period=timedelta(seconds=15),
        look=lambda app: app.delivery.recover(),
        next_at=lambda app: app.delivery.next_due(),
        everywhere=True,
    ),
    Beat(
        name="recover updates",
        period=timedelta(seconds=5),
        look=lambda app: app.inbox.recover(),
        everywhere=True,
    ),
    Beat(
        name="plan reminders",
        period=timedelta(seconds=15),
        look=_remind,
        next_at=lambda app: app.reminders.next_at(),
    ),
    Beat(
        name="plan weekly letters",
        period=timedelta(minutes=5),
        look=lambda app: app.letters.plan_due(),
        next_at=lambda app: app.letters.next_at(),
    ),
    Beat(
        name="plan Monday messages",
        period=timedelta(minutes=5),
        look=lambda app: app.monday.plan_due(),
        next_at=lambda app: app.monday.next_at(),
    ),
    Beat(
        name="plan mornings of those who decide",
        period=timedelta(minutes=5),
        look=lambda app: app.mornings.plan_due(),
        next_at=lambda app: app.mornings.next_at(),
    ),
    Beat(
        name="run campaigns",
        period=timedelta(minutes=1),
        look=_run_campaigns,
        next_at=lambda app: app.campaigns.next_at(),
    ),
    Beat(
        name="admit new schools", period=timedelta(minutes=1), look=lambda app: app.newcomers.admit_schools()
    ),
    Beat(
        name="tell what was changed of plans",
        period=timedelta(minutes=1),
        look=lambda app: app.plan_news.tell_due(),
        next_at=lambda app: app.plan_news.next_at(),
    ),
    Beat(
        name="follow the calendar",
        period=timedelta(minutes=1),
        look=lambda app: app.calendars.refresh(),
        everywhere=True,
    ),
    Beat(
        name="lay plans anew by the calendar",
        period=timedelta(minutes=5),
        look=lambda app: app.calendars.lay_anew_if_changed(),
    ),
    Beat(name="seal the audit", period=SEAL_EVERY, look=lambda app: app.sealing.seal()),
    Beat(
        name="tell of minutes that are done",
        period=timedelta(minutes=5),
        look=lambda app: app.minutes_news.tell_done(),
    ),
    Beat(
        name="tell about undelivered",
        period=timedelta(minutes=1),
        look=lambda app: app.undelivered.tell_due(),
    ),
)
"""Every beat of the product; each area adds its own lines here."""
