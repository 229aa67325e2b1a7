"""What the monitoring is given from above: the words and the file of its own report."""

from dataclasses import dataclass
from typing import Protocol

from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.monitoring.filled_forms import CampaignForm, FormKind
from roadmap.people.persons import SystemActor
from roadmap.summary.summary_views import SummaryHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """The file that goes with the result."""

    name: str
    data: bytes


class ResultWords(Protocol):
    """What the report of the measure that is the monitoring says of the result."""

    def __call__(self, board: CampaignBoard) -> str: ...


class FormName(Protocol):
    """What the file of a form is called."""

    def __call__(self, header: SummaryHeader) -> str: ...


class CampaignFormMaker(Protocol):
    """The form of a campaign to be filled in, in Word or Excel; may be slow: called in a thread."""

    def __call__(self, source: CampaignForm, kind: FormKind) -> bytes: ...


class ResultPaperMaker(Protocol):
    """The form of the road map for a period; None: the whole. Made outside any transaction."""

    async def __call__(
        self, actor: SystemActor, road_map_id: RoadMapId, quarter: CalendarQuarter | None
    ) -> ResultPaper: ...
