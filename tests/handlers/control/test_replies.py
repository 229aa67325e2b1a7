"""A reply to a card, a reminder or a digest is a report of what that message speaks of."""

from datetime import date

import pytest

from sandbox.seen import SeenMessage
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, photo, set_stage
from tests.quarter_district import Row, lay
from tests.world import Hero, World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def newest(hero: Hero) -> SeenMessage:
    return (await hero.news())[-1]


async def card_of(stage: Stage, number: str) -> SeenMessage:
    """The card of a measure as it stands in Anna's chat."""
    await stage.anna.forges(f"d:{stage.district.duties[number, 'Школа № 3']}")
    return await newest(stage.anna)


async def test_words_in_reply_to_a_card_are_a_report_ready_to_be_sent(stage: Stage) -> None:
    card = await card_of(stage, "2.1")
    await stage.anna.replies(card, "Провели 12 сентября, было 30 человек")
    await stage.anna.sees("Отчёт. .*Провести семинар.*Итог: выполнено.*Провели 12 сентября")
    await stage.anna.presses("^Отправить$")
    await stage.anna.sees("Отчёт отправлен куратору")
    await stage.olga.sees("Новый отчёт.*Провести семинар.*Провели 12 сентября")


async def test_a_photo_in_reply_goes_into_the_report_with_its_caption(stage: Stage) -> None:
    card = await card_of(stage, "2.2")
    await stage.anna.replies_with_photo(card, photo(), "План утверждён")
    draft = await newest(stage.anna)
    assert "Утвердить план" in draft.text and "План утверждён" in draft.text and "1 фото" in draft.text


async def test_more_replies_to_the_same_card_grow_one_report(stage: Stage) -> None:
    card = await card_of(stage, "2.1")
    await stage.anna.replies(card, "Провели")
    await stage.anna.replies(card, "Протокол в папке")
    draft = await newest(stage.anna)
    assert "Провели\nПротокол в папке" in draft.text


async def test_a_reply_to_a_message_of_several_asks_which(stage: Stage, store: Store) -> None:
    async with store.write() as uow:
        row = Row(number="7", title="Опросить родителей", units=(SCHOOL,), due_on=date(2026, 9, 15))
        await lay(stage.district, uow, (row,), title="Другая карта")
        await uow.commit()
    await stage.anna.says("/my")
    several = await newest(stage.anna)
    assert "Провести семинар" in several.text and "Опросить родителей" in several.text
    await stage.anna.replies(several, "Опросили, 40 анкет")
    asked = await newest(stage.anna)
    assert "к какому пункту" in asked.text
    assert ["Опросить родителей" in label for label in asked.buttons[:2]] == [True, False]
    await stage.anna.presses("Опросить родителей")
    await stage.anna.sees("Отчёт. .*Опросить родителей.*Опросили, 40 анкет")
    await stage.olga.news()


async def test_a_reply_about_another_item_does_not_lose_the_open_report(stage: Stage) -> None:
    await stage.anna.replies(await card_of(stage, "2.1"), "Провели")
    await stage.anna.news()
    await stage.anna.replies(await card_of(stage, "2.2"), "Утвердили")
    assert "Есть неотправленный отчёт" in (await newest(stage.anna)).text
    await stage.anna.presses("Продолжить его")
    assert "Провели" in (await newest(stage.anna)).text


async def test_a_reply_to_a_card_of_somebody_else_is_no_report(stage: Stage) -> None:
    await stage.olga.forges(f"d:{stage.district.duties['2.1', 'Школа № 3']}")
    card = await newest(stage.olga)
    await stage.olga.replies(card, "Когда?")
    assert "Отчёт" not in (await newest(stage.olga)).text


async def test_a_reply_to_what_is_reported_already_opens_no_second_report(stage: Stage) -> None:
    card = await card_of(stage, "2.1")
    await stage.anna.replies(card, "Провели")
    await stage.anna.presses("^Отправить$")
    await stage.anna.news()
    await stage.olga.news()
    await stage.anna.replies(card, "И ещё фото будет")
    assert "Отправить" not in (await newest(stage.anna)).buttons


async def test_an_open_question_is_answered_first(stage: Stage) -> None:
    card = await card_of(stage, "2.2")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Перенести срок")
    await stage.anna.presses("Другая дата")
    await stage.anna.news()
    await stage.anna.replies(card, "20 октября")
    assert "Отчёт" not in (await newest(stage.anna)).text


async def test_files_out_of_the_blue_propose_the_likeliest_items_first(stage: Stage) -> None:
    await stage.anna.sends_document(b"%PDF-1.7 x", "Журнал наставника за сентябрь.pdf")
    draft = await newest(stage.anna)
    assert "Вести журнал наставника" in draft.buttons[0]
    await stage.anna.presses("Вести журнал наставника")
    assert "Вести журнал наставника" in (await newest(stage.anna)).text
