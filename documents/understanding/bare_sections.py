"""Sections typed into ordinary rows: «1 | Организационные мероприятия» with nothing else, then «1.1 | …»."""

from collections.abc import Sequence

from documents.understanding.entry import Heading, MeasureEntry, Numbered
from documents.understanding.ledger import Places
from documents.understanding.numbers import is_under


def promote_bare_rows(
    headings: Sequence[Heading], entries: Sequence[MeasureEntry]
) -> tuple[list[Heading], list[MeasureEntry]]:
    """Where every row of whole number is bare and has numbered rows under it, such rows are headings."""
    if not _are_sections(entries):
        return list(headings), list(entries)
    new_headings: list[Heading] = []
    new_entries: list[MeasureEntry] = []
    copied = -1
    section = ""
    for entry in entries:
        while copied < entry.heading:
            copied += 1
            new_headings.append(headings[copied])
        if _is_whole(entry):
            new_headings.append(Heading(_title(entry), _places(entry)))
            section = entry.number
            continue
        if entry.parent == section:
            entry.parent = None
        entry.heading = len(new_headings) - 1
        new_entries.append(entry)
    new_headings += headings[copied + 1 :]
    return new_headings, new_entries


def _are_sections(entries: Sequence[MeasureEntry]) -> bool:
    whole = [index for index, entry in enumerate(entries) if _is_whole(entry)]
    return bool(whole) and all(
        entries[index].is_bare
        and index + 1 < len(entries)
        and entries[index + 1].numbered is Numbered.IN_COLUMN
        and is_under(entries[index + 1].number, entries[index].number)
        for index in whole
    )


def _is_whole(entry: MeasureEntry) -> bool:
    return entry.numbered is Numbered.IN_COLUMN and "." not in entry.number


def _places(entry: MeasureEntry) -> Places:
    return tuple(place for places in entry.sources.values() for place in places)


def _title(entry: MeasureEntry) -> str:
    number = entry.printed_number.strip()
    return f"{number if number.endswith('.') else number + '.'} {entry.title}"
