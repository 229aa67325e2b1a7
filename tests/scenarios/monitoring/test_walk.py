"""One walk through the questions: words, a number, a photo, what was said last time, all unchanged."""

from tests.databases import both_databases
from tests.world import Hero, World

pytestmark = both_databases

PLAN = """Дорожная карта по развитию чтения в Приозёрном районе на 2027 год

№\tМероприятие\tСрок исполнения\tОтветственный\tОжидаемый результат
1.\tНаставничество\tПостоянно\tШкола № 3\tОхват не менее 80 % учителей
2.\tКружок чтения\tПостоянно\tШкола № 3\tРасписание
3.\tСемейные вечера\tДекабрь\tШкола № 3\tФото
"""
PHOTO = b"\xff\xd8\xff\xe0photo of a lesson"


async def quiet(world: World) -> None:
    """What comes meanwhile is a story of its own."""
    for hero in world.heroes:
        await hero.news()


async def in_march(world: World) -> tuple[Hero, Hero, Hero]:
    """A school asked about three measures at the end of the first quarter of 2027."""
    await world.at("2027-01-12 09:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    olga = await world.curator("Ольга Ветрова")
    await vera.sends_document(PLAN.encode(), "Дорожная карта.txt")
    await vera.presses("Утвердить")
    await world.at("2027-03-25 10:00")
    await quiet(world)
    return vera, anna, olga


async def test_words_a_number_and_a_photo_go_with_one_answer_and_the_walk_goes_on(world: World) -> None:
    _, anna, _ = await in_march(world)
    await anna.presses("Отвечать по порядку")
    await anna.sees("1 из 2.*Наставничество.*Показатель: цель 80 %.*Как идёт работа")
    await anna.presses("Словами, числом, с файлом")
    await anna.sees("Итог: идёт по плану.*Показатель: цель 80 %. Сколько сейчас")
    await anna.says("64 %")
    await anna.sees("Показатель: 64 % .цель 80 %.")
    await anna.says("Пары составлены, двое на больничном")
    await anna.sends_photo(PHOTO)
    await anna.news()
    await anna.presses("^Отправить$")
    (following,) = await anna.sees("Записано: идёт по плану.*2 из 2.*Кружок чтения")
    assert "Не начато" in following.buttons
    await anna.presses("^Не начато")
    await anna.sees("Спасибо! Ответы приняты: 2 мероприятия.*Кружок чтения — не начато")
    await anna.presses("^1$")
    await anna.sees("Ответ: идёт по плану .Анна Лугова, показатель 64, вложений: 1.*Пары составлены")
    await anna.presses("К списку")
    await quiet(world)


async def test_what_was_said_last_time_stands_ready(world: World) -> None:
    _, anna, _ = await in_march(world)
    await anna.presses("^1$")
    await anna.presses("Словами, числом, с файлом")
    await anna.says("64")
    await anna.says("Пары составлены")
    await anna.presses("^Отправить$")
    await anna.presses("^Не начато")
    await world.at("2027-06-24 10:00")
    await quiet(world)

    await anna.presses("^1$")
    (question,) = await anna.sees(
        "В прошлый раз .25 марта.: идёт по плану, показатель 64.*Пары составлены.*Что изменилось"
    )
    assert "Без изменений: идёт по плану" in question.buttons
    await anna.presses("К списку")
    await anna.presses("Всё без изменений: 2")
    await anna.sees("Спасибо! Ответы приняты: 2 мероприятия.*идёт по плану.*не начато")
    assert "2 мероприятия" in await anna.last_toast()
    await anna.presses("^1$")
    await anna.sees("Ответ: идёт по плану .Анна Лугова, показатель 64.*Пары составлены")
    await quiet(world)


async def test_a_draft_survives_and_another_question_does_not_lose_it(world: World) -> None:
    _, anna, _ = await in_march(world)
    await anna.presses("^1$")
    await anna.presses("Словами, числом, с файлом")
    await anna.says("Пары составлены")
    await anna.says("/monitoring")
    await quiet(world)
    await anna.presses("^2$")
    await anna.presses("Словами, числом, с файлом")
    await anna.sees("Есть неотправленный отчёт")
    await anna.presses("Продолжить его")
    await anna.sees("Наставничество.*Будет отправлено:.*Пары составлены")
    await quiet(world)
