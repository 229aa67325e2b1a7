"""«Правка таблицей»: the plan goes out as a table, is changed, sent back, looked at and taken."""

from dataclasses import dataclass

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from roadmap.people.persons import UnitKind
from roadmap.plan.plan_tables import TableColumn
from tests.documents_text import road_map_text
from tests.returned_table import append, changed, put
from tests.world import Hero, World

SCHOOL, OTHER = "Школа № 3", "Школа № 8"
PLAN = road_map_text(
    ("1.", "Неделя книги", "до 31 марта 2027 года", SCHOOL),
    ("2.", "Обзор библиотек", "до 30 апреля 2027 года", f"{SCHOOL}, {OTHER}"),
)


@dataclass
class Cast:
    world: World
    vera: Hero
    anna: Hero
    boris: Hero

    async def table(self) -> bytes:
        """Vera asks for the table of her only road map."""
        await self.vera.says("/plan")
        await self.vera.presses("Развити")
        await self.vera.presses("Правка таблицей")
        shown = await self.vera.news()
        assert "пришлите файл сюда" in shown[-1].text
        return await self.world.sandbox.client.file(shown[-1].file_id)


@pytest.fixture
async def cast(world: World) -> Cast:
    await world.at("2026-11-20 10:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", SCHOOL)
    boris = await world.executor("Борис Речной", OTHER, UnitKind.SCHOOL)
    await vera.sends_document(PLAN, "Дорожная карта.txt")
    await vera.presses("Утвердить")
    for hero in (vera, anna, boris):
        await hero.news()
    return Cast(world, vera, anna, boris)


async def test_a_changed_table_is_shown_before_it_counts_and_told_once(cast: Cast) -> None:
    def change(page: Worksheet) -> None:
        put(page, "1", TableColumn.DEADLINE, "до 15 марта 2027 года")
        put(page, "2", TableColumn.STANDING, "исключить")
        put(page, "1", TableColumn.EVIDENCE, "наверное")
        append(page, number="3", title="Конкурс чтецов", deadline="до 20 мая 2027 года", main=OTHER)

    await cast.vera.sends_document(changed(await cast.table(), change), "Правка плана (2).xlsx")
    await cast.vera.sees(
        "Таблица прочитана.*изменится 1, новых 1, исключается 1.*не взято ячеек: 1"
        ".*Строка 5: п. 1.*срок: был «до 31 марта 2027 года», стал «до 15 марта 2027 года»"
        ".*Строка 6: п. 2.*исключено из плана.*Строка 7: п. 3 Конкурс чтецов.*новое мероприятие"
    )
    await cast.vera.presses("Что не взято")
    await cast.vera.sees("строка 5, «Нужно подтверждение» «наверное»: нужно «документ», «фото» или «словами»")
    await cast.vera.presses("К таблице")
    await cast.vera.presses("Сохранить: 3 строки")
    await cast.vera.sees("Сделано.*п. 1.*п. 2.*п. 3.*добавлено в план.*Отменить можно 10 минут")

    await cast.world.at("2026-11-20 10:10")
    await cast.anna.sees("п. 1.*Срок: был.*стал «до 15 марта 2027 года».*п. 2.*Исключено из плана")
    await cast.boris.sees("п. 2.*Исключено из плана.*п. 3 Конкурс чтецов.*Теперь отвечаете вы")


async def test_a_row_changed_in_the_chat_meanwhile_is_asked_about(cast: Cast) -> None:
    data = changed(
        await cast.table(), lambda page: put(page, "1", TableColumn.DEADLINE, "до 15 марта 2027 года")
    )
    await cast.vera.says("1")
    await cast.vera.presses("Изменить")
    await cast.vera.presses("Срок")
    await cast.vera.says("до 20 марта 2027")
    await cast.vera.presses("Да, сохранить")
    await cast.vera.news()

    await cast.vera.sends_document(data, "План.xlsx")
    (shown,) = await cast.vera.sees(
        "был «до 20 марта 2027», стал «до 15 марта 2027 года».*это изменили и в боте.*Как оставить"
    )
    assert not any("Сохранить:" in label for label in shown.buttons)
    await cast.vera.presses("5: как в боте")
    await cast.vera.sees("останется как в боте")
    await cast.vera.presses("5: из таблицы")
    await cast.vera.sees("останется как в таблице")
    await cast.vera.presses("Сохранить: 1 строка")
    await cast.vera.sees("Сделано.*стал «до 15 марта 2027 года»")
    await cast.world.at("2026-11-20 10:10")
    await cast.anna.sees("Срок: был «до 31 марта 2027 года», стал «до 15 марта 2027 года»")


async def test_a_table_that_was_not_changed_changes_nothing(cast: Cast) -> None:
    await cast.vera.sends_document(await cast.table(), "План.xlsx")
    await cast.vera.sees("Таблица прочитана.*Изменений нет")
    await cast.vera.presses("Не сохранять")
    await cast.vera.sees("план остаётся как есть")
    await cast.world.at("2026-11-20 12:00")
    await cast.anna.sees_nothing()


async def test_a_table_sent_while_something_is_asked_about_a_measure_is_read(cast: Cast) -> None:
    data = await cast.table()
    await cast.vera.says("1")
    await cast.vera.presses("Изменить")
    await cast.vera.presses("Название")
    await cast.vera.news()
    await cast.vera.sends_document(data, "План.xlsx")
    await cast.vera.sees("Таблица прочитана.*Изменений нет")
    await cast.vera.says("Декада книги")
    await cast.vera.sees("никуда не записано")
