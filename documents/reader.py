"""The one way in: bytes of a document → what it proposes."""

from documents.plain_text import read_plain_text
from documents.understanding import understand
from roadmap.draft import RoadMapDraft
from roadmap.period import PlanPeriod


def read_document(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> RoadMapDraft:
    """Read a document in this process. Refused with a reason where it is not a readable road map."""
    return understand(read_plain_text(data.decode("utf-8")), period)
