"""Rows written as text are read by others as the values they were, however many they are."""

import io
from datetime import UTC, date, datetime

from openpyxl import load_workbook

from reports.xlsx.cells import Book, Look, Value

MOMENT = datetime(2026, 10, 20, 9, 15, 30, tzinfo=UTC)
VALUES = (
    Value('Ромашка <&> "Лютик"', Look.TEXT),
    Value("  с краю  ", Look.TEXT),
    Value("две\nстроки", Look.TEXT),
    Value("", Look.TEXT),
    None,
    Value(7, Look.NUMBER),
    Value(0.25, Look.SHARE),
    Value(date(2026, 2, 28), Look.DATE),
    Value(MOMENT, Look.MOMENT),
    Value("=1+1", Look.TEXT),
)
READ = (
    'Ромашка <&> "Лютик"',
    "  с краю  ",
    "две\nстроки",
    None,
    None,
    7,
    0.25,
    datetime(2026, 2, 28),  # noqa: DTZ001  as a file has it
    datetime(2026, 10, 20, 12, 15, 30),  # noqa: DTZ001
    "=1+1",
)


def written(rows: int) -> bytes:
    book = Book("Europe/Moscow")
    for title in ("Первый", "Второй"):
        sheet = book.sheet(title, [10] * len(VALUES), frozen="A1")
        for _ in range(rows):
            sheet.add(*VALUES)
        sheet.finish()
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_every_kind_of_value_is_read_back_as_it_was() -> None:
    book = load_workbook(io.BytesIO(written(1)))
    for sheet in book:
        assert list(sheet.iter_rows(values_only=True)) == [READ]
        assert sheet["J1"].data_type == "s", "words are never a formula"


def test_rows_that_do_not_fit_into_memory_lose_nothing() -> None:
    book = load_workbook(io.BytesIO(written(2_500)), read_only=True)
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        assert (len(rows), set(rows)) == (2_500, {READ})
