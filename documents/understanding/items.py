"""Several numbered items in one row with as many dates: offered as sub-measures, never simply taken."""

import re

from documents.understanding.words import flat
from roadmap.deadlines.deadline import Missing, Unscheduled
from roadmap.imports.proposal import Milestone
from roadmap.language.reader import read_deadline

_ITEM = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s*(?=[«\"А-ЯЁа-яёA-Z])")
_NUMBERED_DATE = re.compile(r"(?:^|(?<=\s))\d{1,2}\)\s*")
_SEPARATORS = (re.compile(r"\n+"), re.compile(r"[;\n]+"), re.compile(r"[,;\n]+"))
_SEVERAL = 2


def items_in(title: str, deadlines: str) -> tuple[Milestone, ...]:
    """«1) Смотр. 2) Слёт» with «март», «май» → both with their deadlines; () where they do not pair off."""
    texts = _items(title)
    if len(texts) < _SEVERAL:
        return ()
    for pieces in _cuts(deadlines):
        if len(pieces) == len(texts):
            readings = [read_deadline(piece).deadline for piece in pieces]
            if not any(isinstance(reading, Missing | Unscheduled) for reading in readings):
                return tuple(
                    Milestone(text=text, deadline_text=piece, deadline=reading)
                    for text, piece, reading in zip(texts, pieces, readings, strict=True)
                )
    return ()


def _items(title: str) -> list[str]:
    """The texts of items numbered 1, 2, 3 …; [] where the numbers are something else."""
    if "2)" not in title and "2." not in title:
        return []
    found = list(_ITEM.finditer(title))
    if not found or [int(match.group(1)) for match in found] != list(range(1, len(found) + 1)):
        return []
    ends = [match.start() for match in found[1:]] + [len(title)]
    texts = [flat(title[match.end() : end]).strip(" ;,") for match, end in zip(found, ends, strict=True)]
    return texts if all(texts) else []


def _cuts(deadlines: str) -> list[list[str]]:
    """The ways to cut the cell of deadlines: by its own numbers, by lines, by semicolons, by commas."""
    ways = [_NUMBERED_DATE.split(deadlines), *(separator.split(deadlines) for separator in _SEPARATORS)]
    return [[flat(piece).strip(" ;,.") for piece in way if piece.strip(" ;,.\n")] for way in ways]
