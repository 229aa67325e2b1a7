"""A school that presses no buttons sends the Word form back; it is read row by row, confirmed and stored."""

import io
from pathlib import Path

import pytest
from docx import Document

from tests.databases import both_databases
from tests.returned_table import needs_libreoffice, saved_by_libreoffice
from tests.world import Hero, World

pytestmark = both_databases

PLAN = """Дорожная карта по развитию чтения в Приозёрном районе на 2027 год

№\tМероприятие\tСрок исполнения\tОтветственный\tОжидаемый результат
1.\tНаставничество\tПостоянно\tШкола № 3\tОхват не менее 80 % учителей
2.\tКружок чтения\tПостоянно\tШкола № 3\tРасписание
3.\tНеделя книги\tМарт\tШкола № 3\tФото
4.\tСемейные вечера\tМарт\tШкола № 3\tСправка
"""


async def quiet(world: World) -> None:
    """What comes meanwhile is a story of its own."""
    for hero in world.heroes:
        await hero.news()


async def asked(world: World, plan: str = PLAN) -> tuple[Hero, Hero, Hero]:
    """A school asked about four measures, with its curator, at the end of the first quarter."""
    await world.at("2027-01-12 09:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    olga = await world.curator("Ольга Ветрова")
    await vera.sends_document(plan.encode(), "Дорожная карта.txt")
    await vera.presses("Утвердить")
    await world.at("2027-03-25 10:00")
    await quiet(world)
    return vera, anna, olga


async def form_of(world: World, anna: Hero) -> tuple[str, bytes]:
    """The form as it was handed out."""
    await anna.presses("Заполнить в Word")
    (message,) = await anna.sees("Форма: мониторинг за 1 квартал 2027 года.*пришлите сюда или куратору")
    assert message.filename == "Мониторинг, Школа № 3, 1 кв. 2027.docx"
    return message.filename, await world.sandbox.client.file(message.file_id)


def filled_in(data: bytes, words: dict[str, str]) -> bytes:
    """The form with these words in the last cell of the rows of these numbers."""
    document = Document(io.BytesIO(data))
    for table in document.tables:
        for row in table.rows:
            if (number := row.cells[0].text.rstrip(".")) in words:
                row.cells[-1].paragraphs[0].add_run(words[number])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


WORDS = {
    "1": "Идёт. Охвачено 64 % учителей, пары составлены",
    "2": "Не начато, ждём ставку",
    "3": "Собрались два раза",
}


async def test_the_form_goes_out_and_comes_back_as_reports(world: World) -> None:
    _, anna, olga = await asked(world)
    name, form = await form_of(world, anna)
    await anna.sends_document(filled_in(form, WORDS), name)
    await anna.sees(
        "Форма прочитана: мониторинг за 1 квартал 2027 года\nШкола № 3.*"
        "п. 1 Наставничество: идёт по плану, показатель 64.*"
        "п. 2 Кружок чтения: не начато.*"
        "❓ п. 3 Неделя книги: не понял, как идёт работа.*Собрались два раза.*"
        "Без ответа останется: 2 мероприятия"
    )
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа.*Не записано: п. 3 Неделя книги")
    await anna.presses("К вопросам")
    await anna.sees("Наставничество — идёт по плану.*Кружок чтения — не начато")

    await olga.says("п. 1")
    await quiet(world)
    await olga.presses("^Отчёты$")
    (reports,) = await olga.news()
    assert "из формы" in reports.text and "Анна Лугова" in reports.text
    assert "Охвачено 64 % учителей" in reports.text


async def test_the_curator_sends_the_form_of_a_school(world: World) -> None:
    _, anna, olga = await asked(world)
    name, form = await form_of(world, anna)
    await olga.sends_document(filled_in(form, {"2": "Выполнено, кружок открыт"}), f"{name[:-5]} (1).docx")
    await olga.sees("Форма прочитана.*Школа № 3.*✅ п. 2 Кружок чтения: выполнено")
    await olga.presses("Записать 1 ответ")
    await olga.sees("Записано из файла: 1 ответ")
    await anna.says("/monitoring")
    await anna.sees("Кружок чтения — выполнено")
    await quiet(world)


async def test_a_form_of_another_school_and_another_file_are_refused(world: World) -> None:
    _, anna, _ = await asked(world)
    boris = await world.executor("Борис Речной", "Школа № 5")
    name, form = await form_of(world, anna)
    await boris.sends_document(filled_in(form, WORDS), name)
    (refused,) = await boris.news()
    assert "Форма прочитана" not in refused.text
    target = io.BytesIO()
    Document().save(target)
    await anna.sends_document(target.getvalue(), name)
    await anna.sees("Это не форма мониторинга. Пришлите ту, что дают кнопки «Заполнить в Word» и «В Excel»")


def spoilt(data: bytes) -> bytes:
    """One bookmark is lost, and a row nobody asked about is added."""
    document = Document(io.BytesIO(data))
    (table,) = document.tables
    for row in table.rows:
        if row.cells[0].text.rstrip(".") == "1":
            for mark in row._tr.xpath(".//w:bookmarkStart"):
                mark.getparent().remove(mark)
    added = table.add_row().cells
    added[0].text, added[1].text, added[-1].text = "17", "Поход", "Выполнено"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


async def test_a_row_without_its_bookmark_is_placed_by_number_and_a_strange_one_is_named(
    world: World,
) -> None:
    _, anna, _ = await asked(world)
    name, form = await form_of(world, anna)
    await anna.sends_document(spoilt(filled_in(form, WORDS)), name)
    (read,) = await anna.news()
    assert "п. 1 Наставничество: идёт по плану" in read.text
    assert "❓ п. 17 Поход: такой строки в форме нет" in read.text
    await anna.presses("Не записывать")
    await anna.sees("Форма не записана")
    await anna.says("/monitoring")
    await anna.sees("Ответьте, пожалуйста, по 4 мероприятиям")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["docx", "odt"])
async def test_a_form_saved_by_libreoffice_is_read_the_same(world: World, tmp_path: Path, kind: str) -> None:
    _, anna, _ = await asked(world)
    name, form = await form_of(world, anna)
    source = "odt" if kind == "docx" else "docx"
    through = saved_by_libreoffice(filled_in(form, WORDS), tmp_path, source, source="docx")
    saved = saved_by_libreoffice(through, tmp_path, kind, source=source)
    await anna.sends_document(saved, f"{name[:-5]}.{kind}")
    (read,) = await anna.news()
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert "п. 2 Кружок чтения: не начато" in read.text
    assert "❓ п. 3 Неделя книги" in read.text
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа")


DATES = """Дорожная карта по развитию чтения в Приозёрном районе на 2027 год

№\tМероприятие\tСрок исполнения\tОтветственный\tОжидаемый результат
1.\tЧитательские встречи\tФевраль, март\tШкола № 3\tСправка
"""


async def test_each_date_of_a_measure_is_a_row_of_its_own(world: World) -> None:
    _, anna, _ = await asked(world, DATES)
    name, form = await form_of(world, anna)
    document = Document(io.BytesIO(form))
    (table,) = document.tables
    assert [row.cells[2].text for row in table.rows] == ["Срок", "28.02.2027", "31.03.2027"]
    table.rows[1].cells[-1].paragraphs[0].add_run("Выполнено, гостей было тридцать")
    table.rows[2].cells[-1].paragraphs[0].add_run("Трудности: библиотека закрыта")
    target = io.BytesIO()
    document.save(target)
    await anna.sends_document(target.getvalue(), name)
    await anna.sees(
        "✅ п. 1 Читательские встречи, срок 28.02.2027: выполнено.*"
        "⚠️ п. 1 Читательские встречи, срок 31.03.2027: есть трудности"
    )
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа")


async def test_a_form_that_comes_after_the_close_says_it_is_late(world: World) -> None:
    _, anna, _ = await asked(world)
    name, form = await form_of(world, anna)
    await world.at("2027-04-20 10:00")
    await quiet(world)
    await anna.sends_document(filled_in(form, {"1": "Идёт, пары составлены"}), name)
    await anna.sees("Мониторинг уже закрыт: ответы запишутся с опозданием")
    await anna.presses("Записать")
    (message,) = await anna.sees("Записано из файла.*с опозданием")
    assert "До закрытия" not in message.text
