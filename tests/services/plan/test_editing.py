"""One measure of a plan in force is changed by hand: what that does to duties, how it is undone and told."""

from datetime import date

import pytest

from roadmap.control.duty import DutyState
from roadmap.delivery.kinds import DeliveryKind
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Role
from roadmap.plan.measure import CompletionRule
from roadmap.plan.measure_content import Aspect
from services.plan.edit_views import Edited
from services.plan.plan_news import Concern, PlanNews, compose_plan_changed
from tests.desk import Desk
from tests.documents_text import Row
from tests.services.plan.conftest import Pen

CENTRE, ARCHIVE = "Центр развития", "Архив"
ROWS: tuple[Row, ...] = (
    ("1.", "Неделя книги", "до 31 марта 2027 года", CENTRE),
    ("2.", "Обзор библиотек", "до 30 апреля 2027 года", f"{CENTRE}, {ARCHIVE}"),
)


async def _due(desk: Desk) -> list[tuple[str, str, date | None, DutyState]]:
    return [(d.number, d.assignee, d.due_on, d.state) for d in await desk.duties()]


async def _unit(desk: Desk, name: str) -> Assigned:
    async with desk.store.read() as uow:
        units = await uow.people.units(desk.department_id)
    return Assigned(unit_id=next(unit.id for unit in units if unit.name == name))


async def _state(desk: Desk, measure: MeasureId, state: DutyState) -> None:
    """Everything of this measure is in this state."""
    async with desk.store.write() as uow:
        for duty in await uow.duty_plan.of_measures([measure]):
            await uow.duties.mark(duty, state)
        await uow.commit()


# Words and dates


async def test_another_deadline_moves_the_duty_and_says_what_it_was(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")

    shown = await pen.edits.read_back(desk.coordinator, measure, "до 15 марта")
    done = await pen.edits.set_deadline(desk.coordinator, measure, shown.words)

    assert [point.due_on for point in shown.points] == [date(2027, 3, 15)]
    assert (await _due(desk))[0] == ("1", CENTRE, date(2027, 3, 15), DutyState.OPEN)
    (change,) = done.changes
    assert change.before is not None
    assert (change.before.deadline_text, change.after.deadline_text) == (
        "до 31 марта 2027 года",
        "до 15 марта",
    )


async def test_words_without_a_date_are_refused_and_change_nothing(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    with pytest.raises(BadInput, match="dates-unread"):
        await pen.edits.read_back(desk.coordinator, await pen.measure("1"), "когда получится")
    assert (await _due(desk))[0][2] == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("aspect", "words", "kept"),
    [
        (Aspect.TITLE, "Декада книги", "Декада книги"),
        (Aspect.NUMBER, "1.1.", "1.1"),
        (Aspect.RESULT, "Отчёт школы", "Отчёт школы"),
        (Aspect.RESULT, "-", ""),
        (Aspect.SECTION, "Чтение", "Чтение"),
    ],
)
async def test_other_words_of_a_measure_are_kept(
    desk: Desk, pen: Pen, aspect: Aspect, words: str, kept: str
) -> None:
    approved = await desk.put_in_force(*ROWS)
    await pen.edits.say(desk.coordinator, await pen.measure("1"), aspect, words)
    first, *_ = await pen.contents(approved.road_map_id)
    assert getattr(first, aspect.value) == kept


async def test_what_is_so_already_is_no_edit(desk: Desk, pen: Pen) -> None:
    approved = await desk.put_in_force(*ROWS)
    done = await pen.edits.say(desk.coordinator, await pen.measure("1"), Aspect.TITLE, "Неделя книги")
    assert done == Edited(edit_id=None, road_map_id=approved.road_map_id, changes=(), names={})


# Whether it stands


async def test_a_dropped_measure_ends_what_waits_and_keeps_what_was_reported(desk: Desk, pen: Pen) -> None:
    approved = await desk.put_in_force(*ROWS)
    await pen.edits.drop(desk.coordinator, await pen.measure("2"))
    assert {state for number, _, _, state in await _due(desk) if number == "2"} == {DutyState.WITHDRAWN}
    assert [one.number for one in await pen.contents(approved.road_map_id)] == ["1"]


async def test_a_paused_measure_is_not_overdue_and_has_as_much_time_left_when_it_goes_on(
    desk: Desk, pen: Pen
) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    await _state(desk, measure, DutyState.ACKNOWLEDGED)
    desk.clock.set("2027-03-21 10:00")
    await pen.edits.pause(desk.coordinator, measure)

    desk.clock.set("2027-04-20 10:00")
    (paused, *_) = await desk.duties()
    async with desk.store.read() as uow:
        looks = await uow.reminders.next_looks([paused.id])
    assert paused.state is DutyState.PAUSED
    assert not paused.is_overdue(date(2027, 4, 20))
    assert looks == {}

    await pen.edits.resume(desk.coordinator, measure)
    (resumed, *_) = await desk.duties()
    assert resumed.state is DutyState.ACKNOWLEDGED
    assert resumed.owed_by == date(2027, 4, 30)
    async with desk.store.read() as uow:
        assert set(await uow.reminders.next_looks([resumed.id])) == {resumed.id}


async def test_a_report_that_is_decided_on_when_its_measure_is_paused_stays_with_the_curator(
    desk: Desk, pen: Pen
) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    await _state(desk, measure, DutyState.REPORTED)
    await pen.edits.pause(desk.coordinator, measure)
    assert (await _due(desk))[0][3] is DutyState.REPORTED


async def test_a_cancelled_measure_stays_in_the_plan_with_its_reason_and_comes_back(
    desk: Desk, pen: Pen
) -> None:
    approved = await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    await pen.edits.cancel(desk.coordinator, measure, "Здание закрыто на ремонт")
    assert (await pen.contents(approved.road_map_id))[0].reason == "Здание закрыто на ремонт"
    assert (await _due(desk))[0][3] is DutyState.WITHDRAWN

    await pen.edits.resume(desk.coordinator, measure)
    assert (await _due(desk))[0][3] is DutyState.OPEN


async def test_an_added_measure_stands_at_the_end_of_its_section_and_is_planned_once_it_has_a_date(
    desk: Desk, pen: Pen
) -> None:
    approved = await desk.put_in_force(*ROWS)
    await pen.edits.say(desk.coordinator, await pen.measure("1"), Aspect.SECTION, "Чтение")
    await pen.edits.say(desk.coordinator, await pen.measure("2"), Aspect.SECTION, "Библиотеки")
    sections = await pen.edits.sections(desk.coordinator, approved.road_map_id)
    assert [section.title for section in sections] == ["Чтение", "Библиотеки"]

    await pen.edits.add(desk.coordinator, approved.road_map_id, "чтение", "1.1 Конкурс чтецов")

    found = await pen.contents(approved.road_map_id)
    assert [(one.number, one.title) for one in found] == [
        ("1", "Неделя книги"),
        ("1.1", "Конкурс чтецов"),
        ("2", "Обзор библиотек"),
    ]
    measure = await pen.measure("1.1")
    await pen.assignees.add(desk.coordinator, measure, await _unit(desk, ARCHIVE))
    await pen.edits.set_deadline(desk.coordinator, measure, "до 20 мая 2027 года")
    assert ("1.1", ARCHIVE, date(2027, 5, 20), DutyState.OPEN) in await _due(desk)


# Who answers


async def test_another_executor_of_this_row_leaves_other_rows_as_they_are(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    await desk.unit("Библиотека")
    old, new = await _unit(desk, CENTRE), await _unit(desk, "Библиотека")

    measure = await pen.measure("1")
    shown = await pen.assignees.replacement(desk.coordinator, measure, old, new)
    await pen.assignees.replace(desk.coordinator, measure, old, new, everywhere=False)

    assert shown.elsewhere == 1
    waiting = {(number, who) for number, who, _, state in await _due(desk) if state is DutyState.OPEN}
    assert waiting == {("1", "Библиотека"), ("2", CENTRE), ("2", ARCHIVE)}


async def test_another_executor_everywhere_takes_over_every_row_of_the_old_one(desk: Desk, pen: Pen) -> None:
    approved = await desk.put_in_force(*ROWS)
    await desk.unit("Библиотека")
    old, new = await _unit(desk, CENTRE), await _unit(desk, "Библиотека")

    await pen.assignees.replace(desk.coordinator, await pen.measure("1"), old, new, everywhere=True)

    waiting = {(number, who) for number, who, _, state in await _due(desk) if state is DutyState.OPEN}
    assert waiting == {("1", "Библиотека"), ("2", "Библиотека"), ("2", ARCHIVE)}
    words = [one.responsible_text for one in await pen.contents(approved.road_map_id)]
    assert words == ["Библиотека", "Библиотека; Архив"]


async def test_the_last_executor_is_not_taken_off(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    with pytest.raises(BadInput, match="last-assignee"):
        await pen.assignees.remove(desk.coordinator, await pen.measure("1"), await _unit(desk, CENTRE))


async def test_a_co_executor_owes_it_earlier_on_a_working_day(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    measure, archive = await pen.measure("2"), await _unit(desk, ARCHIVE)
    await pen.assignees.set_days_earlier(desk.coordinator, measure, archive, 5)

    # 30 April less five days is Sunday, 25 April.
    assert ("2", ARCHIVE, date(2027, 4, 23), DutyState.OPEN) in await _due(desk)
    assert ("2", CENTRE, date(2027, 4, 30), DutyState.OPEN) in await _due(desk)

    await pen.edits.set_deadline(desk.coordinator, measure, "до 14 мая 2027 года")
    # A week and a half earlier than Friday, 14 May, is a Sunday again.
    assert ("2", ARCHIVE, date(2027, 5, 7), DutyState.OPEN) in await _due(desk)


@pytest.mark.parametrize(("words", "days"), [("7", 7), ("до 20 апреля 2027", 10)])
async def test_an_earlier_day_is_named_by_days_or_by_its_date(
    desk: Desk, pen: Pen, words: str, days: int
) -> None:
    await desk.put_in_force(*ROWS)
    assert await pen.assignees.days_of(desk.coordinator, await pen.measure("2"), words) == days


# Undoing


async def test_a_drop_is_undone_with_every_duty_as_it_was(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("2")
    await _state(desk, measure, DutyState.RETURNED)
    before = await _due(desk)
    done = await pen.edits.drop(desk.coordinator, measure)
    assert done.edit_id is not None

    desk.clock.set("2026-11-20 10:09")
    await pen.undoing.undo(desk.coordinator, done.edit_id)

    assert await _due(desk) == before
    assert await pen.undoing.undo(desk.coordinator, done.edit_id) == (measure,)


async def test_an_undone_deadline_leaves_what_was_reported_meanwhile(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    done = await pen.edits.set_deadline(desk.coordinator, measure, "до 15 марта 2027 года")
    await _state(desk, measure, DutyState.REPORTED)
    assert done.edit_id is not None

    await pen.undoing.undo(desk.coordinator, done.edit_id)

    assert (await _due(desk))[0][3] is DutyState.REPORTED
    async with desk.store.read() as uow:
        found = await uow.plan.measure(measure)
    assert found is not None and found.deadline_text == "до 31 марта 2027 года"


async def test_an_edit_is_undone_by_its_author_in_time_and_before_later_ones_only(
    desk: Desk, pen: Pen
) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    first = await pen.edits.say(desk.coordinator, measure, Aspect.TITLE, "Декада книги")
    second = await pen.edits.say(desk.coordinator, measure, Aspect.TITLE, "Месяц книги")
    assert first.edit_id is not None
    assert second.edit_id is not None

    with pytest.raises(BadInput, match="undo-edit-not-last"):
        await pen.undoing.undo(desk.coordinator, first.edit_id)
    deputy = await desk.person("Нина Рощина", desk.department_id, Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        await pen.undoing.undo(deputy, second.edit_id)
    desk.clock.set("2026-11-20 10:10")
    with pytest.raises(BadInput, match="undo-edit-too-late"):
        await pen.undoing.undo(desk.coordinator, second.edit_id)


# Rights


async def test_only_a_coordinator_of_the_department_changes_a_plan(desk: Desk, pen: Pen) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    anna = await desk.person("Анна Лугова", (await _unit(desk, CENTRE)).unit_id or desk.department_id)
    with pytest.raises(NotAllowed):
        await pen.edits.drop(anna, measure)
    with pytest.raises(NotFound):
        await pen.edits.drop(desk.coordinator, MeasureId(measure + 1000))


# Editions and news


async def test_a_days_edits_are_one_edition_and_a_document_begins_the_next(desk: Desk, pen: Pen) -> None:
    approved = await desk.put_in_force(*ROWS)
    measure = await pen.measure("1")
    await pen.edits.say(desk.coordinator, measure, Aspect.TITLE, "Декада книги")
    await pen.edits.drop(desk.coordinator, await pen.measure("2"))
    desk.clock.set("2026-11-21 10:00")
    await pen.edits.say(desk.coordinator, measure, Aspect.TITLE, "Месяц книги")
    import_id = await desk.receive(("1.", "Месяц книги", "до 31 марта 2027 года", CENTRE))
    await desk.imports.compare(desk.coordinator, import_id, RoadMapId(approved.road_map_id))
    await desk.approve(import_id)
    await pen.edits.say(desk.coordinator, measure, Aspect.TITLE, "Год книги")

    async with desk.store.read() as uow:
        editions = await uow.plan.editions(approved.road_map_id)
        history = await uow.plan_edits.of_measure(measure)
    assert [(one.number, one.is_by_hand) for one in editions] == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
        (5, True),
    ]
    assert [one.after.title for one in history] == ["Год книги", "Месяц книги", "Декада книги"]


async def _news(desk: Desk) -> list[PlanNews]:
    told = await desk.waiting_messages(DeliveryKind.PLAN_CHANGED)
    async with desk.store.read() as uow:
        found = [await compose_plan_changed(uow, one, desk.clock.now()) for one in told]
    return [one for one in found if isinstance(one, PlanNews)]


async def test_many_edits_are_one_message_once_they_can_be_undone_no_more(desk: Desk, pen: Pen) -> None:
    await desk.person("Анна Лугова", await desk.unit(CENTRE))
    await desk.put_in_force(*ROWS)
    first, second = await pen.measure("1"), await pen.measure("2")
    await pen.edits.set_deadline(desk.coordinator, first, "до 20 марта 2027 года")
    desk.clock.set("2026-11-20 10:05")
    await pen.edits.set_deadline(desk.coordinator, first, "до 15 марта 2027 года")
    await pen.edits.drop(desk.coordinator, second)

    desk.clock.set("2026-11-20 10:14")
    assert await pen.news.tell_due() == 0
    desk.clock.set("2026-11-20 10:15")
    assert await pen.news.tell_due() == 1
    assert await pen.news.tell_due() == 0

    (news,) = await _news(desk)
    changed, dropped = news.lines
    assert (changed.concern, changed.aspects, dropped.concern) == (
        Concern.CHANGED,
        (Aspect.DEADLINE,),
        Concern.DROPPED,
    )
    assert changed.before is not None
    assert (changed.before.deadline_text, changed.after.deadline_text) == (
        "до 31 марта 2027 года",
        "до 15 марта 2027 года",
    )


async def test_what_was_undone_is_not_told(desk: Desk, pen: Pen) -> None:
    await desk.person("Анна Лугова", await desk.unit(CENTRE))
    await desk.put_in_force(*ROWS)
    done = await pen.edits.drop(desk.coordinator, await pen.measure("1"))
    assert done.edit_id is not None
    await pen.undoing.undo(desk.coordinator, done.edit_id)
    desk.clock.set("2026-11-20 11:00")
    assert await pen.news.tell_due() == 0


async def test_whoever_comes_and_whoever_goes_is_told_so(desk: Desk, pen: Pen) -> None:
    centre, library = await desk.unit(CENTRE), await desk.unit("Библиотека")
    anna, boris = await desk.person("Анна Лугова", centre), await desk.person("Борис Жуков", library)
    await desk.put_in_force(*ROWS)
    await pen.assignees.replace(
        desk.coordinator,
        await pen.measure("1"),
        Assigned(unit_id=centre),
        Assigned(unit_id=library),
        everywhere=False,
    )
    desk.clock.set("2026-11-20 10:10")
    await pen.news.tell_due()
    told = await desk.waiting_messages(DeliveryKind.PLAN_CHANGED)
    async with desk.store.read() as uow:
        found = {one.recipient_id: await compose_plan_changed(uow, one, desk.clock.now()) for one in told}
    concerns = {
        person: [line.concern for line in news.lines]
        for person, news in found.items()
        if isinstance(news, PlanNews)
    }
    assert concerns == {anna.person_id: [Concern.TAKEN_OFF], boris.person_id: [Concern.TAKEN_ON]}


# Completion rules


async def test_a_co_executor_is_reminded_and_not_told_on_where_the_main_one_decides(
    desk: Desk, pen: Pen
) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("2")
    async with desk.store.read() as uow:
        ids = {duty.assignee: duty.id for duty in await desk.duties() if duty.number == "2"}
        before = {who: await uow.reminders.timetable(id_) for who, id_ in ids.items()}
    await pen.edits.choose_completion(desk.coordinator, measure, CompletionRule.MAIN)
    async with desk.store.read() as uow:
        after = {who: await uow.reminders.timetable(id_) for who, id_ in ids.items()}
        looks = await uow.reminders.next_looks(list(ids.values()))

    assert {who: duty.is_escalated for who, duty in before.items() if duty} == {CENTRE: True, ARCHIVE: True}
    assert {who: duty.is_escalated for who, duty in after.items() if duty} == {CENTRE: True, ARCHIVE: False}
    assert set(looks) == set(ids.values())


async def test_a_report_accepted_before_the_rule_changed_covers_the_others_and_back(
    desk: Desk, pen: Pen
) -> None:
    await desk.put_in_force(*ROWS)
    measure = await pen.measure("2")
    async with desk.store.write() as uow:
        main, other = await uow.duty_plan.of_measures([measure])
        await uow.duties.mark(main, DutyState.ACCEPTED)
        await uow.duties.mark(other, DutyState.RETURNED)
        await uow.commit()

    await pen.edits.choose_completion(desk.coordinator, measure, CompletionRule.ANY)
    assert [s for n, _, _, s in await _due(desk) if n == "2"] == [DutyState.ACCEPTED, DutyState.COVERED]
    await pen.edits.choose_completion(desk.coordinator, measure, CompletionRule.ALL)
    assert [s for n, _, _, s in await _due(desk) if n == "2"] == [DutyState.ACCEPTED, DutyState.RETURNED]


# Answers that come late


async def test_a_late_answer_does_not_undo_a_deadline_somebody_has_set_since(desk: Desk, pen: Pen) -> None:
    import_id = await desk.receive(
        ("1.", "Неделя книги", "По особому графику", CENTRE), ("2.", "Обзор", "По особому графику", CENTRE)
    )
    await desk.questions.create_unknown(desk.coordinator, import_id, "Все школы")
    await desk.approve(import_id)
    desk.clock.set("2026-11-20 11:00")
    await pen.edits.set_deadline(desk.coordinator, await pen.measure("1"), "до 15 марта 2027 года")

    question = await desk.question_id(import_id, "По особому графику")
    await desk.questions.reword(desk.coordinator, question, "до 20 апреля 2027 года")

    assert await desk.planned() == [("1", CENTRE, "2027-03-15"), ("2", CENTRE, "2027-04-20")]
