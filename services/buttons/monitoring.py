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


@button("mod")
class DigestQuestionnaireButton:
    """Opens what is asked below the digest, which stays."""

    campaign_id: int


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


@button("mw")
class TellButton:
    """Answer with words, a number, files; `outcome` may be empty."""

    campaign_id: int
    duty_id: int
    outcome: str


@button("mu")
class UnchangedButton:
    """As the last time."""

    campaign_id: int
    duty_id: int
    version: int


@button("mpu")
class AllUnchangedButton:
    """The same of everything not answered yet."""

    campaign_id: int


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


@button("mbr")
class RemindSilentButton:
    campaign_id: int


@button("mba")
class AnswerForThemButton:
    """What the silent have not answered, a page of it: each can be written down for them."""

    campaign_id: int
    page: int


# The form that goes out and comes back


@button("mf")
class FormOutButton:
    """The questions of a campaign as a Word file to be filled in."""

    campaign_id: int


@button("mfe")
class SheetOutButton:
    """The same as an Excel workbook."""

    campaign_id: int


@button("mfl")
class FormsForThemButton:
    """Whose form is to be made: a page of those who have not answered all."""

    campaign_id: int
    page: int


@button("mfo")
class FormForThemButton:
    """Both forms of one of them; exactly one id is not 0."""

    campaign_id: int
    unit_id: int
    person_id: int


@button("mfp")
class FilledFormButton:
    """A page of a form that came back."""

    form_id: int
    page: int


@button("mft")
class TakeFormButton:
    form_id: int


@button("mfx")
class DropFormButton:
    form_id: int


# How a road map is monitored


@button("mr")
class MonitoringRulesButton:
    """How often this road map is asked about, and on which days."""

    road_map_id: int


@button("mrc")
class RuleChoicesButton:
    """What one rule may be: rhythm, opens, closes, nudges or measure."""

    road_map_id: int
    rule: str


@button("mrs")
class SetRuleButton:
    """`value` is a rhythm, days, days divided by hyphens, or the id of a measure."""

    road_map_id: int
    rule: str
    value: str


# By hand


@button("mg")
class CollectButton:
    """Ask now: about what?"""

    road_map_id: int


@button("mgu")
class CollectUnitsButton:
    """Ask some organisations only: a page of them; those that are ticked wait in the conversation."""

    road_map_id: int
    page: int


@button("mgt")
class CollectTickButton:
    road_map_id: int
    unit_id: int
    page: int


@button("mgs")
class CollectSureButton:
    """How long may they take? `section_id` 0: the whole road map; `of_ticked` 1: the ticked only."""

    road_map_id: int
    section_id: int
    of_ticked: int


@button("mgo")
class CollectNowButton:
    """Ask; answers are waited for so many working days."""

    road_map_id: int
    section_id: int
    of_ticked: int
    days: int
