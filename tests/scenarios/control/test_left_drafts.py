"""A report that was begun and left is asked about: it joins nothing else in silence."""

from datetime import date

import pytest
from sqlalchemy import func, select

from storage.control.tables import EvidenceRow, ExecutionReportRow
from storage.unit_of_work import Store
from tests.control_deeds import start
from tests.control_story import SCHOOL, Stage, photo, set_stage
from tests.quarter_district import Row, lay
from tests.world import World

DUE = date(2026, 9, 15)


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        row = Row(number="7", title="Подписать акты", units=(SCHOOL,), due_on=date(2026, 12, 15))
        await lay(stage.district, uow, (row,), title="Другая карта")
        await uow.commit()
    return stage


async def later(stage: Stage, local: str = "2026-09-12 12:00") -> None:
    """The mornings between are another story."""
    await stage.world.at(local)
    for hero in stage.world.heroes:
        await hero.news()


async def sent(store: Store) -> list[tuple[str, int]]:
    """The words and the number of files of each report."""
    files = select(func.count()).where(EvidenceRow.report_id == ExecutionReportRow.id).scalar_subquery()
    async with store.engine.connect() as connection:
        rows = await connection.execute(select(ExecutionReportRow.text, files))
        return [(row[0], row[1]) for row in rows]


async def test_a_photo_of_long_ago_is_asked_about_before_a_new_one_becomes_a_report(
    stage: Stage, store: Store
) -> None:
    await stage.anna.sends_photo(photo("old"))
    await stage.anna.sees("к какому пункту")
    await later(stage)

    await stage.anna.sends_photo(photo("new"), caption="Акты")

    asked = (await stage.anna.news())[-1]
    assert "У вас неотправленный черновик от 1 сентября" in asked.text
    assert "Пункт ещё не выбран" in asked.text and "Сейчас пришло:" in asked.text
    assert asked.buttons == ["Продолжить черновик", "Начать заново", "Не отправлять ничего"]
    await stage.anna.presses("Начать заново")
    await stage.anna.presses("Подписать акты")
    (draft,) = (await stage.anna.news())[-1:]
    assert "📎 1 фото" in draft.text and "Акты" in draft.text
    await stage.anna.presses("^Отправить$")
    await later(stage)
    assert await sent(store) == [("Акты", 1)]


async def test_the_same_photo_once_more_is_the_new_one(stage: Stage, store: Store) -> None:
    await stage.anna.sends_photo(photo("same"))
    await later(stage)
    await stage.anna.sends_photo(photo("same"), caption="Акты")
    await stage.anna.news()
    await stage.anna.presses("Начать заново")
    await stage.anna.presses("Подписать акты")
    assert "📎 1 фото" in (await stage.anna.news())[-1].text
    await stage.anna.presses("^Отправить$")
    await later(stage)
    assert await sent(store) == [("Акты", 1)]


async def test_what_was_begun_can_go_on_with_what_came_after(stage: Stage, store: Store) -> None:
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("План на подписи")
    await later(stage)
    await stage.anna.says("Подписан")
    asked = (await stage.anna.news())[-1]
    assert "Утвердить план" in asked.text and "План на подписи" in asked.text
    await stage.anna.presses("Продолжить черновик")
    await stage.anna.presses("^Отправить$")
    await later(stage)
    assert await sent(store) == [("План на подписи\nПодписан", 0)]


async def test_a_report_of_another_item_never_takes_over_what_was_left(stage: Stage) -> None:
    await stage.anna.sends_photo(photo("old"))
    await later(stage)
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Отчитаться")
    asked = (await stage.anna.news())[-1]
    assert "Есть неотправленный отчёт от 1 сентября" in asked.text
    await stage.anna.presses("Продолжить его")
    assert "к какому пункту" in (await stage.anna.news())[-1].text


async def test_what_was_left_at_the_question_of_dropping_joins_nothing(stage: Stage, store: Store) -> None:
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("План на подписи")
    await stage.anna.presses("Не отправлять")
    await stage.anna.sees("Удалить черновик")
    await stage.anna.sends_photo(photo("acts"), caption="Акты")
    assert "У вас неотправленный черновик от 1 сентября" in (await stage.anna.news())[-1].text
    await stage.anna.presses("Начать заново")
    await stage.anna.presses("Подписать акты")
    await stage.anna.presses("^Отправить$")
    await later(stage)
    assert await sent(store) == [("Акты", 1)]


async def test_an_edited_message_changes_the_words_that_were_left(stage: Stage, store: Store) -> None:
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Отчитаться")
    words = await stage.anna.phone.send("План на подпис")
    await stage.world.answer()
    await later(stage)
    await stage.anna.says("Подписан")
    await stage.anna.phone.edit(words.id, "План на подписи")
    await stage.world.answer()
    assert "План на подписи" in (await stage.anna.news())[-1].text
    await stage.anna.presses("Продолжить черновик")
    await stage.anna.presses("^Отправить$")
    await later(stage)
    assert await sent(store) == [("План на подписи\nПодписан", 0)]


async def overdue_soon(stage: Stage, store: Store, *numbers: str) -> None:
    """Measures that fall due on 15 September, in force."""
    rows = [Row(number=each, title="Обновить стенд", units=(SCHOOL,), due_on=DUE) for each in numbers]
    async with store.write() as uow:
        await lay(stage.district, uow, rows, title="Третья карта")
        await uow.commit()
    await start(stage.district)


async def test_the_reminder_of_an_item_says_that_its_report_was_begun(stage: Stage, store: Store) -> None:
    await overdue_soon(stage, store, "8")
    await stage.opens(stage.anna, "8")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("Обновили")
    await later(stage, "2026-09-15 12:00")

    await stage.world.at("2026-09-16 09:00")

    (said,) = await stage.anna.sees(
        "Срок прошёл, отчёта ещё нет.*Отчёт начат и не отправлен: черновик от 1 сентября"
    )
    assert said.buttons[0] == "Продолжить черновик"
    await stage.anna.presses("Продолжить черновик")
    assert "Обновили" in (await stage.anna.news())[-1].text
    await later(stage, "2026-09-16 09:01")


async def test_a_digest_of_several_says_that_a_report_was_begun(stage: Stage, store: Store) -> None:
    await overdue_soon(stage, store, "8", "9")
    await stage.anna.sends_photo(photo())
    await later(stage, "2026-09-15 12:00")
    await stage.world.at("2026-09-16 09:00")
    (said,) = await stage.anna.sees("Сводка.*Есть неотправленный черновик от 1 сентября, пункт в нём не выб")
    await stage.anna.presses("Продолжить черновик")
    await stage.anna.sees("к какому пункту")
    assert said.text in [message.text for message in await stage.anna.phone.messages()]
    await later(stage, "2026-09-16 09:01")


async def test_every_item_that_is_offered_shows_its_date(stage: Stage, store: Store) -> None:
    rows = (
        Row(number="1.2", title="Утвердить список", units=(SCHOOL,), due_on=DUE),
        Row(number="1.2", title="Утвердить список", units=(SCHOOL,), due_on=date(2026, 8, 20), predates=True),
    )
    async with store.write() as uow:
        await lay(stage.district, uow, rows, title="Третья карта")
        await uow.commit()
    await stage.anna.sends_document(b"%PDF-1.7 x", "Список утвердить.pdf")
    offered = [label for label in (await stage.anna.news())[-1].buttons if "1.2" in label]
    assert len(offered) == 2
    assert any("срок был 20.08.2026" in label for label in offered)
    assert any("до 15.09" in label for label in offered)
