"""What the rows of a returned table say, against the plan as it was when the table went out.

A cell that stands as it went out says nothing. A cell that cannot be understood is told by row and column,
and the rest of its row is taken all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput
from roadmap.ids import MeasureId
from roadmap.imports.questions import Assigned
from roadmap.language.reader import read_deadline
from roadmap.language.recognised import Recognised
from roadmap.language.table_words import (
    cells_of,
    completion_of,
    evidence_of,
    executors_of,
    standing_of,
)
from roadmap.plan.measure import MeasureStanding
from roadmap.plan.measure_content import Answering, Aspect, MeasureContent, aspects, empty_measure, with_words
from roadmap.plan.plan_tables import (
    Cells,
    CellTrouble,
    PlanTable,
    ReturnedRow,
    SentTable,
    TableColumn,
    TableRow,
)
from roadmap.wording import name_key
from services.plan.editing import LIMITS, MAX_DEADLINE, MAX_REASON, with_deadline
from services.plan.names import responsible_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """Rows that say something new, and cells that could not be taken; `unknown` rows are of no measure."""

    rows: tuple[ReturnedRow, ...]
    troubles: tuple[CellTrouble, ...]
    unknown: int


def read_table(
    sent: SentTable, given_out: PlanTable, names: Mapping[Assigned, str], period: PlanPeriod
) -> ReadTable:
    """Every row compared with what went out, by identifier; a copied row is a new measure."""
    reader = _Reader(given_out=given_out, names=names, meaning=_meaning(names), period=period)
    for row in sent.rows:
        reader.take(row)
    return ReadTable(rows=tuple(reader.rows), troubles=tuple(reader.troubles), unknown=reader.unknown)


@dataclass(slots=True, kw_only=True)
class _Reader:
    given_out: PlanTable
    names: Mapping[Assigned, str]
    meaning: Callable[[str], Assigned | None]
    period: PlanPeriod
    rows: list[ReturnedRow] = field(default_factory=list)
    troubles: list[CellTrouble] = field(default_factory=list)
    unknown: int = 0
    _seen: set[MeasureId] = field(default_factory=set)
    _section: str = ""

    def take(self, row: TableRow) -> None:
        mark = row.cells.get(TableColumn.MARK, "")
        measure_id = self._measure(mark)
        if measure_id is None and mark.strip() and not mark.strip().isdecimal():
            self.unknown += 1
            return
        if measure_id is None:
            self._take_new(row)
            return
        self._seen.add(measure_id)
        before = self.given_out.contents[measure_id]
        self._section = before.section
        after = self._changed(row, before, cells_of(before, self.names))
        if touched := aspects(before, after):
            found = ReturnedRow(line=row.line, measure_id=measure_id, content=after, aspects=touched)
            self.rows.append(found)

    def _measure(self, mark: str) -> MeasureId | None:
        """The measure of this row; None for a new row, and for the copy of a row that was read."""
        number = mark.strip().removesuffix(".0")
        if not number.isdecimal() or len(number) > 15:
            return None
        measure_id = MeasureId(int(number))
        is_known = measure_id in self.given_out.contents and measure_id not in self._seen
        return measure_id if is_known else None

    def _take_new(self, row: TableRow) -> None:
        words = {column: text for column, text in row.cells.items() if column is not TableColumn.MARK}
        if not any(_said(text) for column, text in words.items() if column in _TELLING):
            return
        blank = empty_measure(self._section, 0, "", "")
        after = self._changed(row, blank, cells_of(blank, self.names))
        if after.title:
            found = ReturnedRow(line=row.line, measure_id=None, content=after, aspects=aspects(blank, after))
            self.rows.append(found)
        elif not any(trouble.line == row.line for trouble in self.troubles):
            self._trouble(row, TableColumn.TITLE, "no-title", "")

    # Cells

    def _changed(self, row: TableRow, before: MeasureContent, went_out: Cells) -> MeasureContent:
        """The measure by the cells of this row that do not stand as they went out."""
        new = {
            column: text
            for column, text in row.cells.items()
            if column is not TableColumn.MARK and _said(text) != _said(went_out.get(column, ""))
        }
        content = before
        for column, read in self._readers().items():
            if column not in new:
                continue
            try:
                content = read(content, new[column])
            except BadInput as refusal:
                self._trouble(row, column, refusal.reason, refusal.detail or new[column])
        if TableColumn.MAIN in new or TableColumn.CO in new:
            content = self._with_executors(row, content, went_out)
        if TableColumn.STANDING in new or TableColumn.REASON in new:
            content = self._with_standing(row, content)
        return content

    def _readers(self) -> Mapping[TableColumn, Callable[[MeasureContent, str], MeasureContent]]:
        return {
            TableColumn.NUMBER: lambda content, text: _with_words(content, Aspect.NUMBER, text.rstrip(". ")),
            TableColumn.SECTION: lambda content, text: _with_words(content, Aspect.SECTION, text),
            TableColumn.TITLE: _with_title,
            TableColumn.RESULT: lambda content, text: _with_words(content, Aspect.RESULT, text),
            TableColumn.DEADLINE: self._with_deadline,
            TableColumn.EVIDENCE: _with_evidence,
            TableColumn.COMPLETION: _with_completion,
        }

    def _with_deadline(self, content: MeasureContent, text: str) -> MeasureContent:
        words = " ".join(text.split())
        if not words:
            raise BadInput("cell-deadline-empty")
        if len(words) > MAX_DEADLINE:
            raise BadInput("cell-too-long", str(MAX_DEADLINE))
        before = content.deadline_text
        if before and read_deadline(words).deadline == read_deadline(before).deadline:
            return content  # the same day as another office program writes it
        try:
            return with_deadline(content, words, self.period)
        except BadInput:
            raise BadInput("cell-deadline") from None

    def _with_executors(self, row: TableRow, content: MeasureContent, went_out: Cells) -> MeasureContent:
        """Everybody both cells name, if each of them is known: half of a list is nobody's wish."""
        answering: list[Answering] = []
        is_whole = True
        for column, is_main in ((TableColumn.MAIN, True), (TableColumn.CO, False)):
            for one in executors_of(row.cells.get(column, went_out.get(column, ""))):
                assigned = self.meaning(one.name)
                if assigned is None:
                    self._trouble(row, column, "cell-name", one.name)
                    is_whole = False
                    continue
                answering.append(Answering(assigned=assigned, is_main=is_main, days_earlier=one.days_earlier))
        if not is_whole:
            return content
        if not answering and content.answering:
            self._trouble(row, TableColumn.MAIN, "cell-nobody", "")
            return content
        settled = _settled(answering)
        is_same = {one.assigned for one in settled} == {one.assigned for one in content.answering}
        words = content.responsible_text if is_same else responsible_words(settled, self.names)
        return replace(content, answering=settled, responsible_text=words)

    def _with_standing(self, row: TableRow, content: MeasureContent) -> MeasureContent:
        said = row.cells.get(TableColumn.STANDING, "")
        standing = standing_of(said) if TableColumn.STANDING in row.cells else content.standing
        if standing is None:
            self._trouble(row, TableColumn.STANDING, "cell-standing", said)
            return content
        reason = " ".join(row.cells.get(TableColumn.REASON, content.reason).split())[:MAX_REASON]
        if standing is MeasureStanding.CANCELLED and not reason:
            self._trouble(row, TableColumn.REASON, "cell-reason", "")
            return content
        return replace(
            content, standing=standing, reason=reason if standing is MeasureStanding.CANCELLED else ""
        )

    def _trouble(self, row: TableRow, column: TableColumn, code: str, words: str) -> None:
        self.troubles.append(CellTrouble(line=row.line, column=column, code=code, words=words))


_TELLING = frozenset(
    {TableColumn.TITLE, TableColumn.NUMBER, TableColumn.RESULT, TableColumn.DEADLINE, TableColumn.MAIN}
)
"""A row without any of these is an empty one of the table's end."""


def _meaning(names: Mapping[Assigned, str]) -> Callable[[str], Assigned | None]:
    """Whom typed words mean: the name itself, else another spelling of it that only one bears."""
    exact = {name_key(name): assigned for assigned, name in names.items()}
    units = [(assigned, name) for assigned, name in names.items() if assigned.unit_id is not None]
    persons = [(assigned, name) for assigned, name in names.items() if assigned.person_id is not None]
    spelled = Recognised(units, persons)
    return lambda words: exact.get(name_key(words)) or spelled.unit(words) or spelled.person(words)


def _said(text: str) -> str:
    """The words of a cell, whatever the spacing and the line breaks."""
    return " ".join(text.split())


def _with_words(content: MeasureContent, aspect: Aspect, text: str) -> MeasureContent:
    words = _said(text)
    if len(words) > LIMITS[aspect]:
        raise BadInput("cell-too-long", str(LIMITS[aspect]))
    return with_words(content, aspect, words)


def _with_title(content: MeasureContent, text: str) -> MeasureContent:
    if not text.strip():
        raise BadInput("cell-title-empty")
    return _with_words(content, Aspect.TITLE, text)


def _with_evidence(content: MeasureContent, text: str) -> MeasureContent:
    rule = evidence_of(text)
    if rule is None:
        raise BadInput("cell-evidence")
    return replace(content, evidence=rule)


def _with_completion(content: MeasureContent, text: str) -> MeasureContent:
    rule = completion_of(text)
    if rule is None:
        raise BadInput("cell-completion")
    return replace(content, completion_rule=rule)


def _settled(answering: list[Answering]) -> tuple[Answering, ...]:
    """Each once, one main executor at least; only the others have an earlier day of their own."""
    once = {one.assigned: one for one in reversed(answering)}
    ordered = [once[assigned] for assigned in dict.fromkeys(one.assigned for one in answering)]
    if ordered and not any(one.is_main for one in ordered):
        ordered[0] = replace(ordered[0], is_main=True)
    return tuple(replace(one, days_earlier=0) if one.is_main else one for one in ordered)
