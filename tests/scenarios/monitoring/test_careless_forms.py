"""Forms of people who fill them in as they like: every row is taken as it was meant, or told why not."""

import io
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl.worksheet.worksheet import Worksheet

from roadmap.language.form_words import FORM_HEADINGS, FormColumn
from roadmap.people.place import TELEGRAM, Place
from tests.returned_table import changed, needs_libreoffice, saved_by_libreoffice
from tests.scenarios.monitoring import test_filled_sheets as sheets
from tests.scenarios.monitoring.test_filled_forms import WORDS, asked, filled_in, form_of, quiet
from tests.world import World

RENAMED = "ответ школы"


def edited(data: bytes, edit: Any) -> bytes:
    """The Word form after somebody has worked on its table."""
    document = Document(io.BytesIO(data))
    edit(document.tables[0])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
async def test_a_renamed_form_that_nobody_asked_for_is_read_and_begins_no_report(
    world: World, kind: str
) -> None:
    _, anna, _ = await asked(world)
    form = (await form_of(world, anna))[1] if kind == "docx" else await sheets.form_of(world, anna)
    filled = filled_in(form, WORDS) if kind == "docx" else sheets.filled_in(form)
    await anna.says("/start")
    await quiet(world)
    await anna.sends_document(filled, f"{RENAMED}.{kind}")
    (read,) = (await anna.news())[-1:]
    assert "Форма прочитана: мониторинг за 1 квартал 2027 года" in read.text
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа")
    await anna.says("/my")
    assert not any("черновик" in message.text.casefold() for message in await anna.news())


async def test_a_form_sent_into_a_report_is_no_evidence_and_the_report_stays(world: World) -> None:
    _, anna, _ = await asked(world)
    _, form = await form_of(world, anna)
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("Отчитаться")
    await anna.says("Прошла неделя книги")
    await quiet(world)
    await anna.sends_document(filled_in(form, WORDS), f"{RENAMED}.docx")
    assert any("Форма прочитана" in message.text for message in await anna.news())
    actor = await world.app.people.actor(Place(TELEGRAM, anna.phone.id))
    assert actor is not None
    view = await world.app.drafts.current(actor)
    assert (view.draft.text, view.has_files) == ("Прошла неделя книги", False)


HAND = {
    "1": ("в работе", date(2027, 3, 12), ""),
    "2": ("не вып", "", ""),
    "3": ("вып.", "Выставка и чтения", ""),
    "4": ("", "Провели вечер", ""),
}


async def test_a_state_typed_by_hand_or_left_out_is_shown_as_understood(world: World) -> None:
    _, anna, _ = await asked(world)
    form = await sheets.form_of(world, anna)
    await anna.sends_document(sheets.filled_in(form, HAND), sheets.NAME)  # type: ignore[arg-type]
    (read,) = await anna.sees("Форма прочитана")
    for line in (
        "п. 1 Наставничество: идёт по плану (понял так)\n12.03.2027",
        "п. 2 Кружок чтения: есть трудности (понял так)",
        "п. 3 Неделя книги: выполнено (понял так)\nВыставка и чтения",
        "п. 4 Семейные вечера: выполнено (понял так)\nПровели вечер",
        "«Понял так» — в файле это не выбрано из списка",
    ):
        assert line in read.text, read.text


async def test_a_state_chosen_from_the_list_is_no_guess(world: World) -> None:
    _, anna, _ = await asked(world)
    form = await sheets.form_of(world, anna)
    chosen = {"1": ("идёт по плану", "Пары составлены", ""), "2": ("не начато", "", "")}
    await anna.sends_document(sheets.filled_in(form, chosen), sheets.NAME)
    (read,) = await anna.sees("Форма прочитана")
    assert "понял так" not in read.text.casefold()


async def test_words_that_do_not_begin_with_the_state_are_shown_as_understood(world: World) -> None:
    _, anna, _ = await asked(world)
    name, form = await form_of(world, anna)
    await anna.sends_document(filled_in(form, {"1": "Идёт", "3": "Провели выставку"}), name)
    (read,) = await anna.sees("Форма прочитана")
    assert "п. 1 Наставничество: идёт по плану\n" in read.text
    assert "п. 3 Неделя книги: выполнено (понял так)" in read.text


def shuffled(table: Any) -> None:
    """The rows in another order, one gone, one twice, and a column of somebody's own at either end."""
    head, *rows = table.rows
    rows[3]._tr.getparent().remove(rows[3]._tr)
    head._tr.addnext(rows[2]._tr)
    rows[2]._tr.addnext(deepcopy(rows[0]._tr))
    for row in table.rows:
        for place in (0, -1):
            cell = deepcopy(row.cells[0]._tc)
            for text in cell.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
                text.text = "проверено"
            (row._tr.tc_lst[0].addprevious if place == 0 else row._tr.tc_lst[-1].addnext)(cell)


async def test_rows_moved_doubled_and_deleted_and_columns_put_between_change_nothing(world: World) -> None:
    _, anna, _ = await asked(world)
    name, form = await form_of(world, anna)
    await anna.sends_document(edited(filled_in(form, WORDS), shuffled), name)
    (read,) = await anna.sees("Форма прочитана")
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert "❓ п. 1 Наставничество: строка повторяется, взята первая" in read.text
    assert "п. 2 Кружок чтения: не начато" in read.text
    assert "❓ п. 3 Неделя книги: не понял, как идёт работа" in read.text
    assert "Без ответа останется: 2 мероприятия" in read.text


@pytest.mark.parametrize("is_renamed", [True, False])
async def test_a_form_of_another_school_is_named_as_such_and_begins_no_report(
    world: World, is_renamed: bool
) -> None:
    _, anna, _ = await asked(world)
    boris = await world.executor("Борис Речной", "Школа № 5")
    name, form = await form_of(world, anna)
    await boris.sends_document(filled_in(form, WORDS), f"{RENAMED}.docx" if is_renamed else name)
    said = [message.text for message in await boris.news()]
    assert any("Это форма мониторинга, но не ваша: её ждут от «Школа № 3»" in each for each in said)
    assert not any("к какому пункту" in each for each in said)


async def test_a_form_of_an_earlier_quarter_is_named_as_such(world: World) -> None:
    _, anna, _ = await asked(world)
    name, form = await form_of(world, anna)
    await world.at("2027-06-25 10:00")
    await quiet(world)
    await anna.sends_document(filled_in(form, {"2": "Идёт, кружок набран"}), name)
    await anna.sees("Этот мониторинг завершён, уже идёт следующий. Ответьте в нём: /monitoring")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "odt", "pdf"])
async def test_a_word_form_saved_as_another_kind_and_renamed_is_read(
    world: World, tmp_path: Path, kind: str
) -> None:
    _, anna, _ = await asked(world)
    _, form = await form_of(world, anna)
    saved = saved_by_libreoffice(filled_in(form, WORDS), tmp_path, kind, source="docx")
    await anna.says("/start")
    await quiet(world)
    await anna.sends_document(saved, f"{RENAMED}.{kind}")
    (read,) = (await anna.news())[-1:]
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert "п. 2 Кружок чтения: не начато" in read.text
    assert "❓ п. 3 Неделя книги" in read.text
    await anna.presses("Записать 2 ответа")
    await anna.sees("Записано из файла: 2 ответа")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods", "pdf"])
async def test_an_excel_form_saved_as_another_kind_and_renamed_is_read(
    world: World, tmp_path: Path, kind: str
) -> None:
    _, anna, _ = await asked(world)
    form = await sheets.form_of(world, anna)
    saved = saved_by_libreoffice(sheets.filled_in(form), tmp_path, kind)
    await anna.says("/start")
    await quiet(world)
    await anna.sends_document(saved, f"{RENAMED}.{kind}")
    (read,) = (await anna.news())[-1:]
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert "п. 2 Кружок чтения: не начато" in read.text


def with_a_column(page: Worksheet) -> None:
    page.insert_cols(3)
    page.cell(sheets.HEAD_ROW, 3).value = "Заметки"


async def test_a_column_put_into_the_excel_form_changes_nothing(world: World) -> None:
    _, anna, _ = await asked(world)
    form = sheets.filled_in(await sheets.form_of(world, anna))
    await anna.sends_document(changed(form, with_a_column), sheets.NAME)
    (read,) = await anna.sees("Форма прочитана")
    assert "п. 1 Наставничество: идёт по плану, показатель 64" in read.text
    assert FORM_HEADINGS[FormColumn.WORDS] not in read.text


async def test_a_curator_who_reports_on_nothing_sends_a_renamed_form_of_a_school(world: World) -> None:
    _, anna, olga = await asked(world)
    _, form = await form_of(world, anna)
    await olga.sends_document(filled_in(form, WORDS), f"{RENAMED}.docx")
    await olga.sees("Форма прочитана: мониторинг за 1 квартал 2027 года\nШкола № 3")
    await olga.sends_document(b"a;b\n1;2\n", "записка.csv")
    await olga.sees("Это не форма мониторинга")
