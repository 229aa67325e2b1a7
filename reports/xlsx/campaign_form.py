"""The form of a campaign as a workbook that is filled in and sent back.

A hidden, locked column says whose row it is; what was asked is locked too, only the answers are open. The
sign of the form stands once more on the hidden sheet: the form is known after its first column is gone.
"""

import io
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.xlsx.heights import row_height
from reports.xlsx.open_table import (
    GRID,
    TEXT_FORMAT,
    Offer,
    add_banner,
    add_heading,
    add_offers,
    lay_page,
    protect,
    write_row,
)
from roadmap.language.form_words import FORM_HEADINGS, STATES, FormColumn
from roadmap.monitoring.campaign_views import CampaignQuestion
from roadmap.monitoring.filled_forms import CampaignForm, row_sign_of, sign_of
from texts.monitoring import form_words as words

HEAD_ROW = 4
_OPEN = PatternFill("solid", fgColor="FFF9E5")
"""Where to write: seen on a screen and on grey paper."""
_PLAIN = Font(name="Calibri", size=11)


@dataclass(frozen=True, slots=True)
class _Column:
    key: FormColumn
    width: float
    text: Callable[[CampaignQuestion], str]
    is_open: bool = False


_COLUMNS = (
    _Column(FormColumn.MARK, 12, lambda question: row_sign_of(question.duty.id)),
    _Column(FormColumn.NUMBER, 7, lambda question: question.duty.number),
    _Column(FormColumn.TITLE, 38, lambda question: question.duty.title),
    _Column(FormColumn.DEADLINE, 15, lambda question: ""),
    _Column(FormColumn.RESULT, 26, lambda question: question.duty.result),
    _Column(FormColumn.STATE, 17, words.state, is_open=True),
    _Column(FormColumn.WORDS, 46, words.said, is_open=True),
    _Column(FormColumn.VALUE, 13, words.value, is_open=True),
)
_DEADLINE = [column.key for column in _COLUMNS].index(FormColumn.DEADLINE)


def write_campaign_form(source: CampaignForm) -> bytes:
    """A workbook whose texts are text; the number is asked for where a measure of the form has one."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = words.SHEET
    has_numbers = any(question.indicator for question in source.questions)
    columns = _COLUMNS if has_numbers else _COLUMNS[:-1]
    _lay_out(page, source, columns)
    styles, widths = [_style(page, column) for column in columns], [_room(column) for column in columns]
    for place, (question, deadline) in enumerate(source.rows, HEAD_ROW + 1):
        texts = [column.text(question) for column in columns]
        texts[_DEADLINE] = deadline
        write_row(page, place, texts, widths, styles)
    rows = range(HEAD_ROW + 1, HEAD_ROW + 1 + len(source.questions))
    add_offers(book, page, [_states(columns)], lists=words.LISTS, error=words.CHOOSE, rows=rows)
    book[words.LISTS].cell(1, 2, sign_of(source.form))
    book.properties.keywords = sign_of(source.form)  # what a PDF made of it keeps
    protect(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _room(column: _Column) -> float:
    """The width as heights are counted with: for letters a size smaller."""
    return column.width * 10 / 12


def _states(columns: Sequence[_Column]) -> Offer:
    keys = [column.key for column in columns]
    return Offer(
        column=keys.index(FormColumn.STATE) + 1,
        heading=FORM_HEADINGS[FormColumn.STATE],
        texts=tuple(STATES.values()),
        is_strict=True,
    )


def _lay_out(page: Worksheet, source: CampaignForm, columns: Sequence[_Column]) -> None:
    for number, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        heading = FORM_HEADINGS.get(column.key) or sign_of(source.form)
        add_heading(page, HEAD_ROW, number, heading, 11)
    room = sum(map(_room, columns[1:]))
    title, grey = Font(name="Calibri", size=15, bold=True), Font(name="Calibri", size=11, color="595959")
    lines = (
        (words.heading(source), title, room / 1.5),
        (words.about(source), grey, room),
        (words.HOW_IN_EXCEL, grey, room),
    )
    for number, (line, font, width) in enumerate(lines, 1):
        height = max(22, row_height([(line, width)]) + 4)
        add_banner(page, number, line, font, columns=len(columns), height=height)
    page.row_dimensions[HEAD_ROW].height = 32
    lay_page(
        page, columns=len(columns), head_row=HEAD_ROW, rows=len(source.questions), frozen="D", margin=0.3
    )


def _style(page: Worksheet, column: _Column) -> Any:
    cell: Any = page.cell(HEAD_ROW + 1, 1)
    cell.font, cell.border, cell.number_format = _PLAIN, GRID, TEXT_FORMAT
    is_short = column.key in (FormColumn.NUMBER, FormColumn.STATE, FormColumn.VALUE)
    cell.alignment = Alignment(horizontal="center" if is_short else "left", vertical="top", wrap_text=True)
    cell.protection = Protection(locked=not column.is_open)
    cell.fill = _OPEN if column.is_open else PatternFill()
    return copy(cell._style)
