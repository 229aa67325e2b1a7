"""The monitoring and the report in the chat: stale and forged presses, other people's campaigns, undo."""

from collections.abc import AsyncIterator

import pytest

from roadmap.ids import CampaignId
from roadmap.people.persons import UnitKind
from roadmap.people.place import in_telegram
from services.buttons.monitoring import (
    AddresseesButton,
    AnswerButton,
    DifficultiesButton,
    MonitoringBoardButton,
    QuestionButton,
    QuestionnaireButton,
)
from services.buttons.packing import pack
from services.buttons.summary import MakeReportButton
from storage.unit_of_work import Store
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World

SCHOOL, ANNA = "Школа № 3", "Анна Лугова"
ROWS = (
    Row(number="1.1", title="Вести кружок", units=(SCHOOL,)),
    Row(number="1.2", title="Вести дневник", units=(SCHOOL,)),
)


@pytest.fixture
async def anna(world: World, store: Store) -> AsyncIterator[Hero]:
    """A teacher in the middle of a campaign about two ongoing measures."""
    vera = await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        await lay(district, uow, ROWS)
        await uow.commit()
    await world.at("2026-09-24 10:00")
    await anna.sees("Мониторинг за 3 квартал 2026 года.*п. 1.1 Вести кружок.*п. 1.2 Вести дневник")
    yield anna
    await vera.news()  # the live card of the round is a story of its own


async def test_questions_are_answered_one_after_another_in_one_message(world: World, anna: Hero) -> None:
    await anna.presses("Отвечать по порядку")
    (first,) = await anna.sees("1 из 2.*Вести кружок.*Как идёт работа")
    await anna.presses("^Идёт по плану")
    (second,) = await anna.sees("2 из 2.*Вести дневник")
    assert second.id == first.id
    await anna.presses("^Выполнено")
    await anna.sees("Спасибо! Ответы приняты: 2 мероприятия")
    assert await anna.last_toast() == "Записано: выполнено"


async def test_a_mistaken_tap_is_taken_back_from_the_card(world: World, anna: Hero) -> None:
    await anna.presses("^1$")
    await anna.news()
    await anna.presses("^Выполнено")
    await anna.news()
    await anna.presses("К списку")
    await anna.news()
    await anna.presses("^1$")
    await anna.sees("Вести кружок.*Ответ: выполнено.*Отменить или изменить его можно в карточке")
    await anna.presses("Открыть карточку")
    await anna.news()
    await anna.presses("Отменить отправку")
    await anna.news()

    asked = await world.app.monitoring.questionnaires(await actor(world, anna))
    assert len(asked[0].remaining) == 2


async def actor(world: World, hero: Hero):  # type: ignore[no-untyped-def]
    return await world.app.people.actor(in_telegram(hero.phone.id))


async def test_a_stale_press_redraws_the_question_and_changes_nothing(world: World, anna: Hero) -> None:
    asked = (await world.app.monitoring.questionnaires(await actor(world, anna)))[0]
    duty = asked.questions[0].duty
    stale = AnswerButton(asked.header.campaign.id, duty.id, duty.version + 5, "done")

    await anna.forges(pack(stale))
    await anna.sees("1 из 2.*Как идёт работа")
    assert "уже всё изменилось" in await anna.last_toast()

    await anna.forges(pack(AnswerButton(asked.header.campaign.id, duty.id, duty.version, "nonsense")))
    assert "уже всё изменилось" in await anna.last_toast()
    await anna.news()


async def test_words_typed_after_leaving_the_question_are_not_an_answer(world: World, anna: Hero) -> None:
    await anna.presses("^1$")
    await anna.news()
    await anna.presses("Есть трудности")
    await anna.sees("что мешает")
    await anna.presses("Отмена")
    await anna.sees("Вести кружок.*Как идёт работа")
    await anna.says("спасибо")
    await anna.news()

    asked = (await world.app.monitoring.questionnaires(await actor(world, anna)))[0]
    assert len(asked.remaining) == 2


async def test_a_photo_where_words_are_wanted_is_asked_for_words(world: World, anna: Hero) -> None:
    await anna.presses("^1$")
    await anna.presses("Есть трудности")
    await anna.news()
    await anna.sends_photo(b"\xff\xd8\xff\xe0photo")
    assert len(await anna.news()) == 1
    await anna.says("нет журнала")
    await anna.sees("Записано: есть трудности")


async def test_an_executor_reaches_no_board_and_no_report(world: World, anna: Hero) -> None:
    for forged in (
        MonitoringBoardButton(1),
        AddresseesButton(1, "silent", 0),
        DifficultiesButton(1, 0),
        MakeReportButton(1, 0, 0),
    ):
        await anna.forges(pack(forged))
        await anna.sees_nothing()
        assert "недоступно" in await anna.last_toast()


async def test_campaigns_of_others_are_not_found(world: World, anna: Hero) -> None:
    boris = await world.executor("Борис Речной", "Школа № 5", UnitKind.SCHOOL)
    asked = (await world.app.monitoring.questionnaires(await actor(world, anna)))[0]
    campaign_id, duty = asked.header.campaign.id, asked.questions[0].duty
    for forged in (
        QuestionnaireButton(campaign_id, 0),
        QuestionButton(campaign_id, duty.id),
        AnswerButton(campaign_id, duty.id, duty.version, "done"),
        QuestionnaireButton(CampaignId(77), 0),
    ):
        await boris.forges(pack(forged))
        await boris.sees_nothing()
        assert "Не найдено" in await boris.last_toast()


async def test_an_edited_difficulty_is_told_in_its_new_words(world: World, anna: Hero) -> None:
    await anna.presses("^1$")
    await anna.presses("Есть трудности")
    await anna.says("нет журнала")
    await anna.news()
    (said,) = [message for message in await anna.phone.messages() if message.text == "нет журнала"]
    await anna.phone.edit(said.id, "нет журнала и мела")
    await world.answer()
    assert "Исправлено" in (await anna.news())[-1].text
    (asked, *_) = await world.app.monitoring.questionnaires(await actor(world, anna))
    assert [each.answer.text for each in asked.questions if each.answer] == ["нет журнала и мела"]
