"""Words the monitoring's screens and the report file share."""

from roadmap.monitoring.campaign import Campaign
from roadmap.monitoring.campaign_views import Reach

REACH_WORDS = {
    Reach.REACHABLE: "на связи",
    Reach.BLOCKED: "бот заблокирован",
    Reach.UNBOUND: "ещё не в чате",
    Reach.NOBODY: "не назначен ответственный",
}


def short_quarter(campaign: Campaign) -> str:
    """«4 кв. 2026», on a button."""
    return f"{campaign.quarter.number} кв. {campaign.quarter.year}"


def quarter_name(campaign: Campaign) -> str:
    """«4 квартал 2026 года»."""
    return f"{campaign.quarter.number} квартал {campaign.quarter.year} года"
