"""The plan in force is looked through in the chat: by sections, by number, by words."""

from datetime import date

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_story import ANNA, OTHER_SCHOOL, SCHOOL, Stage, bound, set_stage
from tests.quarter_district import Row, lay
from tests.world import Hero, World

OTHER_ROWS = (
    Row(number="2.3", title="Проверить школьные столовые", units=(OTHER_SCHOOL,), due_on=date(2026, 9, 10)),
    Row(number="5", title="Провести семинары для поваров", units=(OTHER_SCHOOL,)),
)


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    """Two schools; the road map of the first and one more, of the second."""
    stage = await set_stage(world, store)
    async with store.write() as uow:
        await lay(stage.district, uow, OTHER_ROWS, "План питания школьников")
        await uow.commit()
    return stage


async def coordinator(stage: Stage, store: Store) -> Hero:
    async with store.write() as uow:
        department = stage.district.department
        hero = await bound(stage.world, stage.district, uow, "Игорь Луговой", Role.COORDINATOR, department)
        await uow.commit()
    return hero


async def test_a_coordinator_goes_from_the_road_maps_to_the_card_of_a_duty_and_back(
    stage: Stage, store: Store
) -> None:
    igor = await coordinator(stage, store)
    await igor.says("/plan")
    (shown,) = await igor.sees("Дорожные карты.*План повышения.*3 мероприятия.*План питания.*2 мероприятия")
    assert "напишите его номер" in shown.text
    await igor.presses("План повышения качества образования")
    await igor.sees(r"План повышения.*п. 2.1 Провести семинар.*п. 2.2.*п. 2.3")
    await igor.presses("п. 2.1")
    (card,) = await igor.sees("п. 2.1 Провести семинар.*Обучение.*Исполнитель: Школа № 3.*Люди: Анна Лугова")
    assert "до 15 сентября (вт): ждём отчёта" in card.text
    await igor.presses("Открыть поручение")
    await igor.sees("Провести семинар.*Исполнитель: Школа № 3")
    await igor.presses("‹ К мероприятию")
    await igor.sees("Люди: Анна Лугова")
    await igor.presses("‹ К разделу")
    await igor.sees("1. Обучение.*п. 2.1.*п. 2.3")


async def test_a_number_finds_the_measure_in_every_road_map_and_names_each(
    stage: Stage, store: Store
) -> None:
    igor = await coordinator(stage, store)
    await igor.says("2.3")
    (shown,) = await igor.sees("Нашлось 2: «2.3»")
    assert "Вести журнал наставника [План повышения качества" in shown.text
    assert "Проверить школьные столовые [План питания" in shown.text
    assert "сообщение никуда не записано" in shown.text


async def test_words_find_measures_whatever_their_endings(stage: Stage, store: Store) -> None:
    igor = await coordinator(stage, store)
    await igor.says("семинаров")
    await igor.sees("Нашлось 2.*п. 2.1 Провести семинар.*п. 5 Провести семинары для поваров")
    await igor.presses("п. 5")
    await igor.sees("п. 5 Провести семинары для поваров.*План питания школьников")
    await igor.presses("‹ К найденному")
    await igor.sees("Нашлось 2")


async def test_an_executor_finds_only_what_their_school_answers_for(stage: Stage) -> None:
    await stage.anna.says("семинар")
    (shown,) = await stage.anna.sees(
        "По словам «семинар» нашлось одно. Само сообщение никуда не записано.*Провести семинар.*ждём отчёта"
    )
    assert "поваров" not in shown.text
    await stage.anna.presses("^Отчитаться$")
    await stage.anna.sees("Провести семинар")
    await stage.boris.says("2.1")
    await stage.boris.sees(
        "никуда не записано.*По словам «2.1» ничего не нашлось.*Написать можно:"
        ".*номер мероприятия из ваших.*«сегодня»: что от вас ждут"
    )


async def test_words_that_find_nothing_are_answered_with_what_may_be_typed(stage: Stage) -> None:
    await stage.anna.says("Спасибо большое, всё получилось!")
    (said,) = await stage.anna.sees("Это сообщение никуда не записано.*Написать можно")
    assert "фамилию" not in said.text
    await stage.olga.says("Кулинария")
    await stage.olga.sees("По словам «Кулинария» ничего не нашлось.*• фамилию или название организации")


async def test_a_measure_of_another_school_is_not_opened_by_a_forged_press(stage: Stage) -> None:
    igor_sees = stage.district.road_map  # the second map: of the other school only
    await stage.olga.forges(f"pm:{igor_sees}")
    await stage.olga.news()
    async with stage.district.store.read() as uow:
        (first, *_) = await uow.plan.measures(igor_sees)
    await stage.anna.forges(f"me:{first.id}:")
    assert "Не найдено" in await stage.anna.last_toast()
    await stage.boris.forges(f"me:{first.id}:")
    await stage.boris.sees("Проверить школьные столовые")


async def test_a_measure_of_several_schools_counts_and_lists_them(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    both = Row(number="7", title="Собрать данные", units=(SCHOOL, OTHER_SCHOOL), due_on=date(2026, 9, 20))
    async with store.write() as uow:
        await lay(stage.district, uow, (both,), "План данных")
        await uow.commit()
    await stage.anna.forges(f"d:{stage.district.duties['7', SCHOOL]}")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("Собрали")
    await stage.anna.presses("Отправить")
    await world.at("2026-09-22 10:00")
    for hero in (stage.anna, stage.boris, stage.olga):
        await hero.news()
    await stage.olga.says("собрать данные")
    await stage.olga.sees(r"2 поручения: 🔴 просрочено 1, у куратора 1")
    await stage.olga.presses("Кто и как исполняет")
    (shown,) = await stage.olga.sees(r"1\. 🔴 Школа № 8.*2\. Школа № 3 — ждёт решения куратора")
    await stage.olga.presses("2")
    await stage.olga.sees("Собрали")
    await stage.olga.presses("‹ К списку")
    await stage.olga.sees("Школа № 8")
    assert ANNA not in shown.text
