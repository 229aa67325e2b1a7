"""Files that are long on their way, or do not come at all, hold nobody up."""

import pytest

from bot.telegram.screens import fetch_seconds
from sandbox.seen import SeenMessage
from services.control.reporting.evidence import MAX_BYTES
from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def test_a_file_telegram_does_not_give_is_asked_for_once_and_said(stage: Stage, world: World) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.news()
    await world.sandbox.client.fault(
        "refuse", method="getFile", code=400, description="Bad Request: invalid file_id", times=None
    )

    await anna.sends_photo(photo("а"))
    await anna.sees("Отчёт. п. 2.1", "Telegram не отдаёт этот файл. Пришлите его ещё раз")
    await anna.says("Провели")

    await anna.sees("Будет отправлено:.*Провели")
    assert len(await world.sandbox.client.calls(method="getFile")) == 1


async def handled(world: World) -> None:
    """What has been sent is handled; no file has come yet."""
    await world.machine.poller.poll_once()
    await world.machine.feeder.drain()


async def test_a_file_on_its_way_is_told_of_and_holds_up_neither_the_chat_nor_anybody(
    stage: Stage, world: World
) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.says("Провели")
    (ready,) = (await anna.news())[-1:]
    await anna.phone.send_photo(photo("а"))
    await handled(world)
    (card,) = await anna.sees("Провели.*загружается 1 файл")
    assert "Отправить" not in card.buttons

    await anna.phone.send("12 сентября")
    await handled(world)
    (card,) = await anna.sees("Провели\n12 сентября.*загружается 1 файл")
    await anna.phone.press_data(button_of(ready, "Отправить"), message_id=card.id)
    await handled(world)
    assert "Файлы ещё загружаются" in await anna.last_toast()

    await world.machine.fetcher.drain()
    (whole,) = await anna.sees("12 сентября.*1 фото$")
    assert whole.id == card.id and "Отправить" in whole.buttons


async def test_files_come_in_the_order_they_were_sent_in(stage: Stage, world: World) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.sends_photo(photo("а"))
    for name in ("Первый.pdf", "Второй.pdf", "Третий.pdf"):
        await anna.phone.send_document(b"%PDF-1.7 " + name.encode(), name)
    await world.answer()

    assert "1 фото, 3 документа: Первый.pdf, Второй.pdf, Третий.pdf" in (await anna.news())[-1].text


async def test_a_draft_that_is_dropped_takes_its_files_on_the_way_with_it(stage: Stage, world: World) -> None:
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    await anna.phone.send_photo(photo("а"))
    await handled(world)
    await anna.news()
    await anna.phone.press("Не отправлять")
    await handled(world)
    await anna.sees("Пропадёт: загружается 1 файл")
    await anna.phone.press("Удалить")
    await handled(world)

    await world.machine.fetcher.drain()

    await anna.sees("^п. 2.1 Провести семинар")
    assert not await world.sandbox.client.calls(method="getFile")


def button_of(message: SeenMessage, label: str) -> str:
    return next(button.data for row in message.rows for button in row if button.text == label)


def test_twenty_megabytes_are_waited_for_on_a_line_of_one_megabit() -> None:
    assert fetch_seconds(MAX_BYTES) > MAX_BYTES * 8 / 1_000_000
    assert fetch_seconds(1_000_000) < 60
