"""Files that leave the building, beside the bare libraries writing the same: the workbook, the Word form."""

import gc
import io
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import xlsxwriter
from docx import Document
from openpyxl import load_workbook

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import milliseconds, spread
from bench.past import lay_past
from bench.table import Table, Verdict
from bot.process.wiring import build_app
from documents.filling.docx_form import fill_docx
from reports.docx.form import write_form
from reports.xlsx.workbook import export_summary
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.place import in_telegram
from roadmap.plan.measure_place import MeasurePlace
from roadmap.summary.form import FormContent, FormRow
from roadmap.summary.summary_source import SummarySource
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.unit_of_work import Store

SCHOOLS, POINTS, MEASURES = 200, 50, 80
WORKBOOK_PROMISED, FORM_PROMISED = 1.5, 2.0
METHOD = """The workbook of {duties:,} executions, with reports, decisions and a campaign behind them, beside
XlsxWriter writing the same values into the same cells, without looks, tables and charts. The Word form of
{measures} measures, built anew and filled into the plan's own file, beside python-docx making a table of the
same words. Processor time in this process; contenders take turns, {rounds} rounds after one to warm up. (That
a campaign of 2,000 units holds no chat stands under «What takes long beside the chats».)"""
HEADING = ("№", "Мероприятие", "Срок", "Ответственные", "Результат", "Отметка об исполнении")
Cells = Mapping[str, Sequence[Sequence[Any]]]
Work = Callable[[], object]


class StandingClock:
    def now(self) -> datetime:
        return MORNING + timedelta(days=60)


async def measure(course: Course) -> list[Table]:
    schools = course.size(SCHOOLS)
    source = await _source(course, schools)
    cells = _cells(source)
    form, plan = _form(), _plan()
    works: dict[str, Work] = {
        "workbook": lambda: export_summary(source),
        "XlsxWriter, the same cells": lambda: bare_workbook(cells),
        "form built anew": lambda: write_form(form),
        "form in the plan's own file": lambda: fill_docx(plan, form),
        "python-docx, the same table": lambda: bare_table(form),
    }
    taken = _in_turn(works, course.rounds)
    ours, bare, *forms, table = (median(seconds) for seconds in taken.values())
    count = sum(len(row) for rows in cells.values() for row in rows)
    return [
        Table(
            title="Files beside the bare libraries",
            columns=("", "processor", "of its peer"),
            rows=[
                (name, spread([s * 1000 for s in seconds], 1, "ms"), ratio)
                for (name, seconds), ratio in zip(
                    taken.items(),
                    (f"{ours / bare:.2f}", "1", *(f"{each / table:.2f}" for each in forms), "1"),
                    strict=True,
                )
            ],
            method=METHOD.format(duties=schools * POINTS, measures=MEASURES, rounds=course.rounds),
            verdicts=[
                _verdict("the workbook", WORKBOOK_PROMISED, ours / bare),
                _verdict("the form built anew", FORM_PROMISED, forms[0] / table),
                _verdict("the form in the plan's own file", FORM_PROMISED, forms[1] / table),
            ],
            notes=[f"{count:,} cells on {len(cells)} sheets; the bare workbook took {milliseconds(bare)}."],
        )
    ]


def _verdict(what: str, promised: float, measured: float) -> Verdict:
    return Verdict(
        promised=f"{what} takes at most {promised} times its peer",
        measured=f"{measured:.2f}",
        is_kept=measured <= promised,
    )


def _in_turn(works: Mapping[str, Work], rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in works}
    gc.collect()
    gc.freeze()  # what the contenders read is nobody's garbage, and is not looked through in anybody's turn
    for number in range(rounds + 1):
        for name, work in works.items():
            started = time.process_time()
            work()
            if number:
                taken[name].append(time.process_time() - started)
    gc.unfreeze()
    return taken


async def _source(course: Course, schools: int) -> SummarySource:
    region = Region(schools=schools, points=POINTS, schools_per_department=schools, now=MORNING)
    file = course.folder / "files.db"
    await build(file, region, lambda connection: lay_past(connection, region))
    store = Store(create_engine(database_url(file)))
    app = build_app(store=store, clock=StandingClock(), files=FolderFiles(course.folder / "files"))
    curator = await app.people.actor(in_telegram(region.chat_of(region.curator_of(1))))
    assert curator is not None
    source = await app.exports.source(curator, RoadMapId(1))
    await store.close()
    return source


def _cells(source: SummarySource) -> Cells:
    """What our own workbook says, cell by cell."""
    (whole,) = export_summary(source)
    book = load_workbook(io.BytesIO(whole.data), read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def bare_workbook(cells: Cells) -> bytes:
    """The same values in the same places."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "dd.mm.yyyy"}
    book = xlsxwriter.Workbook(target, options)
    for title, rows in cells.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
    book.close()
    return target.getvalue()


def bare_table(form: FormContent) -> bytes:
    """The same words in a table, as python-docx's own guide fills one."""
    document = Document()
    table = document.add_table(rows=1, cols=len(HEADING), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, HEADING, strict=True):
        cell.text = words
    for row in form.rows:
        for cell, words in zip(table.add_row().cells, _words(row), strict=True):
            cell.text = words
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _words(row: FormRow) -> tuple[str, ...]:
    return (row.number, row.title, row.deadline, row.responsible, row.result, row.mark)


def _form() -> FormContent:
    return FormContent(
        heading=("Отчёт об исполнении дорожной карты", "за 2026 год"),
        title="План мероприятий Мошниковского округа на 2026 год",
        column=HEADING[-1],
        rows=tuple(_row(number) for number in range(1, MEASURES + 1)),
        signers=(),
    )


def _row(number: int) -> FormRow:
    return FormRow(
        measure_id=MeasureId(number),
        section="",
        number=str(number),
        title=f"Встреча {number} учителей и родителей округа с разбором работ учеников",
        deadline="до 30 мая 2026 года",
        responsible="Руководители образовательных организаций",
        result=f"Справка {number}",
        mark=f"Выполнено 12.05.2026. Собрались {number} семей\nПодтверждения: № {number}",
        place=MeasurePlace(table=1, rows=(number + 1,)),
    )


def _plan() -> bytes:
    """The plan as it was approved: the same table without the last column."""
    document = Document()
    table = document.add_table(rows=MEASURES + 1, cols=len(HEADING) - 1, style="Table Grid")
    lines = [HEADING[:-1], *(_words(row)[:-1] for row in _form().rows)]
    for line, words in zip(table.rows, lines, strict=True):
        for cell, text in zip(line.cells, words, strict=True):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
