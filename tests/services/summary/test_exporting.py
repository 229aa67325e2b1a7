"""The consolidated report: what is in the file, who may have it, what hostile words do to it."""

import asyncio
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import update

from bot.cli import run_command
from bot.process.wiring import build_app
from roadmap.control.duty import ReportOutcome
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import CampaignId, RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import Role, UnitKind
from roadmap.plan.document_words import DOCUMENT_DEADLINE
from roadmap.summary.summary_views import OVERDUE
from services.app import App
from services.control.duties.duty_rights import own_duty
from services.control.reporting.report_submission import Answer, submit
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.migrate import migrate
from storage.plan.tables import MeasureRow
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.quarter_district import DIRECTORS, SCHOOLS, District, Row, build_district
from texts.summary.form_words import mark

HEAD_ROW = 5
HOSTILE = (
    '=HYPERLINK("http://evil.example","нажми")',
    "+7 900 000-00-00",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "nul\x00 bell\x07 esc\x1b",
    "лже\u202eтор\u2066",
    "одинокий \ud83d суррогат",
    "<b>&amp;</b>",
    "#REF!",
    "ы" * 5000,
)


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


async def report(world: District, name: str, duty: tuple[str, str], answer: Answer) -> None:
    actor = await world.actor(name)
    async with world.store.write() as uow:
        owed = await own_duty(uow, actor, world.duties[duty])
        await submit(uow, actor, owed, answer, world.clock.now())
        await uow.commit()


async def accept_all(world: District) -> None:
    """Whatever waits for the curator is taken off control."""
    actor = await world.actor("Ольга Ветрова")
    for line in (await world.app.decisions.queue(actor, 0)).lines:
        view = await world.app.cards.open(actor, line.duty.id)
        assert view.card.undecided
        await world.app.decisions.accept(actor, view.card.undecided.id, view.card.duty.version)


async def book_of(world: District, name: str, quarter: CalendarQuarter | None = None) -> Workbook:
    made = await world.app.exports.report(await world.actor(name), world.road_map, quarter)
    return load_workbook(io.BytesIO(*made.files))


def table(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows under the headings, as dictionaries."""
    heads, *rows = book[sheet].iter_rows(min_row=HEAD_ROW, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


async def test_measures_stand_in_the_documents_order_under_their_sections(world: District) -> None:
    book = await book_of(world, "Ольга Ветрова")
    assert book.sheetnames == [
        "Сводка",
        "Мероприятия",
        "По организациям",
        "Красный контроль",
        "Предупредительный контроль",
        "Переносы",
        "Подтверждения",
        "Мониторинг",
        "Матрица",
    ]
    numbers = [row["№"] for row in table(book, "Мероприятия")]
    assert numbers == ["1. Обучение", "1.1", "1.2", "2. Методическая работа", "2.1", "2.2", "2.3"]


async def test_a_row_tells_state_dates_report_and_evidence(world: District) -> None:
    world.clock.set("2026-10-20 12:00")
    answer = Answer(outcome=ReportOutcome.DONE, text="Семинар прошёл", files=1)
    await report(world, "Галина Озёрная", ("2.1", "Галина Озёрная"), answer)
    row = next(r for r in table(await book_of(world, "Ольга Ветрова"), "Мероприятия") if r["№"] == "2.1")

    assert row["Состояние"] == "Ждёт решения куратора"
    assert row["Срок"].date() == date(2026, 10, 30)
    assert row["Последний отчёт"] == "20.10.2026, выполнено: Семинар прошёл"
    assert row["Срок по документу"] == "до срока"


async def test_overdue_is_as_of_the_day_of_the_report(world: District) -> None:
    def collective(book: Workbook) -> object:
        return next(row["Состояние"] for row in table(book, "Мероприятия") if row["№"] == "1.1")

    assert collective(await book_of(world, "Ольга Ветрова")) == "В работе: 3"
    world.clock.set("2026-09-16 09:00")
    await report(world, "Анна Лугова", ("1.1", "Школа № 1"), Answer(outcome=ReportOutcome.DONE))
    assert (
        collective(await book_of(world, "Ольга Ветрова"))
        == "Просрочено, отчёта нет: 2\nЖдёт решения куратора: 1"
    )


async def test_a_moved_date_stands_beside_the_original(world: District) -> None:
    async with world.store.write() as uow:
        duty = await uow.duties.get(world.duties["2.1", "Галина Озёрная"])
        assert duty is not None
        await uow.duties.change_due(duty, date(2026, 11, 13), None)
        await uow.commit()
    row = next(r for r in table(await book_of(world, "Ольга Ветрова"), "Мероприятия") if r["№"] == "2.1")

    assert row["Срок"].date() == date(2026, 11, 13)
    assert row["Состояние"] == "В работе\n(срок перенесён с 30.10.2026)"


async def test_the_matrix_has_a_column_per_school_and_words_in_every_cell(world: District) -> None:
    world.clock.set("2026-09-16 09:00")
    await report(world, "Анна Лугова", ("1.1", "Школа № 1"), Answer(outcome=ReportOutcome.DONE))
    rows = list((await book_of(world, "Ольга Ветрова"))["Матрица"].iter_rows(min_row=6, values_only=True))

    assert rows[0] == ("№", "Мероприятие", "Снято", *SCHOOLS)
    assert rows[1][2:] == ("0 из 3, 1 на проверке", "у куратора", "просрочено", "просрочено")
    assert [row[0] for row in rows[1:]] == ["1.1", "1.2", "2.3", None]


async def test_the_monitoring_sheet_names_answers_and_silence(world: District) -> None:
    world.clock.set("2026-09-24 10:00")
    await world.app.campaigns.look()
    actor = await world.actor("Анна Лугова")
    await world.app.monitoring.answer_ongoing(actor, CampaignId(1))
    rows = table(await book_of(world, "Ольга Ветрова"), "Мониторинг")

    answers = {(row["Адресат"], row["№"]): row["Ответ"] for row in rows}
    assert answers["Школа № 1", "1.2"] == "идёт по плану"
    assert answers["Школа № 1", "1.1"] == "нет ответа"
    silent = [(row["№"], row["Мероприятие"], row["Ответ"]) for row in rows if row["Адресат"] == "Школа № 3"]
    assert silent == [(None, "Все вопросы: 2", "нет ответа")], "who has said nothing takes one row"
    assert {row["Квартал"] for row in rows} == {"3 кв. 2026"}


async def test_a_quarter_leaves_out_what_is_not_of_it(world: District) -> None:
    third = await book_of(world, "Ольга Ветрова", CalendarQuarter(2026, 3))
    numbers = [row["№"] for row in table(third, "Мероприятия")]
    assert "1.1" in numbers and "2.1" in numbers
    assert "2.3" not in numbers, "November is another quarter"
    with pytest.raises(BadInput):
        await book_of(world, "Ольга Ветрова", CalendarQuarter(2028, 1))


def storable(words: str) -> str:
    """Without what no reader lets in and no database of ours has to hold."""
    return words.replace("\ud83d", "").replace("\0", "")


async def test_hostile_words_stay_words(store: Store, app: App, clock: FrozenClock) -> None:
    rows = tuple(
        Row(number=f"1.{place}", title=storable(words), units=SCHOOLS, due_on=date(2026, 9, 15))
        for place, words in enumerate(HOSTILE)
    )
    world = await build_district(store, app, clock, rows)
    for place, words in enumerate(HOSTILE):
        answer = Answer(outcome=ReportOutcome.DIFFICULTY, text=storable(words))
        await report(world, "Анна Лугова", (f"1.{place}", "Школа № 1"), answer)
    made = await app.exports.report(await world.actor("Ольга Ветрова"), world.road_map)
    (whole,) = made.files

    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
        assert archive.testzip() is None and 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()
    assert sheets and not any(re.search("<f[ >]", sheet) for sheet in sheets)
    book = load_workbook(io.BytesIO(whole))
    texts = {row["Текст отчёта"] for row in table(book, "Подтверждения")}
    assert {HOSTILE[0], HOSTILE[1], HOSTILE[9], HOSTILE[10], "nul bell esc", "лжетор"} <= texts
    forbidden = re.compile("[\x00-\x08\x1b\u202a-\u202e\u2066]")
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [value for value in values if isinstance(value, str) and forbidden.search(value)]
    assert HOSTILE[0] in values, "the title is there, as words"


async def test_a_curator_of_some_schools_gets_those_schools_only(world: District) -> None:
    async with world.store.write() as uow:
        await world.person(uow, "Куратор школы", Role.CURATOR, world.units["Школа № 2"])
        await uow.commit()
    summary = await world.app.exports.summary(await world.actor("Куратор школы"), world.road_map)
    assert {duty.duty.assignee for duty in summary.duties} == {"Школа № 2"}


async def test_executors_and_strangers_get_no_report(world: District) -> None:
    with pytest.raises(NotAllowed):
        await book_of(world, "Анна Лугова")
    async with world.store.write() as uow:
        far = await uow.people.add_department("Управление Дальнего округа", ZONE)
        await uow.people.add_unit(far, far, "Школа", UnitKind.SCHOOL, ZONE)
        await world.person(uow, "Чужой координатор", Role.COORDINATOR, far, far)
        await uow.commit()
    for road_map in (world.road_map, RoadMapId(999)):
        with pytest.raises(NotFound):
            await world.app.exports.report(await world.actor("Чужой координатор"), road_map)


async def test_every_sheet_can_be_read_and_printed_as_it_is(world: District) -> None:
    for sheet in await book_of(world, "Елена Холмова"):
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes is not None
        widths = {letter: dimension.width for letter, dimension in sheet.column_dimensions.items()}
        assert widths and min(widths.values()) >= 7
    book = await book_of(world, "Елена Холмова")
    assert book["Мероприятия"].auto_filter.ref.startswith(f"A{HEAD_ROW}:")
    for name in ("Мероприятия", "Подтверждения", "Мониторинг"):
        assert book[name].print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"


async def _set_up(url: str, files: Path) -> None:
    store = Store(create_engine(url))
    await migrate(store.engine)
    clock = FrozenClock("2026-09-01 09:00")
    await build_district(store, build_app(store=store, clock=clock, files=FolderFiles(files)), clock)
    await store.close()


def test_the_command_line_writes_the_file_and_refuses_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/vekha.db")
    assert run_command(["report"]) == 1, "there is no department yet"

    asyncio.run(_set_up(f"sqlite+aiosqlite:///{tmp_path}/vekha.db", tmp_path))
    assert run_command(["report", "--quarter", "весна"]) == 1
    assert "2027-Q1" in capsys.readouterr().err
    assert run_command(["report", "--quarter", "2027-Q1", "-o", "out/report.xlsx"]) == 0
    assert "out/report.xlsx" in capsys.readouterr().err
    assert load_workbook(tmp_path / "out/report.xlsx").sheetnames[0] == "Сводка"
    assert run_command(["report", "-o", "out/second.docx"]) == 1
    assert "--kind form" in capsys.readouterr().err, "a Word file is one of two kinds: the words say which"
    assert run_command(["report", "--kind", "form", "-o", "out/form.xlsx"]) == 1
    assert ".docx" in capsys.readouterr().err
    assert run_command(["report", "--kind", "analysis", "-o", "out/analysis"]) == 1
    assert run_command(["report", "-o", "out/report.PDF"]) == 1
    assert run_command(["report", "--kind", "form", "-o", "out/form.DOCX"]) == 0
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["form.DOCX", "report.xlsx"]


async def test_what_falls_due_after_a_quarter_is_not_late_in_its_report(world: District) -> None:
    world.clock.set("2027-06-20 12:00")
    actor, quarter = await world.actor("Ольга Ветрова"), CalendarQuarter(2026, 3)
    summary = await world.app.exports.summary(actor, world.road_map, quarter)
    late = [owed.duty.due_on for owed in summary.duties if owed.standing in OVERDUE]
    later = [owed for owed in summary.duties if owed.duty.due_on and owed.duty.due_on > quarter.last_on]
    assert later
    assert all(day is not None and day <= quarter.last_on for day in late)
    assert not set(later) & set(summary.due)


async def test_a_debt_stands_in_a_later_quarter_beside_those_who_settled_theirs_before(
    world: District,
) -> None:
    olga = await world.actor("Ольга Ветрова")
    world.clock.set("2026-09-14 09:00")
    await report(world, "Анна Лугова", ("1.1", "Школа № 1"), Answer(outcome=ReportOutcome.DONE))
    await accept_all(world)
    world.clock.set("2026-09-20 09:00")
    await report(world, "Борис Речной", ("1.1", "Школа № 2"), Answer(outcome=ReportOutcome.DONE))
    world.clock.set("2026-10-20 12:00")
    quarter = CalendarQuarter(2026, 4)

    summary = await world.app.exports.summary(olga, world.road_map, quarter)
    (row,) = [measure for measure in summary.measures if measure.number == "1.1"]
    assert mark(row) == "Выполнили 1 из 3 (в этом квартале — 0); на проверке: Школа № 2; нет: Школа № 3"
    assert sorted(owed.duty.assignee for owed in summary.duties if owed.duty.number == "1.1") == [
        "Школа № 2",
        "Школа № 3",
    ], "the figures of the quarter leave out what was settled before it"
    told = next(
        r for r in table(await book_of(world, "Ольга Ветрова", quarter), "Мероприятия") if r["№"] == "1.1"
    )
    assert told["Состояние"] == "Просрочено, отчёта нет: 1\nЖдёт решения куратора: 1\nСнято с контроля: 1"
    assert told["Последний отчёт"] == "Отчитались: 2 из 3"


async def test_what_was_owed_before_a_quarter_and_done_in_it_is_of_it(world: District) -> None:
    olga = await world.actor("Ольга Ветрова")
    world.clock.set("2026-10-05 09:00")
    for director, school in zip(DIRECTORS, SCHOOLS, strict=True):
        await report(world, director, ("1.1", school), Answer(outcome=ReportOutcome.DONE))
    await accept_all(world)
    summary = await world.app.exports.summary(olga, world.road_map, CalendarQuarter(2026, 4))
    (row,) = [measure for measure in summary.measures if measure.number == "1.1"]
    assert mark(row) == "Выполнили все: 3 из 3"
    world.clock.set("2027-01-12 12:00")
    later = await world.app.exports.summary(olga, world.road_map, CalendarQuarter(2027, 1))
    assert "1.1" not in [measure.number for measure in later.measures]


async def test_the_column_of_the_document_keeps_its_words_when_they_are_changed_by_hand(
    world: District,
) -> None:
    assert "Срок в действующей редакции" not in table(await book_of(world, "Ольга Ветрова"), "Мероприятия")[0]
    async with world.store.engine.begin() as connection:
        of_it = update(MeasureRow).where(MeasureRow.number == "2.1")
        kept = {DOCUMENT_DEADLINE: "на осенних каникулах"}
        await connection.execute(of_it.values(deadline_text="с 28 октября по 1 ноября", attributes=kept))
    rows = {row["№"]: row for row in table(await book_of(world, "Ольга Ветрова"), "Мероприятия")}
    assert rows["2.1"]["Срок по документу"] == "на осенних каникулах"
    assert rows["2.1"]["Срок в действующей редакции"] == "с 28 октября по 1 ноября"
    assert rows["1.1"]["Срок в действующей редакции"] is None
