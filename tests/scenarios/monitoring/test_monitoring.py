"""The end of a quarter as two schools, a curator and the coordinator live it."""

import io

from openpyxl import load_workbook

from roadmap.people.persons import Role
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.world import World

pytestmark = both_databases

PLAN = road_map_text(
    "1. Чтение",
    ("1.", "Неделя книги", "Март", "Руководители ОО"),
    ("2.", "Наставничество", "Постоянно", "Руководители ОО"),
)


async def approved_plan(world: World) -> None:
    """Two schools with a road map for 2027 in force since January."""
    await world.at("2027-01-12 09:00")
    vera = await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    await world.executor("Борис Речной", "Школа № 5")
    await world.curator("Ольга Ветрова")
    await vera.sends_document(PLAN, "Дорожная карта.txt")
    await vera.presses("Ответить на вопросы")
    await vera.presses("Все школы")
    await vera.presses("Утвердить")
    for hero in world.heroes:
        await hero.news()  # how a plan comes into force is a story of its own


async def test_one_school_answers_with_three_taps_and_the_other_stays_silent(world: World) -> None:
    await approved_plan(world)
    vera, anna, boris, olga = world.heroes
    await world.at("2027-03-25 10:00")
    for hero in world.heroes:
        await hero.news()  # reminders of March are a story of their own

    await world.at("2027-03-25 10:01")
    await anna.presses("Всё идёт по плану")
    await anna.sees("Мониторинг за 1 квартал 2027 года.*▶️ 2.*идёт по плану")
    assert "1 мероприятие" in await anna.last_toast()
    await anna.presses("Продолжить")
    await anna.sees("1 из 2.*Неделя книги.*Контрольная дата: 31 марта")
    await anna.presses("Есть трудности")
    await anna.sees("что мешает")
    await anna.says("Книги ещё не привезли")
    await anna.sees("Записано: есть трудности.*Спасибо! Ответы приняты: 2 мероприятия")

    await world.at("2027-03-29 10:00")
    assert any("2 вопроса без ответа, ответить до" in message.text for message in await boris.news())
    await anna.news()

    await world.at("2027-03-31 18:00")
    results = [message for message in await olga.news() if "Форма Word" in message.buttons]
    assert len(results) == 1
    assert "завершён 31 марта, 18:00" in results[0].text
    assert "Ответили на всё: 1 из 2" in results[0].text and "• Школа № 5" in results[0].text
    await olga.presses("Трудности: 1")
    await olga.sees("Школа № 3.*Неделя книги.*Книги ещё не привезли")
    await olga.presses("Назад")
    await olga.sees("Мониторинг за 1 квартал 2027 года: завершён")
    await olga.presses("Отчёт за квартал")
    await olga.sees("Отчёт за 1 квартал 2027 года")
    await olga.presses("Excel")
    (own,) = await olga.sees("Сводный отчёт за 1 квартал 2027 года")
    assert own.filename.startswith("Отчёт") and own.filename.endswith("1 кв. 2027, 2027-03-31.xlsx")
    for hero in world.heroes:
        await hero.news()

    await vera.news()
    await vera.says("/report")
    await vera.sees("Сводный отчёт.*За какой период")
    await vera.presses("1 кв. 2027")
    await vera.sees("Отчёт за 1 квартал 2027 года")
    await vera.presses("Excel")
    (file,) = await vera.sees("Сводный отчёт за 1 квартал 2027 года")
    book = load_workbook(io.BytesIO(await world.sandbox.client.file(file.file_id)))
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
    answers = {(row[1], row[2]): row[4] for row in book["Мониторинг"].iter_rows(min_row=6, values_only=True)}
    assert answers[("Школа № 3", "1")] == "есть трудности"
    assert answers[("Школа № 5", None)] == "нет ответа", "one row of all its questions"


async def test_the_curator_of_two_road_maps_gets_one_result_of_both(world: World) -> None:
    await approved_plan(world)
    vera, *_, olga = world.heroes
    sport = road_map_text(("1.", "Спартакиада", "Март", "Школа № 5"), title="План о спорте")
    await vera.sends_document(sport, "Спорт.txt")
    await vera.presses("Утвердить")
    await world.at("2027-03-25 10:00")
    for hero in world.heroes:
        await hero.news()  # how they are asked is a story of its own

    await world.at("2027-03-31 18:00")

    (result,) = [message for message in await olga.news() if "Подробнее" in str(message.buttons)]
    assert "Мониторинг за 1 квартал 2027 года: завершён 31 марта, 18:00" in result.text
    assert result.text.count("Ответили на всё: 0 из") == 2
    _, sport_key = [key for key in result.buttons if key.startswith("Подробнее:")]
    await olga.presses(sport_key)
    await olga.sees("Мониторинг за 1 квартал 2027 года: завершён.*План о спорте.*Ответили на всё: 0 из 1")
    for hero in world.heroes:
        await hero.news()


async def test_the_curators_card_edits_itself_and_reminds_the_silent(world: World) -> None:
    await approved_plan(world)
    vera, anna, boris, olga = world.heroes
    await world.at("2027-03-25 10:00")
    for hero in (vera, anna, boris):
        await hero.news()
    (card,) = [message for message in await olga.news() if "Мониторинг" in message.text]
    assert "идёт до 31 марта, 18:00" in card.text and "Молчат: 2" in card.text
    assert "Вопросы: " in card.text, "how many have arrived by now is the messenger's matter"
    assert {"Напомнить молчащим", "Ответить за них"} <= set(card.buttons)

    await anna.presses("Всё идёт по плану")
    await anna.news()
    await olga.sees_nothing()
    await world.at("2027-03-25 10:02")
    (redrawn,) = await olga.sees(
        "Ответили не на всё: 1.*Молчат: 1.*Ответов: 1 из 4.*Вопросы: 2 доставлено.*• Школа № 5"
    )
    assert redrawn.id == card.id
    await world.at("2027-03-25 10:04")
    await olga.sees_nothing()

    await olga.presses("Напомнить молчащим")
    assert "Напоминаю: 1 человек" in await olga.last_toast()
    await olga.news()
    await boris.sees("Напоминаем: осталось ответить по 2 мероприятиям")
    await anna.sees_nothing()
    await olga.presses("Напомнить молчащим")
    await boris.sees_nothing()

    await olga.presses("Ответить за них")
    (listed,) = await olga.sees("Ответить за них: 3.*что вам сказали по телефону")
    assert listed.id != card.id, "the card stays where it is"
    await olga.presses("Школа № 5: 2 Наставничество")
    await olga.says("Пары составлены, сказали по телефону")
    await olga.news()
    await olga.presses("Внести: идёт по плану")
    (answered,) = [message for message in await olga.news() if message.id == card.id]
    assert "Ответов: 2 из 4" in answered.text and "Молчат" not in answered.text
    for hero in world.heroes:
        await hero.news()


async def test_the_result_comes_to_curator_coordinator_and_head_with_the_files(world: World) -> None:
    await approved_plan(world)
    elena = await world.curator("Елена Холмова", Role.HEAD)
    vera, _, _, olga, _ = world.heroes
    await world.at("2027-03-25 10:00")
    for hero in world.heroes:
        await hero.news()
    await world.at("2027-03-31 18:00")
    for hero in (olga, vera, elena):
        (result,) = [message for message in await hero.news() if "Форма Word" in message.buttons]
        assert {"Форма Word", "Справка", "Excel"} <= set(result.buttons)
        assert ("• Школа № 5" in result.text) == (hero is not elena)
    await elena.presses("Форма Word")
    (form,) = await elena.sees("Форма с отметками")
    assert form.filename.endswith(".docx")
    for hero in world.heroes:
        await hero.news()


async def test_what_is_due_in_may_is_asked_about_in_every_quarter_of_a_school_year(world: World) -> None:
    await world.at("2026-08-25 09:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    plan = road_map_text(
        ("1.", "Паспорт школьной библиотеки", "до 20 мая", "Школа № 3"),
        period="на 2026-2027 учебный год",
    )
    await vera.sends_document(plan, "Дорожная карта.txt")
    await vera.sees("Период: с 1 сентября 2026 года по 31 августа 2027 года")
    await vera.presses("Утвердить")
    for hero in world.heroes:
        await hero.news()  # how a plan comes into force is a story of its own

    await world.at("2026-12-25 10:00")

    await anna.sees("Мониторинг за 4 квартал 2026 года.*Паспорт школьной библиотеки")
    for hero in world.heroes:
        await hero.news()  # the ends of both quarters are stories of their own
