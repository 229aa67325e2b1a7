"""Ladders as they are chosen: whose holds, what a change says, what a case keeps, how many messages come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.people.persons import Role
from roadmap.reminding.ladders import LadderOf, Profile
from roadmap.reminding.quiet_hours import QuietHours
from services.app import App
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import start
from tests.quarter_district import SCHOOLS, District, Row, build_district, lay

ANNA, OLGA, ELENA, IGOR = "Анна Лугова", "Ольга Ветрова", "Елена Холмова", "Игорь Луговой"
THURSDAY = date(2026, 10, 15)
SEMINAR = Row(number="2.4", title="Провести семинар", units=SCHOOLS[:1], first_on=THURSDAY, due_on=THURSDAY)


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    district = await build_district(store, app, clock, (SEMINAR,))
    await start(district)
    return district


async def heard(world: District, first: date, last: date, name: str = ANNA, hour: int = 9) -> list[str]:
    """The days on which this person is written to."""
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        world.clock.set(f"{day} {hour:02d}:00")
        await world.app.reminders.plan_due()
        if name in [who for who, _ in await world.outgoing()]:
            days.append(f"{day:%d.%m}")
    return days


async def choose(world: District, of: LadderOf, profile: str) -> None:
    async with world.store.read() as uow:
        duty = await uow.duties.line(world.duties["2.4", SCHOOLS[0]])
    assert duty is not None
    ids = {
        LadderOf.DEPARTMENT: world.department,
        LadderOf.ROAD_MAP: world.road_map,
        LadderOf.MEASURE: duty.measure_id,
    }
    await world.app.ladders.choose(await world.actor(IGOR), of, ids[of], profile)


async def test_a_gentle_department_is_reminded_on_mondays_and_on_the_day(world: District) -> None:
    await choose(world, LadderOf.DEPARTMENT, "gentle")

    assert await heard(world, date(2026, 9, 28), THURSDAY) == ["05.10", "12.10", "15.10"]


async def test_the_map_goes_before_the_department_and_the_measure_before_the_map(world: District) -> None:
    await choose(world, LadderOf.DEPARTMENT, "gentle")
    await choose(world, LadderOf.ROAD_MAP, "firm")

    assert await heard(world, date(2026, 9, 28), date(2026, 10, 8)) == ["05.10", "08.10"]

    await choose(world, LadderOf.MEASURE, "gentle")
    assert await heard(world, date(2026, 10, 9), THURSDAY) == ["12.10", "15.10"]


async def test_back_to_that_of_the_map_is_a_choice_too(world: District) -> None:
    await choose(world, LadderOf.ROAD_MAP, "firm")
    await choose(world, LadderOf.MEASURE, "gentle")
    await choose(world, LadderOf.MEASURE, "")

    assert await heard(world, date(2026, 9, 28), THURSDAY) == ["05.10", "08.10", "12.10", "14.10", "15.10"]


async def test_another_ladder_repeats_nothing_that_was_said_and_fires_nothing_that_has_passed(
    world: District,
) -> None:
    assert await heard(world, date(2026, 9, 28), date(2026, 10, 12)) == ["05.10", "12.10"]

    world.clock.set("2026-10-13 15:00")
    await choose(world, LadderOf.ROAD_MAP, "firm")
    await world.app.reminders.plan_due()

    assert await world.outgoing() == [], "five and three days before have passed"
    assert await heard(world, date(2026, 10, 14), THURSDAY) == ["14.10", "15.10"]


async def test_an_overdue_duty_climbs_on_as_it_began_whatever_is_chosen_meanwhile(world: District) -> None:
    assert await heard(world, THURSDAY, date(2026, 10, 16), OLGA) == ["16.10"]

    await choose(world, LadderOf.DEPARTMENT, "firm")

    assert await heard(world, date(2026, 10, 17), date(2026, 10, 30), ELENA) == ["26.10"], "the seventh day"


@pytest.mark.parametrize(("profile", "told"), [("firm", "19.10"), ("usual", "26.10")])
async def test_the_head_hears_on_the_first_letter_morning_after_the_fifth_day_or_the_seventh(
    store: Store, app: App, clock: FrozenClock, profile: str, told: str
) -> None:
    friday = date(2026, 10, 9)  # the fifth day is a Friday, the seventh the Tuesday after it
    row = replace(SEMINAR, first_on=friday, due_on=friday)
    world = await build_district(store, app, clock, (row,))
    await start(world)
    await choose(world, LadderOf.ROAD_MAP, profile)

    assert await heard(world, friday, date(2026, 10, 30), ELENA) == [told]


async def test_only_a_plan_that_asks_for_it_speaks_of_a_date_a_month_ahead(
    store: Store, app: App, clock: FrozenClock
) -> None:
    due_on = date(2026, 11, 27)
    exam = Row(
        number="2.4", title="Пробный экзамен", units=SCHOOLS[:1], first_on=date(2026, 9, 1), due_on=due_on
    )
    world = await build_district(store, app, clock, (exam,))
    await start(world)

    assert await heard(world, date(2026, 10, 1), date(2026, 10, 20)) == []
    await choose(world, LadderOf.MEASURE, "early")
    assert await heard(world, date(2026, 10, 21), date(2026, 11, 20)) == ["28.10", "13.11", "16.11"]


async def test_one_deputy_with_three_maps_gets_one_message_a_morning_and_two_or_three_a_week(
    store: Store, app: App, clock: FrozenClock
) -> None:
    """Thirteen single ones in nineteen working days it was."""
    world = await build_district(store, app, clock, ())
    for days in ((13, 20, 27), (14, 21, 28), (16, 23, 30)):
        rows = tuple(
            Row(
                number=f"{number}",
                title=f"Справка за {number} октября",
                units=SCHOOLS[:1],
                first_on=date(2026, 10, 1),
                due_on=date(2026, 10, number),
            )
            for number in days
        )
        async with store.write() as uow:
            await lay(world, uow, rows)
            await uow.commit()
        await start(world)

    said = []
    for number in range(1, 13):
        clock.set(f"2026-10-{number:02d} 09:00")
        await app.reminders.plan_due()
        said += [(number, who) for who, _ in await world.outgoing()]

    assert said == [(number, ANNA) for number in (5, 8, 9, 12)]


async def test_a_department_that_reads_at_noon_and_sleeps_longer_is_left_alone_until_then(
    world: District,
) -> None:
    igor = await world.actor(IGOR)
    settings = world.app.department_choices
    await settings.choose_hour(igor, 12)
    await settings.choose_quiet(igor, QuietHours(start=18, end=9))

    assert await heard(world, date(2026, 10, 5), date(2026, 10, 5), hour=9) == []
    assert await heard(world, date(2026, 10, 5), date(2026, 10, 5), hour=12) == ["05.10"]
    assert await heard(world, THURSDAY, THURSDAY, hour=18) == [], "quiet from six on"
    assert await heard(world, date(2026, 10, 16), date(2026, 10, 16), hour=8) == []


async def test_only_the_coordinator_chooses_and_only_what_is_offered(world: District) -> None:
    ladders, settings = world.app.ladders, world.app.department_choices
    igor = await world.actor(IGOR)

    for name in (ANNA, OLGA, ELENA):
        actor = await world.actor(name)
        with pytest.raises(NotAllowed):
            await ladders.choose(actor, LadderOf.DEPARTMENT, world.department, "firm")
        with pytest.raises(NotAllowed):
            await settings.choose_hour(actor, 12)
    with pytest.raises(BadInput):
        await ladders.choose(igor, LadderOf.DEPARTMENT, world.department, "rude")
    with pytest.raises(BadInput):
        await settings.choose_hour(igor, 3)
    with pytest.raises(BadInput):
        await settings.choose_quiet(igor, QuietHours(start=0, end=23))
    with pytest.raises(BadInput):
        await settings.choose_rules(igor, "none")


async def test_a_ladder_of_another_department_is_not_found(world: District) -> None:
    async with world.store.write() as uow:
        other = await uow.people.add_department("Управление образования Горного округа", "Europe/Moscow")
        await world.person(uow, "Чужой Координатор", Role.COORDINATOR, other, other)
        await uow.commit()
    stranger = await world.actor("Чужой Координатор")

    for of, id_ in ((LadderOf.DEPARTMENT, world.department), (LadderOf.ROAD_MAP, world.road_map)):
        with pytest.raises(NotFound):
            await world.app.ladders.choose(stranger, of, id_, Profile.FIRM.value)
