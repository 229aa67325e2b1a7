"""The form with marks of execution as a coordinator, a curator and a school get it out of the chat."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document

from services.buttons.packing import pack
from services.buttons.summary import MakeFormButton, SignersButton
from tests.documents.layouts import grid
from tests.documents.plans import word
from tests.documents_text import road_map_text
from tests.world import Hero, World

ROWS = [
    ["№", "Мероприятие", "Срок", "Ответственный"],
    [("I. Чтение", 4)],
    ["1", "Неделя книги", "Март", "Руководители ОО"],
    ["2", "Чтецкий конкурс", "Май", "Школа № 5"],
]


def _plan(document: Any) -> None:
    document.add_paragraph("План мероприятий Мошниковского округа на 2027 год")
    grid(document, 4, ROWS)


async def in_force(world: World, data: bytes, filename: str) -> tuple[Hero, Hero, Hero]:
    """Two schools with a plan for 2027 since January; the first of them has reported, in words."""
    await world.at("2027-01-12 09:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    await world.executor("Борис Речной", "Школа № 5")
    olga = await world.curator("Ольга Ветрова")
    await vera.sends_document(data, filename)
    await vera.presses("Ответить на вопросы")
    await vera.presses("Все школы")
    await vera.presses("Утвердить")
    await world.at("2027-03-25 10:00")
    for hero in world.heroes:
        await hero.news()  # how a plan comes into force is a story of its own
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("Отчитаться")
    await anna.says("Прошла в первую неделю марта")
    await anna.presses("Отправить")
    for hero in world.heroes:
        await hero.news()
    return vera, anna, olga


async def form_of(world: World, hero: Hero) -> Any:
    """The document that just came."""
    message = (await hero.news())[-1]
    assert "Форма с отметками об исполнении" in message.text
    assert message.filename.endswith(".docx")
    return Document(io.BytesIO(await world.sandbox.client.file(message.file_id)))


async def test_the_coordinator_gets_the_plan_s_own_file_with_marks(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await vera.says("/report")
    await vera.presses("1 кв. 2027")
    await vera.presses("Кто подписывает")
    await vera.says("Заведующий отделом ____________ Т. Р. Журавель")
    assert "Журавель" in (await vera.news())[-1].text
    await vera.presses("Назад")
    await vera.presses("Назад")
    await vera.presses("За весь период")
    await vera.presses("^Форма Word$")
    document = await form_of(world, vera)
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == [*ROWS[0], "Отметка об исполнении"]
    assert cells[2][:4] == ROWS[2]
    assert cells[2][4] == "Выполнили 0 из 2; на проверке: Школа № 3; срок не наступил (31.03.2027): Школа № 5"
    assert cells[3][4] == "Срок не наступил (31.05.2027)"
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "Отчёт об исполнении дорожной карты"
    assert lines[-1] == "Заведующий отделом ____________ Т. Р. Журавель"


async def test_a_quarter_holds_only_the_rows_it_concerns(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await vera.says("/report")
    await vera.presses("1 кв. 2027")
    await vera.presses("^Форма Word$")
    document = await form_of(world, vera)
    assert [row.cells[0].text for row in document.tables[0].rows] == ["№", "I. Чтение", "1"]


async def test_the_form_of_one_school_says_nothing_of_the_others(world: World) -> None:
    _, _, olga = await in_force(world, word(_plan), "План.docx")
    await olga.says("/report")
    await olga.presses("За весь период")
    await olga.presses("Форма одной организации")
    await olga.presses("Школа № 3")
    document = await form_of(world, olga)
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0] for row in cells] == ["№", "I. Чтение", "1"]
    assert cells[2][4] == "Отчёт на проверке. Прошла в первую неделю марта"
    assert [line.text for line in document.paragraphs[:2]] == [
        "Отчёт об исполнении дорожной карты",
        "Школа № 3",
    ]


async def test_a_plan_that_came_as_text_gets_a_form_of_its_own(world: World) -> None:
    text = road_map_text(
        "1. Чтение",
        ("1.", "Неделя книги", "Март", "Руководители ОО"),
        ("2.", "Чтецкий конкурс", "До 20 апреля 2027", "Школа № 5"),
    )
    vera, _, _ = await in_force(world, text, "План.txt")
    await vera.says("/report")
    await vera.presses("За весь период")
    await vera.presses("^Форма Word$")
    document = await form_of(world, vera)
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["№", "Мероприятие", "Срок", "Ответственные", "Отметка об исполнении"]
    assert cells[2][1] == "Неделя книги" and cells[2][4].startswith("Выполнили 0 из 2")


@pytest.mark.parametrize(
    "forged", [MakeFormButton(1, 0, 0, 0), MakeFormButton(1, 0, 0, 2), SignersButton(1, 0, 0)]
)
async def test_an_executor_reaches_no_form(world: World, forged: Any) -> None:
    _, anna, _ = await in_force(world, word(_plan), "План.docx")
    await anna.forges(pack(forged))
    await anna.sees_nothing()
    assert "недоступно" in await anna.last_toast()


async def test_a_curator_names_no_signers_and_finds_no_foreign_unit(world: World) -> None:
    _, _, olga = await in_force(world, word(_plan), "План.docx")
    await olga.forges(pack(SignersButton(1, 0, 0)))
    assert "недоступно" in await olga.last_toast()
    await olga.forges(pack(MakeFormButton(1, 0, 0, 999)))
    assert "Не найдено" in await olga.last_toast()
    await olga.sees_nothing()


async def test_the_written_analysis_is_made_for_the_quarter(world: World) -> None:
    _, _, olga = await in_force(world, word(_plan), "План.docx")
    await olga.says("/report")
    await olga.presses("1 кв. 2027")
    await olga.presses("Справка Word")
    message = (await olga.news())[-1]
    assert "Аналитическая справка за 1 квартал 2027 года" in message.text
    assert message.filename.startswith("Справка, ")
    document = Document(io.BytesIO(await world.sandbox.client.file(message.file_id)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "ждёт решения куратора — 1" in text
    assert document.tables[-1].rows[0].cells[0].text == "Число"


async def test_the_archive_holds_the_files_of_the_reports_with_their_index(world: World) -> None:
    vera, anna, _ = await in_force(world, word(_plan), "План.docx")
    await anna.says("/my")
    await anna.presses("Отчитаться|^1$")
    await anna.sends_photo(b"\xff\xd8\xff\xe0" + b"\0" * 60 + b"\xff\xd9", "Выставка книг")
    await anna.presses("Неделя книги|Добавить")
    await anna.presses("Отправить")
    for hero in world.heroes:
        await hero.news()
    await vera.says("/report")
    await vera.presses("1 кв. 2027")
    await vera.presses("Архив подтверждений")
    message = (await vera.news())[-1]
    assert "Подтверждения за 1 квартал 2027 года: 1 файл с описью." in message.text
    archive = zipfile.ZipFile(io.BytesIO(await world.sandbox.client.file(message.file_id)))
    assert archive.namelist()[0].split("/")[:2] == ["п. 1 Неделя книги", "Школа № 3"]


async def test_an_archive_of_nothing_says_so(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await vera.says("/report")
    await vera.presses("1 кв. 2027")
    await vera.news()
    await vera.presses("Архив подтверждений")
    assert "Файлов к отчётам за этот период нет" in await vera.last_toast()


async def test_what_was_changed_by_hand_stands_beside_the_printed_words(world: World) -> None:
    vera, _, _ = await in_force(world, word(_plan), "План.docx")
    await vera.says("1")
    await vera.presses("Изменить")
    await vera.presses("Срок")
    await vera.says("до 10 апреля 2027")
    await vera.presses("Да, сохранить")
    await vera.says("2")
    await vera.presses("Изменить")
    await vera.presses("Исключить")
    await vera.presses("Да, исключить|Исключить")
    await vera.news()
    await vera.says("/report")
    await vera.presses("За весь период")
    await vera.presses("^Форма Word$")
    document = await form_of(world, vera)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert document.paragraphs[2].text == "в ред. от 25.03.2027"
    assert rows[2][2] == "Март\nв ред. от 25.03.2027: до 10 апреля 2027"
    assert rows[3][:4] == ROWS[3] and rows[3][4] == "Исключено из плана"
    await world.at("2027-03-25 10:30")
    for hero in world.heroes:
        await hero.news()
