"""A 5,000-row workbook: the import beside openpyxl's bare reading of the same file, in the same run."""

import asyncio
import io
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

from openpyxl import Workbook, load_workbook

from bench.course import Course
from bench.figures import spread
from bench.table import Table, Verdict, as_text
from documents.limits import MAX_ROWS
from documents.reader import read_document

TIMES_PROMISED = 3.0
MEMORY_PROMISED_BYTES = 128 * 1024 * 1024
_DEADLINES = (
    "март",
    "Апрель-май 2024",
    "ежемесячно",
    "постоянно",
    "до 5 сентября 2024 г.",
    "1 раз в квартал",
)
_ROWS_IN_SECTION = 50
_WIDTH = 5


def workbook(rows: int) -> bytes:
    """A plan of so many rows in sections with merged headings."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Дорожная карта на 2024 год"])
    sheet.append(["№", "Мероприятие", "Срок", "Ответственные", "Результат"])
    for row in range(3, rows + 1):
        if row % _ROWS_IN_SECTION == 3:
            sheet.append([f"Раздел {row // _ROWS_IN_SECTION + 1}"])
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_WIDTH)
            continue
        title = f"Встреча {row} учителей и родителей района с разбором работ учеников"
        sheet.append(
            [row, title, _DEADLINES[row % len(_DEADLINES)], "ИМЦ УО, руководители ОО", f"Справка {row}"]
        )
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def bare(data: bytes) -> int:
    """What anyone who uses openpyxl pays: load, then touch every value."""
    sheet = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    return sum(value is not None for row in sheet.iter_rows(values_only=True) for value in row)


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time, so that a busy machine does not spoil the comparison."""
    started = time.process_time()
    work()
    return time.process_time() - started


def peak_bytes(work: Callable[[], object]) -> int:
    """Python memory at its highest."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


async def measure(course: Course) -> list[Table]:
    """Both readings turn about, so that neither has the better half of the run."""
    rows = course.size(MAX_ROWS)
    data = workbook(rows)
    plain: list[float] = []
    ours: list[float] = []
    for _ in range(course.rounds):
        plain.append(processor_seconds(lambda: bare(data)))
        ours.append(processor_seconds(lambda: read_document(data, "plan.xlsx")))
    measures = len(read_document(data, "plan.xlsx").measures)
    times = median(ours) / median(plain)
    peak = peak_bytes(lambda: read_document(data, "plan.xlsx"))
    mib = f"{peak / 2**20:.0f} MiB"
    return [
        Table(
            title="Import of a large workbook",
            method=f"XLSX of {rows:,} rows × {_WIDTH} columns, {len(data) // 1024} KiB; processor time.",
            columns=("reading", "seconds", "what comes out"),
            rows=(
                ("openpyxl, load and touch every value", spread(plain, 2), "values"),
                ("vekha", spread(ours, 2), f"{measures:,} measures with deadlines and responsibles"),
            ),
            verdicts=(
                Verdict(
                    promised=f"within {TIMES_PROMISED:.0f} times of openpyxl's bare reading",
                    measured=f"{times:.2f} times",
                    is_kept=times <= TIMES_PROMISED,
                ),
                Verdict(
                    promised=f"bounded memory: {MEMORY_PROMISED_BYTES // 2**20} MiB at most",
                    measured=mib,
                    is_kept=peak <= MEMORY_PROMISED_BYTES,
                ),
            ),
        )
    ]


def main() -> None:
    """This bench alone."""
    with tempfile.TemporaryDirectory() as folder:
        for table in asyncio.run(measure(Course(folder=Path(folder)))):
            sys.stdout.write(as_text(table) + "\n")


if __name__ == "__main__":
    main()
