"""Who sent something in time waits for the curator and is not overdue; what is sent late stops nothing."""

from datetime import date, timedelta

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_deeds import start
from tests.control_story import SCHOOL, Stage, bound, set_stage
from tests.quarter_district import Row, lay
from tests.scenarios.control.test_outcomes import ELENA, hush, reports, sheet
from tests.world import Hero, World

DUE = date(2026, 9, 15)  # a Tuesday
ROWS = (Row(number="1", title="Обновить стенд", units=(SCHOOL,), due_on=DUE),)


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    """One duty of one school, due on the 15th; a curator and a head watch."""
    stage = await set_stage(world, store)
    async with store.write() as uow:
        await lay(stage.district, uow, ROWS, title="План школ")
        await uow.commit()
    async with store.write() as uow:
        duty = await uow.duties.get(
            stage.district.duties["2.1", SCHOOL]
        )  # due the same day: not of this story
        assert duty is not None
        await uow.duties.change_due(duty, date(2026, 12, 15), None)
        await uow.commit()
    await start(stage.district)
    return stage


@pytest.fixture
async def elena(stage: Stage, world: World, store: Store) -> Hero:
    async with store.write() as uow:
        elena = await bound(world, stage.district, uow, ELENA, Role.HEAD, stage.district.department)
        await uow.commit()
    return elena


async def live_through(world: World, first: int, last: int) -> dict[int, dict[str, str]]:
    """Every morning of September from the one day to the other: what each heard on which day."""
    heard: dict[int, dict[str, str]] = {}
    for number in range(first, last + 1):
        await world.at(f"{date(2026, 9, 1) + timedelta(days=number - 1)} 09:00")
        for hero in world.heroes:
            said = " | ".join(message.text for message in await hero.news())
            if said:
                heard.setdefault(number, {})[hero.name] = said
    return heard


def about_overdue(heard: dict[int, dict[str, str]]) -> list[tuple[int, str]]:
    """On which day who heard that anything is overdue."""
    words = ("🔴", "Срок прошёл", "Дольше всего")
    return [
        (day, name)
        for day, said in heard.items()
        for name, text in said.items()
        if any(w in text for w in words)
    ]


async def asks_for_another_date(stage: Stage) -> None:
    await stage.opens(stage.anna, "1")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Перенести срок")
    await stage.anna.presses("Другая дата")
    await stage.anna.says("20.10")
    await stage.anna.presses("Нужно больше времени")
    await hush(stage.world)


async def says_it_is_not_theirs(stage: Stage) -> None:
    await stage.opens(stage.anna, "1")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Не моё")
    await stage.anna.presses("Это делает другая организация")
    await hush(stage.world)


async def reports_done(stage: Stage) -> None:
    await reports(stage, "1", "Выполнено", "Стенд висит")


async def reports_a_part(stage: Stage) -> None:
    await reports(stage, "1", "Частично", "50", "Заказать рамки")


async def returns(stage: Stage) -> None:
    await stage.opens(stage.olga, "1")
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.says("Нужен снимок")


async def refuses_the_date(stage: Stage) -> None:
    await stage.opens(stage.olga, "1")
    await stage.olga.presses("Решить о переносе срока")
    await stage.olga.presses("Отказать")
    await stage.olga.presses("Без пояснения")


async def leaves_it_there(stage: Stage) -> None:
    await stage.opens(stage.olga, "1")
    await stage.olga.presses("Решить, кому передать")
    await stage.olga.presses("Оставить как есть")
    await stage.olga.presses("Без пояснения")


WAYS = {
    "report": (reports_done, returns),
    "part": (reports_a_part, returns),
    "extension": (asks_for_another_date, refuses_the_date),
    "not mine": (says_it_is_not_theirs, leaves_it_there),
}


@pytest.mark.parametrize("way", WAYS)
async def test_what_was_sent_in_time_waits_at_the_curators_and_a_refusal_lets_the_time_run_on(
    stage: Stage, world: World, elena: Hero, way: str
) -> None:
    send, refuse = WAYS[way]
    await world.at("2026-09-14 12:00")  # a day before the due day
    await hush(world)
    await send(stage)

    heard = await live_through(world, 15, 23)

    assert about_overdue(heard) == [], "no overdue and no ladder for whoever waits"
    await stage.olga.forges("db")
    await stage.olga.sees("На решении у куратора: 1.*Ждут решения куратора: 1 обращение, дольше всего 9 дней")
    await stage.anna.forges("dm:waiting:0")
    await stage.anna.sees("у куратора.*Обновить стенд .План школ. — ждёт решения куратора 9 дней")
    await stage.opens(stage.anna, "1")
    card = (await stage.anna.phone.messages())[-1]
    assert "ждёт решения куратора 9 дней" in card.text and "🔴" not in card.text
    assert "Ждёт решения куратора 9 дней" in str(await sheet(stage, "Мероприятия"))

    world.clock.set("2026-09-23 12:00")
    await refuse(stage)
    await hush(world)
    await stage.opens(stage.anna, "1")
    card = (await stage.anna.phone.messages())[-1]
    assert "Срок: до 24 сентября (чт), завтра" in card.text, "one day was left, and one day is left"
    assert "По плану: до 15 сентября (вт), ожидание решения (9 дней) не считается" in card.text

    after = await live_through(world, 24, 25)
    assert "Анна Лугова" in after[24] and "Сегодня последний день" in after[24]["Анна Лугова"]
    assert about_overdue(after) == [(25, "Анна Лугова"), (25, "Ольга Ветрова")]


@pytest.mark.parametrize("way", ["part", "extension", "not mine"])
async def test_what_is_sent_after_the_due_day_stops_nothing(
    stage: Stage, world: World, elena: Hero, way: str
) -> None:
    await live_through(world, 14, 16)
    world.clock.set("2026-09-16 12:00")
    await WAYS[way][0](stage)

    heard = await live_through(world, 17, 28)

    assert (21, "Анна Лугова") in about_overdue(heard), "the Monday after the first day overdue"
    letter = heard[28][ELENA]
    assert "впервые в этом письме: 1 поручение" in letter, "the seventh: the ladder goes on to the head"
    await stage.olga.forges("db")
    await stage.olga.sees("🔴 Просрочено: 1 .*Ждут решения куратора: 1 обращение, дольше всего 12 дней")


async def test_a_late_report_that_is_returned_is_overdue_since_the_due_day(
    stage: Stage, world: World, elena: Hero
) -> None:
    await live_through(world, 14, 16)
    world.clock.set("2026-09-16 12:00")
    await reports_done(stage)
    await live_through(world, 17, 25)
    await stage.olga.forges("db")
    await stage.olga.sees("На решении у куратора: 1, из них отчёт после срока: 1")
    world.clock.set("2026-09-25 12:00")

    await returns(stage)

    await hush(world)
    await stage.opens(stage.anna, "1")
    card = (await stage.anna.phone.messages())[-1]
    assert "Просрочено: срок был 15 сентября (вт), 10 дней назад" in card.text
    await hush(world)


async def test_while_anything_still_waits_a_refusal_of_something_else_starts_nothing(
    stage: Stage, world: World
) -> None:
    await world.at("2026-09-14 12:00")
    await hush(world)
    await asks_for_another_date(stage)
    await says_it_is_not_theirs(stage)
    await live_through(world, 15, 20)
    world.clock.set("2026-09-20 12:00")

    await refuses_the_date(stage)

    await hush(world)
    assert about_overdue(await live_through(world, 21, 23)) == []
    world.clock.set("2026-09-23 12:00")
    await leaves_it_there(stage)
    await hush(world)
    await stage.opens(stage.anna, "1")
    card = (await stage.anna.phone.messages())[-1]
    assert "Срок: до 24 сентября (чт), завтра" in card.text
    await hush(world)
