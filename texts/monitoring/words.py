"""Words the monitoring's screens and the report file share."""

from datetime import datetime
from zoneinfo import ZoneInfo

from roadmap.control.duty import ReportOutcome
from roadmap.monitoring.campaign import Campaign
from roadmap.monitoring.campaign_views import Reach
from texts.plural import day

OUTCOME_WORDS = {
    ReportOutcome.DONE: "выполнено",
    ReportOutcome.PARTIAL: "выполнено частично",
    ReportOutcome.NOT_DONE: "не выполнено",
    ReportOutcome.ON_TRACK: "идёт по плану",
    ReportOutcome.DIFFICULTY: "есть трудности",
}
OUTCOME_MARKS = {
    ReportOutcome.DONE: "✅",
    ReportOutcome.PARTIAL: "☑️",
    ReportOutcome.NOT_DONE: "⛔",
    ReportOutcome.ON_TRACK: "▶️",
    ReportOutcome.DIFFICULTY: "⚠️",
}
REACH_WORDS = {
    Reach.REACHABLE: "на связи",
    Reach.BLOCKED: "бот заблокирован",
    Reach.UNBOUND: "ещё не в чате",
    Reach.NOBODY: "не назначен ответственный",
}


def quarter_name(campaign: Campaign) -> str:
    """«4 квартал 2026 года»."""
    return f"{campaign.quarter.number} квартал {campaign.quarter.year} года"


def moment(at: datetime, time_zone: str, *, now: datetime | None = None) -> str:
    """«30 декабря, 18:00» in that zone; with the year unless it is the year of `now`."""
    local = at.astimezone(ZoneInfo(time_zone))
    today = now.astimezone(ZoneInfo(time_zone)).date() if now else None
    return f"{day(local.date(), today=today)}, {local:%H:%M}"


def shortened(words: str, limit: int) -> str:
    """At most `limit` characters on one line, cut at a word where there is one."""
    flat = " ".join(words.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:.–-") + "…"
