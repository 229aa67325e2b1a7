"""What a curator does without being asked: reminds now, gives more time."""

import pytest

from services.buttons.duties import NudgeButton
from services.buttons.packing import pack
from services.buttons.requests import ExtensionMemoButton, ProlongButton, ProlongDateButton
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def test_a_curator_reminds_now_and_once_a_day(stage: Stage, world: World) -> None:
    olga, anna = stage.olga, stage.anna
    await stage.opens(olga, "2.1")
    await olga.presses("Напомнить сейчас")
    assert "Напоминание отправлено: Анна Лугова" in await olga.last_toast()
    await anna.sees("Куратор просит отчитаться: Ольга Ветрова.*Провести семинар")
    await olga.presses("Напомнить сейчас")
    assert "Сегодня уже напоминали: Анна Лугова" in await olga.last_toast()
    await anna.sees_nothing()
    await anna.presses("Отчитаться")
    await anna.says("Провели")
    await anna.presses("^Отправить$")
    for hero in (anna, olga):
        await hero.news()


async def test_there_is_nothing_to_remind_of_once_the_report_has_come(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.news()
    await stage.olga.forges(pack(NudgeButton(stage.district.duties["2.1", SCHOOL])))
    assert "всё изменилось" in await stage.olga.last_toast()
    await stage.olga.news()


async def test_a_curator_gives_more_time_in_three_taps_and_the_school_is_told(stage: Stage) -> None:
    olga, anna = stage.olga, stage.anna
    await stage.opens(olga, "2.2")
    await olga.presses("Продлить")
    await olga.sees("Продлить.*Утвердить план.*Школа № 3.*Сейчас: до 15 октября")
    await olga.presses("^до ")
    assert "Срок перенесён" in await olga.last_toast()
    await olga.news()
    await anna.sees(
        "Срок перенесён: до .*Утвердить план.*Решение: Ольга Ветрова.*В документе стоит 15 октября"
    )


async def test_a_typed_day_is_taken_too(stage: Stage) -> None:
    olga, anna = stage.olga, stage.anna
    await stage.opens(olga, "2.2")
    await olga.presses("Продлить")
    await olga.says("до 20 ноября")
    await olga.presses("20 ноября")
    assert "20 ноября" in (await olga.news())[-1].text
    await anna.sees("Срок перенесён: до 20 ноября")


async def test_an_open_request_is_answered_by_it(stage: Stage) -> None:
    olga, anna = stage.olga, stage.anna
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("^до ")
    await anna.presses("Ждём документы")
    for hero in (anna, olga):
        await hero.news()
    await stage.opens(olga, "2.2")
    await olga.presses("Продлить")
    await olga.says("до 20 ноября")
    await olga.presses("20 ноября")
    await olga.news()
    await anna.sees("Срок: до 20 ноября", "Срок перенесён: до 20 ноября")
    await olga.says("/queue")
    assert "перенос" not in (await olga.news())[-1].text.lower()


async def test_only_the_unit_s_curator_may(stage: Stage) -> None:
    duty = stage.district.duties["2.2", SCHOOL]
    for forged in (NudgeButton(duty), ProlongButton(duty, 1), ProlongDateButton(duty, 1, 20261120)):
        await stage.anna.forges(pack(forged))
        await stage.anna.sees_nothing()
        assert "недоступно" in await stage.anna.last_toast()


async def test_a_request_gives_its_service_memo_to_both_sides_and_nobody_else(stage: Stage) -> None:
    olga, anna = stage.olga, stage.anna
    await stage.opens(anna, "2.2")
    await anna.presses("Ещё…")
    await anna.presses("Перенести срок")
    await anna.presses("^до ")
    await anna.presses("Ждём документы")
    await olga.news()
    await olga.presses("Служебная записка")
    (memo,) = await olga.sees("Служебная записка о переносе срока.*п. 2.2 Утвердить план")
    assert memo.filename.startswith("Служебная записка, п. 2.2, ")
    await anna.news()
    await stage.boris.forges(pack(ExtensionMemoButton(1)))
    assert "Не найдено" in await stage.boris.last_toast()
    await stage.boris.news()
