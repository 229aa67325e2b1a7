"""Deciding on reports: accept, return, the queue; two curators, stale presses, one's own words."""

import asyncio
from datetime import date

import pytest

from roadmap.control.duty import DecisionKind, DutyState, ReportOutcome
from roadmap.control.reports import WaitingKind
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, ReportId
from roadmap.people.persons import Role, UnitKind
from roadmap.people.place import in_telegram
from services.app import App
from services.control.deciding.decisions import PAGE
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import (
    ANNA,
    BORIS,
    DIAGNOSTICS,
    ELENA,
    GALINA,
    IGOR,
    NOVEMBER,
    OLGA,
    SEMINAR,
    audited,
    card,
    drafted,
    next_look,
    reported,
    sent,
    state,
    version,
)
from tests.quarter_district import District, Row, build_district, lay

PARTIAL, NOT_DONE = ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE
NADEZHDA = "Надежда Вторая"


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    world = await build_district(store, app, clock)
    async with store.write() as uow:
        await world.person(uow, NADEZHDA, Role.CURATOR, world.department)
        await uow.commit()
    return world


async def accept(district: District, who: str, report_id: ReportId) -> None:
    actor = await district.actor(who)
    view = await district.app.cards.of_report(actor, report_id)
    await district.app.decisions.accept(actor, report_id, view.card.duty.version)


async def send_back(district: District, who: str, report_id: ReportId, words: str = "Нет протокола") -> None:
    actor = await district.actor(who)
    view = await district.app.cards.of_report(actor, report_id)
    await district.app.decisions.send_back(actor, report_id, view.card.duty.version, words)


async def test_an_accepted_report_closes_the_duty_and_its_author_hears_quietly(district: District) -> None:
    line = await reported(district)
    await district.outgoing()

    await accept(district, OLGA, line.id)

    assert await state(district) is DutyState.ACCEPTED
    ((name, notice),) = await district.notices()
    assert name == ANNA and notice.is_silent and "Снято с контроля" in notice.body and OLGA in notice.body
    (kept,) = (await card(district)).reports
    assert (kept.decision, kept.decided_by) == (DecisionKind.ACCEPT, OLGA)


async def test_a_returned_report_stays_as_version_one_and_the_next_is_version_two(
    district: District,
) -> None:
    first = await reported(district, ANNA, NOVEMBER)
    await district.outgoing()

    await send_back(district, OLGA, first.id, "Нет протокола <b>совсем</b>")
    ((name, text),) = await district.outgoing()
    second = await reported(district, ANNA, NOVEMBER)

    assert name == ANNA and "Нет протокола <b>совсем</b>" in text and "Отчёт № 1 сохранён" in text
    assert [each.version for each in (await card(district, ANNA, NOVEMBER)).reports] == [1, 2]
    kept = (await card(district, ANNA, NOVEMBER)).reports[0]
    assert (kept.text, kept.decision) == (first.text, DecisionKind.RETURN)
    assert second.decision is None and await state(district, NOVEMBER) is DutyState.REPORTED


async def test_a_returned_duty_is_reminded_about_again(district: District) -> None:
    line = await reported(district, ANNA, NOVEMBER)
    assert await next_look(district, district.duties[NOVEMBER]) is None

    await send_back(district, OLGA, line.id)

    assert await state(district, NOVEMBER) is DutyState.RETURNED
    assert await next_look(district, district.duties[NOVEMBER]) is not None


@pytest.mark.parametrize("words", ["", "   ", "\u200b\0", "я" * 1001])
async def test_returning_needs_words_of_a_sane_length(district: District, words: str) -> None:
    line = await reported(district)

    with pytest.raises(BadInput):
        await send_back(district, OLGA, line.id, words)

    assert await state(district) is DutyState.REPORTED


async def test_two_curators_decide_at_once_and_one_decision_stands(district: District) -> None:
    line = await reported(district)
    await district.outgoing()
    olga, nadezhda, now = await district.actor(OLGA), await district.actor(NADEZHDA), await version(district)

    results = await asyncio.gather(
        district.app.decisions.accept(olga, line.id, now),
        district.app.decisions.send_back(nadezhda, line.id, now, "Нет протокола"),
        return_exceptions=True,
    )

    assert sum(isinstance(each, StaleVersion) for each in results) == 1
    assert [name for name, _ in await district.outgoing()] == [ANNA]
    assert len([action for action in await audited(district) if action != "duty.reported"]) == 1


async def test_pressing_the_decision_twice_changes_and_says_nothing_more(district: District) -> None:
    line = await reported(district)
    olga, before = await district.actor(OLGA), await version(district)
    await district.app.decisions.accept(olga, line.id, before)
    said, done = await district.outgoing(), await audited(district)

    view = await district.app.decisions.accept(olga, line.id, before)

    assert view.card.duty.state is DutyState.ACCEPTED
    assert (await district.outgoing(), await audited(district)) == ([], done) and said


async def test_a_decision_on_a_report_that_was_edited_meanwhile_is_refused(district: District) -> None:
    first, before = await reported(district), await version(district)
    await district.app.drafts.edit(await district.actor(ANNA), first.id)
    await sent(district)

    with pytest.raises(StaleVersion):
        await district.app.decisions.accept(await district.actor(OLGA), first.id, before)
    with pytest.raises(StaleVersion):
        await accept(district, OLGA, first.id)

    assert await state(district) is DutyState.REPORTED


async def test_a_decision_on_a_report_taken_back_is_refused(district: District) -> None:
    line, before = await reported(district), await version(district)
    await district.app.reporting.undo(await district.actor(ANNA), line.id)

    for number in (before, before + 1):
        with pytest.raises((StaleVersion, WrongState)):
            await district.app.decisions.accept(await district.actor(OLGA), line.id, number)
    assert await state(district) is DutyState.OPEN


@pytest.mark.parametrize(
    ("outcome", "decision", "becomes"),
    [
        (PARTIAL, DecisionKind.ACCEPT, DutyState.PARTIAL),
        (PARTIAL, DecisionKind.RETURN, DutyState.RETURNED),
        (NOT_DONE, DecisionKind.ACCEPT, DutyState.CLOSED_UNDONE),
        (NOT_DONE, DecisionKind.RETURN, DutyState.RETURNED),
    ],
)
async def test_partly_and_not_done_are_decided_on_too(
    district: District, outcome: ReportOutcome, decision: DecisionKind, becomes: DutyState
) -> None:
    line = await reported(district, ANNA, DIAGNOSTICS, outcome, "Ждём оборудование")

    await (accept if decision is DecisionKind.ACCEPT else send_back)(district, OLGA, line.id)

    assert await state(district) is becomes


# Who decides


@pytest.mark.parametrize(
    ("who", "refusal"), [(ANNA, NotAllowed), (BORIS, NotFound), (ELENA, NotAllowed), (GALINA, NotFound)]
)
async def test_only_a_curator_of_the_unit_decides(
    district: District, who: str, refusal: type[Exception]
) -> None:
    line, now = await reported(district), await version(district)
    other = await district.actor(who)

    with pytest.raises(refusal):
        await district.app.decisions.accept(other, line.id, now)
    with pytest.raises(refusal):
        await district.app.decisions.send_back(other, line.id, now, "Нет")
    with pytest.raises(refusal):
        await district.app.decisions.require_evidence(other, district.duties[DIAGNOSTICS], is_required=True)

    assert await state(district) is DutyState.REPORTED


async def test_a_curator_of_another_department_sees_nothing(district: District) -> None:
    line = await reported(district)
    stranger = "Куратор Чужой"
    async with district.store.write() as uow:
        elsewhere = await uow.people.add_department("Другое управление", "Asia/Omsk")
        await district.person(uow, stranger, Role.CURATOR, elsewhere, elsewhere)
        await uow.commit()
    other = await district.actor(stranger)

    for number in (line.id, line.id + 1, 0):
        with pytest.raises(NotFound):
            await district.app.decisions.accept(other, ReportId(number), 1)
        with pytest.raises(NotFound):
            await district.app.reporting.files(other, ReportId(number))
    with pytest.raises(NotFound):
        await district.app.decisions.require_evidence(other, district.duties[DIAGNOSTICS], is_required=True)
    assert (await district.app.decisions.queue(other)).total == 0


async def test_ones_own_report_is_decided_on_by_somebody_else(district: District) -> None:
    async with district.store.write() as uow:
        await district.person(uow, "Жанна Своя", Role.CURATOR, district.department)
        await uow.commit()
    zhanna = await district.actor("Жанна Своя")
    async with district.store.write() as uow:
        duty = await uow.duties.get(district.duties[SEMINAR])
        assert duty is not None
        await uow.duties.change_assignee(
            duty,
            unit_id=None,
            person_id=zhanna.person_id,
            home_unit_id=district.department,
            time=duty.time,
            next_stage_at=None,
        )
        await uow.commit()
    await district.app.drafts.start(zhanna, district.duties[SEMINAR], ReportOutcome.DONE)
    line = (await sent(district, "Жанна Своя")).view.card.last_report
    assert line is not None
    assert sorted(name for name, _ in await district.outgoing()) == [NADEZHDA, OLGA]

    with pytest.raises(BadInput) as refused:
        await accept(district, "Жанна Своя", line.id)
    assert refused.value.reason == "own-decision"
    await accept(district, OLGA, line.id)
    assert await state(district, SEMINAR) is DutyState.ACCEPTED


async def test_where_nobody_else_can_be_reached_one_decides_on_ones_own_words(
    store: Store, app: App, clock: FrozenClock
) -> None:
    alone = District(store=store, app=app, clock=clock)
    async with store.write() as uow:
        alone.department = await uow.people.add_department("Малое управление", "Europe/Moscow")
        school = await uow.people.add_unit(
            alone.department, alone.department, "Школа", UnitKind.SCHOOL, "Europe/Moscow"
        )
        alone.units["Школа"] = school
        await alone.person(uow, "Одна Заовсех", Role.CURATOR, alone.department)
        await alone.person(uow, "Одна Запасная", Role.EXECUTOR, school)
        await uow.commit()
    async with store.write() as uow:
        row = Row(number="1", title="Всё сделать", person="Одна Заовсех", due_on=date(2026, 9, 15))
        await lay(alone, uow, (row,))
        await uow.commit()
    line = await reported(alone, "Одна Заовсех", ("1", "Одна Заовсех"))

    await accept(alone, "Одна Заовсех", line.id)

    assert await state(alone, ("1", "Одна Заовсех")) is DutyState.ACCEPTED


async def test_without_a_curator_the_coordinator_is_told_and_decides(
    store: Store, app: App, clock: FrozenClock
) -> None:
    district = await build_district(store, app, clock)
    olga = await district.actor(OLGA)
    async with store.write() as uow:
        await uow.accounts.block(in_telegram(district.chats[OLGA]))
        await uow.commit()
    line = await reported(district)

    assert [name for name, _ in await district.outgoing()] == [IGOR]
    await accept(district, IGOR, line.id)
    assert await state(district) is DutyState.ACCEPTED and olga.has(Role.CURATOR)


# The queue


async def test_the_queue_holds_what_waits_longest_first_and_only_ones_own_units(district: District) -> None:
    await reported(district, ANNA, NOVEMBER)
    district.clock.add(hours=1)
    await reported(district, BORIS, ("1.1", "Школа № 2"))
    district.clock.add(hours=1)
    galina = await district.actor(GALINA)
    await district.app.reassignments.ask(galina, district.duties[SEMINAR], "Это делает школа")

    page = await district.app.decisions.queue(await district.actor(OLGA))

    assert [(line.item.kind, line.duty.number) for line in page.lines] == [
        (WaitingKind.REPORT, "2.3"),
        (WaitingKind.REPORT, "1.1"),
        (WaitingKind.REASSIGNMENT, "2.1"),
    ]
    with pytest.raises(NotAllowed):
        await district.app.decisions.queue(await district.actor(ANNA))


async def test_what_is_decided_in_full_or_in_part_or_taken_back_leaves_the_queue(district: District) -> None:
    decided = await reported(district)
    await accept(district, OLGA, decided.id)
    part = await reported(district, BORIS, ("1.1", "Школа № 2"), PARTIAL, "Осталось немного")
    assert (await district.app.decisions.queue(await district.actor(OLGA))).total == 1
    await accept(district, OLGA, part.id)
    gone = await reported(district, ANNA, NOVEMBER)
    await district.app.reporting.undo(await district.actor(ANNA), gone.id)

    assert (await district.app.decisions.queue(await district.actor(OLGA))).total == 0


async def test_pages_of_the_queue_past_the_end_are_its_last_page(
    store: Store, app: App, clock: FrozenClock
) -> None:
    rows = tuple(Row(number=str(n), title=f"Дело {n}", units=("Школа № 1",)) for n in range(PAGE + 2))
    district = await build_district(store, app, clock, rows)
    for row in rows:
        await reported(district, ANNA, (row.number, "Школа № 1"))
    olga = await district.actor(OLGA)

    first, last = await district.app.decisions.queue(olga), await district.app.decisions.queue(olga, 99)

    assert (len(first.lines), len(last.lines), last.page, last.total) == (PAGE, 2, 1, PAGE + 2)


async def test_what_was_decided_before_sending_is_not_announced(district: District) -> None:
    line = await reported(district)
    await accept(district, OLGA, line.id)

    assert [name for name, _ in await district.outgoing()] == [ANNA]


async def test_a_return_is_not_announced_once_a_new_report_has_gone(district: District) -> None:
    line = await reported(district)
    await district.outgoing()
    await send_back(district, OLGA, line.id)
    await drafted(district)
    await sent(district)

    assert sorted(name for name, _ in await district.outgoing()) == [NADEZHDA, OLGA]


async def test_required_evidence_is_recorded_for_everyone_and_once(district: District) -> None:
    olga, duty_id = await district.actor(OLGA), DutyId(district.duties[NOVEMBER])

    await district.app.decisions.require_evidence(olga, duty_id, is_required=True)
    view = await district.app.decisions.require_evidence(olga, duty_id, is_required=True)

    assert view.card.duty.evidence.asks_for_file
    assert (await card(district, BORIS, ("2.3", "Школа № 2"))).duty.evidence.asks_for_file
    assert await audited(district) == ["measure.changed"]


async def test_a_request_about_a_withdrawn_duty_waits_for_nobody(district: District) -> None:
    galina = await district.actor(GALINA)
    await district.app.reassignments.ask(galina, district.duties[SEMINAR], "Это делает школа")
    async with district.store.write() as uow:
        duty = await uow.duties.get(district.duties[SEMINAR])
        assert duty is not None
        await uow.duties.mark(duty, DutyState.WITHDRAWN)
        await uow.commit()

    assert (await district.app.decisions.queue(await district.actor(OLGA))).total == 0
