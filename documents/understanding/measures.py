"""Rows put together → measures: sub-rows in a title split off, empty cells inherited, deadlines read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents.understanding.columns import CORE, Field, column_of
from documents.understanding.doubts import doubts
from documents.understanding.entry import MeasureEntry, Numbered
from documents.understanding.execution_marks import execution_mark
from documents.understanding.items import items_in
from documents.understanding.joining import Vocabulary, join_broken
from documents.understanding.milestones import milestones_in
from documents.understanding.numbers import heading_words, inner_number, is_under, prefix
from documents.understanding.responsible import split_responsibles
from documents.understanding.risk_audit import risk_codes
from documents.understanding.standing_over import Over, names_month, over
from documents.understanding.words import flat, fold
from roadmap.deadlines.deadline import Dated, Ongoing, Unscheduled
from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal import AttributeValue, ProposedMeasure, ProposedResponsible, ProposedSection
from roadmap.language.reader import DeadlineReading, read_deadline
from roadmap.plan.measure_place import MeasurePlace
from roadmap.problem import Problem

_DEADLINES = (Field.DEADLINE, Field.DEADLINE_END)
_GOES_ON = re.compile(r"далее|затем|и\b|а также", re.IGNORECASE)
_STANDING = re.compile(
    r"постоянно|в течение|весь период|систематически|регулярно|ежегодно|ежемесячно|ежеквартально|по плану",
    re.IGNORECASE,
)
_EMPTY_BULLET = re.compile(r"(?:\s[-–—•*·])+$")
_INLINE = re.compile(r"(?:\n\s*|:\s*)(?=\d{1,3}(?:\.\d{1,3}){1,3}\.?\s?[«\"]?[А-ЯЁA-Z])")


@dataclass(frozen=True, slots=True)
class Context:
    """What all measures of a document share."""

    sections: Sequence[ProposedSection]
    vocabulary: Vocabulary
    known_codes: Sequence[str] = ()
    soft_breaks: bool = False
    period: PlanPeriod | None = None
    standing_over: dict[tuple[int, str], Over] = field(default_factory=dict)
    readings: dict[str, DeadlineReading] = field(default_factory=dict)
    names: dict[str, tuple[ProposedResponsible, ...]] = field(default_factory=dict)

    def reading(self, text: str) -> DeadlineReading:
        """Plans repeat few phrases many times: each is read once."""
        found = self.readings.get(text)
        if found is None:
            found = self.readings[text] = read_deadline(text)
        return found

    def responsibles(self, text: str) -> tuple[ProposedResponsible, ...]:
        """The names of a cell, each cell split once."""
        found = self.names.get(text)
        if found is None:
            found = self.names[text] = split_responsibles(text, soft_breaks=self.soft_breaks)
        return found

    def over(self, heading: int, month: str) -> Over:
        """What stands over the rows of a heading, found once."""
        found = self.standing_over.get((heading, month))
        if found is None:
            titles = (section.title for section in reversed(self.sections[: heading + 1]))
            found = self.standing_over[heading, month] = over(titles, month, self.period)
        return found

    def flat(self, text: str) -> str:
        """One line; a word hyphenated at a line's end is made whole."""
        if "-\n" not in text:
            return flat(text)
        joined = ""
        for line in text.split("\n"):
            joined = join_broken(joined, flat(line), self.vocabulary)
        return flat(joined)


@dataclass(frozen=True, slots=True)
class _When:
    """The words of the deadline, whether they stand outside the row's own cells, and what they mean."""

    text: str
    is_inherited: bool
    reading: DeadlineReading


def split_groups(entries: Sequence[MeasureEntry]) -> Iterator[MeasureEntry]:
    """«5. Определение …: 5.1. Круглый стол …» in one cell is row 5 and its first sub-row."""
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        head, subs = _inline_rows(entry, following)
        if not subs:
            yield entry
            continue
        first, *lines = _own_lines(entry.cells.get(Field.DEADLINE, ""), 1 + len(subs))
        yield replace(entry, cells=entry.cells | {Field.TITLE: head} | first)
        for (number, title), line in zip(subs, lines, strict=True):
            cells = {str(Field.TITLE): title} | line
            places = {str(key): entry.sources.get(key, []) for key in cells}
            yield MeasureEntry(
                number, Numbered.IN_TITLE, entry.number, entry.heading, cells, keys=entry.keys, sources=places
            )


def _own_lines(deadlines: str, rows: int) -> list[dict[str, str]]:
    """A line of the deadline's cell for each row that shares it; nothing where it belongs to all of them."""
    lines = [flat(line) for line in deadlines.split("\n") if line.strip()]
    begins = [index for index, line in enumerate(lines) if line[:1].isupper() and not _GOES_ON.match(line)]
    if len(begins) != rows or begins[0] != 0 or not _STANDING.match(lines[0]):
        return [{} for _ in range(rows)]
    ends = [*begins[1:], len(lines)]
    return [{Field.DEADLINE: "\n".join(lines[begin:end])} for begin, end in zip(begins, ends, strict=True)]


def _inline_rows(entry: MeasureEntry, following: MeasureEntry | None) -> tuple[str, list[tuple[str, str]]]:
    if entry.numbered is not Numbered.IN_COLUMN:
        return entry.title, []
    head, *rest = _INLINE.split(entry.title)
    found = [numbered for part in rest if (numbered := inner_number(flat(part)))]
    if not found or not head.strip() or len(found) != len(rest):
        return entry.title, []
    first = found[0][0]
    series = following is not None and following.numbered is Numbered.IN_TITLE
    if not is_under(first, entry.number) and not (
        series and following and prefix(following.number) == prefix(first)
    ):
        return entry.title, []
    ends_at = len(head)
    return head + (":" if entry.title[ends_at : ends_at + 1] == ":" else ""), found


def build_measures(entries: Sequence[MeasureEntry], context: Context) -> tuple[ProposedMeasure, ...]:
    """Every entry as a measure, in order, with its group's cells where its own are empty."""
    measures: list[ProposedMeasure] = []
    groups: dict[str, dict[str, str]] = {}
    heading = -1
    rows = list(split_groups(entries))
    heads = {(entry.heading, entry.parent) for entry in rows}
    for entry in rows:
        if entry.heading != heading:
            heading, groups = entry.heading, {}
        own = {key: text for key, text in entry.cells.items() if text}
        cells = _inherited(entry, groups) | own
        when = _when(entry, cells, context, inherited=own.keys().isdisjoint(_DEADLINES))
        measure = _measure(entry, cells, when, context)
        found = doubts(
            measure,
            entry,
            is_head=(entry.heading, entry.number) in heads,
            is_doubled=entry.number in groups and entry.numbered is Numbered.IN_COLUMN,
            known_codes=context.known_codes,
        )
        if entry.number:
            groups[entry.number] = cells
        measures.append(_with_items(_with_problems(measure, when.reading, found), entry))
    return tuple(measures)


def _inherited(entry: MeasureEntry, groups: dict[str, dict[str, str]]) -> dict[str, str]:
    group = groups.get(entry.parent, {}) if entry.parent else {}
    return {key: text for key, text in (group | entry.covered).items() if key != Field.TITLE}


def _measure(entry: MeasureEntry, cells: dict[str, str], when: _When, context: Context) -> ProposedMeasure:
    section = _section(entry, context)
    responsible = cells.get(Field.RESPONSIBLE, "") if Field.RESPONSIBLE in entry.keys else section.body
    extra = [key for key in dict.fromkeys((*entry.keys, *entry.cells)) if key and key not in CORE]
    attributes = {
        str(key): _attribute(key, cells.get(key, ""), context)
        for key in extra
        if cells.get(key) or column_of(key) not in CORE  # merged with «Срок» beside it, and never filled
    }
    return ProposedMeasure(
        number=entry.number or flat(entry.printed_number),
        parent=entry.parent,
        section=section.title,
        title=_without_empty_bullet(context.flat(entry.title)),
        deadline_text=when.text,
        deadline=when.reading.deadline,
        confidence=when.reading.confidence,
        deadline_inherited=bool(when.text) and when.is_inherited,
        responsible_text=context.flat(responsible),
        responsibles=context.responsibles(responsible),
        expected_result=context.flat(cells.get(Field.RESULT, "")),
        attributes=attributes,
        milestones=milestones_in(cells.get(Field.SOLUTION, "")),
        execution=execution_mark(entry.cells.get(Field.EXECUTION, "")),
        place=_place(entry),
    )


def _with_items(measure: ProposedMeasure, entry: MeasureEntry) -> ProposedMeasure:
    """Several items of one row, each with a date of its own, are offered and said."""
    items = items_in(_printed_title(entry), entry.cells.get(Field.DEADLINE, ""))
    if not items:
        return measure
    said = Problem(code="several-items", measure=measure.number, facts={"count": len(items)})
    return replace(measure, milestones=(*items, *measure.milestones), problems=(*measure.problems, said))


def _printed_title(entry: MeasureEntry) -> str:
    """The title with the number that was cut off from its beginning."""
    return f"{entry.number}. {entry.title}" if entry.numbered is Numbered.IN_TITLE else entry.title


def _without_empty_bullet(title: str) -> str:
    """An empty item at the end of a list leaves only its bullet."""
    return _EMPTY_BULLET.sub("", title) or title


def _place(entry: MeasureEntry) -> MeasurePlace | None:
    """Where the entry's own words stand in the document."""
    cells = {str(key): tuple(places) for key, places in entry.sources.items() if places}
    if not cells:
        return None
    table = min(cell[0] for places in cells.values() for cell in places)
    rows = sorted({cell[1] for places in cells.values() for cell in places if cell[0] == table})
    return MeasurePlace(table=table, rows=tuple(rows), cells=cells)


def _when(entry: MeasureEntry, cells: dict[str, str], context: Context, *, inherited: bool) -> _When:
    """The deadline cell, or the two of a beginning and an end, else the month of a column or a section."""
    start, end = (context.flat(cells.get(key, "")) for key in _DEADLINES)
    month = context.flat(cells.get(Field.MONTH, ""))
    own = f"{start} – {end}" if start and end else start or end
    if own:
        text = f"{month}, {own}" if month and Field.MONTH in entry.cells else own
        return _When(text, inherited, _reading(own, entry, month, context))
    if month:
        return _When(month, Field.MONTH not in entry.cells, context.reading(month))
    words = heading_words(_section(entry, context).title)
    says_when = Field.DEADLINE not in entry.keys or names_month(words)
    if says_when and isinstance(context.reading(words).deadline, Dated):
        return _When(words, True, context.reading(words))
    return _When("", False, context.reading(""))


def _reading(text: str, entry: MeasureEntry, month: str, context: Context) -> DeadlineReading:
    """The words as a deadline; days and hours with the month or the day that stands over the row."""
    said = context.over(entry.heading, month).said(text)
    if said is None:
        return context.reading(text)
    reading = context.reading(said)
    if isinstance(reading.deadline, Dated) and fold(text).startswith("в течени"):
        reading = replace(reading, deadline=Ongoing(times=reading.deadline.times))
    return reading if not isinstance(reading.deadline, Unscheduled) else context.reading(text)


def _section(entry: MeasureEntry, context: Context) -> ProposedSection:
    return context.sections[entry.heading] if entry.heading >= 0 else ProposedSection(title="")


def _with_problems(
    measure: ProposedMeasure, reading: DeadlineReading, found: Iterator[Problem]
) -> ProposedMeasure:
    problems = (*reading.problems, *found)
    if not problems:
        return measure
    return replace(measure, problems=tuple(problem.of(measure.number) for problem in problems))


def _attribute(key: str, text: str, context: Context) -> AttributeValue:
    return risk_codes(text, context.known_codes) if key == Field.RISK_CODES else context.flat(text)
