"""What the service memo about a moved date is made of."""

from dataclasses import dataclass
from datetime import date

from roadmap.control.requests import ExtensionRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionMemo:
    """One request, with what stands in the document and the requests before it, the oldest first."""

    department: str
    road_map: str
    number: str
    title: str
    assignee: str
    author: str
    author_post: str
    request: ExtensionRequest
    original_on: date | None
    earlier: tuple[ExtensionRequest, ...]
    today: date
