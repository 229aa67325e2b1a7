"""A report in the making."""

import re
from dataclasses import dataclass

from roadmap.control.duty import Evidence, ReportOutcome
from roadmap.errors import BadInput
from roadmap.ids import (
    CampaignItemId,
    DraftId,
    DutyId,
    PersonId,
    ReportId,
)

PERCENTS = (25, 50, 75)
"""How much is done, as buttons; any other number is typed."""
_PERCENT = re.compile(r"(\d{1,3})\s*%?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What a person is about to send. `covers` starts with the duty it was opened from, if any.

    `asked` are the duties of the message it answers, while it is not said which of them is meant.
    """

    id: DraftId
    person_id: PersonId
    covers: tuple[DutyId, ...]
    campaign_item_id: CampaignItemId | None
    replaces_id: ReportId | None
    outcome: ReportOutcome
    percent: int | None
    remaining: str
    text: str
    value: float | None = None
    """Of a measure with an indicator: what it has come to."""
    card_message_id: int | None
    album: str | None
    asked: tuple[DutyId, ...] = ()

    @property
    def is_unaddressed(self) -> bool:
        """Files came first: it is not said yet what they are about."""
        return not self.covers and self.replaces_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFiles:
    """The files of a draft that are there, and how many are still on their way."""

    evidence: tuple[Evidence, ...]
    loading: int

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(each.kind for each in self.evidence)

    @property
    def count(self) -> int:
        return len(self.evidence) + self.loading


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    person_id: PersonId
    covers: tuple[DutyId, ...]
    outcome: ReportOutcome
    percent: int | None = None
    remaining: str = ""
    text: str = ""
    value: float | None = None
    campaign_item_id: CampaignItemId | None = None
    replaces_id: ReportId | None = None
    asked: tuple[DutyId, ...] = ()


def check_percent(percent: int) -> int:
    """The number itself; BadInput for what is not a part."""
    if not 1 <= percent <= 99:
        raise BadInput("percent")
    return percent


def typed_percent(words: str) -> int | None:
    """«60», «60 %» and nothing else; BadInput for what is not a part."""
    found = _PERCENT.match(words)
    return check_percent(int(found[1])) if found else None
