"""Every stored file is receipted on its own message; a return answers the message of the report."""

import pytest

from sandbox.seen import SeenMessage
from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import Hero, World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def own(hero: Hero) -> list[SeenMessage]:
    """What the person has sent and the chat still shows."""
    return [message for message in await hero.phone.messages() if not message.is_from_bot]


async def test_each_file_of_an_album_gets_its_sign_and_a_refused_one_does_not(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.sends_album(photo("1"), photo("2"))
    await stage.anna.sends_document(b"MZ not a picture", "virus.exe")
    await stage.anna.news()
    *pictures, refused = await own(stage.anna)
    assert [each.reaction for each in pictures] == ["👌", "👌"]
    assert refused.reaction == ""


async def test_a_return_is_a_reply_to_the_message_that_brought_the_report(stage: Stage) -> None:
    await stage.reports("Провели 12 сентября")
    (said,) = [each for each in await own(stage.anna) if each.text == "Провели 12 сентября"]
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.says("Нет протокола")
    await stage.olga.news()
    (returned,) = [each for each in await stage.anna.news() if "возвращён" in each.text]
    assert returned.answered_id == said.id


async def test_a_return_of_a_report_whose_message_is_gone_comes_by_itself(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.presses("^Отправить$")
    await stage.anna.presses("Отправить так")
    await stage.anna.news()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.says("Нет ни слова")
    await stage.olga.news()
    (returned,) = [each for each in await stage.anna.news() if "возвращён" in each.text]
    assert returned.answered_id == 0
