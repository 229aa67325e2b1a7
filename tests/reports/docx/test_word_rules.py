"""Every Word file made here keeps Word's own rules, and a second reader finds its pages and tables."""

import io
from datetime import date

import pytest
from docx import Document

from reports.docx.analysis import write_analysis
from reports.docx.extension_memo import write_memo
from reports.docx.form import write_form
from reports.docx.paper_list import write_paper_list
from roadmap.control.paper_list import PaperList, months_from
from tests.reports.docx.test_extension_memo import MEMO
from tests.reports.docx.test_form import FORM
from tests.reports.docx.test_invitations import sheet, strip
from tests.reports.xlsx.test_columns import SOURCE
from tests.summary_rows import DUTY
from tests.word_schema import W, broken_rules

LIST = PaperList(
    unit="Лицей № 8",
    department="Отдел образования",
    months=months_from(date(2026, 10, 1), 3),
    maps=(("Мастерские", (DUTY, DUTY)),),
    curators=("Пётр Калинин",),
    made_on=date(2026, 10, 1),
)
FILES = {
    "analysis": write_analysis(SOURCE),
    "memo": write_memo(MEMO),
    "form": write_form(FORM, "vekha_c1_u1"),
    "list": write_paper_list(LIST),
    "invitations": sheet(strip("Лугова Анна"), strip("Речной Борис", "")),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_file_keeps_the_rules_of_word(data: bytes) -> None:
    assert broken_rules(data) == []


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_second_reader_finds_a_page_of_the_department(data: bytes) -> None:
    document = Document(io.BytesIO(data))
    (section,) = document.sections
    assert sorted((round(section.page_width.cm, 1), round(section.page_height.cm, 1))) == [21, 29.7]
    assert document.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_file_tells_of_no_other_author_and_is_in_russian(data: bytes) -> None:
    document = Document(io.BytesIO(data))
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")
    languages = document.styles.element.iter(f"{W}lang")
    assert {each.get(f"{W}val") for each in languages} == {"ru-RU"}


def test_a_number_never_stands_on_another_line_than_its_sign() -> None:
    lines = [paragraph.text for paragraph in Document(io.BytesIO(write_memo(MEMO))).paragraphs]
    assert any("п.\u00a02.2" in line for line in lines)
    assert not any("п. 2" in line for line in lines)
