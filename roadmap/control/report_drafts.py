"""A report in the making."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import local_date
from roadmap.control.duty import Evidence, ReportOutcome
from roadmap.errors import BadInput
from roadmap.ids import (
    CampaignItemId,
    DraftId,
    DutyId,
    EvidenceId,
    PersonId,
    ReportId,
)

PERCENTS = (25, 50, 75)
"""How much is done, as buttons; any other number is typed."""
_PERCENT = re.compile(r"(\d{1,3})\s*%?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftContents:
    """What a draft held when it was left at this moment: it goes with nothing that came later, unasked."""

    at: datetime
    text: str
    files: tuple[EvidenceId, ...]


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
    updated_at: datetime
    left: LeftContents | None = None
    """Until it is said whether what was begun goes on."""

    @property
    def begun_at(self) -> datetime:
        """When what it held before anything new came was last touched."""
        return self.left.at if self.left is not None else self.updated_at

    @property
    def is_unaddressed(self) -> bool:
        """Files came first: it is not said yet what they are about."""
        return not self.covers and self.replaces_id is None

    def is_forgotten(self, now: datetime, time_zone: str) -> bool:
        """Whether nothing was added today: what comes now is most likely something else."""
        is_earlier = local_date(self.updated_at, time_zone) < local_date(now, time_zone)
        return self.left is not None or is_earlier

    def leaving(self, files: tuple[EvidenceId, ...]) -> "ReportDraft":
        """What it holds is set apart from whatever comes after; what was left before stays left."""
        if self.left is not None:
            return self
        left = LeftContents(at=self.updated_at, text=self.text, files=files)
        return replace(self, text="", album=None, left=left)

    def going_on(self) -> "ReportDraft":
        """What was left and what came after are one report."""
        if self.left is None:
            return self
        both = "\n".join(part for part in (self.left.text, self.text) if part)
        return replace(self, text=both, left=None)

    def begun_anew(self) -> "ReportDraft":
        """What came after alone, about nothing yet."""
        return replace(
            self,
            covers=(),
            asked=(),
            campaign_item_id=None,
            replaces_id=None,
            outcome=ReportOutcome.DONE,
            percent=None,
            remaining="",
            value=None,
            left=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentDraft:
    """That a report was begun and not sent, without its words."""

    id: DraftId
    covers: tuple[DutyId, ...]
    begun_at: datetime


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
