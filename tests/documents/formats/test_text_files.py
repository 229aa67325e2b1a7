"""CSV, TSV, Markdown and plain text in the encodings of Russian offices."""

import pytest

from documents.formats.encoding import decode
from documents.reader import read_document
from roadmap.errors import DocumentRefused
from tests.documents.plans import cells, text_plan

CSV = '№;Мероприятие;Срок;Ответственные\n1;"Курс; физика";март;ИМЦ\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_a_text_is_read_in_every_encoding(encoding: str) -> None:
    heading = "N\tМероприятие\tСрок\tОтветственные"
    text = text_plan("1\tОткрытие районного клуба\tмарт\tИМЦ", heading=heading)
    assert decode(text.encode(encoding)) == text


def test_damaged_utf8_is_still_read_as_utf8() -> None:
    assert decode("Дорожная карта на год".encode() + b"\xff") == "Дорожная карта на год\ufffd"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
@pytest.mark.parametrize(("separator", "name"), [(";", "план.csv"), (",", "план.csv"), ("\t", "план.tsv")])
def test_a_table_with_any_separator_is_read(separator: str, name: str, encoding: str) -> None:
    rows = [["№", "Мероприятие", "Срок", "Ответственные"], ["1", '"Курс; физика, химия"', "март", "ИМЦ"]]
    text = "Дорожная карта на 2024 год\n" + "\n".join(separator.join(row) for row in rows)
    draft = read_document(text.encode(encoding), name)
    assert draft.title == "Дорожная карта на 2024 год"
    assert cells(draft.measures, "title", "deadline_text") == [("Курс; физика, химия", "март")]


def test_a_line_break_inside_quotes_belongs_to_the_cell() -> None:
    draft = read_document(CSV.replace("ИМЦ", '"ИМЦ\nУО"').encode(), "план.csv")
    assert [responsible.text for responsible in draft.measures[0].responsibles] == ["ИМЦ", "УО"]


def test_a_markdown_table_is_read() -> None:
    table = (
        "| № | Мероприятие | Срок | Ответственные |\n|---|:--|---|---|\n| 1 | **Курс** | март | ИМЦ<br>УО |"
    )
    text = f"# План на 2024 год\n\n{table}"
    draft = read_document(text.encode(), "план.md")
    assert draft.title == "План на 2024 год"
    assert cells(draft.measures, "title", "responsible_text") == [("Курс", "ИМЦ УО")]


def test_a_table_of_a_web_page_is_read_with_its_merged_cells() -> None:
    page = """<html><head><style>td {}</style></head><body><h1>План на 2024 год</h1><table>
    <tr><th>№<th>Мероприятие<th>Срок<th>Ответственные</tr>
    <tr><td colspan=4><b>Кадры</b></td></tr>
    <tr><td>1</td><td>Курс<ul><li>физика</ul></td><td rowspan="2">март</td><td>ИМЦ</td></tr>
    <tr><td>2</td><td>Семинар</td><td>ОО</td></tr></table><p>Начальник</p></body></html>"""
    draft = read_document(page.encode(), "план.txt")
    assert draft.title == "План на 2024 год"
    assert cells(draft.measures, "section", "title", "deadline_text", "deadline_inherited") == [
        ("Кадры", "Курс физика", "март", False),
        ("Кадры", "Семинар", "март", True),
    ]


def test_cells_may_stand_one_a_line() -> None:
    lines = ["Дорожная карта на 2024 год", ""]
    lines += ["\t№", "\tМероприятие", "\tСрок", "\tОтветственные", "", "\tКадры", ""]
    lines += [
        "\t1.",
        "\tКурс",
        "",
        "",
        "\tМарт",
        "",
        "2024",
        "\tИМЦ",
        "",
        "\t2.",
        "\tСеминар",
        "\tмай",
        "\tОО",
        "",
    ]
    lines += ["Начальник отдела"]
    draft = read_document("\n".join(lines).encode(), "план.txt")
    assert cells(draft.measures, "section", "title", "deadline_text", "responsible_text") == [
        ("Кадры", "Курс", "Март 2024", "ИМЦ"), ("Кадры", "Семинар", "май", "ОО"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "noise",
    [
        "\0",
        "\u202e",
        "\ufeff",
        "\u200b",
        "\ud800",
        "👩‍👩‍👧" * 50,
        "а" * 5000,
        "&amp;&#0;&#x110000;",
        "<b",
        "\u0301" * 100,
    ],
    ids=["nul", "bidi", "bom", "zero-width", "surrogate", "emoji", "5000", "entities", "tag", "accents"],
)
def test_strange_characters_break_nothing(noise: str) -> None:
    text = text_plan(
        f"1\tКурс{noise}\tмарт{noise}\tИМЦ{noise}\t{noise}", f"{noise}\t\t\t\t", "2\tСеминар\tмай\tОО\t"
    )
    draft = read_document(text.encode("utf-8", "surrogatepass"), "план.txt")
    assert draft.measures[-1].title == "Семинар"


LIST = """Дорожная карта по развитию чтения на 2027 год

Раздел 1. Организация

1. Провести семинар. Срок: до 15 марта 2027 года. Ответственный: Методический центр. Результат: протокол
2) Обновить фонды школ
   Срок: май
   Исполнитель: Школа № 3, Школа № 5

Раздел 2. Контроль

3. Сдать отчёт
о выполнении плана
Срок исполнения: до 1 декабря; Ответственные: Лугова А.П.
"""


def test_a_numbered_list_that_names_deadlines_and_people_is_read() -> None:
    draft = read_document(LIST.encode(), "план.txt")
    assert draft.title == "Дорожная карта по развитию чтения на 2027 год"
    assert cells(draft.measures, "title", "deadline_text", "responsible_text", "expected_result") == [
        ("Провести семинар", "до 15 марта 2027 года", "Методический центр", "протокол"),
        ("Обновить фонды школ", "май", "Школа № 3, Школа № 5", ""),
        ("Сдать отчёт о выполнении плана", "до 1 декабря", "Лугова А.П.", ""),
    ]
    assert [measure.section for measure in draft.measures] == [
        "Раздел 1. Организация",
        "Раздел 1. Организация",
        "Раздел 2. Контроль",
    ]
    assert [measure.number for measure in draft.measures] == ["1", "2", "3"]


def test_a_numbered_list_without_deadlines_is_still_no_plan() -> None:
    with pytest.raises(DocumentRefused):
        read_document("Повестка\n1. Вступительное слово\n2. Разное\n".encode(), "повестка.txt")
