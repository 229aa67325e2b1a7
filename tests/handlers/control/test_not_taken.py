"""What cannot be taken is said once, with what to do instead."""

import pytest

from roadmap.people.persons import Role
from sandbox.client import File
from services.control.reporting.evidence import MAX_FILES
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, bound, photo, set_stage
from tests.world import Hero, World

CLARA = "Клара Вторая"


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


@pytest.fixture
async def clara(stage: Stage, world: World, store: Store) -> Hero:
    """The second executor of Anna's school."""
    async with store.write() as uow:
        hero = await bound(world, stage.district, uow, CLARA, Role.EXECUTOR, stage.district.units[SCHOOL])
        await uow.commit()
    return hero


async def begins(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.news()


async def test_too_many_words_say_how_many_there_is_room_for_and_what_to_do(stage: Stage) -> None:
    anna = stage.anna
    await begins(stage)
    await anna.says("я" * 2_501)
    await anna.sees("можно до 2500 знаков.*Сократите или приложите файлом")
    await anna.says("я" * 2_400)
    await anna.news()

    await anna.says("и ещё " * 20)

    await anna.sees("свободно знаков: 99.*Сократите или приложите файлом")


async def test_a_file_is_taken_although_the_words_under_it_are_too_many(stage: Stage) -> None:
    anna = stage.anna
    await begins(stage)
    await anna.says("я" * 2_400)
    await anna.news()

    await anna.sends_photo(photo("а"), caption="и ещё " * 20)

    await anna.sees("свободно знаков: 99", "1 фото")


async def test_the_twenty_first_file_is_refused_once_for_an_album(stage: Stage) -> None:
    anna = stage.anna
    await begins(stage)
    for start in range(0, MAX_FILES, 10):
        await anna.sends_album(*(photo(str(start + place)) for place in range(10)))
    await anna.news()

    await anna.sends_album(photo("лишнее 1"), photo("лишнее 2"), photo("лишнее 3"))

    await anna.sees("не больше 20 файлов")


async def test_an_album_of_files_that_are_not_taken_is_refused_in_one_sentence(
    stage: Stage, world: World
) -> None:
    anna = stage.anna
    await begins(stage)

    await anna.phone.send_album(
        [File(b"MZ" + bytes([place]), f"{place}.exe") for place in range(3)], kind="document"
    )
    await world.settle()

    await anna.sees("Отчёт. п. 2.1", "Такой файл не принимается. Подойдут PDF")


async def test_a_sticker_a_place_a_contact_and_a_voice_are_answered_and_the_draft_stays(
    stage: Stage, world: World
) -> None:
    anna = stage.anna
    await begins(stage)
    for send in (
        anna.phone.send_file("sticker", File(b"RIFF", "с.webp", "image/webp")),
        anna.phone.send_location(56.3, 44.0),
        anna.phone.send_contact("+70000000000"),
        anna.phone.send_file("voice", File(b"OggS", "голос.ogg", "audio/ogg")),
    ):
        await send
        await world.settle()
        await anna.sees("Это к отчёту не приложить. Подойдут текст, фото или файл")

    await anna.says("Провели")
    await anna.sees("Будет отправлено:.*Провели")


async def test_the_same_photo_again_is_said_once_for_an_album(stage: Stage) -> None:
    anna = stage.anna
    await begins(stage)
    await anna.sends_album(photo("а"), photo("б"))
    await anna.news()

    await anna.sends_album(photo("а"), photo("б"))

    await anna.sees("2 фото", "Такой же файл уже есть")


async def test_an_album_nobody_waits_for_is_answered_once(stage: Stage) -> None:
    await stage.boris.sends_album(photo("а"), photo("б"), photo("в"))

    await stage.boris.sees("Сейчас от вас не ждут отчёта")


async def test_a_second_executor_learns_who_has_reported_already(stage: Stage, clara: Hero) -> None:
    await stage.opens(clara, "2.1")
    await clara.presses("Отчитаться")
    await clara.says("Тоже провели")
    await clara.news()
    await stage.reports()
    await stage.olga.news()

    await clara.presses("Отправить")

    assert "отчёт уже есть: Анна Лугова, 1 сентября" in await clara.last_toast()
    await clara.sees_nothing()
    await clara.presses("Не отправлять")
    await clara.presses("Удалить")
    await clara.sees("Отчёт от 1 сентября, Анна Лугова: выполнено")
    await clara.forges(f"rs:{stage.district.duties['2.1', SCHOOL]}:1:done")
    assert "отчёт уже есть: Анна Лугова, 1 сентября" in await clara.last_toast()
    await clara.sees_nothing()
