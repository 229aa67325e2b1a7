"""The plan as a table that is changed and sent back: its columns, its rows, what is not understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.ids import MeasureId, PersonId, PlanEditId, PlanTableId, PlanTableReturnId, RoadMapId
from roadmap.plan.measure_content import Aspect, MeasureContent


class TableColumn(StrEnum):
    """A column of the table; the first one says whose row it is and is hidden."""

    MARK = "mark"
    NUMBER = "number"
    SECTION = "section"
    TITLE = "title"
    RESULT = "result"
    DEADLINE = "deadline"
    MAIN = "main"
    CO = "co"
    EVIDENCE = "evidence"
    COMPLETION = "completion"
    STANDING = "standing"
    REASON = "reason"


Cells = Mapping[TableColumn, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row as the office program numbers it; a column that the table has lost is not among its cells."""

    line: int
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTable:
    """A table as it came back: the number it carries, its rows, and headings that are not ours."""

    table_id: PlanTableId
    rows: tuple[TableRow, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTrouble:
    """What cannot be taken: in which row and column, why, and the words that stand there."""

    line: int
    column: TableColumn
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """A row that says something new: what it touches, and what the measure would be by the table.

    `measure_id` None: a measure that is not there yet.
    """

    line: int
    measure_id: MeasureId | None
    content: MeasureContent
    aspects: tuple[Aspect, ...]


class TableChoice(StrEnum):
    """Whose word counts for a row that both sides have changed."""

    TABLE = "table"
    PLAN = "plan"


class ReturnState(StrEnum):
    REVIEWING = "reviewing"
    APPLIED = "applied"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """A table that was given out, with every measure as it was then."""

    id: PlanTableId
    road_map_id: RoadMapId
    made_by: PersonId
    made_at: datetime
    contents: Mapping[MeasureId, MeasureContent]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReturn:
    """A table that came back, to be kept; `unknown` are rows of no measure of ours."""

    table_id: PlanTableId
    sent_by: PersonId
    file_name: str
    rows: tuple[ReturnedRow, ...]
    troubles: tuple[CellTrouble, ...]
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTableReturn:
    """A table that came back and what was decided about its rows."""

    id: PlanTableReturnId
    table_id: PlanTableId
    sent_by: PersonId
    file_name: str
    rows: tuple[ReturnedRow, ...]
    troubles: tuple[CellTrouble, ...]
    unknown: int
    choices: Mapping[int, TableChoice]
    state: ReturnState
    edit_id: PlanEditId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTableSheet:
    """What the workbook is made of: rows with the measures they are of, and what its drop-downs offer."""

    table_id: PlanTableId
    title: str
    made_at: datetime
    time_zone: str
    rows: tuple[tuple[MeasureId, Cells], ...]
    units: tuple[str, ...]
    sections: tuple[str, ...]
