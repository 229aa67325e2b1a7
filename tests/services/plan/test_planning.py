"""What a road map in force asks of whom, and what a new edition changes."""

from datetime import date

from roadmap.control.duty import DutyState, Step, advance
from roadmap.deadlines.rule_set import REGULATION_10
from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import DutyId, RoadMapId
from roadmap.imports.questions import QuestionState
from roadmap.people.persons import Role
from services.composing import Cancelled
from services.imports.desk_views import Approved
from services.people.assignment_news import AssignedView, compose_assigned
from services.plan.newcomers import SchoolsJoined, compose_schools_joined
from tests.desk import Desk
from tests.documents_text import Row
from texts.plan.newcomers import joined

CENTRE = "Методслужба"


async def test_every_school_of_a_collective_owes_its_own_report(desk: Desk) -> None:
    for name in ("Школа № 3", "Школа № 5"):
        await desk.school(name)

    await desk.put_in_force(("1.", "Неделя книги", "Март, октябрь", "Руководители ОО"))

    assert await desk.planned() == [
        ("1", "Школа № 3", "2027-03-31"),
        ("1", "Школа № 5", "2027-03-31"),
        ("1", "Школа № 3", "2027-10-31"),
        ("1", "Школа № 5", "2027-10-31"),
    ]


async def test_a_collective_without_schools_is_a_duty_in_sight_until_schools_come(desk: Desk) -> None:
    await desk.put_in_force(("1.", "Неделя книги", "Март", "Руководители ОО"))
    assert await desk.planned() == [("1", "Все школы", "2027-03-31")]

    await desk.school("Школа № 3")
    await desk.newcomers.admit_schools()

    waiting = [duty.assignee for duty in await desk.duties() if duty.state is DutyState.OPEN]
    assert waiting == ["Школа № 3"]


async def test_a_school_entered_later_gets_what_the_others_have_and_only_once(desk: Desk) -> None:
    await desk.school("Школа № 3")
    await desk.put_in_force(("1.", "Неделя книги", "Март", "Руководители ОО"))
    await desk.school("Школа № 5")

    assert await desk.newcomers.admit_schools() == 1
    assert await desk.newcomers.admit_schools() == 0

    assert [name for _, name, _ in await desk.planned()] == ["Школа № 3", "Школа № 5"]


async def test_the_coordinator_is_told_what_new_schools_were_given(desk: Desk) -> None:
    await desk.school("Школа № 3")
    await desk.put_in_force(("1.", "Неделя книги", "Март, октябрь", "Руководители ОО"))
    await desk.school("Школа № 5")
    await desk.newcomers.admit_schools()

    (delivery,) = await desk.waiting_messages(DeliveryKind.SCHOOLS_JOINED)
    async with desk.store.read() as uow:
        view = await compose_schools_joined(uow, delivery, desk.clock.now())

    assert view == SchoolsJoined(names=("Школа № 5",), duties=2)
    assert "Новые школы получили 2 поручения" in str(joined(view).body)


async def test_a_person_named_in_brackets_answers_instead_of_the_body(desk: Desk) -> None:
    await desk.put_in_force(
        ("1.", "Неделя книги", "Март", f"{CENTRE} (Лугова А.П., Белов И.С.)"),
        ("2.", "Обзор", "Апрель", CENTRE),
    )

    assert [(number, name) for number, name, _ in await desk.planned()] == [
        ("1", "Лугова А.П."),
        ("1", "Белов И.С."),
        ("2", CENTRE),
    ]


async def test_somebody_named_twice_in_a_measure_owes_it_once(desk: Desk) -> None:
    await desk.school("Школа № 3")

    await desk.put_in_force(("1.", "Неделя книги", "Март", "Руководители ОО, образовательные организации"))

    assert await desk.planned() == [("1", "Школа № 3", "2027-03-31")]


async def test_a_row_that_only_introduces_sub_rows_is_nobodys_duty(desk: Desk) -> None:
    await desk.put_in_force(
        ("1.", "Сбор данных:", "Апрель", CENTRE),
        ("1.1", "Анкеты", "", ""),
        ("1.2", "Отчёты", "Май", "Архив"),
        ("2.", "Обзор на сайте", "Сентябрь", "Архив"),
        ("2.1", "Обзор в школах", "Октябрь", CENTRE),
    )

    assert [number for number, _, _ in await desk.planned()] == ["1.1", "1.2", "2", "2.1"]


async def test_windows_closed_before_approval_neither_alarm_nor_hide(desk: Desk) -> None:
    desk.clock.set("2027-06-10 10:00")
    result = await desk.put_in_force(
        ("1.", "Неделя книги", "Март, октябрь", CENTRE), ("2.", "Обзор", "июнь", CENTRE)
    )

    closed, june, october = sorted(await desk.duties(), key=lambda duty: duty.first_on)
    assert result.predating == 1
    assert closed.predates_work and closed.original_due_on == date(2027, 3, 31)
    assert not closed.is_overdue(date(2027, 12, 31))
    assert (june.due_on, october.due_on) == (date(2027, 6, 30), date(2027, 10, 31))
    async with desk.store.read() as uow:
        due = await uow.reminders.due(desk.clock.now(), 100)
    assert closed.id not in {duty.id for duty in due}


async def test_a_rhythm_in_a_past_year_asks_about_its_last_window_only(desk: Desk) -> None:
    result = await desk.put_in_force(
        ("1.", "Обзор", "Ежемесячно", CENTRE), ("2.", "Отчёт", "Май, декабрь", CENTRE), period="на 2020 год"
    )

    assert result.predating == result.duties == 3
    assert [(d.number, d.first_on) for d in await desk.duties()] == [
        ("1", date(2020, 12, 1)),
        ("2", date(2020, 5, 1)),
        ("2", date(2020, 12, 1)),
    ]


async def test_ongoing_work_has_no_hard_date(desk: Desk) -> None:
    await desk.put_in_force(("1.", "Наставничество", "Постоянно", CENTRE))

    (duty,) = await desk.duties()
    assert duty.is_ongoing and not duty.predates_work
    assert (duty.first_on, duty.last_on) == (date(2027, 1, 1), date(2027, 12, 31))


async def test_each_person_is_told_once_and_the_approver_is_not(desk: Desk) -> None:
    school = await desk.school("Школа № 3")
    anna = await desk.person("Анна Лугова", school)
    absent = await desk.person("Иван Белов", school, joined=False)
    await desk.grant(desk.coordinator, school)

    result = await desk.put_in_force(
        ("1.", "Неделя книги", "Март", "Руководители ОО"), ("2.", "Обзор", "Апрель", "Руководители ОО")
    )

    told = await desk.waiting_messages(DeliveryKind.ASSIGNED)
    assert [delivery.recipient_id for delivery in told] == [anna.person_id]
    assert (result.told, result.absent) == (1, (absent.name,))
    async with desk.store.read() as uow:
        view = await compose_assigned(uow, told[0], desk.clock.now())
    assert isinstance(view, AssignedView) and view.count == 2


async def test_news_of_duties_that_are_gone_by_then_is_cancelled(desk: Desk) -> None:
    anna = await desk.person("Анна Лугова", await desk.school("Школа № 3"))
    approved = await desk.put_in_force(("1.", "Неделя книги", "Март", "Руководители ОО"))
    (delivery,) = await desk.waiting_messages(DeliveryKind.ASSIGNED)
    assert delivery.recipient_id == anna.person_id

    await _new_edition(desk, approved, ("9.", "Совсем другое дело", "Май", CENTRE))

    async with desk.store.read() as uow:
        assert isinstance(await compose_assigned(uow, delivery, desk.clock.now()), Cancelled)


async def test_a_unit_without_people_alarms_its_curator_not_the_approver(desk: Desk) -> None:
    curator = await desk.person("Ольга Ветрова", desk.department_id, Role.CURATOR)

    result = await desk.put_in_force(("1.", "Неделя книги", "Март", CENTRE))

    alarms = await desk.waiting_messages(DeliveryKind.NO_RECIPIENT)
    assert [delivery.recipient_id for delivery in alarms] == [curator.person_id]
    assert result.empty_units == (CENTRE,)


async def test_the_rules_of_a_region_give_days_and_answer_questions(desk: Desk) -> None:
    await desk.unit(CENTRE)
    import_id = await desk.receive(("1.", "Обзор", "Срочно", CENTRE), ("2.", "Отчёт", "Ежемесячно", CENTRE))
    assert (await desk.question(import_id, "Срочно")).state is QuestionState.OPEN

    view = await desk.choices.choose_rules(desk.coordinator, import_id, REGULATION_10)
    assert (view.open_questions, view.clear) == ((), 2)
    await desk.approve(import_id)

    urgent, january, *_ = await desk.duties()
    assert (urgent.due_on, january.due_on) == (date(2026, 11, 25), date(2027, 2, 10))


# New editions


async def _new_edition(desk: Desk, approved: Approved, *rows: Row | str) -> Approved:
    import_id = await desk.receive(*rows)
    await desk.imports.compare(desk.coordinator, import_id, RoadMapId(approved.road_map_id))
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    return await desk.approve(import_id)


async def test_an_edition_is_shown_as_what_it_adds_changes_and_removes(desk: Desk) -> None:
    approved = await desk.put_in_force(
        "1. Чтение",
        ("1.", "Неделя книги в школах", "Март", CENTRE),
        ("2.", "Обзор библиотек", "Апрель", CENTRE),
        ("3.", "Конкурс чтецов", "Май", CENTRE),
    )
    import_id = await desk.receive(
        "1. Чтение",
        ("1.", "Обзор библиотек", "Апрель", CENTRE),
        ("2.", "Неделя книги в школах", "Октябрь", CENTRE),
        ("3.", "Встреча с писателем", "Июнь", CENTRE),
    )

    view = await desk.imports.compare(desk.coordinator, import_id, RoadMapId(approved.road_map_id))

    assert view.edition is not None
    assert view.edition.added == ("3 Встреча с писателем",)
    assert view.edition.removed == ("3 Конкурс чтецов",)
    changed = {change.name: change.deadline for change in view.edition.changed}
    assert changed["2 Неделя книги в школах"] == ("Март", "Октябрь")


async def test_reports_and_history_survive_a_new_edition(desk: Desk) -> None:
    approved = await desk.put_in_force(
        ("1.", "Неделя книги", "Март", CENTRE), ("2.", "Обзор библиотек", "Апрель", CENTRE)
    )
    done, _ = await desk.duties()
    await _report(desk, done.id)

    result = await _new_edition(
        desk, approved, ("1.", "Обзор библиотек", "Май", CENTRE), ("2.", "Неделя книги", "Март", CENTRE)
    )

    by_title = {duty.title: duty for duty in await desk.duties()}
    assert by_title["Неделя книги"].id == done.id
    assert by_title["Неделя книги"].state is DutyState.REPORTED
    assert by_title["Неделя книги"].number == "2"
    assert by_title["Обзор библиотек"].due_on == date(2027, 5, 31)
    assert by_title["Обзор библиотек"].revision == 2
    assert (result.revision, result.moved, result.duties) == (2, 1, 0)


async def test_people_whose_dates_an_edition_moves_are_told(desk: Desk) -> None:
    anna = await desk.person("Анна Лугова", await desk.unit(CENTRE))
    approved = await desk.put_in_force(
        ("1.", "Неделя книги", "Март", CENTRE), ("2.", "Обзор библиотек", "Апрель", "Архив")
    )

    await _new_edition(
        desk, approved, ("1.", "Неделя книги", "Май", CENTRE), ("2.", "Обзор библиотек", "Апрель", "Архив")
    )

    told = await desk.waiting_messages(DeliveryKind.ASSIGNED)
    assert [(d.recipient_id, d.payload["occasion"]) for d in told] == [
        (anna.person_id, "1"),
        (anna.person_id, "2"),
    ]


async def test_a_removed_measure_is_archived_and_its_waiting_duties_withdrawn(desk: Desk) -> None:
    await desk.school("Школа № 3")
    await desk.school("Школа № 5")
    approved = await desk.put_in_force(
        ("1.", "Неделя книги", "Март", "Руководители ОО"), ("2.", "Обзор библиотек", "Апрель", CENTRE)
    )
    reported = next(duty for duty in await desk.duties() if duty.assignee == "Школа № 3")
    await _report(desk, reported.id)

    result = await _new_edition(desk, approved, ("2.", "Обзор библиотек", "Апрель", CENTRE))

    states = {duty.assignee: duty.state for duty in await desk.duties()}
    assert states == {
        "Школа № 3": DutyState.REPORTED,
        "Школа № 5": DutyState.WITHDRAWN,
        CENTRE: DutyState.OPEN,
    }
    assert (result.archived, result.withdrawn) == (1, 1)


async def test_a_duty_taken_back_by_one_edition_and_named_again_is_open_again(desk: Desk) -> None:
    approved = await desk.put_in_force(("1.", "Неделя книги", "Март, май", CENTRE))
    await _new_edition(desk, approved, ("1.", "Неделя книги", "Март", CENTRE))
    assert [d.state for d in await desk.duties()] == [DutyState.OPEN, DutyState.WITHDRAWN]

    await _new_edition(desk, approved, ("1.", "Неделя книги", "Март, май", CENTRE))

    assert await desk.planned() == [("1", CENTRE, "2027-03-31"), ("1", CENTRE, "2027-05-31")]
    assert {d.state for d in await desk.duties()} == {DutyState.OPEN}


async def test_an_extension_is_not_taken_away_by_an_edition_with_an_earlier_day(desk: Desk) -> None:
    approved = await desk.put_in_force(("1.", "Неделя книги", "Март", CENTRE))
    (duty,) = await desk.duties()
    async with desk.store.write() as uow:
        owed = await uow.duties.get(duty.id)
        assert owed is not None
        await uow.duties.change_due(owed, date(2027, 6, 15), None)
        await uow.commit()

    await _new_edition(desk, approved, ("1.", "Неделя книги", "до 20 апреля", CENTRE))

    (moved,) = await desk.duties()
    assert (moved.original_due_on, moved.due_on) == (date(2027, 4, 20), date(2027, 6, 15))


async def test_what_waits_for_its_decision_waits_on_through_an_edition_and_is_not_reminded_of(
    desk: Desk,
) -> None:
    approved = await desk.put_in_force(("1.", "Неделя книги", "Март", CENTRE))
    (duty,) = await desk.duties()
    async with desk.store.write() as uow:
        await uow.duties.stop_time(duty.id, date(2027, 3, 1))
        await uow.commit()
    desk.clock.set("2027-04-05 12:00")

    await _new_edition(desk, approved, ("1.", "Неделя книги", "до 20 апреля", CENTRE))

    (moved,) = await desk.duties()
    assert (moved.owed_by, moved.stopped_on) == (date(2027, 4, 20), date(2027, 4, 5))
    async with desk.store.read() as uow:
        assert await uow.reminders.next_looks([duty.id]) == {}


async def test_an_assignee_who_is_named_no_more_is_taken_off(desk: Desk) -> None:
    approved = await desk.put_in_force(("1.", "Неделя книги", "Март", f"{CENTRE}, Архив"))

    await _new_edition(desk, approved, ("1.", "Неделя книги", "Март", f"{CENTRE}, Библиотека"))

    assert {(duty.assignee, duty.state) for duty in await desk.duties()} == {
        (CENTRE, DutyState.OPEN),
        ("Архив", DutyState.WITHDRAWN),
        ("Библиотека", DutyState.OPEN),
    }


async def test_duties_wait_while_a_renamed_assignee_is_not_explained(desk: Desk) -> None:
    approved = await desk.put_in_force(("1.", "Неделя книги", "Март", CENTRE))
    (before,) = await desk.duties()
    import_id = await desk.receive(("1.", "Неделя книги", "Март", "Районный центр"))
    await desk.imports.compare(desk.coordinator, import_id, RoadMapId(approved.road_map_id))
    await desk.approve(import_id)
    assert [duty.state for duty in await desk.duties()] == [DutyState.OPEN]

    assert before.unit_id is not None
    await desk.questions.assign_unit(
        desk.coordinator, await desk.question_id(import_id, "Районный центр"), before.unit_id
    )

    assert [(duty.id, duty.state) for duty in await desk.duties()] == [(before.id, DutyState.OPEN)]


async def test_what_an_earlier_edition_asked_is_asked_by_the_new_one_only(desk: Desk) -> None:
    first = await desk.receive(("1.", "Неделя книги", "По графику", CENTRE))
    await desk.questions.create_unknown(desk.coordinator, first, "Все школы")
    approved = await desk.approve(first)

    await _new_edition(desk, approved, ("1.", "Неделя книги", "По графику", CENTRE))

    assert (await desk.question(first, "По графику")).state == "superseded"


async def _report(desk: Desk, duty_id: DutyId) -> None:
    """As if the assignee had reported it done."""
    async with desk.store.write() as uow:
        duty = await uow.duties.get(duty_id)
        assert duty is not None
        state = advance(duty.state, Step.REPORT_DONE)
        await uow.duties.change_state(duty, state, next_stage_at=None, settled_at=desk.clock.now())
        await uow.commit()
