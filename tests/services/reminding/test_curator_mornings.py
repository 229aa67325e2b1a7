"""The queue comes to its curator in the morning, and to the head when it has waited for a working week."""

import pytest

from roadmap.people.persons import Membership, Role
from services.app import App
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import ANNA, BORIS, DIAGNOSTICS, ELENA, IGOR, NOVEMBER, OLGA, reported, start
from tests.quarter_district import SCHOOLS, District, build_district
from tests.statements_said import statements_said
from texts.reminding.curator_desk import waiting_head

MASHA = "Мария Заречная"


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    """A week that has begun: this Monday's letter is read."""
    built = await build_district(store, app, clock)
    await morning(built, "2026-09-07")
    return built


async def morning(district: District, day: str, hour: str = "09:00") -> list[tuple[str, str]]:
    """What is said that morning unasked."""
    district.clock.set(f"{day} {hour}")
    await district.app.letters.plan_due()
    await district.app.reminders.plan_due()
    await district.app.mornings.plan_due()
    return await district.outgoing()


async def said_to(district: District, who: str, day: str) -> list[str]:
    return [text for name, text in await morning(district, day) if name == who]


async def reports_on(district: District, moment: str, who: str = ANNA, school: str = SCHOOLS[0]) -> int:
    """A report is sent, and the message about it has been read."""
    district.clock.set(moment)
    line = await reported(district, who, ("1.1", school))
    await district.outgoing()
    return line.id


async def test_what_came_before_today_is_said_every_working_morning_until_it_is_decided(
    district: District,
) -> None:
    report_id = await reports_on(district, "2026-09-08 15:00")  # Tuesday

    (first,) = await said_to(district, OLGA, "2026-09-09")
    (second,) = await said_to(district, OLGA, "2026-09-10")
    assert "Ждут вас: 1, старшему 1 день\n📝 п. 1.1 Провести входную диагностику" in first
    assert "Школа № 1, отчёт" in first
    assert "Ждут вас: 1, старшему 2 дня" in second

    olga = await district.actor(OLGA)
    view = await district.app.cards.of_report(olga, report_id)
    await district.app.decisions.accept(olga, report_id, view.card.duty.version)
    await district.outgoing()
    assert await said_to(district, OLGA, "2026-09-11") == []


async def test_on_the_day_it_comes_the_queue_calls_nobody_a_second_time(district: District) -> None:
    await reports_on(district, "2026-09-08 15:00")

    assert await morning(district, "2026-09-08", "16:00") == []


async def test_requests_and_not_mine_stand_in_the_queue_with_reports(district: District) -> None:
    await reports_on(district, "2026-09-07 15:00")
    district.clock.set("2026-09-08 15:00")
    boris = await district.actor(BORIS)
    await district.app.reassignments.ask(boris, district.duties["1.1", SCHOOLS[1]], "Это делает центр")
    await district.outgoing()

    (said,) = await said_to(district, OLGA, "2026-09-09")

    assert "Ждут вас: 2, старшему 2 дня" in said
    assert said.index("📝 п. 1.1") < said.index("↪️ п. 1.1")


async def test_the_oldest_are_buttons_and_the_rest_is_one_press_away(district: District) -> None:
    await reports_on(district, "2026-09-08 12:00")
    await reports_on(district, "2026-09-08 15:00", BORIS, SCHOOLS[1])

    district.clock.set("2026-09-09 09:00")
    await district.app.mornings.plan_due()
    ((name, notice),) = await district.notices()

    assert name == OLGA
    labels = [button.label for row in notice.buttons for button in row]
    assert labels[:3] == ["📝 п. 1.1 · Школа № 1", "📝 п. 1.1 · Школа № 2", "Вся очередь (2)"]


async def test_a_coordinator_hears_only_of_what_has_no_curator(district: District) -> None:
    await reports_on(district, "2026-09-08 15:00")
    assert await said_to(district, IGOR, "2026-09-09") == []

    async with district.store.write() as uow:
        held = Membership(person_id=district.persons[OLGA], unit_id=district.department, role=Role.CURATOR)
        await uow.people.remove_membership(held)
        await uow.commit()

    (said,) = await said_to(district, IGOR, "2026-09-10")
    assert "Ждут вас: 1, старшему 2 дня" in said


async def test_the_curator_of_one_school_hears_of_that_school_alone(district: District) -> None:
    async with district.store.write() as uow:
        await district.person(uow, MASHA, Role.CURATOR, district.units[SCHOOLS[1]])
        await uow.commit()
    await reports_on(district, "2026-09-08 15:00")
    await reports_on(district, "2026-09-08 15:00", BORIS, SCHOOLS[1])

    heard = dict(await morning(district, "2026-09-09"))

    assert "Ждут вас: 1" in heard[MASHA] and "Школа № 2" in heard[MASHA]
    assert "Ждут вас: 1" in heard[OLGA] and "Школа № 1" in heard[OLGA]


async def test_a_weeks_first_digest_repeats_all_that_is_overdue_the_others_only_what_is_new(
    district: District,
) -> None:
    await start(district)
    await morning(district, "2026-09-15")
    (new,) = await said_to(district, OLGA, "2026-09-16")
    assert "Не отчитались в срок: 3" in new
    assert await said_to(district, OLGA, "2026-09-17") == []

    (monday,) = await said_to(district, OLGA, "2026-09-21")
    assert "Не отчитались в срок: 3" in monday and "п. 1.1" in monday
    assert await said_to(district, OLGA, "2026-09-22") == []
    (again,) = await said_to(district, OLGA, "2026-09-28")
    assert "Не отчитались в срок: 3" in again


async def test_red_comes_first_then_what_waits_then_what_is_soon_due(district: District) -> None:
    await start(district)
    district.clock.set("2026-11-27 15:00")
    await reported(district, ANNA, DIAGNOSTICS)
    await district.outgoing()

    (monday,) = await said_to(district, OLGA, "2026-11-30")

    parts = ["Не отчитались в срок: 3", "Ждут вас: 1, старшему 3 дня", "Скоро срок: 3 поручения до 6 декабря"]
    assert [monday.index(part) for part in parts] == sorted(monday.index(part) for part in parts)


async def test_after_five_working_days_the_head_gets_one_line_and_no_second(district: District) -> None:
    await reports_on(district, "2026-09-08 15:00")  # Tuesday

    said = {}
    for day in ("09", "10", "11", "14", "15", "16", "17", "18"):
        said[day] = await said_to(district, ELENA, f"2026-09-{day}")

    assert [day for day, heard in said.items() if heard] == ["14", "15"]
    assert "Неделя с 14 сентября" in said["14"][0]  # the letter
    assert "Ждут решения куратора пять рабочих дней и дольше: 1" in said["15"][0]
    assert "отчёт, 7 дней; решает Ольга Ветрова" in said["15"][0]


async def test_the_head_hears_anew_when_another_one_has_become_late(district: District) -> None:
    await reports_on(district, "2026-09-08 15:00")
    await reports_on(district, "2026-09-09 15:00", BORIS, SCHOOLS[1])

    await morning(district, "2026-09-14")  # the letter
    assert len(await said_to(district, ELENA, "2026-09-15")) == 1
    (second,) = await said_to(district, ELENA, "2026-09-16")
    assert "дольше: 2" in second


async def test_decided_in_time_the_head_hears_nothing(district: District) -> None:
    report_id = await reports_on(district, "2026-11-10 15:00")
    district.clock.set("2026-11-16 10:00")
    olga = await district.actor(OLGA)
    view = await district.app.cards.of_report(olga, report_id)
    await district.app.decisions.accept(olga, report_id, view.card.duty.version)
    assert [text for text in await said_to(district, ELENA, "2026-11-17") if "пять рабочих" in text] == []
    assert NOVEMBER in district.duties


def test_what_came_today_has_no_age() -> None:
    assert waiting_head(2, 0) == "Ждут вас: 2"


async def test_the_desks_are_read_once_an_hour_of_a_morning(district: District) -> None:
    if district.store.engine.dialect.name != "sqlite":
        pytest.skip("statements are counted where SQLite runs them; both databases get the same")
    await reports_on(district, "2026-09-08 15:00")
    await said_to(district, OLGA, "2026-09-09")

    with statements_said() as soon_after:
        district.clock.set("2026-09-09 09:05")
        await district.app.mornings.plan_due()
    with statements_said() as next_hour:
        district.clock.set("2026-09-09 10:00")
        await district.app.mornings.plan_due()

    assert any("row_number()" in each for each in next_hour)
    assert not any("row_number()" in each for each in soon_after)
