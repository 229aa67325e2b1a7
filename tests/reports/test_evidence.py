"""The archive of evidence: folders by measure, an index that says whose each file is."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from openpyxl import load_workbook

from reports.evidence import EvidenceArchive
from reports.xlsx.cells import PAGE_WIDTH
from roadmap.control.duty import ReportSource
from roadmap.ids import EvidenceId
from roadmap.summary.evidence import EvidencePassport, parts, with_doubles

PHOTO = EvidencePassport(
    id=EvidenceId(7),
    name="../../фото <1>.jpg",
    kind="jpg",
    size=5,
    sha256="ab" * 32,
    file_key="0" * 32,
    number="2.1",
    title="Провести семинар: «Читаем вместе»",
    assignee="Школа № 3",
    report_version=2,
    author="=Анна Лугова",
    source=ReportSource.CHAT,
    sent_at=datetime(2026, 10, 20, 9, 15, tzinfo=UTC),
    is_retracted=False,
)
PAPER = replace(PHOTO, id=EvidenceId(8), name="", number="", title="Журнал", seen=("2.1",), is_retracted=True)


def packed() -> zipfile.ZipFile:
    archive = EvidenceArchive("Подтверждения за 4 квартал", "Europe/Moscow")
    archive.add(PHOTO, b"photo")
    archive.add(PAPER, b"paper")
    return zipfile.ZipFile(io.BytesIO(archive.finished()))


def test_files_lie_in_folders_of_their_measures_and_never_outside() -> None:
    names = packed().namelist()
    assert names == [
        "п. 2.1 Провести семинар Читаем вместе/Школа № 3/7 фото 1.jpg",
        "Журнал/Школа № 3/8 фото.jpg",
        "Опись.html",
        "Опись.xlsx",
    ]
    assert packed().read(names[0]) == b"photo"


def test_the_index_says_who_sent_what_when_and_what_is_odd() -> None:
    sheet = load_workbook(io.BytesIO(packed().read("Опись.xlsx"))).active
    assert sheet is not None
    heads, first, second = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert heads[0] == "№" and len(first) == len(heads)
    assert first[6:9] == ["=Анна Лугова", "20.10.2026 12:15", "чат"]
    assert second[9] == "отчёт отозван автором; такой же файл приложен к п. 2.1"
    assert sheet["G4"].data_type == "s"


def test_the_page_is_inert_and_links_to_the_files() -> None:
    page = packed().read("Опись.html").decode()
    assert f'<a href="{quote("п. 2.1 Провести семинар Читаем вместе/Школа № 3/7 фото 1.jpg")}">' in page
    assert "<1>" not in page
    assert "могут быть дети" in page


def test_a_large_archive_goes_in_parts_in_the_plans_order() -> None:
    files = [replace(PHOTO, id=EvidenceId(n), size=size) for n, size in enumerate((4, 4, 9, 1), 1)]
    assert [[each.id for each in part] for part in parts(files, 8)] == [[1, 2], [3], [4]]


def test_the_same_bytes_of_another_measure_are_named() -> None:
    other = replace(PHOTO, number="3.2")
    assert with_doubles([PHOTO, other, PHOTO]) == [("3.2",), ("2.1",), ("3.2",)]


def test_links_of_the_index_open_files_of_any_name() -> None:
    odd = replace(PHOTO, name="50 % итогов #3 & «A?».pdf")
    archive = EvidenceArchive("Подтверждения", "Europe/Moscow")
    archive.add(odd, b"pdf")
    made = zipfile.ZipFile(io.BytesIO(archive.finished()))
    (link,) = re.findall('href="([^"]+)"', made.read("Опись.html").decode())
    assert unquote(link) == made.namelist()[0]
    assert not set("#?<> ") & set(link)


def test_the_index_is_printed_in_letters_that_can_be_read() -> None:
    sheet = load_workbook(io.BytesIO(packed().read("Опись.xlsx"))).active
    assert sheet is not None
    assert sum(column.width for column in sheet.column_dimensions.values()) <= PAGE_WIDTH
