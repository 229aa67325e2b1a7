"""What a Word file holds and Word does not show is left out and reported; what it draws is read."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from PIL import Image

from documents.formats.blocks import Prose, RawTable
from documents.formats.left_out import LeftOut, SourcePlace, as_rests
from documents.reader import read_document, read_raw
from roadmap.errors import DocumentRefused
from tests.documents import hostile
from tests.documents.plans import TITLE, cells, codes, word, word_table

HEADING = ["№", "Мероприятие", "Срок", "Ответственные"]
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
COMPATIBILITY = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BODY = "word/document.xml"


def plan(document: Any, *rows: list[str]) -> Any:
    document.add_paragraph(TITLE)
    return word_table(document, [HEADING, *rows])


def one_row(change: Any) -> bytes:
    """A plan of one row whose title cell `change` writes."""

    def fill(document: Any) -> None:
        table = plan(document, ["1", "", "март", "ОО"])
        change(table.cell(1, 1).paragraphs[0])

    return word(fill)


def titles(data: bytes) -> list[str]:
    return [measure.title for measure in read_document(data, "план.docx").measures]


def left_out(data: bytes) -> list[tuple[str, str]]:
    return [(one.code, one.text) for one in read_raw(data, "план.docx").left_out]


def test_struck_words_are_left_out_with_their_place() -> None:
    def change(paragraph: Any) -> None:
        paragraph.add_run("Неделя чтения ").font.strike = True
        paragraph.add_run("Неделя книги")

    data = one_row(change)
    assert titles(data) == ["Неделя книги"]
    [struck] = read_raw(data, "план.docx").left_out
    assert (struck.code, struck.text, struck.place.table, struck.place.row) == (
        "struck-out", "Неделя чтения", 1, 2,
    )  # fmt: skip


def test_a_struck_row_is_no_measure() -> None:
    def fill(document: Any) -> None:
        table = plan(document, ["1", "Курс", "март", "ОО"], ["2", "Смотр", "май", "ОО"])
        for cell in table.rows[1].cells:
            cell.paragraphs[0].runs[0].font.double_strike = True

    proposal = read_document(word(fill), "план.docx")
    assert cells(proposal.measures, "number", "title") == [("2", "Смотр")]
    assert "struck-out" in codes(proposal)


def test_a_style_may_strike_and_a_run_may_undo_it() -> None:
    def change(paragraph: Any) -> None:
        style = paragraph.part.document.styles.add_style("Снято", 2)
        style.font.strike = True
        paragraph.add_run("Старое ", style=style)
        paragraph.add_run("Неделя книги", style=style).font.strike = False

    data = one_row(change)
    assert (titles(data), left_out(data)) == (["Неделя книги"], [("struck-out", "Старое")])


@pytest.mark.parametrize(
    ("before", "mark", "read"),
    [
        ("Неделя книги", "1", "Неделя книги"),
        ("Неделя книги", "2)", "Неделя книги"),
        ("Неделя «Книга»", "*", "Неделя «Книга»"),
        ("СОШ № 3", "1", "СОШ № 3"),
        ("План 2027", "12", "План 2027"),
        ("Зал 30 м", "2", "Зал 30 м²"),
        ("Группа II", "2", "Группа II²"),
        ("1", "й", "1й"),
        ("20", "0", "20⁰"),
    ],
)
def test_raised_marks_of_notes_are_dropped_and_other_raised_figures_stay(
    before: str, mark: str, read: str
) -> None:
    def change(paragraph: Any) -> None:
        paragraph.add_run(before)
        paragraph.add_run(mark).font.superscript = True

    assert titles(one_row(change)) == [read]


def test_a_mark_typed_as_a_raised_figure_is_a_mark() -> None:
    data = one_row(lambda paragraph: paragraph.add_run("Неделя книги¹ для 5² классов"))
    assert (titles(data), left_out(data)) == (
        ["Неделя книги для 5 классов"], [("note-marks", "¹"), ("note-marks", "²")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "read"),
    [
        (f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "Охват ≥"),
        (f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "Охват ✓"),
        (
            f'<w:r {nsdecls("w")}><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3</w:t></w:r>',
            "Охват ≤",
        ),
        (f"<m:oMath {MATH}><m:r><m:t>≥80 %</m:t></m:r></m:oMath>", "Охват ≥80 %"),
        (
            f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>а</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>б</m:t></m:r></m:den></m:f></m:oMath>",
            "Охват а/б",
        ),
    ],
)
def test_signs_and_formulas_are_read(xml: str, read: str) -> None:
    def change(paragraph: Any) -> None:
        paragraph.add_run("Охват ")
        paragraph._p.append(parse_xml(xml))

    assert titles(one_row(change)) == [read]


def test_hidden_and_deleted_words_are_reported() -> None:
    def change(paragraph: Any) -> None:
        paragraph.add_run("Тайное ").font.hidden = True
        paragraph.add_run("Неделя книги")
        paragraph._p.append(
            parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>и кино</w:delText></w:r></w:del>")
        )

    data = one_row(change)
    assert titles(data) == ["Неделя книги"]
    assert left_out(data) == [("hidden-text", "Тайное"), ("deleted-text", "и кино")]


def embedded(content: bytes, name: str) -> bytes:
    """A document whose table is in another file inside it."""
    parts = hostile.parts_of(word(lambda document: document.add_paragraph(TITLE)))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    chunk = f'<w:altChunk xmlns:r="{kind}" r:id="h1"/>'.encode()
    link = f'<Relationship Id="h1" Type="{kind}/aFChunk" Target="{name}"/></Relationships>'
    links = "word/_rels/document.xml.rels"
    parts[BODY] = parts[BODY].replace(b"<w:sectPr", chunk + b"<w:sectPr")
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    return hostile.archive(parts | {f"word/{name}": content})


PAGE = (
    "<table><tr><td>№</td><td>Мероприятие</td><td>Срок</td></tr>"
    "<tr><td>1</td><td>Курс</td><td>март</td></tr></table>"
).encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [(PAGE, "chunk.html"), (hostile.good_docx(), "chunk.docx"), (hostile.good_text(), "c.txt")],
)
def test_a_file_inside_the_document_is_read_in_its_place(content: bytes, name: str) -> None:
    assert titles(embedded(content, name)) == ["Курс"]


def test_a_document_that_is_all_another_unread_file_says_so() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(embedded(b"{\\rtf1 plan}", "chunk.rtf"), "план.docx")
    assert refused.value.reason == "part-unread"


@pytest.mark.parametrize("newer", [True, False])
def test_of_content_in_two_variants_one_is_read(newer: bool) -> None:
    parts = hostile.parts_of(hostile.good_docx())
    start, end = parts[BODY].index(b"<w:tbl>"), parts[BODY].index(b"</w:tbl>") + len(b"</w:tbl>")
    table = parts[BODY][start:end].decode()
    choice = table if newer else ""
    both = (
        f'<mc:AlternateContent {COMPATIBILITY}><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{table}</mc:Fallback></mc:AlternateContent>"
    )
    parts[BODY] = parts[BODY][:start] + both.encode() + parts[BODY][end:]
    assert titles(hostile.archive(parts)) == ["Курс"]


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("1", (40, 60)).save(stream, "png")
    stream.seek(0)
    return stream


def test_a_document_of_pictures_says_that_it_is_one() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(word(lambda document: document.add_picture(picture())), "скан.docx")
    assert refused.value.reason == "scan-only"


def test_a_picture_as_large_as_a_page_beside_a_plan_is_said() -> None:
    def fill(document: Any) -> None:
        plan(document, ["1", "Курс", "март", "ОО"])
        document.add_picture(picture(), width=Cm(15), height=Cm(20))

    assert "pictures-unread" in codes(read_document(word(fill), "план.docx"))


def test_notes_below_the_page_are_reported() -> None:
    note = "<w:footnote><w:p><w:r><w:t>По приказу</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    data = hostile.with_part(hostile.good_docx(), "word/footnotes.xml", notes.encode())
    assert left_out(data) == [("notes-below", "По приказу")]


def test_an_empty_bullet_is_no_word() -> None:
    def fill(document: Any) -> None:
        table = plan(document, ["1", "Курс", "март", "ОО"])
        table.cell(1, 1).add_paragraph("", style="List Bullet")

    assert titles(word(fill)) == ["Курс"]


def letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def test_letters_in_are_letters_out_and_letters_reported() -> None:
    def change(paragraph: Any) -> None:
        paragraph.add_run("Старое ").font.strike = True
        paragraph.add_run("Тайное ").font.hidden = True
        paragraph.add_run("Неделя книги")
        paragraph.add_run("1").font.superscript = True

    data = one_row(change)
    raw = read_raw(data, "план.docx")
    tables = [block for block in raw.blocks if isinstance(block, RawTable)]
    out = sum(letters(block.text) for block in raw.blocks if isinstance(block, Prose))
    out += sum(letters(cell.text) for table in tables for row in table.rows for cell in row)
    reported = sum(letters(one.text) for one in raw.left_out)
    texts = Document(io.BytesIO(data)).element.body.iter(qn("w:t"))
    assert out + reported == sum(letters(text.text or "") for text in texts)


def test_what_is_struck_out_in_one_table_is_one_rest_with_a_line_for_each_row() -> None:
    places = [SourcePlace(table=1, row=row) for row in (2, 2, 5)]
    struck = [
        LeftOut(code="struck-out", text=text, place=place)
        for text, place in zip(("Смотр", "март", "Слёт"), places, strict=True)
    ]
    [rest] = as_rests(struck)
    assert (rest.code, rest.table, rest.row, rest.rows, rest.words) == (
        "struck-out",
        1,
        2,
        2,
        "Смотр | март\nСлёт",
    )
