"""Lists of people as departments write them."""

import io

import pytest
from openpyxl import Workbook

from documents.reader import read_document, read_raw
from documents.staff import is_staff_list, read_staff
from roadmap.errors import DocumentRefused
from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffTable

HEAD = ("Организация", "Вид", "Должность", "Сотрудник", "Роль", "Часовой пояс")
ROWS = (
    ("Школа № 3", "школа", "завуч", "Лугова Анна Петровна", "исполнитель", "МСК+2"),
    ("Центр «Радуга»", "центр", "методист", "Речной Борис Ильич", "куратор", ""),
)


def typed(separator: str, *rows: tuple[str, ...]) -> str:
    return "\n".join(separator.join(row) for row in rows) + "\n"


def told(table: StaffTable) -> list[tuple[str, ...]]:
    return [(r.unit, r.kind or "", r.post, r.person, r.role or "", r.time_zone) for r in table.rows]


def workbook(*rows: tuple[object, ...], title: str = "") -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    if title:
        page.append([title])
    for row in rows:
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


READ = [
    ("Школа № 3", UnitKind.SCHOOL, "завуч", "Лугова Анна Петровна", Role.EXECUTOR, "Asia/Yekaterinburg"),
    ("Центр «Радуга»", UnitKind.CENTRE, "методист", "Речной Борис Ильич", Role.CURATOR, ""),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_separator_and_encoding_of_a_spreadsheet(separator: str, encoding: str) -> None:
    assert told(read_staff(typed(separator, HEAD, *ROWS).encode(encoding))) == READ


def test_a_workbook_with_a_title_above_its_heading() -> None:
    table = read_staff(workbook(HEAD, *ROWS, title="Список сотрудников района"), "список.xlsx")
    assert told(table) == READ
    assert [row.line for row in table.rows] == [3, 4]


@pytest.mark.parametrize(
    "heads",
    [
        ("Наименование ОО", "Тип", "Занимаемая должность", "Ф.И.О.", "Роль в боте", "Пояс"),
        ("Образовательная организация", "Вид организации", "Должность", "ФИО сотрудника", "Роль", "Зона"),
        ("МЕСТО РАБОТЫ", "ВИД", "ДОЛЖНОСТЬ", "Фамилия, имя, отчество", "Кем будет", "Часовой пояс"),
        ("Название учреждения", "Тип учреждения", "Пост", "Фамилия Имя Отчество", "Роль", "Время"),
    ],
)
def test_usual_spellings_of_headings(heads: tuple[str, ...]) -> None:
    assert told(read_staff(typed(";", heads, *ROWS).encode())) == READ


def test_columns_in_any_order_and_a_name_in_three_parts() -> None:
    text = "Роль;Имя;Отчество;Фамилия;Школа\nисполнитель;Анна;Петровна;Лугова;Школа № 3\n"
    (row,) = read_staff(text.encode()).rows
    assert (row.person, row.unit) == ("Лугова Анна Петровна", "Школа № 3")


def test_an_organisation_written_once_is_of_the_rows_under_it() -> None:
    text = "Организация;ФИО\nШкола № 3;Лугова Анна\n;Речной Борис\nШкола № 5;\n;Ветров Олег\n"
    table = read_staff(text.encode())
    assert [(r.unit, r.person) for r in table.rows] == [
        ("Школа № 3", "Лугова Анна"),
        ("Школа № 3", "Речной Борис"),
        ("Школа № 5", ""),
        ("Школа № 5", "Ветров Олег"),
    ]


def test_columns_nobody_needs_are_named_and_left_out() -> None:
    text = "№;Организация;ФИО;Телефон;E-mail\n1;Школа № 3;Лугова Анна;8-900-1;a@b\n"
    assert read_staff(text.encode()).ignored == ("№", "Телефон", "E-mail")


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Омск", "Asia/Omsk"),
        ("UTC+7", "Asia/Krasnoyarsk"),
        ("мск", "Europe/Moscow"),
        ("МСК -1", "Europe/Kaliningrad"),
    ],
)
def test_a_zone_in_words(words: str, zone: str) -> None:
    (row,) = read_staff(f"Организация;ФИО;Пояс\nШкола;Лугова Анна;{words}\n".encode()).rows
    assert row.time_zone == zone


def test_a_row_that_means_nothing_is_told_with_its_number() -> None:
    text = "Организация;ФИО;Роль;Пояс\nШкола;Лугова Анна;сторож;\nШкола;Речной Борис;куратор;луна\n"
    assert [(u.line, u.words, u.reason, u.detail) for u in read_staff(text.encode()).unread] == [
        (2, "Лугова Анна", "unknown-role", "сторож"),
        (3, "Речной Борис", "unknown-zone", "луна"),
    ]


@pytest.mark.parametrize("name", ["список.csv", "список.xlsx"])
def test_a_list_of_people_is_told_from_a_plan(name: str) -> None:
    data = workbook(HEAD, *ROWS) if name.endswith("xlsx") else typed(";", HEAD, *ROWS).encode()
    with pytest.raises(DocumentRefused) as refusal:
        read_document(data, name)
    assert refusal.value.reason == "staff-list"


@pytest.mark.parametrize(
    "heads",
    [
        ("№", "Мероприятие", "Срок", "Ответственный", "Организация"),
        ("Наименование мероприятия", "Дата", "ФИО ответственного", "Школа"),
        ("Содержание работы", "Организация", "Исполнитель", "Сроки"),
    ],
)
def test_a_plan_that_names_people_is_no_list_of_people(heads: tuple[str, ...]) -> None:
    row = tuple("до 1 мая" if "Срок" in h or h == "Дата" else f"{h} один" for h in heads)
    assert not is_staff_list(read_raw(typed(";", heads, row, row).encode(), "план.csv"))
