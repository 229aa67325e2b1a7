"""Buttons of the quarterly monitoring."""

from services.buttons.packing import button


@button("mm")
class MonitoringButton:
    """Everything of the monitoring that concerns this person."""


@button("mo")
class QuestionnaireButton:
    """A page of what one campaign asks."""

    campaign_id: int
    page: int


@button("mq")
class QuestionButton:
    campaign_id: int
    duty_id: int


@button("ma")
class AnswerButton:
    """One tap; `outcome` is a `ReportOutcome`."""

    campaign_id: int
    duty_id: int
    version: int
    outcome: str


@button("md")
class DifficultyButton:
    """Asks what is in the way."""

    campaign_id: int
    duty_id: int


@button("mp")
class AllOnTrackButton:
    """«Всё идёт по плану» for ongoing work not answered yet."""

    campaign_id: int


@button("mb")
class MonitoringBoardButton:
    """How a campaign goes, for those who watch."""

    campaign_id: int


@button("ml")
class AddresseesButton:
    """A page of names; `group` is complete, partial, silent or unreachable."""

    campaign_id: int
    group: str
    page: int


@button("mt")
class DifficultiesButton:
    campaign_id: int
    page: int
