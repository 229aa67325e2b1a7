"""Which message brought which words of a draft, a report, or an answer to a question."""

from dataclasses import dataclass
from enum import StrEnum

from roadmap.ids import DraftId, ReportId
from roadmap.people.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """A message of a person's own chat."""

    place: Place
    message_id: int


class Became(StrEnum):
    """What typed words became that are no report: the comment says whose id goes with it."""

    RETURN = "return"  # the report that was sent back
    EXTENSION = "extension"  # the request
    REASSIGNMENT = "reassignment"  # the request
    REFUSAL = "refusal"  # the refused request
    DIFFICULTY = "difficulty"  # the duty the monitoring asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWords:
    """`words` as they stand in the draft, report or answer; empty for a file without any.

    `file_mark` tells which file came with them.
    """

    id: int
    draft_id: DraftId | None
    report_id: ReportId | None
    became: str | None
    became_id: int | None
    words: str
    file_mark: str | None = None


def retyped(text: str, was: str, now: str) -> str:
    """The text with the words of a message as they are now; what was not there follows the rest."""
    lines = f"\n{text}\n"
    if was and f"\n{was}\n" in lines:
        between = f"\n{now}\n" if now else "\n"
        return lines.replace(f"\n{was}\n", between, 1).strip("\n")
    return "\n".join(part for part in (text, now) if part)
