"""Blocks of any format → the road map they describe, and what of the document became no part of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from documents.formats.blocks import Prose, RawDocument, RawRow, RawTable
from documents.formats.left_out import as_rests
from documents.understanding.amendments import is_note
from documents.understanding.captions import captions
from documents.understanding.columns import Field
from documents.understanding.foreign import foreign_kind
from documents.understanding.header import FoundHeader, Header, find_header, with_found_numbers
from documents.understanding.joining import Vocabulary
from documents.understanding.ledger import CellPlace, Fate, Ledger, Line, Row, rows_of
from documents.understanding.numbers import is_roman, number_of
from documents.understanding.plan_part import PlanPart
from documents.understanding.plan_period import period_of_title
from documents.understanding.preamble import find_title, is_preamble, names_plan
from documents.understanding.signatures import is_running, is_signature
from documents.understanding.table_evidence import goes_on, has_own_heading
from documents.understanding.words import flat
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import DocumentRefused
from roadmap.imports.proposal import Proposal
from roadmap.problem import Problem


def understand(document: RawDocument, period: PlanPeriod | None = None) -> Proposal:
    """The proposal of the document; `period` overrides the one found. Refused where no plan is found."""
    return understand_with_ledger(document, period)[0]


def understand_with_ledger(
    document: RawDocument, period: PlanPeriod | None = None
) -> tuple[Proposal, Ledger]:
    """The same, with the closed ledger that says where every cell and line ended."""
    reader = _Reader(document)
    reader.read()
    return reader.proposal(period), reader.ledger


class _Reader:
    """One pass over the blocks: prose before a plan, its tables with the captions between, the audit."""

    def __init__(self, document: RawDocument) -> None:
        self._document = document
        self._vocabulary = Vocabulary(_texts(document))
        self.ledger = Ledger(document)
        self._parts = [self._new_part()]
        self._caption: list[Line] = []
        self._current: Header | None = None
        self._kinds: list[str] = []
        self._titles: list[str] = []
        self._loose: list[Line] = []

    @property
    def _part(self) -> PlanPart:
        return self._parts[-1]

    def _new_part(self) -> PlanPart:
        return PlanPart(self._vocabulary, self.ledger, soft_breaks=self._document.soft_breaks)

    def read(self) -> None:
        lines = tables = 0
        for block in self._document.blocks:
            match block:
                case Prose(text):
                    lines += 1
                    self._line(Line(text, (CellPlace(0, lines, 0),)))
                case RawTable(rows):
                    tables += 1
                    self._table(rows_of(tables, rows))

    # Lines

    def _line(self, line: Line) -> None:
        if self._part.has_plan:
            self._loose.append(line)
        else:
            self._part.preamble.append(line)
        self._caption.append(line)

    def _typed_into_cells(self, rows: Iterable[Row]) -> None:
        """Rows above a heading are prose typed into cells, as in a spreadsheet."""
        for row in rows:
            if self._part.has_plan:
                line = Line(flat(row.text), row.places)  # a place is claimed whole, so a row is one line
                self._caption.append(line)
                self._loose.append(line)
            else:
                self._part.preamble += [Line(text, row.places) for text in row.text.split("\n")]
                self._part.preamble.append(Line("", ()))

    # Tables

    def _table(self, rows: Sequence[Row]) -> None:
        raw = [row.cells for row in rows]
        if kind := self._foreign(raw):
            self._skip(rows, kind)
            return
        start = 0
        while (found := find_header(raw, start)) is not None:
            self._above_heading(rows[start : found.first])
            start = self._under_heading(found, rows, raw)
        if start == 0:
            self._without_heading(rows)

    def _foreign(self, raw: Sequence[RawRow]) -> str:
        """What a table is that only looks like a plan; a title above its heading is looked past."""
        found = find_header(raw)
        return foreign_kind(raw[found.first : found.after] if found else raw)

    def _skip(self, rows: Sequence[Row], kind: str) -> None:
        self.ledger.call(rows[0].table, kind)
        self._kinds.append(kind)
        self._caption = []

    def _above_heading(self, rows: Sequence[Row]) -> None:
        if rows and self._current is not None and self._current.is_plan and goes_on(self._current, rows):
            self._take(self._current, rows)
        else:
            self._typed_into_cells(rows)

    def _under_heading(self, found: FoundHeader, rows: Sequence[Row], raw: Sequence[RawRow]) -> int:
        """Read the rows of one heading up to the next; where to look for it."""
        following = find_header(raw, found.after)
        while following is not None and following.header.keys == found.header.keys:
            following = find_header(raw, following.after)
        end = following.first if following else len(rows)
        header = self._current = with_found_numbers(found.header, raw[found.after : end])
        for row in rows[found.first : found.after]:
            self.ledger.claim(Fate.HEADING, row.places)
        if header.is_plan:
            self._headings_of_caption(has_header=True)
        self._take(header, rows[found.after : end])
        return end

    def _without_heading(self, rows: Sequence[Row]) -> None:
        """Lines in a frame, the next part of the plan before it, or a table of something else."""
        header = self._current
        if header is None and is_preamble([row.cells for row in rows]):
            self._typed_into_cells(rows)
        elif header is not None and goes_on(header, rows):
            if header.is_plan:
                self._headings_of_caption(has_header=False)
            if has_own_heading(header, rows[0]):
                self.ledger.claim(Fate.HEADING, rows[0].places)
                rows = rows[1:]
            self._take(header, rows)
        elif any(row.places for row in rows):
            self._skip(rows, "")

    def _take(self, header: Header, rows: Sequence[Row]) -> None:
        self._caption = []
        self._part.take(header, rows, has_numbers=_has_numbers(header, rows))

    def _headings_of_caption(self, *, has_header: bool) -> None:
        begins = not self._part.has_plan
        if not begins and has_header and self._another_plan():
            return
        found = captions(
            self._caption,
            begins_plan=begins,
            has_header=has_header,
            is_wrapped=self._document.soft_breaks,
        )
        if begins and not found:
            self._part.begin(self._caption)
        self._part.has_captions |= bool(found and not begins and has_header)
        for line in found:
            self._part.rows.heading(line.text, line.places)

    def _another_plan(self) -> bool:
        """Whether the lines above the table name another plan; of the same period it is a section."""
        title = find_title([line.text for line in self._caption])
        period = period_of_title(title)
        if not title or not (period or names_plan(title)) or title == self._part.title:
            return False
        self._titles.append(title)
        if period is None or period == self._part.period:
            lines = [line for line in self._caption if line.text and flat(line.text) in title]
            self._part.rows.heading(title, tuple(place for line in lines for place in line.places))
            return True
        self._parts.append(self._new_part())
        self._part.preamble += self._caption
        self._part.begin(())
        return True

    # The end

    def proposal(self, period: PlanPeriod | None) -> Proposal:
        """Everything read, put together; the first plan carries the others and the rests."""
        parts = [part for part in self._parts if part.rows.entries]
        if not parts:
            raise DocumentRefused(*self._refusal())
        first, *others = [part.proposal(None if index else period) for index, part in enumerate(parts)]
        self._claim_loose()
        rests = self.ledger.close()
        accounted = self.ledger.accounted
        left_out = self._document.left_out
        several = (Problem(code="several-plans", facts={"titles": (parts[0].title, *self._titles)}),)
        return replace(
            first,
            plans=tuple(others),
            rests=(*rests, *as_rests(left_out)),
            accounted=replace(accounted, skipped=accounted.skipped + len(left_out)),
            problems=(
                *(rest.problem for rest in rests),
                *(several if self._titles else ()),
                *self._document.problems,
                *first.problems,
            ),
        )

    def _claim_loose(self) -> None:
        """Lines after a table that head nothing: notes, signatures, page furniture; others are rests."""
        titles = "\n".join(part.title for part in self._parts)
        for line in self._loose:
            if is_note(line.text):
                self.ledger.claim(Fate.AMENDMENT, line.places)
            elif is_running(line.text) or flat(line.text) in titles:
                self.ledger.claim(Fate.HEADING, line.places)
            elif is_signature(line.text):
                self.ledger.claim(Fate.SIGNATURE, line.places)

    def _refusal(self) -> tuple[str, str]:
        """No plan: what the document looks like instead, if anything tells."""
        kind = next(filter(None, self._kinds), "")
        return ("not-a-plan", kind) if kind else ("no-plan-table", "")


def _texts(document: RawDocument) -> Iterable[str]:
    for block in document.blocks:
        match block:
            case Prose(text):
                yield text
            case RawTable(rows):
                yield from (cell.text for row in rows for cell in row if cell.text)


def _has_numbers(header: Header, rows: Sequence[Row]) -> bool:
    if Field.NUMBER not in header.keys:
        return False
    column = header.keys.index(Field.NUMBER)
    printed = (row.cells[column].text for row in rows if len(row.cells) > column)
    return any(number_of(text) or is_roman(text) for text in printed if text)
