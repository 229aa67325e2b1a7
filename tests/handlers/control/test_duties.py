"""Lists, cards and reminders in the chat: what people press and what they see."""

from datetime import date

import pytest

from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.people.persons import Role
from roadmap.reminding.reminders import first_stage_at
from sandbox.seen import SeenMessage
from services.buttons.duties import BoardButton, OpenDutyButton, UnitOverdueButton
from services.buttons.packing import pack
from services.buttons.reminding import DigestHourButton, PaceButton, SnoozeButton, WhyButton
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World

SCHOOL, ANNA = "Школа № 3", "Анна Лугова"
THURSDAY = date(2026, 10, 15)
ROWS = tuple(
    Row(number=f"2.{place}", title=title, units=(SCHOOL,), first_on=THURSDAY, due_on=THURSDAY)
    for place, title in enumerate(("Провести семинар", "Утвердить план"), start=1)
)


@pytest.fixture
async def anna(world: World, store: Store) -> Hero:
    """A teacher whose school owes two measures by Thursday."""
    await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    await plan(world, store, ROWS)
    return anna


async def plan(world: World, store: Store, rows: tuple[Row, ...]) -> None:
    """Lay a plan for the world's own units and let its reminders begin."""
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        district.persons = {person.name: person.id for person in await uow.people.persons(department.id)}
        await lay(district, uow, rows)
        now = world.clock.now()
        for duty in await uow.duties.lines(DutyFilter(road_map_id=district.road_map)):
            stage_at = first_stage_at(duty.due_on, duty.first_on, now, ZONE, WEEKENDS_ONLY)
            await uow.duties.set_next_stage(duty.id, stage_at)
        await uow.commit()


async def shown(hero: Hero) -> SeenMessage:
    """The one message that is new or redrawn."""
    (message,) = await hero.news()
    return message


async def test_my_duties_open_from_the_menu_and_a_card_from_them_and_back(world: World, anna: Hero) -> None:
    await anna.says("/my")
    (listed,) = await anna.sees(
        r"Мои мероприятия: позже.*1\. п\. 2\.1 Провести семинар — до 15 октября \(чт\)"
    )

    await anna.presses("^1$")
    card = await shown(anna)
    assert card.id == listed.id and "Отчитаться" in card.buttons

    await anna.presses("К списку")
    back = await shown(anna)
    assert back.id == listed.id and back.text == listed.text


async def test_the_morning_digest_stays_while_its_cards_open_below_one_each(world: World, anna: Hero) -> None:
    await world.at("2026-10-15 09:00")
    (digest,) = await anna.sees(r"Сводка на 15 октября.*Сегодня.*2\.1.*2\.2")

    await anna.presses("^2$")
    first = await shown(anna)
    assert first.id > digest.id and "Утвердить план" in first.text

    await anna.presses("^2$")
    second = await shown(anna)
    alive = [message.id for message in await anna.phone.messages() if message.is_from_bot]
    assert digest.id in alive and second.id in alive and first.id not in alive


async def test_a_single_reminder_is_a_card_whose_rarer_verbs_unfold_in_place(
    world: World, store: Store
) -> None:
    await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    await plan(world, store, ROWS[:1])
    await world.at("2026-10-15 09:00")
    (reminder,) = await anna.sees(r"Сегодня последний день.*Провести семинар")

    await anna.presses("Ещё")
    more = await shown(anna)

    assert more.id == reminder.id
    assert {"Напомнить позже", "Почему мне это пришло?"} <= set(more.buttons)


async def test_putting_a_reminder_off_says_when_it_comes_and_leads_back_to_the_card(
    world: World, anna: Hero
) -> None:
    await world.at("2026-10-06 09:00")
    await anna.sees("Сводка на 6 октября")
    await anna.presses("^1$")
    await anna.presses("Ещё")
    await anna.presses("Напомнить позже")
    offered = await shown(anna)
    assert "Срок от этого не изменится" in offered.text

    await anna.presses("В понедельник, 12 октября")

    assert await anna.last_toast() == "Напомню 12 октября (пн). Срок прежний."
    assert "Отчитаться" in (await shown(anna)).buttons


async def test_why_it_came_and_fewer_of_them_are_two_presses_away(world: World, anna: Hero) -> None:
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("Ещё")
    await anna.presses("Почему")
    (why,) = await anna.sees(r"Школа № 3, а вы отвечаете.*Следующее напоминание: 5 октября")

    await anna.presses("реже")
    await anna.presses("Напоминать реже")
    (sparing,) = await anna.sees("Сейчас: реже: по понедельникам о двух неделях вперёд")
    await anna.presses("12:00")
    await anna.sees("одной сводкой в 12:00")
    assert why.id == sparing.id


async def test_a_teacher_never_reaches_the_overview_not_even_with_a_forged_button(
    world: World, anna: Hero
) -> None:
    await anna.forges(pack(BoardButton()))
    assert "недоступно" in await anna.last_toast()
    await anna.forges(pack(UnitOverdueButton(1, 0)))
    assert "недоступно" in await anna.last_toast()
    await anna.sees_nothing()


@pytest.mark.parametrize(
    "forged",
    [
        OpenDutyButton(10**12),
        WhyButton(10**12),
        SnoozeButton(10**12, "monday"),
        SnoozeButton(1, "never"),
        PaceButton("often", 0),
        DigestHourButton(3, 0),
    ],
    ids=repr,
)
async def test_a_forged_press_is_refused_with_a_sentence_and_changes_nothing(
    world: World, anna: Hero, forged: OpenDutyButton
) -> None:
    await anna.forges(pack(forged))

    assert (await anna.last_toast()).endswith((".", "/menu."))
    await anna.sees_nothing()


async def test_a_colleague_of_another_school_cannot_open_the_card(world: World, anna: Hero) -> None:
    boris = await world.executor("Борис Речной", "Школа № 5")

    for duty in (1, 2):
        await boris.forges(pack(OpenDutyButton(duty)))
        assert "Не найдено" in await boris.last_toast()
    await boris.sees_nothing()


async def test_the_curator_goes_from_the_alert_to_the_organisation_and_the_card(
    world: World, anna: Hero, clock: FrozenClock
) -> None:
    olga = await world.curator()
    await world.at("2026-10-15 09:00")
    await anna.sees("Сводка на 15 октября")
    await world.at("2026-10-16 09:00")
    await anna.sees("Просрочено")
    await olga.sees(r"Не отчитались в срок: 2.*Провести семинар.*Школа № 3")

    await olga.presses("Просроченное по организациям")
    await olga.sees(r"Школа № 3: 2 поручения .отчёта нет: 2., самый давний срок был 15 октября, вчера")
    await olga.presses("Школа № 3: 2")
    await olga.presses("^1$")
    card = await shown(olga)
    assert "Исполнитель: Школа № 3" in card.text
    await olga.presses("К списку")
    await olga.sees("Школа № 3.*Просрочено: 2")


async def test_the_head_reads_one_letter_a_week_and_opens_the_overview(world: World, anna: Hero) -> None:
    elena = await world.curator("Елена Холмова", Role.HEAD)
    await world.at("2026-09-07 09:00")
    (letter,) = await elena.sees(r"^Всё идёт, просрочки нет\nНеделя с 7 сентября.*Всего поручений: 2")

    await elena.presses("Обзор")
    (board,) = await elena.sees("Обзор на 7 сентября.*В работе, срок не прошёл: 2")

    assert board.id == letter.id and board.buttons == ["К совещанию", "‹ Меню"]
    await world.at("2026-09-08 09:00")
