"""Files on their way into a draft: sent by a person, not fetched yet."""

from dataclasses import dataclass

from roadmap.ids import DraftId, IncomingFileId
from roadmap.people.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A photo or document as the messenger tells of it; `ref` is the messenger's own word for its bytes.

    `mark` is the same for the same bytes whenever the messenger tells of them; "" where it does not say.
    """

    ref: str
    name: str
    size: int
    is_photo: bool
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """`attempts` counts how often it was begun to be fetched."""

    id: IncomingFileId
    draft_id: DraftId
    place: Place
    ref: str
    name: str
    size: int
    album: str | None
    attempts: int
    message_id: int | None = None
    """The message it came in."""
