"""An edited message changes what it was written into, and never a decision."""

import pytest

from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def typed(stage: Stage) -> list[int]:
    """Anna writes two messages into a draft; their ids."""
    anna = stage.anna
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    ids = []
    for words in ("Провели 12 сентября", "Было 40 человек"):
        ids.append((await anna.phone.send(words)).id)
        await stage.world.answer()
    await anna.news()
    return ids


async def edits(stage: Stage, message_id: int, words: str) -> None:
    await stage.anna.phone.edit(message_id, words)
    await stage.world.answer()


async def test_an_edited_message_changes_the_open_draft_where_it_stands(stage: Stage) -> None:
    date, _ = await typed(stage)

    await edits(stage, date, "Провели 15 сентября")

    (card,) = await stage.anna.sees("Провели 15 сентября\nБыло 40 человек")
    assert card.is_edited


async def test_an_edited_message_is_a_new_version_of_a_sent_report_and_the_curator_is_told_once(
    stage: Stage, world: World
) -> None:
    anna, olga = stage.anna, stage.olga
    date, people = await typed(stage)
    await anna.presses("Отправить")
    await anna.news()
    await olga.sees("Новый отчёт")

    await edits(stage, date, "Провели 15 сентября")
    await anna.sees("Отчёт № 2.*Провели 15 сентября\nБыло 40 человек", "Исправлено и в отправленном отчёте")
    await edits(stage, people, "Было 45 человек")
    await anna.sees("Отчёт № 3.*Провели 15 сентября\nБыло 45 человек", "Исправлено и в отправленном отчёте")
    await olga.sees_nothing()
    await world.at("2026-09-01 09:05")

    await olga.sees("Отчёт № 3.*Провели 15 сентября\nБыло 45 человек")


async def test_the_files_stay_and_a_caption_is_edited_too(stage: Stage, world: World) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.1")
    await anna.presses("Отчитаться")
    sent = await anna.phone.send_photo(photo("а"), caption="Вот фото")
    await world.answer()
    await anna.presses("Отправить")
    await anna.news()
    await olga.news()

    await edits(stage, sent.id, "Вот фото с семинара")
    await world.at("2026-09-01 09:05")

    await anna.sees("Отчёт № 2.*1 файл.*Вот фото с семинара", "Исправлено")
    await olga.sees("Отчёт № 2: выполнено, 1 файл.*Вот фото с семинара")


async def test_after_a_decision_an_edit_changes_nothing_and_says_so(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    date, _ = await typed(stage)
    await anna.presses("Отправить")
    await olga.presses("Снять с контроля")
    await anna.news()
    await olga.news()

    await edits(stage, date, "Провели 15 сентября")

    await anna.sees("уже есть решение, исправление в него не вошло")
    await olga.sees_nothing()


async def test_an_edit_of_a_change_under_way_goes_into_the_change(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    date, _ = await typed(stage)
    await anna.presses("Отправить")
    await olga.news()
    await anna.presses("Изменить отчёт")
    await anna.news()

    await edits(stage, date, "Провели 15 сентября")

    await anna.sees("Исправление отчёта.*Провели 15 сентября\nБыло 40 человек")
    await olga.sees_nothing()


async def test_any_other_edited_message_is_left_alone(stage: Stage) -> None:
    sent = await stage.boris.phone.send("привет")
    await stage.world.answer()
    await stage.boris.news()

    await stage.boris.phone.edit(sent.id, "здравствуйте")
    await stage.world.answer()

    await stage.boris.sees_nothing()


async def remark(stage: Stage, words: str) -> int:
    """Olga sends Anna's report back in her own words; the id of her message."""
    await stage.reports()
    await stage.olga.presses("Вернуть")
    sent = await stage.olga.phone.send(words)
    await stage.world.answer()
    await stage.olga.news()
    return sent.id


async def test_an_edited_remark_is_told_anew_while_the_return_can_be_undone(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    message_id = await remark(stage, "Нет спика участников")
    await anna.sees("п. 2.1.*Нет спика участников", "Отчёт возвращён.*Нет спика участников")

    await olga.phone.edit(message_id, "Нет списка участников")
    await stage.world.answer()

    await anna.sees(
        "п. 2.1.*Нет списка участников",
        "Автор исправил это сообщение",
        "Отчёт возвращён.*Нет списка участников",
    )
    assert any("Исправлено" in message.text for message in await olga.news())
    await stage.opens(anna, "2.1")
    assert "Нет списка участников" in (await anna.phone.messages())[-1].text


async def test_an_edited_remark_comes_too_late_when_a_new_report_is_there(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    message_id = await remark(stage, "Нет списка участников")
    await anna.news()
    await stage.reports("Список приложили")
    await olga.news()

    await olga.phone.edit(message_id, "Нет ничего")
    await stage.world.answer()

    await olga.sees("исправление не вошло")
    await anna.sees_nothing()


async def test_an_edited_reason_of_a_request_reaches_the_curator_until_it_is_decided(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2.1")
    await anna.presses("Ещё")
    await anna.presses("Перенести срок")
    await anna.presses("22 сентября|22.09")
    sent = await anna.phone.send("Болеет лектор")
    await stage.world.answer()
    await anna.news()
    await olga.sees("Болеет лектор")

    await anna.phone.edit(sent.id, "Лектор в командировке")
    await stage.world.answer()
    assert any("Исправлено" in message.text for message in await anna.news())
    await olga.sees("Автор исправил это сообщение", "Лектор в командировке")

    await olga.presses("Отказать")
    await olga.presses("Без")
    await anna.news()
    await olga.news()
    await anna.phone.edit(sent.id, "Лектор уехал")
    await stage.world.answer()
    await anna.sees("исправление не вошло")
