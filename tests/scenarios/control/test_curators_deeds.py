"""What a curator may do about one duty: three verbs that the state calls for, the rest behind «Ещё…»."""

from storage.unit_of_work import Store
from tests.control_story import ANNA, OTHER_SCHOOL, SCHOOL, Stage, set_stage
from tests.world import World


async def card_of(stage: Stage, number: str = "2.1") -> tuple[str, list[str]]:
    """The curator's card of this measure: its text and its buttons."""
    duty_id = stage.district.duties[number, SCHOOL]
    await stage.olga.forges(f"d:{duty_id}")
    (shown, *_) = reversed(await stage.olga.news())
    return shown.text, shown.buttons


async def test_the_card_offers_what_the_state_calls_for_and_the_rest_behind_more(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)

    text, buttons = await card_of(stage)
    assert buttons == ["Напомнить сейчас", "Отчёт за них", "Продлить", "Ещё…", "‹ Обзор"]
    assert f"Написать: {ANNA}" in text

    await stage.olga.presses("Ещё…")
    (more,) = await stage.olga.sees("Провести семинар")
    assert more.buttons == [
        "Передать",
        "Передать начальнику",
        "Приостановить",
        "Снять с плана",
        "Требовать подтверждение",
        "‹ К карточке",
    ]

    await stage.reports()
    await stage.olga.news()
    _, buttons = await card_of(stage)
    assert buttons == ["Снять с контроля", "Вернуть на доработку", "Передать начальнику", "‹ Обзор"]


async def test_a_paused_duty_is_not_asked_about_and_comes_back_with_the_time_it_had(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await card_of(stage)
    await stage.olga.presses("Ещё…")
    await stage.olga.presses("Приостановить")
    (card,) = await stage.olga.sees("приостановлено")
    assert card.buttons[:2] == ["Возобновить", "Снять с плана"]
    await stage.anna.sees("⏸ Приостановлено.*Провести семинар.*Решение: Ольга Ветрова")

    await world.at("2026-09-16 09:30")  # the day after it would have been due
    await stage.anna.sees_nothing()
    await stage.olga.sees_nothing()

    await stage.olga.presses("Возобновить")
    await stage.olga.sees("Срок: до 30 сентября")
    await stage.anna.sees("▶️ Снова в работе.*Срок: до 30 сентября")


async def test_what_is_taken_off_the_plan_is_owed_no_more_and_is_put_back_by_a_press(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await card_of(stage)
    await stage.olga.presses("Ещё…")
    await stage.olga.presses("Снять с плана")
    (card,) = await stage.olga.sees("снято с плана|отменено|отозвано|исключено")
    assert card.buttons[0] == "Вернуть в план"
    await stage.anna.sees("Больше не нужно: снято с плана.*Провести семинар")

    await stage.olga.presses("Вернуть в план")
    await stage.olga.sees("Срок: до 15 сентября")
    await stage.anna.sees("Снова в плане.*Срок: до 15 сентября")


async def test_a_duty_is_given_to_another_school_and_both_hear_of_it(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await card_of(stage)
    await stage.olga.presses("Ещё…")
    await stage.olga.presses("Передать")
    (asked,) = await stage.olga.sees(f"Кому передать.*Сейчас исполнитель: {SCHOOL}")
    assert OTHER_SCHOOL in asked.buttons and "Сотрудники" in asked.buttons
    await stage.olga.presses(OTHER_SCHOOL)
    await stage.olga.presses("Передать")
    await stage.olga.sees(f"Передано.*Новый исполнитель: {OTHER_SCHOOL}")
    await stage.anna.sees(f"Пункт больше не ваш.*Теперь исполнитель: {OTHER_SCHOOL}")
    await stage.boris.sees("Вам передан пункт дорожной карты.*Провести семинар")

    await stage.olga.presses("Отменить передачу")
    await stage.olga.sees(f"Исполнитель: {SCHOOL}")
    for hero in (stage.anna, stage.boris):
        await hero.news()
    page = await world.app.decisions.queue(await stage.district.actor("Ольга Ветрова"))
    assert page.total == 0


async def test_what_is_left_to_the_head_stands_on_the_card_and_can_be_taken_back(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await card_of(stage)
    await stage.olga.presses("Ещё…")
    await stage.olga.presses("Передать начальнику")
    await stage.olga.sees("Передать начальнику.*Напишите, что нужно решить")
    await stage.olga.says("Школа на ремонте, срок нереален")
    (card,) = await stage.olga.sees(
        "Передано начальнику 1 сентября, Ольга Ветрова:.*Школа на ремонте, срок нереален"
    )
    await stage.olga.presses("Ещё…")
    (more,) = await stage.olga.sees("Провести семинар")
    assert "Отозвать у начальника" in more.buttons
    await stage.olga.presses("Отозвать у начальника")
    (card,) = await stage.olga.sees("Провести семинар")
    assert "Передано начальнику" not in card.text


async def test_the_assignee_does_nothing_of_this(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    duty_id = stage.district.duties["2.1", SCHOOL]
    for forged in (f"sd:{duty_id}:paused", f"sh:{duty_id}", f"ng:{duty_id}:units:0", f"shb:{duty_id}"):
        await stage.anna.forges(forged)
        assert "недоступно" in await stage.anna.last_toast()
