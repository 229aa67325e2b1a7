"""«Как я понял срок»: called right, put right, or put before a curator."""

from roadmap.people.persons import UnitKind
from tests.documents_text import road_map_text
from tests.world import Hero, World

PLAN = road_map_text(
    ("1.", "Обзор библиотек", "I квартал", "Методслужба"),
    ("2.", "Диктант", "По особому графику", "Методслужба"),
)


async def received(world: World) -> Hero:
    """The coordinator looks at how the deadlines of a document were read."""
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("Как прочитаны сроки")
    await vera.news()
    return vera


async def test_a_reading_is_shown_with_its_rule_and_called_right(world: World) -> None:
    vera = await received(world)
    await vera.presses("✎ 1")
    (card,) = await vera.sees(
        "Как я понял срок.*В документе: «I квартал».*Понял так: .*квартал.*с 1 января по 31 марта 2027"
        ".*Правило: квартал без даты: последний день квартала"
    )
    assert card.buttons[:3] == ["Верно", "Исправить", "Спросить куратора"]
    await vera.presses("Верно")
    (card,) = await vera.sees("Вы подтвердили: верно")
    assert "Верно" not in card.buttons
    await vera.presses("Как прочитаны сроки")
    await vera.sees("1 Обзор библиотек.*✓ Вы подтвердили")


async def test_a_curator_is_asked_and_names_the_dates(world: World) -> None:
    vera = await received(world)
    olga = await world.curator()
    await vera.presses("✎ 2")
    await vera.sees("Почему спрашиваю: слова не похожи на срок|Почему спрашиваю: в словах нет дат")
    await vera.presses("Спросить куратора")
    assert "Спрошу: Ольга Ветрова" in await vera.last_toast()

    await olga.sees("Координатор спрашивает о сроке.*2 Диктант.*«По особому графику».*Почему спрашиваем")
    await olga.presses("Назвать даты")
    await olga.sees("Напишите даты словами")
    await olga.says("до 20 апреля")
    await olga.sees("Понял так.*до 20 апреля")
    await olga.presses("Верно")
    await olga.sees("Спасибо, ответ записан")

    await vera.sees("Куратор ответил о сроке.*2 Диктант.*«По особому графику» → до 20 апреля.*Ольга Ветрова")
    await vera.presses("К документу")
    await vera.sees("Сроки понятны: 2 из 2")


async def test_a_curator_calls_the_reading_right(world: World) -> None:
    vera = await received(world)
    olga = await world.curator()
    await vera.presses("✎ 1")
    await vera.news()
    await vera.presses("Спросить куратора")
    await vera.sees("Вопрос об этом сроке открыт")
    await olga.sees("Координатор спрашивает.*Понял так: I квартал")
    await olga.presses("Верно: I квартал")
    await olga.sees("Спасибо")
    await vera.sees("Куратор ответил о сроке.*→ I квартал")


async def test_what_the_coordinator_calls_right_is_asked_no_more(world: World) -> None:
    vera = await received(world)
    olga = await world.curator()
    await vera.presses("✎ 1")
    await vera.presses("Спросить куратора")
    await vera.news()
    await olga.sees("Координатор спрашивает")
    await vera.presses("Верно")
    (card,) = await vera.sees("Вы подтвердили: верно")
    assert "Вопрос" not in card.text
    await olga.presses("Верно: I квартал")
    assert await olga.last_toast()


async def test_without_a_curator_in_the_chat_it_is_said(world: World) -> None:
    vera = await received(world)
    await vera.presses("✎ 2")
    await vera.news()
    await vera.presses("Спросить куратора")
    assert "Куратора управления в чате нет" in await vera.last_toast()


async def test_a_curator_answers_nothing_but_deadlines(world: World) -> None:
    vera = await world.department()
    olga = await world.curator()
    await vera.sends_document(PLAN, "plan.txt")
    await vera.news()
    for question_id in range(1, 4):
        await olga.forges(f"j:{question_id}")
    assert not any("кто это" in message.text for message in await olga.news())
