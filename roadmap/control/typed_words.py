"""Which message brought which words of a draft or a report."""

from dataclasses import dataclass

from roadmap.ids import DraftId, ReportId
from roadmap.people.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """A message of a person's own chat."""

    place: Place
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWords:
    """`words` as they stand in the draft or report; empty for a file without any."""

    id: int
    draft_id: DraftId | None
    report_id: ReportId | None
    words: str


def retyped(text: str, was: str, now: str) -> str:
    """The text with the words of a message as they are now; what was not there follows the rest."""
    lines = f"\n{text}\n"
    if was and f"\n{was}\n" in lines:
        between = f"\n{now}\n" if now else "\n"
        return lines.replace(f"\n{was}\n", between, 1).strip("\n")
    return "\n".join(part for part in (text, now) if part)
