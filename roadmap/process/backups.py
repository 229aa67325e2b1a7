"""Which backups are kept, and when the next one is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LATE = timedelta(hours=36)
"""Without a backup for so long a night was missed, and somebody has to look."""


WORRYING = timedelta(days=2)
"""Whoever answers for the department sees a warning beside an older one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """`is_kept`: the bot makes backups itself; `made_at` None: there has been none yet."""

    is_kept: bool = False
    made_at: datetime | None = None

    def is_worrying(self, now: datetime) -> bool:
        return self.is_kept and (self.made_at is None or now - self.made_at > WORRYING)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """What an archive says of itself: `schema` is the revision of its database."""

    made_at: datetime
    database: str
    schema: str
    files: int
    bytes: int


def kept(made: Collection[datetime], days: int, weeks: int, zone: str) -> frozenset[datetime]:
    """The newest of each of the last so many days that have one, and the same of weeks; never none."""
    local = {moment: moment.astimezone(ZoneInfo(zone)) for moment in made}
    newest_of_day = _newest({moment: shown.date() for moment, shown in local.items()}, days)
    newest_of_week = _newest({moment: shown.isocalendar()[:2] for moment, shown in local.items()}, weeks)
    return frozenset({*newest_of_day, *newest_of_week, *sorted(made)[-1:]})


def _newest(slots: dict[datetime, object], many: int) -> list[datetime]:
    newest = {slots[moment]: moment for moment in sorted(slots)}
    return sorted(newest.values(), reverse=True)[:many]


def is_due(last: datetime | None, now: datetime, hour: int, zone: str) -> bool:
    """Whether today's has not been made and its hour has come; a missed night is made up for at once."""
    shown = now.astimezone(ZoneInfo(zone))
    today = shown.replace(hour=hour, minute=0, second=0, microsecond=0)
    due = today if shown >= today else today - timedelta(days=1)
    return last is None or last < due


def is_late(last: datetime | None, since: datetime, now: datetime) -> bool:
    """Whether there has been none for too long; `since` is when we began to wait for the first."""
    return now - (last or since) > LATE
