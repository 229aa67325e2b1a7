"""A workbook that would be too large goes in parts: sums stay whole, each part says what it holds."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from reports.xlsx.workbook import export_summary
from roadmap.ids import DutyId, MeasureId
from roadmap.summary.file_parts import FilePart, first_and_last
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import Standing
from tests.reports.xlsx.test_columns import SOURCE, SUMMARY
from tests.summary_rows import REPORT, measure, owed, point
from texts.summary.file_parts import measures_words, of_workbook, part_lines


def long_words(number: int) -> str:
    """Words that no packing makes short."""
    return " ".join(f"{(place * 7919 + number * 104729) % 999983:x}" for place in range(900))


def large() -> SummarySource:
    """Sixteen measures, each with a long report; the first of them has a moved day."""
    measures = []
    for number in range(1, 17):
        report = replace(REPORT, line=replace(REPORT.line, text=long_words(number)))
        duty_id = SOURCE.changes[0].duty_id if number == 1 else DutyId(500 + number)
        duty = replace(owed(Standing.RUNNING, id=duty_id, number=f"1.{number}"), reports=(report,))
        row = replace(measure(f"1.{number}", f"Дело {number}", point(duty)), id=MeasureId(number))
        measures.append(row)
    return replace(SOURCE, summary=replace(SUMMARY, measures=tuple(measures)))


def sheets(parts: Sequence[FilePart]) -> list[str]:
    return [name for part in parts for name in load_workbook(io.BytesIO(part.data)).sheetnames]


def told(part: FilePart, sheet: str) -> list[str]:
    rows = list(load_workbook(io.BytesIO(part.data))[sheet].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "№")
    return [str(row[0]) for row in rows[head + 1 :]]


def test_what_is_small_enough_comes_whole() -> None:
    (whole,) = export_summary(large())
    assert sheets([whole]) == list(whole.sheets)
    assert part_lines(1, [of_workbook(whole)]) == []


def test_sheets_are_parted_before_rows_are() -> None:
    whole = export_summary(large())[0]
    parts = export_summary(large(), len(whole.data) * 3 // 4)
    assert len(parts) > 1
    assert sheets(parts) == list(whole.sheets)
    assert not any(part.measures for part in parts)


@pytest.mark.parametrize("limit", [20_000, 40_000])
def test_a_sheet_too_large_by_itself_is_parted_by_measures_and_no_row_is_lost(limit: int) -> None:
    parts = export_summary(large(), limit)
    assert all(len(part.data) <= limit for part in parts)
    evidence = [part for part in parts if "Подтверждения" in part.sheets]
    assert [number for part in evidence for number in told(part, "Подтверждения")] == [
        f"1.{number}" for number in range(1, 17)
    ]
    for part in evidence:
        title = load_workbook(io.BytesIO(part.data))["Подтверждения"]["A1"].value
        assert str(title).endswith(measures_words(part.measures))


def test_each_part_says_which_it_is_and_where_the_rest_is() -> None:
    parts = [
        FilePart(data=b"", sheets=("Сводка", "Мероприятия")),
        FilePart(data=b"", sheets=("Подтверждения",), measures=("1.1", "1.8")),
        FilePart(data=b"", sheets=("Подтверждения",), measures=("1.9",)),
    ]
    assert part_lines(2, [of_workbook(part) for part in parts]) == [
        "Часть 2 из 3: «Подтверждения» (п. 1.1 – 1.8).",
        "Остальное: часть 1: «Сводка», «Мероприятия»; часть 3: «Подтверждения» (п. 1.9).",
    ]


def test_a_few_measures_are_named_and_of_many_the_first_and_the_last() -> None:
    assert measures_words(first_and_last(["1", "1", "2", "3"])) == "п. 1, 2, 3"
    assert measures_words(first_and_last(["1", "2", "3", "4"])) == "п. 1 – 4"
