"""Words the monitoring's screens and the report file share."""

from roadmap.monitoring.campaign import Campaign
from roadmap.monitoring.campaign_views import CampaignAnswer, FormerAnswer, Reach
from roadmap.plan.monitoring_rules import MonitoringRhythm
from texts.control.outcomes import OUTCOME_MARKS, OUTCOME_WORDS
from texts.plural import day, month_name

REACH_WORDS = {
    Reach.REACHABLE: "на связи",
    Reach.BLOCKED: "бот заблокирован",
    Reach.UNBOUND: "ещё не в чате",
    Reach.NOBODY: "не назначен ответственный",
}

FIRST_OF_SECOND_HALF = 7
RETURNED, RETURNED_MARK = "возвращено на доработку", "↩️"


def answer_words(answer: CampaignAnswer | FormerAnswer) -> str:
    """What was answered; what the curator returned does not stand."""
    return RETURNED if answer.is_returned else OUTCOME_WORDS[answer.outcome]


def answer_mark(answer: CampaignAnswer) -> str:
    return RETURNED_MARK if answer.is_returned else OUTCOME_MARKS[answer.outcome]


def short_period(campaign: Campaign) -> str:
    """«4 кв. 2026», «ноябрь 2026», on a button and in a column."""
    first = campaign.first_on
    match campaign.rhythm:
        case MonitoringRhythm.MONTHLY:
            return month_name(first)
        case MonitoringRhythm.HALF_YEARLY:
            return f"{_half(campaign)} полуг. {first.year}"
        case MonitoringRhythm.YEARLY:
            return f"{first.year} год"
        case MonitoringRhythm.BY_HAND:
            return f"на {campaign.last_on:%d.%m.%Y}"
        case MonitoringRhythm.QUARTERLY:
            return f"{campaign.quarter.number} кв. {first.year}"


def period_name(campaign: Campaign) -> str:
    """«4 квартал 2026 года», in a column of periods."""
    return of_period(campaign).removeprefix("за ")


def of_period(campaign: Campaign) -> str:
    """«за 4 квартал 2026 года», «за ноябрь 2026», «на 29 ноября 2026 года»."""
    first = campaign.first_on
    match campaign.rhythm:
        case MonitoringRhythm.MONTHLY:
            return f"за {month_name(first)}"
        case MonitoringRhythm.HALF_YEARLY:
            return f"за {_half(campaign)} полугодие {first.year} года"
        case MonitoringRhythm.YEARLY:
            return f"за {first.year} год"
        case MonitoringRhythm.BY_HAND:
            return f"на {day(campaign.last_on)}"
        case MonitoringRhythm.QUARTERLY:
            return f"за {campaign.quarter.number} квартал {first.year} года"


def _half(campaign: Campaign) -> int:
    return 2 if campaign.first_on.month >= FIRST_OF_SECOND_HALF else 1
