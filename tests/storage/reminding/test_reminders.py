"""What the planner of reminders reads and keeps, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import NewDuty
from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import NewDelivery, NewDeliveryItem
from roadmap.ids import PersonId
from roadmap.people.persons import Role
from roadmap.plan.plan_rows import NewControlPoint
from roadmap.reminding.department_settings import DepartmentSettings
from roadmap.reminding.escalation import EscalationCase, EscalationStep
from roadmap.reminding.ladders import USUAL, Pace
from roadmap.reminding.reminders import ReminderSettings
from services.app import App
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.databases import both_databases
from tests.quarter_district import SCHOOLS, District, Row, build_district

pytestmark = both_databases

OCTOBER_1, OCTOBER_15 = date(2026, 10, 1), date(2026, 10, 15)
NOON = datetime(2026, 10, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    row = Row(number="1.1", title="Отчёт", units=SCHOOLS[:2], first_on=OCTOBER_1, due_on=OCTOBER_15)
    return await build_district(store, app, clock, (row,))


async def test_only_what_has_come_is_looked_at_and_only_until_it_is_rescheduled(world: District) -> None:
    early, late = world.duties.values()
    async with world.store.write() as uow:
        await uow.duties.set_next_stage(early, NOON - HOUR)
        await uow.duties.set_next_stage(late, NOON + HOUR)
        assert [duty.id for duty in await uow.reminders.due(NOON, 10)] == [early]
        assert [duty.id for duty in await uow.reminders.due(NOON + HOUR, 10)] == [early, late]
        assert len(await uow.reminders.due(NOON + HOUR, 1)) == 1
        await uow.reminders.reschedule(dict.fromkeys(await uow.reminders.due(NOON + HOUR, 10)))
        assert await uow.reminders.due(NOON + 1000 * HOUR, 10) == []


async def test_a_duty_changed_since_it_was_looked_at_keeps_its_own_next_stage(world: District) -> None:
    first, _ = world.duties.values()
    async with world.store.write() as uow:
        await uow.duties.set_next_stage(first, NOON)
        (looked,) = await uow.reminders.due(NOON, 10)
        owed = await uow.duties.get(first)
        assert owed is not None
        await uow.duties.change_due(owed, date(2026, 10, 29), NOON + 5 * HOUR)

        await uow.reminders.reschedule({looked: NOON + 100 * HOUR})

        assert [duty.id for duty in await uow.reminders.due(NOON + 5 * HOUR, 10)] == [first]


async def test_a_due_duty_brings_everything_its_stages_are_laid_on(world: District) -> None:
    first, _ = world.duties.values()
    async with world.store.read() as uow:
        duty = await uow.reminders.timetable(first)

    assert duty is not None
    assert (duty.owed_by, duty.first_on, duty.previous_on) == (OCTOBER_15, OCTOBER_1, None)
    assert (duty.time_zone, duty.state, duty.revision) == (ZONE, DutyState.OPEN, 1)
    assert duty.unit_id == duty.home_unit_id == world.units[SCHOOLS[0]]


async def test_a_later_control_point_knows_when_the_one_before_it_ends(world: District) -> None:
    first, _ = world.duties.values()
    async with world.store.read() as uow:
        owed = await uow.duties.get(first)
    assert owed is not None
    november = NewControlPoint(
        measure_id=owed.measure_id,
        first_on=date(2026, 11, 1),
        last_on=date(2026, 11, 30),
        original_due_on=date(2026, 11, 30),
        due_on=date(2026, 11, 30),
    )
    async with world.store.write() as uow:
        await uow.plan.add_control_points([november])
        points = {point.first_on: point.id for point in await uow.plan.control_points(world.road_map)}
        await uow.duties.add(
            [
                NewDuty(
                    department_id=world.department,
                    road_map_id=world.road_map,
                    measure_id=owed.measure_id,
                    control_point_id=points[november.first_on],
                    assignment_id=owed.assignment_id,
                    unit_id=owed.unit_id,
                    person_id=None,
                    home_unit_id=world.units[SCHOOLS[0]],
                    original_due_on=november.due_on,
                    due_on=november.due_on,
                    next_stage_at=NOON,
                )
            ]
        )
        (duty,) = await uow.reminders.due(NOON, 10)

    assert duty.previous_on == OCTOBER_15


async def test_a_snooze_lasts_until_its_moment_and_the_last_one_counts(world: District) -> None:
    duty, other = world.duties.values()
    anna = world.persons["Анна Лугова"]
    async with world.store.write() as uow:
        await uow.reminders.snooze(duty, anna, NOON + 5 * HOUR)
        await uow.reminders.snooze(duty, anna, NOON + HOUR)

        assert await uow.reminders.snoozes([duty, other], NOON) == {(duty, anna): NOON + HOUR}
        assert await uow.reminders.snoozes([duty, other], NOON + HOUR) == {}


async def test_settings_are_kept_per_person_and_the_hour_is_the_departments_where_none_was_chosen(
    world: District,
) -> None:
    anna, boris = world.persons["Анна Лугова"], world.persons["Борис Речной"]
    chosen = ReminderSettings(pace=Pace.SPARING, digest_hour=16)
    async with world.store.write() as uow:
        await uow.reminders.keep_settings(anna, ReminderSettings(digest_hour=12))
        await uow.reminders.keep_settings(anna, chosen)

        assert await uow.reminders.settings([anna, boris]) == {anna: chosen, boris: ReminderSettings()}

        noon = DepartmentSettings(digest_hour=12)
        await uow.department_settings.choose(world.department, digest_hour=noon.digest_hour)

        assert await uow.department_settings.of(world.department) == noon
        assert await uow.reminders.settings([anna, boris]) == {
            anna: chosen,
            boris: ReminderSettings(digest_hour=12),
        }


async def test_a_case_keeps_the_ladder_it_was_opened_with(world: District) -> None:
    first, second = world.duties.values()
    async with world.store.write() as uow:
        duties = [await uow.reminders.timetable(each) for each in (first, second)]
        opened = {duty: EscalationCase(ladder=USUAL.escalation, passed=1) for duty in duties if duty}
        await uow.reminders.keep_cases(opened, NOON)
        duty = next(iter(opened))
        edited = (EscalationStep(role=Role.HEAD, offset=2),)
        await uow.reminders.keep_cases({duty: EscalationCase(ladder=edited, passed=2)}, NOON)

        cases = await uow.reminders.cases(list(opened))
        assert cases[first] == EscalationCase(ladder=USUAL.escalation, passed=2)
        assert cases[second].passed == 1
        assert await uow.reminders.cases([replace(duty, revision=2)]) == {}


def digest(world: District, key: str, not_before: datetime = NOON) -> NewDelivery:
    anna = world.persons["Анна Лугова"]
    return NewDelivery(
        dedupe_key=key,
        kind=DeliveryKind.DIGEST,
        subject_id=anna,
        department_id=world.department,
        recipient_id=anna,
        priority=Priority.DIGEST,
        not_before=not_before,
    )


def item(world: District, place: int, stage: str, person: PersonId | None = None) -> NewDeliveryItem:
    return NewDeliveryItem(
        duty_id=list(world.duties.values())[place],
        revision=1,
        stage=stage,
        recipient_id=person or world.persons["Анна Лугова"],
    )


async def test_a_stage_enters_a_digest_once_and_a_digest_with_nothing_new_is_not_opened(
    world: District,
) -> None:
    anna = world.persons["Анна Лугова"]
    async with world.store.write() as uow:
        await uow.outbox.add_to_digests([(digest(world, "a"), [item(world, 0, "-7"), item(world, 1, "-7")])])
        await uow.outbox.add_to_digests([(digest(world, "b"), [item(world, 0, "-7")])])
        await uow.outbox.add_to_digest(digest(world, "a"), [item(world, 0, "-3")])

        (waiting,) = (await uow.reminders.waiting_digests([anna], NOON))[anna]
        assert [each.stage for each in (await uow.outbox.items([waiting]))[waiting]] == ["-7", "-7", "-3"]
        assert await uow.reminders.is_planned("a") and not await uow.reminders.is_planned("b")
        assert await uow.reminders.waiting_digests([anna], NOON - HOUR) == {}
