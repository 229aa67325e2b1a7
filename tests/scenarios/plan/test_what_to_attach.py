"""What a report has to come with: proposed by the document, asked of the executor, changed in force."""

from dataclasses import dataclass

import pytest

from tests.control_story import photo
from tests.documents_text import road_map_text
from tests.world import Hero, World

SCHOOL = "Школа № 3"
PLAN = road_map_text(
    "1. Чтение",
    ("1.1.", "Изучить фонды", "до 31 марта 2027 года", SCHOOL, "Аналитическая справка"),
    ("1.2.", "Провести неделю книги", "до 30 апреля 2027 года", SCHOOL, "Фотоотчёт"),
    "2. Математика",
    ("2.1.", "Провести олимпиаду", "до 30 апреля 2027 года", SCHOOL, "Повышение интереса"),
)


@dataclass
class Cast:
    world: World
    vera: Hero
    anna: Hero

    async def opens(self, title: str) -> None:
        """Anna finds her measure and opens its card."""
        await self.anna.says(title)
        await self.anna.news()


@pytest.fixture
async def cast(world: World) -> Cast:
    await world.at("2026-11-20 10:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", SCHOOL)
    await vera.sends_document(PLAN, "Дорожная карта.txt")
    return Cast(world, vera, anna)


async def in_force(cast: Cast) -> None:
    await cast.vera.presses("^Утвердить$")
    for hero in (cast.vera, cast.anna):
        await hero.news()


async def card(cast: Cast, number: int) -> str:
    """Anna opens one of her measures from the list."""
    await cast.anna.says("/my")
    await cast.anna.news()
    await cast.anna.presses(f"^{number}$")
    (shown,) = await cast.anna.news()
    return shown.text


async def test_the_document_proposes_and_nothing_is_demanded_until_it_is_taken(cast: Cast) -> None:
    await cast.vera.sees("Приложить к отчёту предлагаю: документ у 1, фото у 1")
    await in_force(cast)
    assert "📎 Можно приложить: аналитическую справку." in await card(cast, 1)
    await cast.anna.presses("Отчитаться")
    await cast.anna.sees("Можно приложить: аналитическую справку")
    await cast.anna.says("Изучили")
    await cast.anna.presses("Отправить")
    await cast.anna.news()
    await cast.vera.news()


async def test_what_is_taken_at_import_is_asked_in_the_words_of_the_result(cast: Cast) -> None:
    await cast.vera.news()
    await cast.vera.presses("Что приложить к отчёту \\(2\\)")
    await cast.vera.sees(
        "предлагаю: документ у 1, фото у 1.*1.1 Изучить фонды.*"
        "«Аналитическая справка» → хватит слов; предлагаю: нужен документ"
    )
    await cast.vera.presses("Просить всё, что предлагаю")
    await cast.vera.sees("«Аналитическая справка» → нужен документ.*«Фотоотчёт» → нужно фото")
    await cast.vera.presses("Нужно фото: 1.2")
    await cast.vera.sees("«Фотоотчёт» → хватит слов; предлагаю: нужно фото")
    await cast.vera.presses("К документу")
    await cast.vera.news()
    await in_force(cast)
    assert "📎 Приложите: аналитическую справку." in await card(cast, 1)
    await cast.anna.presses("Отчитаться")
    await cast.anna.says("Изучили")
    (draft,) = (await cast.anna.news())[-1:]
    assert "Приложите: аналитическую справку (п. 1.1)." in draft.text and "Отправить" not in draft.buttons
    await cast.anna.sends_document(b"%PDF-1.7 x", "Справка.pdf")
    await cast.anna.presses("^Отправить$")
    assert "Отчёт отправлен куратору" in (await cast.anna.news())[-1].text
    await cast.vera.news()


async def test_a_rule_is_set_for_a_section_as_one_edit_that_is_told_and_undone(cast: Cast) -> None:
    await in_force(cast)
    await cast.vera.says("/plan")
    await cast.vera.news()
    await cast.vera.presses("Развитие")
    await cast.vera.presses("^Что приложить$")
    (shown,) = (await cast.vera.news())[-1:]
    assert "1. Чтение: хватит слов – 2" in shown.text and "2. Математика: хватит слов – 1" in shown.text
    await cast.vera.presses("Чтение")
    await cast.vera.sees(
        "Чтение.*Сейчас: хватит слов – 2.*По столбцу «Результат»: нужно фото – 1, нужен документ – 1"
    )
    await cast.vera.presses("^Фото$")
    await cast.vera.sees("Сделано.*Изучить фонды.*к отчёту теперь нужно фото.*Провести неделю книги")
    text = await card(cast, 1)
    assert "Приложите фото, а если есть, и аналитическую справку." in text
    await cast.anna.presses("Отчитаться")
    await cast.anna.sends_document(b"%PDF-1.7 x", "Справка.pdf")
    assert "Отправить" not in (await cast.anna.news())[-1].buttons
    await cast.anna.sends_photo(photo())
    assert "Отправить" in (await cast.anna.news())[-1].buttons
    await cast.vera.presses("Отменить правку")
    await cast.vera.sees("Правка отменена")
    assert "Можно приложить" in await card(cast, 1)
    await cast.anna.news()


async def test_the_rule_of_one_measure_is_chosen_among_three(cast: Cast) -> None:
    await in_force(cast)
    await cast.vera.says("1.1")
    await cast.vera.presses("Изменить")
    await cast.vera.presses("Что приложить")
    (asked,) = (await cast.vera.news())[-1:]
    assert "Сейчас: хватит слов" in asked.text and "предлагаю: нужен документ" in asked.text
    assert asked.buttons[:2] == ["Документ", "Фото"]
    await cast.vera.presses("^Документ$")
    await cast.vera.sees("к отчёту теперь нужен документ")
    await cast.world.at("2026-11-20 10:15")
    await cast.anna.sees(
        "Изменения в дорожной карте.*к отчёту теперь нужен документ|К отчёту теперь нужен документ"
    )
