"""A coordinator changes a plan in force from the card of a measure; its people learn what it was and is."""

from dataclasses import dataclass

import pytest

from roadmap.people.persons import UnitKind
from tests.documents_text import road_map_text
from tests.world import Hero, World

SCHOOL, OTHER = "Школа № 3", "Школа № 8"
PLAN = road_map_text(
    "1. Чтение",
    ("1.", "Неделя книги", "до 31 марта 2027 года", SCHOOL),
    ("2.", "Обзор библиотек", "до 30 апреля 2027 года", f"{SCHOOL}, {OTHER}"),
)


@dataclass
class Cast:
    world: World
    vera: Hero
    anna: Hero
    boris: Hero

    async def opens(self, label: str) -> None:
        """Vera opens the measure of this number and what can be changed about it."""
        await self.vera.says(label.removeprefix("п. "))
        await self.vera.presses("Изменить")
        await self.vera.news()


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


async def test_a_deadline_is_read_back_before_it_counts_and_told_as_it_was_and_is(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Срок")
    await vera.sees("Сейчас: «до 31 марта 2027 года».*Напишите новый срок")
    await vera.says("когда получится")
    await vera.sees("не нашлось дат этого плана")
    await vera.says("до 15 марта")
    await vera.sees(
        "Было: «до 31 марта 2027 года».*Станет: «до 15 марта».*Как я понял: до 15 марта.*15 марта 2027 года"
    )
    await vera.presses("Да, сохранить")
    await vera.sees("Сделано.*п. 1 Неделя книги.*срок: был «до 31 марта 2027 года», стал «до 15 марта»")

    await vera.presses("К мероприятию")
    await vera.sees("Срок: «до 15 марта».*В ред. от 20 ноября: срок: был «до 31 марта 2027 года»")
    await cast.world.at("2026-11-20 10:10")
    await cast.anna.sees(
        "Изменения в дорожной карте.*в ред. от 20 ноября.*п. 1 Неделя книги"
        ".*Срок: был «до 31 марта 2027 года», стал «до 15 марта»"
    )


async def test_many_edits_are_one_message_to_each_they_concern(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Название")
    await vera.says("Декада книги")
    await vera.sees("Напишите новое название", "название: было «Неделя книги», стало «Декада книги»")
    await cast.world.at("2026-11-20 10:07")
    await cast.opens("п. 2")
    await vera.presses("Исключить из плана")
    await vera.sees("Исключить мероприятие из плана?.*присланные отчёты сохранятся")
    await vera.presses("Исключить")
    await vera.sees("Сделано.*исключено из плана")

    await cast.world.at("2026-11-20 10:12")
    await cast.anna.sees_nothing()
    await cast.world.at("2026-11-20 10:17")
    await cast.anna.sees(
        "п. 1 Неделя книги.*Название: было «Неделя книги», стало «Декада книги»"
        ".*п. 2 Обзор библиотек.*Исключено из плана: отчёт не нужен"
    )
    (boris,) = await cast.boris.sees("п. 2 Обзор библиотек.*Исключено из плана")
    assert "п. 1" not in boris.text


async def test_what_is_undone_in_ten_minutes_nobody_hears_of(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Исключить из плана")
    await vera.presses("Исключить")
    await vera.news()
    await cast.world.at("2026-11-20 10:09")
    await vera.presses("Отменить правку")
    await vera.sees("Правка отменена.*снова такие, как были")
    await cast.world.at("2026-11-20 12:00")
    await cast.anna.sees_nothing()
    await cast.anna.says("/my")
    await cast.anna.sees("Неделя книги")


async def test_an_undo_pressed_too_late_says_what_to_do(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Номер")
    await vera.says("1.1")
    await vera.news()
    await cast.world.at("2026-11-20 10:10")
    await cast.anna.news()
    await vera.presses("Отменить правку")
    assert "Внесите обратную правку" in await vera.last_toast()


async def test_another_school_takes_over_here_or_everywhere(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Исполнители")
    await vera.sees("Исполнители.*Школа № 3 \\(основной\\)")
    await vera.presses("Школа № 3")
    await vera.sees("Основной исполнитель")
    await vera.presses("Заменить")
    await vera.sees("Кто вместо «Школа № 3»")
    await vera.says("школа 8")
    await vera.sees("Кто вместо «Школа № 3»")
    await vera.presses(OTHER)
    await vera.sees("«Школа № 8» вместо «Школа № 3».*отвечает в 2 мероприятиях")
    await vera.presses("Везде: 2")
    await vera.sees("Сделано.*п. 1.*было Школа № 3; стало Школа № 8.*п. 2")

    await cast.world.at("2026-11-20 10:10")
    await cast.anna.sees("п. 1.*Больше не за вами.*п. 2.*Больше не за вами")
    await cast.boris.sees("п. 1 Неделя книги.*Теперь отвечаете вы. Срок: «до 31 марта 2027 года»")
    await cast.anna.says("/my")
    (mine,) = await cast.anna.news()
    assert "п. 1" not in mine.text


async def test_a_co_executor_gets_an_earlier_day_of_their_own(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 2")
    await vera.presses("Исполнители")
    await vera.presses(OTHER)
    await vera.presses("Свой срок раньше")
    await vera.news()
    await vera.says("до 16 апреля 2027 года")
    await vera.sees("Школа № 8 \\(на 14 дней раньше\\)")
    await cast.boris.says("/my")
    await cast.boris.sees("16 апреля")
    await cast.world.at("2026-11-20 10:10")
    await cast.boris.sees("Исполнители: было.*Школа № 8; стало.*Школа № 8 .на 14 дней раньше")
    await cast.anna.news()


async def test_a_paused_measure_is_quiet_and_goes_on(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Приостановить")
    await vera.sees("Приостановить мероприятие?.*столько же дней")
    await vera.presses("Приостановить")
    await vera.sees("Сделано.*приостановлено")
    await vera.presses("К мероприятию")
    await vera.sees("Приостановлено: напоминаний и просрочки нет")
    await cast.world.at("2026-11-20 10:10")
    await cast.anna.sees("Приостановлено: напоминаний не будет")
    await vera.says("/board")
    await vera.sees("Всего поручений: 3.*Приостановлено: 1")
    await vera.says("/plan")
    await vera.presses("Развити")
    (listed,) = [one for one in await vera.news() if "п. 1" in one.text]
    assert "приостановлено" in listed.text

    await cast.opens("п. 1")
    await vera.presses("Возобновить")
    await vera.sees("Сделано.*в работе")
    await cast.world.at("2026-11-20 10:20")
    await cast.anna.sees("Снова в работе")


async def test_a_cancelled_measure_says_why(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Отменить с причиной")
    await vera.sees("почему мероприятие отменяется")
    await vera.says("Библиотека закрыта на ремонт")
    await vera.sees("Сделано.*отменено: Библиотека закрыта на ремонт")
    await cast.world.at("2026-11-20 10:10")
    await cast.anna.sees("Отменено: Библиотека закрыта на ремонт. Отчёт не нужен")


async def test_a_new_measure_is_named_dated_and_given_to_a_school(cast: Cast) -> None:
    vera = cast.vera
    await vera.says("/plan")
    await vera.presses("Развити")
    await vera.presses("Добавить мероприятие")
    await vera.sees("Новое мероприятие.*В какой раздел?")
    await vera.presses("1. Чтение")
    await vera.news()
    await vera.says("3 Конкурс чтецов")
    await vera.sees("Сделано.*п. 3 Конкурс чтецов.*добавлено в план")
    await vera.presses("Назвать исполнителя")
    await vera.presses("Добавить исполнителя")
    await vera.presses(OTHER)
    await vera.sees("было никого; стало Школа № 8")
    await vera.presses("Назвать срок")
    await vera.news()
    await vera.says("до 20 мая 2027")
    await vera.presses("Да, сохранить")
    await vera.news()
    await cast.world.at("2026-11-20 10:10")
    await cast.boris.sees("п. 3 Конкурс чтецов.*Теперь отвечаете вы. Срок: «до 20 мая 2027»")


async def test_one_accepted_report_is_enough_where_any_of_them_may_do_it(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 2")
    await vera.presses("Когда выполнено")
    await vera.sees("Когда мероприятие считается выполненным")
    await vera.presses("Достаточно отчёта одного")
    await vera.sees("достаточно отчёта одного исполнителя")
    await cast.world.at("2026-11-20 10:10")

    await cast.anna.says("/my")
    await cast.anna.presses("2")
    await cast.anna.presses("Отчитаться")
    await cast.anna.says("Обзор сделан")
    await cast.anna.presses("Отправить")
    await cast.anna.news()
    await vera.news()
    await vera.presses("Снять с контроля")
    await vera.news()
    await cast.anna.news()

    await cast.boris.says("/my")
    await cast.boris.sees("завершено.*отчёт не нужен: пункт выполнен другим исполнителем")
    await vera.presses("Отменить решение")
    await vera.news()
    await cast.anna.news()
    await cast.boris.says("/my")
    await cast.boris.sees("Обзор библиотек")


async def test_a_curator_and_an_executor_are_offered_no_change(cast: Cast) -> None:
    olga = await cast.world.curator()
    await olga.says("2")
    shown = (await olga.news())[-1]
    assert "Изменить" not in str(shown.buttons)
    await olga.forges("mx:1")
    assert "недоступно" in await olga.last_toast()


async def test_a_report_returned_while_its_measure_is_paused_is_owed_when_the_measure_goes_on(
    cast: Cast,
) -> None:
    vera, anna = cast.vera, cast.anna
    await anna.says("/my")
    await anna.presses("1")
    await anna.presses("Отчитаться")
    await anna.says("Провели")
    await anna.presses("Отправить")
    await anna.news()
    await vera.news()
    await cast.opens("п. 1")
    await vera.presses("Приостановить")
    await vera.presses("Приостановить")
    await vera.news()
    await vera.says("/queue")
    await vera.presses("1")
    await vera.presses("Вернуть")
    await vera.says("Нет протокола")
    await vera.news()
    await anna.news()
    await anna.says("/my")
    (mine,) = await anna.news()
    assert "п. 1" not in mine.text

    await cast.opens("п. 1")
    await vera.presses("Возобновить")
    await vera.news()
    await anna.says("/my")
    await anna.sees("п. 1 Неделя книги.*ждём исправленный отчёт")
    await cast.world.at("2026-11-20 10:10")
    await anna.news()


async def test_only_the_newest_words_read_back_can_be_confirmed(cast: Cast) -> None:
    vera = cast.vera
    await cast.opens("п. 1")
    await vera.presses("Срок")
    await vera.says("до 15 марта")
    await vera.says("до 20 марта")
    *_, first, second = await vera.news()
    assert "до 15 марта" in first.text and "до 20 марта" in second.text
    keys = [key for row in first.raw["reply_markup"]["inline_keyboard"] for key in row]
    (confirm,) = [key for key in keys if "сохранить" in key["text"]]
    await vera.phone.press_data(confirm["callback_data"], message_id=first.id)
    await cast.world.answer()
    (asked,) = await vera.sees("Сейчас: «до 31 марта 2027 года».*Напишите новый срок")
    assert asked.id == first.id
