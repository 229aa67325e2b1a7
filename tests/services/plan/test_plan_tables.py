"""The plan goes out as a table, is changed in an office program, comes back and is compared by row."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.process.wiring import export_plan_table
from documents.plan_table import is_plan_table, read_plan_table
from documents.reader import read_document
from roadmap.control.duty import DutyState
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.errors import BadInput, DocumentRefused, NotAllowed, WrongState
from roadmap.ids import PlanTableReturnId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Through
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule
from roadmap.plan.measure_content import Aspect
from roadmap.plan.plan_tables import SentTable, TableChoice, TableColumn
from services.imports.desk_views import Approved
from services.plan.plan_tables import PlanTableService
from services.plan.table_views import TableReview
from tests.desk import Desk
from tests.documents_text import Row
from tests.returned_table import (
    append,
    changed,
    copied_plainly,
    needs_libreoffice,
    put,
    row_of,
    saved_by_libreoffice,
)
from tests.services.plan.conftest import Pen

CENTRE, ARCHIVE = "Центр развития", "Архив"
ROWS: tuple[Row, ...] = (
    ("1.", "Неделя книги", "до 31 марта 2027 года", CENTRE),
    ("2.", "Обзор библиотек", "до 30 апреля 2027 года", f"{CENTRE}, {ARCHIVE}"),
    ("3.", "=Наставничество", "31.05.2027", ARCHIVE),
)


async def read_here(data: bytes, filename: str) -> SentTable:
    """The real reader without its subprocess."""
    return read_plan_table(data, filename)


class Tables:
    """The service over one desk, and the plan it is about."""

    def __init__(self, desk: Desk, approved: Approved) -> None:
        self.desk = desk
        self.road_map_id = approved.road_map_id
        self.service = PlanTableService(desk.store, desk.clock, WEEKENDS_ONLY, read_here, export_plan_table)

    async def out(self) -> bytes:
        return (await self.service.make(self.desk.coordinator, self.road_map_id)).data

    async def back(self, data: bytes, name: str = "План.xlsx") -> TableReview:
        return_id = await self.service.receive(self.desk.coordinator, data, name)
        return await self.review(return_id)

    async def review(self, return_id: PlanTableReturnId) -> TableReview:
        return await self.service.review(self.desk.coordinator, return_id)

    async def take(self, view: TableReview) -> None:
        await self.service.apply(self.desk.coordinator, view.id)


@pytest.fixture
async def tables(desk: Desk) -> Tables:
    return Tables(desk, await desk.put_in_force(*ROWS))


def _said(view: TableReview) -> list[tuple[str, tuple[Aspect, ...]]]:
    return [(row.after.number, row.aspects) for row in view.rows]


async def test_a_table_that_comes_back_as_it_went_out_says_nothing(tables: Tables) -> None:
    view = await tables.back(await tables.out())
    assert (view.count, view.troubles, view.unknown) == (0, (), 0)


@needs_libreoffice
@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
async def test_a_table_opened_and_saved_by_libreoffice_says_nothing_new(
    tables: Tables, tmp_path: Path, target: str
) -> None:
    data = saved_by_libreoffice(await tables.out(), tmp_path, target)
    if target != "xlsx":  # as it is turned into a workbook before it is read
        data = saved_by_libreoffice(data, tmp_path, "xlsx", source=target)
    assert is_plan_table(data, "План.xlsx")
    view = await tables.back(data)
    assert (view.count, view.troubles, view.unknown) == (0, (), 0)


@needs_libreoffice
async def test_what_was_changed_and_saved_by_libreoffice_is_taken(tables: Tables, tmp_path: Path) -> None:
    data = changed(await tables.out(), lambda page: put(page, "1", TableColumn.DEADLINE, "до 15 марта 2027"))
    view = await tables.back(saved_by_libreoffice(data, tmp_path))
    assert _said(view) == [("1", (Aspect.DEADLINE,))]
    await tables.take(view)
    assert ("1", CENTRE, "2027-03-15") in await tables.desk.planned()


async def test_values_alone_in_another_order_with_columns_of_ones_own_say_nothing_new(
    tables: Tables,
) -> None:
    view = await tables.back(copied_plainly(await tables.out()))
    assert (view.count, view.troubles, view.unknown) == (0, (), 0)


async def test_a_date_typed_as_a_date_is_taken_and_the_same_day_is_no_change(tables: Tables) -> None:
    def change(page: Worksheet) -> None:
        put(page, "1", TableColumn.DEADLINE, date(2027, 3, 20))
        put(page, "3", TableColumn.DEADLINE, date(2027, 5, 31))

    view = await tables.back(changed(await tables.out(), change))
    assert [(row.after.number, row.after.deadline_text) for row in view.rows] == [("1", "20.03.2027")]


async def test_a_day_written_as_text_by_another_program_is_the_same_day(tables: Tables) -> None:
    data = changed(await tables.out(), lambda page: put(page, "3", TableColumn.DEADLINE, "2027-05-31"))
    assert (await tables.back(data)).count == 0


async def test_every_column_is_taken_by_one_press_as_one_edit_that_can_be_undone(
    tables: Tables, pen: Pen
) -> None:
    desk = tables.desk

    def change(page: Worksheet) -> None:
        put(page, "1", TableColumn.TITLE, "Декада книги")
        put(page, "1", TableColumn.RESULT, "Справка")
        put(page, "1", TableColumn.SECTION, "Чтение")
        put(page, "1", TableColumn.EVIDENCE, "Да")
        put(page, "2", TableColumn.CO, f"{ARCHIVE} (за 5 дн.)")
        put(page, "2", TableColumn.COMPLETION, "основной отчитался")
        put(page, "3", TableColumn.STANDING, "отменено")
        put(page, "3", TableColumn.REASON, "Нет наставников")
        append(page, number="4", title="Конкурс", deadline="до 20 мая 2027 года", main=CENTRE)

    view = await tables.back(changed(await tables.out(), change))
    assert (view.count, view.added, view.troubles) == (4, 1, ())
    done = await tables.service.apply(desk.coordinator, view.id)

    first, second, third, fourth = await pen.contents(tables.road_map_id)
    assert (first.title, first.result, first.section) == ("Декада книги", "Справка", "Чтение")
    assert first.evidence is EvidenceRule.DOCUMENT
    assert [one.days_earlier for one in second.answering] == [0, 5]
    assert second.completion_rule is CompletionRule.MAIN
    assert third.reason == "Нет наставников"
    assert (fourth.number, fourth.title) == ("4", "Конкурс")
    assert ("2", ARCHIVE, "2027-04-23") in await desk.planned()
    assert ("4", CENTRE, "2027-05-20") in await desk.planned()

    assert done.edit_id is not None
    async with desk.store.read() as uow:
        edit = await uow.plan_edits.get(done.edit_id)
    assert edit is not None and edit.through is Through.TABLE
    await pen.undoing.undo(desk.coordinator, done.edit_id)
    assert (await tables.back(await tables.out())).count == 0
    assert [one.number for one in await pen.contents(tables.road_map_id)] == ["1", "2", "3"]
    assert {d.state for d in await desk.duties() if d.number != "4"} == {DutyState.OPEN}


async def test_what_cannot_be_taken_is_told_by_cell_and_the_rest_of_the_row_goes(tables: Tables) -> None:
    def change(page: Worksheet) -> None:
        put(page, "1", TableColumn.TITLE, "Декада книги")
        put(page, "1", TableColumn.DEADLINE, "как получится")
        put(page, "2", TableColumn.MAIN, "Дом пионеров")
        put(page, "2", TableColumn.EVIDENCE, "возможно")
        put(page, "3", TableColumn.STANDING, "отменено")
        append(page, deadline="до 1 мая 2027")

    view = await tables.back(changed(await tables.out(), change))
    assert _said(view) == [("1", (Aspect.TITLE,))]
    assert [(one.line, one.column, one.code, one.words) for one in view.troubles] == [
        (5, TableColumn.DEADLINE, "cell-deadline", "как получится"),
        (6, TableColumn.EVIDENCE, "cell-evidence", "возможно"),
        (6, TableColumn.MAIN, "cell-name", "Дом пионеров"),
        (7, TableColumn.REASON, "cell-reason", ""),
        (8, TableColumn.TITLE, "no-title", ""),
    ]


async def test_another_spelling_of_a_name_is_taken_for_the_one_who_bears_it(tables: Tables) -> None:
    school = await tables.desk.school("МБОУ СОШ № 4")
    anna = await tables.desk.person("Лугова Анна Петровна", school)

    def change(page: Worksheet) -> None:
        put(page, "1", TableColumn.MAIN, "школа 4")
        put(page, "1", TableColumn.CO, "Лугова А.П.")

    view = await tables.back(changed(await tables.out(), change))
    (row,) = view.rows
    assert view.troubles == ()
    assert [one.assigned for one in row.after.answering] == [
        Assigned(unit_id=school),
        Assigned(person_id=anna.person_id),
    ]


async def test_a_lost_row_and_lost_columns_change_nothing(tables: Tables) -> None:
    def change(page: Worksheet) -> None:
        page.delete_rows(row_of(page, "2"))
        page.delete_cols(9, 4)

    view = await tables.back(changed(await tables.out(), change))
    assert (view.count, view.troubles) == (0, ())


async def test_a_row_copied_to_begin_another_is_a_new_measure(tables: Tables) -> None:
    def change(page: Worksheet) -> None:
        for column in range(1, 13):
            page.cell(8, column).value = page.cell(5, column).value
        page.cell(8, 2).value, page.cell(8, 4).value = "1а", "Неделя газеты"

    view = await tables.back(changed(await tables.out(), change))
    assert [(row.measure_id, row.after.number, row.after.title) for row in view.rows] == [
        (None, "1а", "Неделя газеты")
    ]


async def test_a_row_marked_to_go_leaves_the_plan(tables: Tables, pen: Pen) -> None:
    data = changed(await tables.out(), lambda page: put(page, "2", TableColumn.STANDING, "исключить"))
    view = await tables.back(data)
    assert view.dropped == 1
    await tables.take(view)
    assert [one.number for one in await pen.contents(tables.road_map_id)] == ["1", "3"]


# What somebody has changed meanwhile


async def test_what_only_the_plan_has_changed_meanwhile_stays(tables: Tables, pen: Pen) -> None:
    data = changed(await tables.out(), lambda page: put(page, "1", TableColumn.TITLE, "Декада книги"))
    measure = await pen.measure("1")
    await pen.edits.set_deadline(tables.desk.coordinator, measure, "до 20 марта 2027 года")

    view = await tables.back(data)
    assert (_said(view), view.disputed) == ([("1", (Aspect.TITLE,))], 0)
    await tables.take(view)
    first, *_ = await pen.contents(tables.road_map_id)
    assert (first.title, first.deadline_text) == ("Декада книги", "до 20 марта 2027 года")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [(TableChoice.TABLE, "до 15 марта 2027 года"), (TableChoice.PLAN, "до 20 марта 2027 года")],
)
async def test_what_both_have_changed_is_asked_and_the_rest_of_the_row_is_taken(
    tables: Tables, pen: Pen, choice: TableChoice, kept: str
) -> None:
    def change(page: Worksheet) -> None:
        put(page, "1", TableColumn.TITLE, "Декада книги")
        put(page, "1", TableColumn.DEADLINE, "до 15 марта 2027 года")

    data = changed(await tables.out(), change)
    measure = await pen.measure("1")
    await pen.edits.set_deadline(tables.desk.coordinator, measure, "до 20 марта 2027 года")

    view = await tables.back(data)
    assert [(row.line, row.disputed) for row in view.rows] == [(5, (Aspect.DEADLINE,))]
    with pytest.raises(BadInput, match="table-undecided"):
        await tables.take(view)
    await tables.service.choose(tables.desk.coordinator, view.id, choice, 5)
    await tables.take(await tables.review(view.id))

    first, *_ = await pen.contents(tables.road_map_id)
    assert (first.title, first.deadline_text) == ("Декада книги", kept)


async def test_a_row_whose_measure_the_plan_has_dropped_meanwhile_is_told_and_left(
    tables: Tables, pen: Pen
) -> None:
    data = changed(await tables.out(), lambda page: put(page, "1", TableColumn.TITLE, "Декада книги"))
    await pen.edits.drop(tables.desk.coordinator, await pen.measure("1"))
    view = await tables.back(data)
    assert (view.gone, view.count) == (1, 1)
    await tables.take(view)
    assert [one.number for one in await pen.contents(tables.road_map_id)] == ["2", "3"]


# Whose table it is


async def test_a_table_is_taken_once(tables: Tables) -> None:
    data = changed(await tables.out(), lambda page: put(page, "1", TableColumn.TITLE, "Декада книги"))
    view = await tables.back(data)
    await tables.take(view)
    with pytest.raises(WrongState):
        await tables.take(view)


async def test_a_table_of_another_department_is_refused(tables: Tables) -> None:
    other = changed(await tables.out(), lambda page: page.__setitem__("A4", "vekha-plan-99999"))
    with pytest.raises(BadInput, match="table-unknown"):
        await tables.back(other)


async def test_only_a_coordinator_gets_and_sends_tables(tables: Tables) -> None:
    desk = tables.desk
    anna = await desk.person("Анна Лугова", desk.department_id)
    with pytest.raises(NotAllowed):
        await tables.service.make(anna, tables.road_map_id)
    with pytest.raises(NotAllowed):
        await tables.service.receive(anna, b"", "План.xlsx")


async def test_the_table_is_no_new_plan_and_a_plan_is_no_table(tables: Tables) -> None:
    data = await tables.out()
    with pytest.raises(DocumentRefused, match="plan-table"):
        read_document(data, "План.xlsx")
    assert not is_plan_table("Мероприятие\tСрок\n".encode(), "plan.txt")


async def test_a_table_read_again_before_anybody_decided_is_the_same_return(tables: Tables) -> None:
    data = changed(await tables.out(), lambda page: append(page, number="4", title="Конкурс", main=CENTRE))
    once, again = await tables.back(data), await tables.back(data)

    assert once.id == again.id
