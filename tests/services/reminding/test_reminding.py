"""Reminders as people get them: one digest a day of what is still true, and silence for everybody else."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import update

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import DutyId
from roadmap.people.persons import Membership, Role, UnitKind
from roadmap.people.place import in_telegram
from roadmap.reminding.reminders import first_stage_at
from services.app import App
from services.notice import plain
from storage.delivery.tables import DeliveryRow
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.control_deeds import start
from tests.quarter_district import GALINA, SCHOOLS, District, Row, build_district, lay

ANNA, OLGA, ELENA, IGOR = "Анна Лугова", "Ольга Ветрова", "Елена Холмова", "Игорь Луговой"
FIRST_SCHOOL = SCHOOLS[:1]
THURSDAY = date(2026, 10, 15)
SEMINAR = Row(number="2.4", title="Провести семинар", units=FIRST_SCHOOL, first_on=THURSDAY, due_on=THURSDAY)
PLAN = Row(number="2.5", title="Утвердить план", units=FIRST_SCHOOL, first_on=THURSDAY, due_on=THURSDAY)
ONGOING = Row(number="3.1", title="Вести журнал", units=FIRST_SCHOOL)


async def at(world: District, local: str) -> list[tuple[str, str]]:
    """Move the clock, let the planner look, and hear what is said."""
    world.clock.set(local)
    await world.app.reminders.plan_due()
    return await world.outgoing()


async def day_by_day(world: District, first: date, last: date) -> dict[str, list[tuple[str, str]]]:
    """Every morning from the first day to the last at nine: only days on which something is said."""
    said = {}
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if heard := await at(world, f"{day} 09:00"):
            said[f"{day:%d.%m}"] = heard
    return said


def names(heard: Sequence[tuple[str, str]]) -> list[str]:
    return [name for name, _ in heard]


async def report(world: District, number: str, unit: str = SCHOOLS[0]) -> None:
    """The duty is reported on: state and version change, reminders stop."""
    async with world.store.write() as uow:
        duty = await uow.duties.get(world.duties[number, unit])
        assert duty is not None
        await uow.duties.change_state(duty, DutyState.REPORTED, next_stage_at=None, settled_at=None)
        await uow.outbox.cancel_for_duty(duty.id, "reported")
        await uow.commit()


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    district = await build_district(store, app, clock, (SEMINAR, PLAN, ONGOING))
    await start(district)
    return district


async def test_a_teacher_hears_of_each_stage_once_and_of_two_measures_in_one_message(world: District) -> None:
    said = await day_by_day(world, date(2026, 9, 25), THURSDAY)

    assert list(said) == ["05.10", "12.10", "15.10"]
    assert all(names(heard) == [ANNA] for heard in said.values())
    assert "п. 2.4" in said["05.10"][0][1] and "п. 2.5" in said["05.10"][0][1]
    assert "Сегодня" in said["15.10"][0][1]


async def test_the_curator_is_told_on_the_first_day_overdue_and_the_head_on_the_seventh(
    world: District,
) -> None:
    await report(world, "2.5")
    await at(world, "2026-10-15 09:00")

    said = await day_by_day(world, date(2026, 10, 16), date(2026, 11, 6))

    assert {day: names(heard) for day, heard in said.items()} == {
        "16.10": [ANNA, OLGA],
        "19.10": [ANNA],
        "26.10": [ANNA, ELENA],
        "02.11": [ANNA],
    }
    assert "Не отчитались в срок: 1" in said["16.10"][1][1] and "Школа № 1" in said["16.10"][1][1]
    assert "Просрочено неделю и дольше. Не отчитались в срок: 1" in said["26.10"][1][1]


async def test_a_report_stops_reminders_and_empties_the_digest_already_in_line(world: District) -> None:
    world.clock.set("2026-10-15 08:00")
    await world.app.reminders.plan_due()
    await report(world, "2.4")
    await report(world, "2.5")

    assert await at(world, "2026-10-15 09:00") == []
    assert await day_by_day(world, date(2026, 10, 16), date(2026, 10, 30)) == {}


async def test_what_was_reported_without_a_trace_in_the_outbox_is_dropped_when_the_digest_is_sent(
    world: District,
) -> None:
    world.clock.set("2026-10-15 08:00")
    await world.app.reminders.plan_due()
    async with world.store.write() as uow:
        duty = await uow.duties.get(world.duties["2.4", SCHOOLS[0]])
        assert duty is not None
        await uow.duties.change_state(duty, DutyState.REPORTED, next_stage_at=None, settled_at=None)
        await uow.commit()

    ((_, text),) = await at(world, "2026-10-15 09:00")

    assert "2.5" in text and "2.4" not in text


async def test_planning_twice_says_nothing_twice(world: District) -> None:
    assert names(await at(world, "2026-10-05 09:00")) == [ANNA]
    await start(world)  # as after a restore: the stage is looked at again

    assert await at(world, "2026-10-05 09:30") == []


async def test_after_an_outage_only_the_latest_stage_is_said_and_as_it_is_now(world: District) -> None:
    said = await at(world, "2026-10-21 11:00")

    assert names(said) == [ANNA, OLGA]
    assert "Просрочено" in said[0][1] and said[0][1].count("п. 2.4") == 1
    assert await at(world, "2026-10-21 18:00") == []


async def test_digests_that_waited_out_an_outage_leave_as_one(world: District) -> None:
    world.clock.set("2026-10-12 08:00")
    await world.app.reminders.plan_due()
    world.clock.set("2026-10-15 08:00")
    await world.app.reminders.plan_due()

    said = await at(world, "2026-10-15 09:00")

    assert names(said) == [ANNA]


async def test_what_falls_due_at_night_waits_for_the_digest_of_the_morning(world: District) -> None:
    assert await at(world, "2026-10-14 23:30") == []
    assert names(await at(world, "2026-10-15 09:00")) == [ANNA]


async def test_ongoing_work_is_never_reminded_of(world: District) -> None:
    said = await day_by_day(world, date(2026, 9, 2), date(2026, 11, 30))

    assert not any("3.1" in text for heard in said.values() for _, text in heard)


async def test_a_moved_deadline_takes_its_reminders_along_and_drops_the_old_ones(world: District) -> None:
    await report(world, "2.5")
    world.clock.set("2026-10-15 08:00")
    await world.app.reminders.plan_due()
    moved = date(2026, 10, 29)
    async with world.store.write() as uow:
        duty = await uow.duties.get(world.duties["2.4", SCHOOLS[0]])
        assert duty is not None
        stage_at = first_stage_at(moved, SEMINAR.first_on, world.clock.now(), ZONE, WEEKENDS_ONLY)
        assert await uow.duties.change_due(duty, moved, stage_at)
        await uow.commit()

    assert await at(world, "2026-10-15 09:00") == []
    said = await day_by_day(world, date(2026, 10, 16), moved)
    assert list(said) == ["19.10", "26.10", "29.10"]


async def test_a_person_who_executes_and_curates_gets_one_digest_with_two_parts(
    store: Store, app: App, clock: FrozenClock
) -> None:
    own = Row(number="1.1", title="Свой отчёт", person=OLGA, due_on=date(2026, 10, 16))
    world = await build_district(store, app, clock, (SEMINAR, own))
    await start(world)
    await at(world, "2026-10-15 09:00")

    said = dict(await at(world, "2026-10-16 09:00"))

    assert sorted(said) == sorted([ANNA, OLGA])
    assert "Свой отчёт" in said[OLGA] and "Не отчитались в срок: 1" in said[OLGA]


async def test_without_a_curator_the_coordinator_is_told(store: Store, app: App, clock: FrozenClock) -> None:
    world = await build_district(store, app, clock, (SEMINAR,))
    await dismiss(world, OLGA)
    await start(world)
    await at(world, "2026-10-15 09:00")

    said = await at(world, "2026-10-16 09:00")

    assert sorted(names(said)) == sorted([ANNA, IGOR])


async def dismiss(world: District, name: str) -> None:
    """Somebody blocked the bot: nothing reaches them."""
    async with world.store.write() as uow:
        await uow.accounts.block(in_telegram(world.chats[name]))
        await uow.commit()


async def test_a_school_nobody_can_be_told_for_alarms_its_curator_once_a_week(
    world: District,
) -> None:
    await dismiss(world, ANNA)

    said = await day_by_day(world, date(2026, 10, 5), THURSDAY)

    assert {day: names(heard) for day, heard in said.items()} == {
        "05.10": [OLGA],
        "12.10": [OLGA],
    }
    text = said["05.10"][0][1]
    assert "Некому напоминать: Школа № 1" in text and ANNA in text and "Поручений: 3" in text


async def test_an_alarm_about_a_school_that_has_joined_since_is_not_sent(world: District) -> None:
    await dismiss(world, ANNA)
    world.clock.set("2026-10-05 08:30")
    await world.app.reminders.plan_due()
    async with world.store.write() as uow:
        await uow.accounts.bind(world.persons[ANNA], in_telegram(555), world.clock.now())
        await uow.commit()

    assert OLGA not in names(await world.outgoing())


async def test_a_district_of_several_zones_reads_its_digests_at_nine_each(
    store: Store, app: App, clock: FrozenClock
) -> None:
    world = await build_district(store, app, clock, ())
    async with store.write() as uow:
        far = await uow.people.add_unit(
            world.department, world.department, "Школа № 9", UnitKind.SCHOOL, "Asia/Vladivostok"
        )
        world.units["Школа № 9"] = far
        await world.person(uow, "Лев Дальний", Role.EXECUTOR, far)
        report_row = Row(number="1", title="Отчёт", units=("Школа № 9",), first_on=THURSDAY, due_on=THURSDAY)
        await lay(world, uow, (report_row,))
        await uow.commit()
    await start(world)
    async with store.write() as uow:
        (duty,) = await uow.duties.lines(DutyFilter(road_map_id=world.road_map))
        stage_at = first_stage_at(THURSDAY, duty.first_on, clock.now(), "Asia/Vladivostok", WEEKENDS_ONLY)
        await uow.duties.set_next_stage(duty.id, stage_at)
        await uow.commit()

    assert await at(world, "2026-10-05 01:59") == []
    assert names(await at(world, "2026-10-05 02:00")) == ["Лев Дальний"]


# What a person chooses


async def test_a_snoozed_duty_is_silent_until_that_day_and_its_deadline_stays(world: District) -> None:
    await report(world, "2.5")
    duty = world.duties["2.4", SCHOOLS[0]]
    assert names(await at(world, "2026-10-05 09:00")) == [ANNA]

    until = await world.app.reminder_choices.snooze(await world.actor(ANNA), duty, "monday")

    assert until == date(2026, 10, 12)
    said = await day_by_day(world, date(2026, 10, 6), THURSDAY)
    assert list(said) == ["12.10", "15.10"]
    async with world.store.read() as uow:
        owed = await uow.duties.get(duty)
        assert owed is not None and owed.due_on == THURSDAY


async def test_a_snooze_holds_back_neither_the_last_day_nor_the_first_day_overdue(world: District) -> None:
    await report(world, "2.5")
    await at(world, "2026-10-14 09:00")
    actor, duty = await world.actor(ANNA), world.duties["2.4", SCHOOLS[0]]

    await world.app.reminder_choices.snooze(actor, duty, "monday")
    await world.app.reminder_choices.snooze(actor, duty, "monday")

    said = await day_by_day(world, THURSDAY, date(2026, 10, 19))
    assert {day: names(heard) for day, heard in said.items()} == {
        "15.10": [ANNA],
        "16.10": [ANNA, OLGA],
        "19.10": [ANNA],
    }


async def test_a_colleague_is_still_reminded_of_what_another_has_put_off(world: District) -> None:
    async with world.store.write() as uow:
        await world.person(uow, "Пётр Лугов", Role.EXECUTOR, world.units[SCHOOLS[0]])
        await uow.commit()
    await report(world, "2.5")
    world.clock.set("2026-10-09 12:00")
    await world.app.reminder_choices.snooze(await world.actor(ANNA), world.duties["2.4", SCHOOLS[0]], "3days")

    assert names(await at(world, "2026-10-12 09:00")) == ["Пётр Лугов"]


async def test_who_asked_for_fewer_reminders_and_another_hour_gets_just_that(world: District) -> None:
    actor = await world.actor(ANNA)
    await world.app.reminder_choices.choose_pace(actor, "sparing")
    await world.app.reminder_choices.choose_hour(actor, 12)

    assert await at(world, "2026-10-05 09:00") == []
    assert names(await at(world, "2026-10-05 12:00")) == [ANNA]
    assert names(await at(world, "2026-10-12 12:00")) == [ANNA], "the overview of a Monday is left"
    assert await day_by_day(world, date(2026, 10, 13), date(2026, 10, 14)) == {}
    assert await at(world, "2026-10-15 09:00") == []
    assert names(await at(world, "2026-10-15 12:00")) == [ANNA]


async def test_only_the_assignee_puts_a_reminder_off_and_outsiders_learn_nothing(world: District) -> None:
    duty = world.duties["2.4", SCHOOLS[0]]
    choices = world.app.reminder_choices

    with pytest.raises(NotFound):
        await choices.snooze(await world.actor("Борис Речной"), duty, "monday")
    with pytest.raises(NotAllowed):
        await choices.snooze(await world.actor(OLGA), duty, "monday")
    with pytest.raises(NotFound):
        await choices.snooze(await world.actor(ANNA), DutyId(10**9), "monday")
    with pytest.raises(BadInput):
        await choices.snooze(await world.actor(ANNA), duty, "never")
    with pytest.raises(NotFound):
        await choices.why(await world.actor(GALINA), duty)


async def test_why_names_the_unit_the_road_map_and_the_next_day(world: District) -> None:
    why = await world.app.reminder_choices.why(await world.actor(ANNA), world.duties["2.4", SCHOOLS[0]])

    assert why.duty.assignee == SCHOOLS[0] and not why.is_personal
    assert why.next_on == date(2026, 10, 5)


# The head's letter


async def letters(world: District, local: str) -> list[tuple[str, str]]:
    world.clock.set(local)
    await world.app.reminders.plan_due()
    await world.app.letters.plan_due()
    return await world.outgoing()


async def test_the_head_gets_one_message_on_monday_and_it_counts_and_names_the_worst(
    world: District,
) -> None:
    for day in range(14, 26):
        await at(world, f"2026-10-{day} 09:00")

    said = await letters(world, "2026-10-26 09:00")

    assert names(said) == [ANNA, ELENA], "the day's alert about the seventh day is said by the letter itself"
    assert "Просрочено: 2" in said[1][1] and "впервые в этом письме: 2 поручения" in said[1][1]
    assert await letters(world, "2026-10-26 15:00") == []
    assert ELENA not in names(await letters(world, "2026-10-27 09:00"))


async def test_a_head_who_joins_on_a_wednesday_waits_for_monday(
    store: Store, app: App, clock: FrozenClock
) -> None:
    clock.set("2026-09-02 12:00")
    world = await build_district(store, app, clock, (SEMINAR,))

    assert await letters(world, "2026-09-03 09:00") == []
    assert names(await letters(world, "2026-09-07 09:00")) == [ELENA]


async def test_there_is_no_letter_about_nothing(store: Store, app: App, clock: FrozenClock) -> None:
    world = await build_district(store, app, clock, ())

    assert await letters(world, "2026-09-07 09:00") == []


async def test_nobody_is_alarmed_by_units_of_another_department(world: District) -> None:
    async with world.store.write() as uow:
        other = await uow.people.add_department("Управление образования Горного округа", ZONE)
        await world.person(uow, "Чужой Куратор", Role.CURATOR, other, other)
        await uow.people.add_membership(
            Membership(person_id=world.persons["Чужой Куратор"], unit_id=other, role=Role.HEAD)
        )
        await uow.commit()
    await at(world, "2026-10-15 09:00")

    said = await letters(world, "2026-10-26 09:00")

    assert "Чужой Куратор" not in names(said)


async def give_up_yesterdays(world: District, name: str) -> None:
    """What was said to this person was not accepted by the messenger."""
    async with world.store.engine.begin() as connection:
        said = update(DeliveryRow).where(DeliveryRow.recipient_id == world.persons[name])
        await connection.execute(said.values(state="dead", settled_at=world.clock.now(), reason="strange"))


async def test_a_curators_digest_says_what_was_not_delivered_and_leads_to_it(world: District) -> None:
    await at(world, "2026-10-14 09:00")
    await at(world, "2026-10-15 09:00")
    await give_up_yesterdays(world, ANNA)

    world.clock.set("2026-10-16 09:00")
    await world.app.reminders.plan_due()
    said = dict(await world.notices())

    assert str(plain(said[OLGA].body)).endswith("Не доставлено: 2.")
    assert "Не доставлено: 2" in [key.label for row in said[OLGA].buttons for key in row]
    assert "Не доставлено" not in str(said[ANNA])
    olga = await world.actor(OLGA)
    assert {line.recipient for line in (await world.app.undelivered.list(olga)).lines} == {ANNA}
    assert (await world.app.lists.board(olga)).undelivered == 2
