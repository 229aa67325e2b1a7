"""A school that presses no buttons sends the Excel form back; it is read as the Word form is."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from roadmap.language.form_words import FORM_HEADINGS, FormColumn
from tests.databases import both_databases
from tests.returned_table import changed, needs_libreoffice, saved_by_libreoffice
from tests.scenarios.monitoring.test_filled_forms import asked, quiet
from tests.world import Hero, World

pytestmark = both_databases

NAME = "Мониторинг, Школа № 3, 1 кв. 2027.xlsx"
HEAD_ROW = 4
Answer = tuple[str, str, str]
WORDS = {
    "1": ("идёт по плану", "Пары составлены", "64"),
    "2": ("не начато", "Ждём ставку", ""),
    "3": ("", "Собрались два раза", ""),
}


async def form_of(world: World, anna: Hero) -> bytes:
    """The form as it was handed out."""
    await anna.presses("В Excel")
    (message,) = await anna.sees("Форма: мониторинг за 1 квартал 2027 года.*пришлите сюда или куратору")
    assert message.filename == NAME
    return await world.sandbox.client.file(message.file_id)


def headings(page: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in page[HEAD_ROW] if cell.value}


def fill(page: Worksheet, words: Mapping[str, Answer]) -> None:
    """Answers in the rows of these numbers: the state, the words, the value."""
    at = headings(page)
    columns = [at[FORM_HEADINGS[key]] for key in (FormColumn.STATE, FormColumn.WORDS, FormColumn.VALUE)]
    for row in range(HEAD_ROW + 1, page.max_row + 1):
        told = words.get(str(page.cell(row, at["№"]).value).rstrip("."), ("", "", ""))
        for column, text in zip(columns, told, strict=True):
            page.cell(row, column).value = text or page.cell(row, column).value


def filled_in(data: bytes, words: Mapping[str, Answer] = WORDS) -> bytes:
    return changed(data, lambda page: fill(page, words))


async def test_the_form_goes_out_with_lists_and_locked_cells(world: World) -> None:
    _, anna, _ = await asked(world)
    page = load_workbook(io.BytesIO(await form_of(world, anna))).worksheets[0]
    at = headings(page)
    locked = {name for name, column in at.items() if page.cell(HEAD_ROW + 1, column).protection.locked}
    assert page.protection.sheet and page.column_dimensions["A"].hidden
    assert locked >= {"№", "Мероприятие", "Срок", "Ожидаемый результат"}
    assert not locked & {"Как идёт (из списка)", "Что сделано", "Показатель (число)"}
    (rule,) = page.data_validations.dataValidation
    assert str(rule.sqref) == "F5:F8"


async def test_the_form_comes_back_as_reports(world: World) -> None:
    _, anna, olga = await asked(world)
    form = await form_of(world, anna)
    await anna.sends_document(filled_in(form), NAME)
    await anna.sees(
        "Форма прочитана: мониторинг за 1 квартал 2027 года\nШкола № 3.*"
        "п. 1 Наставничество: идёт по плану, показатель 64.*Пары составлены.*"
        "п. 2 Кружок чтения: не начато.*"
        "❓ п. 3 Неделя книги: не понял, как идёт работа.*Собрались два раза.*"
        "Без ответа останется: 2 мероприятия"
    )
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа.*Не записано: п. 3 Неделя книги")
    await olga.says("п. 1")
    await quiet(world)
    await olga.presses("^Отчёты$")
    (reports,) = await olga.news()
    assert "из формы" in reports.text and "Анна Лугова" in reports.text and "Пары составлены" in reports.text


async def test_what_is_written_already_is_not_written_again(world: World) -> None:
    _, anna, _ = await asked(world)
    await anna.sends_document(filled_in(await form_of(world, anna)), NAME)
    await anna.presses("Записать 2 ответа")
    await anna.presses("К вопросам")
    await quiet(world)
    again = await form_of(world, anna)
    await anna.sends_document(filled_in(again, {"2": ("есть трудности", "Ставки не будет", "")}), NAME)
    await anna.sees(
        "п. 1 Наставничество: так уже записано.*п. 2 Кружок чтения: есть трудности.*"
        "Без ответа останется: 2 мероприятия"
    )
    await anna.presses("Записать 1 ответ")
    await anna.sees("Записано из файла: 1 ответ\n(?!.*Не записано)")
    await quiet(world)


async def test_a_curator_makes_the_form_of_a_school_and_sends_it_back(world: World) -> None:
    _, _, olga = await asked(world)
    await olga.says("/monitoring")
    await olga.presses("Как отвечают")
    await olga.presses("Ответить за них")
    await olga.presses("Дать форму Word и Excel")
    await quiet(world)
    await olga.presses("^Школа № 3$")
    by_name = {each.filename: each for each in await olga.news() if each.filename}
    assert set(by_name) == {NAME, NAME.replace("xlsx", "docx")}
    data = await world.sandbox.client.file(by_name[NAME].file_id)
    await olga.sends_document(filled_in(data, {"2": ("выполнено", "Кружок открыт", "")}), "ответ школы.xlsx")
    await olga.sees("Форма прочитана.*Школа № 3.*✅ п. 2 Кружок чтения: выполнено")
    await olga.presses("Записать 1 ответ")
    await olga.sees("Записано из файла: 1 ответ")
    await quiet(world)


def without_the_mark(data: bytes) -> bytes:
    return changed(data, lambda page: page.delete_cols(1))


def moved_about(data: bytes) -> bytes:
    """Only values, columns turned round, a column and lines of somebody's own, a row twice, a strange one."""
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    head, *rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD_ROW)]
    strange = ["", "17", "Поход", "", "", "выполнено", "Сходили", ""]
    book = Workbook()
    plain = book.worksheets[0]
    plain.append(["Заполнила: А. Лугова"])
    plain.append([])
    plain.append(["Заметки", *reversed(head)])
    again = next(row for row in rows if str(row[1]).startswith("1"))
    for row in (*reversed(rows), again, strange):
        plain.append(["проверено", *reversed(row)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


async def test_a_form_whose_hidden_column_is_gone_is_placed_by_its_numbers(world: World) -> None:
    _, anna, _ = await asked(world)
    form = filled_in(await form_of(world, anna))
    await anna.sends_document(without_the_mark(form), NAME)
    await anna.sees("п. 1 Наставничество: идёт по плану, показатель 64.*п. 2 Кружок чтения: не начато")


async def test_a_form_copied_elsewhere_and_turned_about_is_read_the_same(world: World) -> None:
    _, anna, _ = await asked(world)
    form = filled_in(await form_of(world, anna))
    await anna.sends_document(moved_about(form), NAME)
    (read,) = await anna.news()
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert "❓ п. 1 Наставничество: строка повторяется, взята первая" in read.text
    assert "❓ п. 17 Поход: такой строки в форме нет" in read.text


async def test_a_form_without_its_headings_is_refused_with_what_to_do(world: World) -> None:
    _, anna, _ = await asked(world)
    form = filled_in(await form_of(world, anna))
    await anna.sends_document(changed(form, lambda page: page.delete_rows(HEAD_ROW)), NAME)
    await anna.sees("В форме мониторинга не нашёл заголовков")


async def test_a_form_saved_by_excel_as_text_is_read_the_same(world: World) -> None:
    _, anna, _ = await asked(world)
    page = load_workbook(io.BytesIO(filled_in(await form_of(world, anna)))).worksheets[0]
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows([cell.value for cell in row] for row in page.iter_rows())
    await anna.sends_document(saved.getvalue().encode("cp1251"), NAME.replace("xlsx", "csv"))
    await anna.sees("п. 1 Наставничество: идёт по плану, показатель 64.*п. 2 Кружок чтения: не начато")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
async def test_a_form_saved_by_libreoffice_is_read_the_same(world: World, tmp_path: Path, kind: str) -> None:
    _, anna, _ = await asked(world)
    saved = saved_by_libreoffice(filled_in(await form_of(world, anna)), tmp_path, kind)
    await anna.sends_document(saved, NAME.replace("xlsx", kind))
    (read,) = await anna.news()
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert "п. 2 Кружок чтения: не начато" in read.text
    assert "❓ п. 3 Неделя книги" in read.text
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа")
