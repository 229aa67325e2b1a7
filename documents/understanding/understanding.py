"""Blocks of any format → the road map they describe."""

from collections.abc import Iterable, Sequence

from documents.formats.blocks import Prose, RawDocument, RawRow, RawTable
from documents.understanding.amendments import amendment
from documents.understanding.bare_sections import promote_bare_rows
from documents.understanding.captions import captions, last_caption, put_first
from documents.understanding.columns import Column
from documents.understanding.header import FoundHeader, Header, find_header
from documents.understanding.joining import Vocabulary
from documents.understanding.measures import Context, build_measures
from documents.understanding.numbers import number_of
from documents.understanding.plan_period import guess_period, period_of_title
from documents.understanding.preamble import find_approval, find_edition, find_title
from documents.understanding.risk_audit import RiskAudit
from documents.understanding.road_map_tables import PlanRows
from documents.understanding.sections import sections_of, set_levels
from roadmap.deadlines.of_plan import with_opening_august
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import DocumentRefused
from roadmap.imports.proposal import Proposal, ProposedMeasure
from roadmap.problem import Problem


def understand(document: RawDocument, period: PlanPeriod | None = None) -> Proposal:
    """The proposal of the document; `period` overrides the one found. Refused where no plan is found."""
    reader = _Reader(document)
    reader.read()
    if not reader.rows.entries:
        raise DocumentRefused("no-plan-table")
    return reader.proposal(period)


class _Reader:
    """One pass over the blocks: prose before the plan, its tables with the captions between, the audit."""

    def __init__(self, document: RawDocument) -> None:
        self._document = document
        self._vocabulary = Vocabulary(_texts(document))
        self.rows = PlanRows(self._vocabulary)
        self._preamble: list[str] = []
        self._caption: list[str] = []
        self._first_caption = ""
        self._has_captions = False
        self._plan: Header | None = None
        self._current: Header | None = None
        self._audit = RiskAudit(self._vocabulary)
        self._problems: list[Problem] = list(document.problems)

    def read(self) -> None:
        for block in self._document.blocks:
            match block:
                case Prose(text):
                    self._prose(text)
                case RawTable(rows):
                    self._table(rows)

    def _prose(self, text: str) -> None:
        if self._plan is None:
            self._preamble.append(text)
        self._caption.append(text)

    def _table(self, rows: Sequence[RawRow]) -> None:
        start = 0
        while (found := find_header(rows, start)) is not None:
            self._before_header(rows[start : found.first])
            start = self._under_header(found, rows)
        if start == 0 and self._current is None:
            self._before_header(rows)
        elif start == 0 and self._current is not None:
            self._continuation(self._current, rows)

    def _before_header(self, rows: Sequence[RawRow]) -> None:
        """Rows above a heading are prose typed into cells, as in a spreadsheet."""
        for row in rows:
            for line in " ".join(dict.fromkeys(cell.text for cell in row if cell.text)).split("\n"):
                if self._plan is None:
                    self._preamble.append(line)

    def _under_header(self, found: FoundHeader, rows: Sequence[RawRow]) -> int:
        """Read the rows of one heading up to the next; where to look for it."""
        following = find_header(rows, found.after)
        while following is not None and following.header.keys == found.header.keys:
            following = find_header(rows, following.after)
        end = following.first if following else len(rows)
        header = self._current = found.header
        if header.is_plan:
            self._headings_of_caption(has_header=True)
            self._plan = header
        self._take(header, rows[found.after : end])
        return end

    def _take(self, header: Header, rows: Sequence[RawRow]) -> None:
        self._caption = []
        if header.is_plan:
            self.rows.take(header, rows, has_numbers=_has_numbers(header, rows))
        else:
            self._audit.take(header, rows)

    def _continuation(self, header: Header, rows: Sequence[RawRow]) -> None:
        """A table without a heading goes on with the one before it, if its width fits."""
        if _width(rows) > len(header.keys):
            self._problems.append(Problem(code="table-skipped", facts={"rows": len(rows)}))
            return
        if header.is_plan:
            self._headings_of_caption(has_header=False)
        self._take(header, rows)

    def _headings_of_caption(self, *, has_header: bool) -> None:
        begins = self._plan is None
        found = captions(
            self._caption,
            begins_plan=begins,
            has_header=has_header,
            is_wrapped=self._document.soft_breaks,
        )
        if begins and not found:
            self._first_caption = last_caption(self._caption)
        self._has_captions = self._has_captions or bool(found and not begins and has_header)
        for line in found:
            self.rows.heading(line)

    def proposal(self, period: PlanPeriod | None) -> Proposal:
        """Everything read, put together."""
        headings, entries = promote_bare_rows(self.rows.headings, self.rows.entries)
        headings = headings[: entries[-1].heading + 1]  # after the last measure come signatures
        title = find_title(self._preamble)
        if self._has_captions and self._first_caption not in title and entries[0].heading == -1:
            headings = put_first(self._first_caption, headings, entries)
        set_levels(headings, frozenset(entry.heading for entry in entries))
        sections = sections_of(headings)
        factors = self._audit.factors
        context = Context(
            sections=sections,
            vocabulary=self._vocabulary,
            known_codes=tuple(factor.code for factor in factors),
            soft_breaks=self._document.soft_breaks,
        )
        measures = build_measures(entries, context)
        approval = find_approval(self._preamble)
        found, problems = _period(period, title, measures, self._preamble)
        self._problems += (*problems, *self.rows.problems)
        if not title:
            self._problems.append(Problem(code="road-map-title-missing"))
        return Proposal(
            title=title,
            period=found,
            approval=approval,
            edition=find_edition(self._preamble),
            sections=sections,
            measures=measures,
            risk_factors=factors,
            amendments=tuple(map(amendment, self.rows.notes)),
            problems=tuple(self._problems),
        )


def _period(
    period: PlanPeriod | None, title: str, measures: Sequence[ProposedMeasure], preamble: Sequence[str]
) -> tuple[PlanPeriod | None, tuple[Problem, ...]]:
    if period is not None:
        return period, ()
    if found := period_of_title(title):
        return with_opening_august(found, (measure.deadline for measure in measures)), ()
    return guess_period((measure.deadline_text for measure in measures), find_approval(preamble))


def _texts(document: RawDocument) -> Iterable[str]:
    for block in document.blocks:
        match block:
            case Prose(text):
                yield text
            case RawTable(rows):
                yield from (cell.text for row in rows for cell in row if cell.text)


def _has_numbers(header: Header, rows: Sequence[RawRow]) -> bool:
    if Column.NUMBER not in header.keys:
        return False
    column = header.keys.index(Column.NUMBER)
    return any(len(row) > column and number_of(row[column].text) for row in rows)


def _width(rows: Sequence[RawRow]) -> int:
    """Columns that hold anything."""
    return max((index + 1 for row in rows for index, cell in enumerate(row) if cell.text), default=0)
