"""Files that are long on their way, or do not come at all, hold nobody up."""

import pytest

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
    await anna.sees("Telegram не отдаёт этот файл. Пришлите его ещё раз")
    await anna.says("Провели")

    await anna.sees("Будет отправлено:.*Провели")
    assert len(await world.sandbox.client.calls(method="getFile")) == 1
