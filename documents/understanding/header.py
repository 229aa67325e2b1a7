"""Finds the heading rows of a table: by synonyms, in any order, over up to three lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.formats.blocks import RawRow
from documents.understanding.bodies import is_post
from documents.understanding.columns import CORE, Field, beside_time, column_of
from documents.understanding.dates import MONTHS
from documents.understanding.marked_columns import Marks, marks_of
from documents.understanding.numbers import number_of
from documents.understanding.words import flat, fold, starts_low

_MAX_LINES = 3
_NUMBERED = re.compile(r"^\d+(?:[.)]\d*)*[.)]?$")
_HEADING_LENGTH = 160
_RHYTHM = re.compile(r"постоянно|в течени|еже|раз в |по |при |до |май$|мая$|маи$|весной|осенью")
_OF_TIME = frozenset({None, Field.DEADLINE, Field.DEADLINE_END, Field.MONTH, Field.TIME})


@dataclass(frozen=True, slots=True)
class Header:
    """`keys[i]` says what column i holds: a `Field`, the printed heading of an unknown one, or "".

    `starts` are the columns where a cell of the heading begins, the finest of its lines; `marks` those for a
    month or another period; `beside` what a column of deadlines holds besides.
    """

    keys: tuple[str, ...]
    lines: frozenset[tuple[str, ...]]
    starts: tuple[int, ...]
    marks: Marks = field(default_factory=dict)
    beside: Mapping[int, Field] = field(default_factory=dict)

    @property
    def is_plan(self) -> bool:
        """Whether rows under it are measures."""
        named = Field.DEADLINE in self.keys or Field.RESPONSIBLE in self.keys
        return Field.TITLE in self.keys and (named or bool(self.marks))

    @property
    def is_risk_audit(self) -> bool:
        """Whether rows under it are risk factors with codes."""
        return (
            Field.RISK_CODES in self.keys
            and Field.DEADLINE not in self.keys
            and not {Field.PARAMETER, Field.FACTOR}.isdisjoint(self.keys)
        )

    def repeats(self, row: RawRow) -> bool:
        """Whether the row is one of the heading's own lines printed again."""
        first = next((cell.text for cell in row if cell.text), "")
        return any(line and line[0] == fold(first) for line in self.lines) and signature(row) in self.lines


@dataclass(frozen=True, slots=True)
class FoundHeader:
    header: Header
    first: int
    after: int


def with_found_numbers(header: Header, rows: Sequence[RawRow]) -> Header:
    """The heading; an unnamed first column whose cells are mostly numbers is the column of numbers."""
    if Field.NUMBER in header.keys or not header.keys or header.keys[0]:
        return header
    printed = [row[0].text for row in rows if row and row[0].text and len(row) > 1 and not row[1].beside]
    if sum(number_of(text) is not None for text in printed) * 2 <= len(printed):
        return header
    return replace(header, keys=(Field.NUMBER, *header.keys[1:]))


def signature(row: RawRow) -> tuple[str, ...]:
    """The row's words for comparison, without empty cells."""
    return tuple(fold(cell.text) for cell in row if cell.text)


def find_header(rows: Sequence[RawRow], start: int = 0) -> FoundHeader | None:
    """The first heading of a plan or of a risk audit at or after `start`."""
    for first in range(start, len(rows)):
        if not _may_be_heading(rows[first]):
            continue
        for height in range(1, min(_MAX_LINES, len(rows) - first) + 1):
            lines = rows[first : first + height]
            if height > 1 and not _may_be_heading(lines[-1]):
                break
            header = _header(lines)
            if _is_known(header) and not (height > 1 and _says_as_much(lines[1:], header)):
                return _with_second_line(rows, first, height, header)
    return None


def _is_known(header: Header) -> bool:
    return header.is_plan or header.is_risk_audit


def _says_as_much(lines: Sequence[RawRow], header: Header) -> bool:
    """Whether the first of the lines is only a title above the heading proper."""
    lower = _header(lines)
    return _is_known(lower) and _known_columns(lower) >= _known_columns(header)


def _known_columns(header: Header) -> int:
    return sum(isinstance(key, Field) for key in header.keys)


def _with_second_line(rows: Sequence[RawRow], first: int, height: int, header: Header) -> FoundHeader:
    """A complete first line may still have lines under it that only finish its words."""
    while height < _MAX_LINES and first + height < len(rows) and _finishes(rows, first, height):
        height += 1
        header = _header(rows[first : first + height])
    after = first + height
    if after < len(rows) and is_enumeration(rows[after]):
        after += 1
    return FoundHeader(header, first, after)


def _finishes(rows: Sequence[RawRow], first: int, height: int) -> bool:
    upper, lower = rows[first + height - 1], rows[first + height]
    if counts_periods(upper, lower):
        return True
    if not _may_be_heading(lower):
        return False
    texts = [(index, cell.text) for index, cell in enumerate(lower) if cell.text]
    if any(cell.beside and index < len(lower) and lower[index].text for index, cell in enumerate(upper)):
        return True
    known = sum(column_of(text) is not None for _, text in texts)
    if known >= 2 and len(texts) >= 2:
        return True
    if any(_says_what_rows_say(text) for _, text in texts):
        return False
    return bool(texts) and all(
        starts_low(text) and index < len(upper) and upper[index].text for index, text in texts
    )


def _says_what_rows_say(text: str) -> bool:
    """A day, a month, a rhythm or a post: a row of the plan, though typed in small letters."""
    folded = fold(text)
    says_when = any(char.isdigit() for char in folded) or any(
        stem in folded for stem in MONTHS[:4] + MONTHS[5:]
    )
    return says_when or bool(_RHYTHM.match(folded)) or is_post(folded)


def counts_periods(upper: RawRow, lower: RawRow) -> bool:
    """Whether the lower row counts 1 to 4 under a merged heading of quarters."""
    texts = [(index, cell.text.strip(" .")) for index, cell in enumerate(lower) if cell.text]
    if [text for _, text in texts] != ["1", "2", "3", "4"] or texts[0][0] >= len(upper):
        return False
    return "квартал" in fold(upper[texts[0][0]].text)


def _may_be_heading(row: RawRow) -> bool:
    texts = [cell.text for cell in row if cell.text]
    if not texts or any(len(text) > _HEADING_LENGTH for text in texts):
        return False
    return not _NUMBERED.match(texts[0])


def _header(lines: Sequence[RawRow]) -> Header:
    width = max(map(len, lines))
    headings = [_heading(lines, index) for index in range(width)]
    marks = _marks(lines, width)
    starts = {index for line in lines for index, cell in enumerate(line) if not cell.beside}
    keys = _keys(headings, marks)
    beside = {
        index: column
        for index, (key, heading) in enumerate(zip(keys, headings, strict=True))
        if key == Field.DEADLINE and (column := beside_time(heading)) and column not in keys
    }
    return Header(keys, frozenset(map(signature, lines)), tuple(sorted(starts)), marks, beside)


def _marks(lines: Sequence[RawRow], width: int) -> Marks:
    """Columns for months and the like, unless they are of money or a column of deadlines stands beside."""
    own = [_lowest(lines, index) for index in range(width)]
    if len(lines) > 1 and counts_periods(lines[-2], lines[-1]):
        own = [f"{text} квартал" if text.isdecimal() else text for text in own]
    marks = marks_of(own)
    others = [column_of(text) for index, text in enumerate(own) if index not in marks]
    above = {column_of(_merged_above(lines, index)) for index in marks}
    return (
        {} if (Field.DEADLINE in others and Field.DEADLINE not in above) or not above <= _OF_TIME else marks
    )


def _heading(lines: Sequence[RawRow], index: int) -> str:
    """The column's own words; where they say nothing, with those of the merged heading above them."""
    own = _own(lines, index)
    if column_of(own) is not None or not any(index < len(line) and line[index].beside for line in lines):
        return own
    return flat(f"{_merged_above(lines, index)} {own}")


def _lowest(lines: Sequence[RawRow], index: int) -> str:
    texts = [line[index].text for line in lines if index < len(line) and line[index].text]
    return flat(texts[-1]) if texts else ""


def _own(lines: Sequence[RawRow], index: int) -> str:
    return flat(" ".join(line[index].text for line in lines if index < len(line)))


def _merged_above(lines: Sequence[RawRow], index: int) -> str:
    for line in lines:
        if index < len(line) and line[index].beside:
            return next((cell.text for cell in reversed(line[:index]) if cell.text), "")
    return ""


def _keys(headings: Sequence[str], marks: Marks) -> tuple[str, ...]:
    """One column for each meaning: the first that has it; a second one keeps its printed heading."""
    columns = [None if index in marks else column_of(heading) for index, heading in enumerate(headings)]
    for time in (Field.MONTH, Field.TIME):
        if time in columns and Field.DEADLINE not in columns:
            columns[columns.index(time)] = Field.DEADLINE
    if Field.TITLE not in columns and Field.DIRECTION in columns:
        last = len(columns) - 1 - columns[::-1].index(Field.DIRECTION)
        columns[last] = Field.TITLE  # «Направление» beside «Задачи»: the tasks are what is done
    if Field.TITLE not in columns and Field.FORM in columns:
        columns[columns.index(Field.FORM)] = Field.TITLE
    if Field.TITLE not in columns and Field.SOLUTION in columns and Field.DEADLINE in columns:
        columns[columns.index(Field.SOLUTION)] = Field.TITLE
    if (
        Field.TITLE not in columns
        and {Field.DEADLINE, Field.RESPONSIBLE}.issubset(columns)
        and (
            unknown := [
                index for index, column in enumerate(columns) if column is None and index not in marks
            ]
        )
    ):
        columns[unknown[0]] = Field.TITLE
    if Field.DEADLINE_END in columns and Field.DEADLINE not in columns:
        columns[columns.index(Field.DEADLINE_END)] = Field.DEADLINE
    keys: list[str] = []
    for heading, column in zip(headings, columns, strict=True):
        key = marks.get(len(keys), heading) if column is None else column
        keys.append(key if key not in keys else _second(heading, keys))
    return tuple(keys)


def _second(heading: str, keys: Sequence[str]) -> str:
    return heading if heading not in keys and heading not in CORE else ""


def is_enumeration(row: RawRow) -> bool:
    """A row «1 2 3 4 5» under the heading that only numbers the columns."""
    if next((cell.text for cell in row if cell.text), "").strip(" .") != "1":
        return False
    texts = [cell.text.strip(" .") for cell in row if cell.text]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]
