"""«Отчёт раздела»: the form, the analysis and the workbook of one section, reached from its screen."""

import io
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from services.buttons.packing import pack
from services.buttons.summary import SectionFormButton
from tests.documents.layouts import grid
from tests.documents.plans import word
from tests.scenarios.summary.test_forms import in_force
from tests.world import Hero, World

HEAD = ["№", "Мероприятие", "Срок", "Ответственный"]
FIRST, SECOND = "I. Чтение", "II. Кадры"
ROWS = [
    HEAD,
    [(FIRST, 4)],
    ["1", "Неделя книги", "Март", "Руководители ОО"],
    ["2", "Чтецкий конкурс", "Май", "Школа № 5"],
    [(SECOND, 4)],
    ["3", "Курсы вожатых", "Февраль", "Школа № 5"],
    ["4", "Аттестация", "Октябрь", "Школа № 3"],
]


def _plan(document: Any) -> None:
    document.add_paragraph("План мероприятий Мошниковского округа на 2027 год")
    grid(document, 4, ROWS)


def _merged(document: Any) -> None:
    """The same with one cell that runs down both sections."""
    document.add_paragraph("План мероприятий Мошниковского округа на 2027 год")
    table = grid(document, 4, ROWS)
    table.cell(2, 3).merge(table.cell(3, 3))
    table.cell(5, 3).merge(table.cell(6, 3))


async def opened(hero: Hero, label: str = "2") -> None:
    """The section's screen, and its report."""
    await hero.says("/plan")
    await hero.presses("Мошник")
    await hero.presses(f"^{label}$")
    await hero.news()
    await hero.presses("Отчёт раздела")


async def file_of(world: World, hero: Hero, label: str) -> tuple[str, bytes]:
    await hero.presses(label)
    message = (await hero.news())[-1]
    return message.filename, await world.sandbox.client.file(message.file_id)


def table_of(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[0].rows]


async def test_the_form_of_a_section_holds_its_rows_only(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await opened(vera)
    await vera.sees(f"Отчёт раздела за весь период\n{SECOND}\nПлан мероприятий Мошниковского округа")
    name, data = await file_of(world, vera, "^Форма Word$")
    assert name.startswith("Отметки, II Кадры, весь период")
    cells = table_of(data)
    assert [row[0] for row in cells] == ["№", SECOND, "3", "4"]
    assert cells[0][-1] == "Отметка об исполнении"
    lines = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert lines[:2] == ["Отчёт об исполнении дорожной карты", SECOND]


async def test_a_section_of_a_plan_with_merged_cells_is_built_anew(world: World) -> None:
    vera, _, _ = await in_force(world, word(_merged), "План.docx")
    await opened(vera)
    await vera.news()
    _, data = await file_of(world, vera, "^Форма Word$")
    numbers = [row[0].rstrip(".") for row in table_of(data)]
    lines = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert lines[1] == SECOND and "План мероприятий Мошниковского округа на 2027 год" in lines
    assert "3" in numbers and "4" in numbers and not {"1", "2"} & set(numbers)


async def test_the_analysis_and_the_workbook_speak_of_the_section_only(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await opened(vera)
    await vera.news()
    _, analysis = await file_of(world, vera, "^Справка Word$")
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(analysis)).paragraphs)
    assert SECOND in said and "Курсы вожатых" in said
    assert FIRST not in said and "Неделя книги" not in said
    _, workbook = await file_of(world, vera, "^Excel$")
    book = load_workbook(io.BytesIO(workbook))
    cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value}
    assert any("Курсы вожатых" in cell for cell in cells)
    assert not any("Неделя книги" in cell or "Чтецкий конкурс" in cell for cell in cells)


async def test_a_quarter_of_a_section_is_chosen_on_the_same_screen(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await opened(vera)
    await vera.news()
    await vera.presses("^1 кв. 2027$")
    (screen,) = await vera.sees(f"Отчёт раздела за 1 квартал 2027 года\n{SECOND}")
    assert "✓ 1 кв. 2027" in screen.buttons
    _, data = await file_of(world, vera, "^Форма Word$")
    assert [row[0] for row in table_of(data)] == ["№", SECOND, "3"]


@pytest.mark.parametrize("section_id", [0, 99])
async def test_a_section_the_map_does_not_have_has_no_report(world: World, section_id: int) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await vera.forges(pack(SectionFormButton(1, section_id, 0, 0)))
    assert not [each for each in await vera.news() if each.file_id]
