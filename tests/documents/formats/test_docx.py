"""What Word does to a plan: merged cells, automatic numbers, tracked changes, frames and text boxes."""

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.reader import read_document
from roadmap.imports.proposal import Proposal
from tests.documents import hostile
from tests.documents.plans import TITLE, cells, word, word_table

HEADING = ["№", "Мероприятие", "Срок", "Ответственные"]


def read(fill: Any) -> Proposal:
    return read_document(word(fill), "план.docx")


def plan(document: Any, *rows: list[str]) -> Any:
    document.add_paragraph(TITLE)
    return word_table(document, [HEADING, *rows])


def test_a_cell_merged_downwards_is_one_value_of_all_its_rows() -> None:
    def fill(document: Any) -> None:
        table = plan(
            document, ["1", "Курс", "март", "ИМЦ"], ["2", "Семинар", "", "ОО"], ["3", "Встреча", "май", "ОО"]
        )
        table.cell(1, 2).merge(table.cell(2, 2))

    assert cells(read(fill).measures, "deadline_text", "deadline_inherited") == [
        ("март", False), ("март", True), ("май", False),
    ]  # fmt: skip


def test_a_number_merged_over_two_rows_makes_the_second_a_sub_row() -> None:
    def fill(document: Any) -> None:
        table = plan(
            document, ["1", "Анкеты учителей", "март", "ИМЦ"], ["", "Анкеты родителей", "март", "ОО"]
        )
        table.cell(1, 0).merge(table.cell(2, 0))

    assert cells(read(fill).measures, "number", "parent") == [("1", None), ("", "1")]


def test_a_row_merged_across_is_a_section() -> None:
    def fill(document: Any) -> None:
        table = plan(document, ["", "", "", ""], ["1", "Курс", "март", "ИМЦ"])
        table.cell(1, 0).merge(table.cell(1, 3)).text = "Работа с кадрами"

    assert cells(read(fill).measures, "section") == [("Работа с кадрами",)]


def test_a_number_beside_a_merged_title_is_a_section() -> None:
    def fill(document: Any) -> None:
        table = plan(document, ["1", "", "", ""], ["1.1", "Курс", "март", "ИМЦ"])
        table.cell(1, 1).merge(table.cell(1, 3)).text = "Работа с кадрами"

    assert cells(read(fill).measures, "number", "section") == [("1.1", "1. Работа с кадрами")]


def test_numbers_that_word_prints_itself_are_read() -> None:
    def fill(document: Any) -> None:
        table = plan(document, ["", "Курс", "март", "ИМЦ"], ["", "Семинар", "май", "ОО"])
        for row in table.rows[1:]:
            row.cells[0].paragraphs[0].style = "List Number"

    assert cells(read(fill).measures, "number") == [("1",), ("2",)]


def test_a_list_that_word_begins_anew_counts_from_one() -> None:
    def fill(document: Any) -> None:
        table = plan(
            document, ["", "Курс", "март", "ИМЦ"], ["", "Семинар", "май", "ОО"], ["", "Бал", "июнь", "ОО"]
        )
        paragraphs = [row.cells[0].paragraphs[0] for row in table.rows[1:]]
        for paragraph in paragraphs:
            paragraph.style = "List Number"
        numbering = document.part.numbering_part.element
        style = document.styles["List Number"].element.pPr.numPr.numId.val
        abstract = next(num for num in numbering.num_lst if num.numId == style).abstractNumId.val
        again = numbering.add_num(abstract)
        again.add_lvlOverride(ilvl=0).add_startOverride(1)
        paragraphs[1]._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = again.numId

    assert cells(read(fill).measures, "number") == [("1",), ("1",), ("2",)]


def test_bullets_stay_in_the_title() -> None:
    def fill(document: Any) -> None:
        cell = plan(document, ["1", "Встречи:", "март", "ИМЦ"]).cell(1, 1)
        for text in ("с детьми", "с роднёй"):
            cell.add_paragraph(text, style="List Bullet")

    assert cells(read(fill).measures, "title") == [("Встречи: - с детьми - с роднёй",)]


def test_tracked_changes_are_read_as_accepted() -> None:
    def fill(document: Any) -> None:
        table = plan(document, ["1", "Курс ", "", "ИМЦ"], ["2", "Отменено", "май", "ОО"])
        paragraph = table.cell(1, 2).paragraphs[0]._p
        paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>март</w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>апрель</w:t></w:r></w:ins>"))
        table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    assert cells(read(fill).measures, "title", "deadline_text") == [("Курс", "апрель")]


def test_hidden_text_is_not_part_of_the_plan() -> None:
    def fill(document: Any) -> None:
        cell = plan(document, ["1", "Курс", "март", "ИМЦ"]).cell(1, 1)
        cell.paragraphs[0].add_run(" черновик").font.hidden = True

    assert cells(read(fill).measures, "title") == [("Курс",)]


def test_a_plan_inside_a_frame_is_found() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph(TITLE)
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        inner = frame.add_table(rows=2, cols=4)
        for row, texts in zip(inner.rows, (HEADING, ["1", "Курс", "март", "ИМЦ"]), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    assert cells(read(fill).measures, "title") == [("Курс",)]


def test_a_small_table_inside_a_cell_is_text_of_the_cell() -> None:
    def fill(document: Any) -> None:
        cell = plan(document, ["1", "Курс", "март", "ИМЦ"]).cell(1, 1)
        inner = cell.add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "физика", "химия"

    assert cells(read(fill).measures, "title") == [("Курс физика химия",)]


def test_an_order_in_a_text_box_is_found() -> None:
    box = (
        f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>УТВЕРЖДЕНО приказом от 05.02.2024 № 12-ОД</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )

    def fill(document: Any) -> None:
        document.add_paragraph()._p.addprevious(parse_xml(box))
        plan(document, ["1", "Курс", "март", "ИМЦ"])

    approval = read(fill).approval
    assert approval is not None and approval.number == "12-ОД"


def test_line_breaks_in_a_cell_separate_responsibles() -> None:
    def fill(document: Any) -> None:
        plan(document, ["1", "Курс", "март", "Управление образования\nИМЦ"])

    responsibles = read(fill).measures[0].responsibles
    assert [responsible.text for responsible in responsibles] == ["Управление образования", "ИМЦ"]


def test_a_strict_file_with_a_numbered_body_is_read() -> None:
    parts = hostile.parts_of(hostile.good_docx())
    body = parts.pop("word/document.xml")
    strict = body.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != body
    proposal = read_document(hostile.archive(parts | {"word/document2.xml": strict}), "план.docx")
    assert cells(proposal.measures, "title") == [("Курс",)]


def test_the_grid_before_a_row_keeps_its_cells_in_their_columns() -> None:
    def fill(document: Any) -> None:
        row = plan(document, ["1", "Курс", "март", "ИМЦ"], ["", "Семинар", "май", "ОО"]).rows[2]
        row._tr.remove(row._tr.tc_lst[0])
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row._tr.get_or_add_trPr().append(before)

    assert cells(read(fill).measures, "title", "deadline_text") == [("Курс", "март"), ("Семинар", "май")]
