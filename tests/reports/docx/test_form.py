"""The form built anew, read back by another reader than its writer."""

import io

import pytest
from docx import Document

from documents.filling.docx_marks import marks_in
from documents.formats.archive import open_archive
from reports.docx.form import write_form
from roadmap.ids import MeasureId
from roadmap.summary.form import FormContent, FormRow


def row(number: int, section: str, **extra: str) -> FormRow:
    return FormRow(
        measure_id=MeasureId(number),
        section=section,
        number=str(number),
        title=f"Дело {number}",
        deadline="до 1 мая",
        responsible="Завуч",
        result="",
        mark=f"=Выполнено {number}\nПодтверждения: № {number}\x07",
        extra=extra,
    )


FORM = FormContent(
    heading=("Отчёт об исполнении дорожной карты", "за IV квартал 2026 года"),
    title="Школьные музеи Мошниковского округа",
    column="Отметка об исполнении",
    rows=(row(1, "I. Весна", Форма="смотр"), row(2, "I. Весна"), row(3, "II. Лето")),
    signers=("Заведующий ____________ Т. Р. Журавель",),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_form(FORM)


def test_rows_stand_under_their_sections_with_their_marks(data: bytes) -> None:
    (table,) = Document(io.BytesIO(data)).tables
    cells = [[cell.text for cell in line.cells] for line in table.rows]
    assert cells[0] == ["№", "Мероприятие", "Срок", "Ответственные", "Форма", "Отметка об исполнении"]
    assert [line[0] for line in cells[1:]] == ["I. Весна", "1", "2", "II. Лето", "3"]
    assert cells[2] == ["1", "Дело 1", "до 1 мая", "Завуч", "смотр", "=Выполнено 1\nПодтверждения: № 1"]


def test_it_is_a_page_on_its_side_with_a_repeated_heading(data: bytes) -> None:
    document = Document(io.BytesIO(data))
    (section,) = document.sections
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((29.7, 21), abs=0.01)
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:3] == [*FORM.heading, FORM.title]
    assert lines[-1] == FORM.signers[0]


def test_its_marks_are_found_again_by_their_measures(data: bytes) -> None:
    assert marks_in(open_archive(data)) == {
        MeasureId(n): f"=Выполнено {n}\nПодтверждения: № {n}" for n in (1, 2, 3)
    }


def test_signers_never_stand_alone_on_a_page(data: bytes) -> None:
    document = Document(io.BytesIO(data))
    *_, last = document.tables[0].rows
    blank, signer = document.paragraphs[-2:]
    kept = [paragraph for cell in last.cells for paragraph in cell.paragraphs] + [blank]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in kept)
    assert not signer.paragraph_format.keep_with_next


def test_columns_of_the_form_follow_their_words(data: bytes) -> None:
    (table,) = Document(io.BytesIO(data)).tables
    widths = {cell.text: cell.width.cm for cell in table.rows[0].cells if cell.width}
    assert widths["№"] < 1.6 and widths["Отметка об исполнении"] >= 6.1
    assert sum(widths.values()) == pytest.approx(26.2, abs=0.1)
