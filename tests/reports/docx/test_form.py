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
