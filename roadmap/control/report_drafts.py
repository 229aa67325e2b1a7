"""A report in the making."""

from dataclasses import dataclass

from roadmap.control.duty import ReportOutcome
from roadmap.ids import (
    CampaignItemId,
    DraftId,
    DutyId,
    PersonId,
    ReportId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What a person is about to send. `covers` starts with the duty it was opened from, if any."""

    id: DraftId
    person_id: PersonId
    covers: tuple[DutyId, ...]
    campaign_item_id: CampaignItemId | None
    replaces_id: ReportId | None
    outcome: ReportOutcome
    text: str
    card_message_id: int | None
    album: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    person_id: PersonId
    covers: tuple[DutyId, ...]
    outcome: ReportOutcome
    text: str = ""
    campaign_item_id: CampaignItemId | None = None
    replaces_id: ReportId | None = None
