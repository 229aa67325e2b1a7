"""Every row of a document can be corrected before it comes into force."""

from tests.documents_text import road_map_text
from tests.world import Hero, World

PLAN = road_map_text(
    "1. Чтение",
    ("1.", "Неделя кинги", "Март", "Методслужба"),
    ("2.", "Обзор библиотек", "Апрель", "Методслужба"),
    ("3.", "Диктант", "Май", "Методслужба"),
)


async def opened(world: World, vera: Hero, row: str) -> None:
    """The card of a row of the document under review."""
    await vera.presses("Как прочитаны сроки")
    await vera.presses(f"✎ {row}")
    await vera.presses("Исправить строку")


async def test_a_row_is_corrected_left_out_and_comes_into_force_so(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    await vera.sends_document(PLAN, "План.txt")
    await vera.presses("Ответить на вопросы")
    await vera.presses("Новая организация")
    await vera.news()

    await opened(world, vera, "1")
    await vera.news()
    await vera.presses("Название")
    await vera.sees("Сейчас: Неделя кинги.*Напишите название")
    await vera.says("Неделя книги")
    await vera.sees("1 Неделя книги.*В документе:.*название: Неделя кинги")
    await vera.presses("Ответственный")
    await vera.sees("Кто отвечает за эту строку. Остальные строки с теми же словами не изменятся")
    await vera.presses("Школа № 3")
    await vera.sees("Отвечает: Школа № 3.*ответственные: Методслужба")
    await vera.presses("К документу")
    await vera.sees("Вами исправлено строк: 1.*Поручений будет: 3.*Больше всего: .*Методслужба — 2")

    await opened(world, vera, "3")
    await vera.news()
    await vera.presses("Убрать из плана")
    await vera.sees("3 Диктант.*Убрано из плана вами")
    await vera.presses("К документу")
    await vera.sees("2 мероприятия.*Вами исправлено строк: 1, убрано из плана: 1.*Поручений будет: 2")
    await vera.presses("^Утвердить$")
    await vera.sees("В плане 2 мероприятия, 2 поручения")
    for hero in world.heroes:
        await hero.news()
    async with world.machine.store.read() as uow:
        (road_map,) = await uow.plan.road_maps((await uow.people.departments())[0].id)
        measures = await uow.plan.measures(road_map.id)
    assert [(one.title, one.attributes.get("printed")) for one in measures] == [
        ("Неделя книги", "Неделя кинги; Методслужба"),
        ("Обзор библиотек", None),
    ]


async def test_the_same_file_sent_again_is_corrected_already_and_a_row_goes_back(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(PLAN, "План.txt")
    await opened(world, vera, "1")
    await vera.presses("Номер")
    await vera.news()
    await vera.says("1.5")
    await vera.sees("1.5 Неделя кинги.*номер: 1")
    await vera.presses("Раздел")
    await vera.sees("Выберите раздел или напишите другой")
    await vera.says("2. Письмо")
    await vera.sees("Раздел: 2. Письмо.*раздел: 1. Чтение|Раздел: 2. Письмо.*раздел: Чтение")

    await vera.sends_document(PLAN, "План.txt")
    await vera.sees("Вами исправлено строк: 1")
    await opened(world, vera, "1.5")
    await vera.news()
    await vera.presses("Как в документе")
    (row,) = await vera.sees("^1 Неделя кинги")
    assert "В документе:" not in row.text


async def test_the_last_row_of_a_plan_cannot_be_left_out(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(road_map_text(("1.", "Диктант", "Май", "Методслужба")), "План.txt")
    await opened(world, vera, "1")
    await vera.news()
    await vera.presses("Убрать из плана")

    assert "последняя строка" in await vera.last_toast()
    await vera.sees_nothing()


async def test_a_name_typed_under_the_list_of_who_answers_narrows_it(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба")
    await vera.sends_document(PLAN, "План.txt")
    await opened(world, vera, "1")
    await vera.presses("Ответственный")
    await vera.news()
    await vera.says("лугов")
    (shown,) = await vera.sees("По словам «лугов»")
    assert shown.buttons == ["Анна Лугова", "Показать всех", "‹ К строке"]
    await vera.says("никто такой")
    await vera.sees("никого не нашлось. Напишите иначе")


async def test_words_typed_under_a_question_about_a_date_are_read_without_another_press(
    world: World,
) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба")
    unread = road_map_text(("1.", "Неделя книги", "как получится", "Методслужба"))
    await vera.sends_document(unread, "План.txt")
    await vera.presses("Ответить на вопросы")
    await vera.news()
    await vera.says("до 15 марта")
    await vera.sees("Понял так.*«до 15 марта»")
