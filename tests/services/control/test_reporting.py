"""Reporting: a draft grows, is sent, taken back, edited; nothing is lost and nothing counts twice."""

import asyncio

import pytest

from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.errors import BadInput, DraftInTheWay, NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import DraftId, DutyId, ReportId
from roadmap.people.persons import UnitKind
from services.app import App
from services.control.reporting.announcing import SINGLE_PER_DAY
from services.control.reporting.evidence import MAX_FILES, ReceivedFile
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.control_deeds import (
    ANNA,
    BORIS,
    DIAGNOSTICS,
    ELENA,
    LAGGING,
    NOVEMBER,
    OLGA,
    SEMINAR,
    audited,
    card,
    drafted,
    filed,
    next_look,
    photo,
    reported,
    sent,
    state,
)
from tests.quarter_district import District, Row, build_district

DONE, PARTIAL, NOT_DONE = ReportOutcome.DONE, ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


# Sending


async def test_words_photos_and_documents_become_one_report_with_its_evidence(
    district: District, files: FolderFiles
) -> None:
    paper = ReceivedFile(data="%PDF-1.7 протокол".encode(), name="../Протокол № 3.PDF")
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "Провели 12 сентября", photo(), paper)

    view = (await sent(district)).view

    (line,) = view.card.reports
    assert (line.version, line.outcome, line.text, line.author) == (1, DONE, "Провели 12 сентября", ANNA)
    assert await state(district) is DutyState.REPORTED
    kept = (await district.app.reporting.files(await district.actor(OLGA), line.id)).evidence
    assert [(each.kind, each.name) for each in kept] == [("png", ""), ("pdf", "Протокол № 3.pdf")]
    assert await files.get(kept[1].file_key) == paper.data
    assert all(len(each.sha256) == 64 and each.file_key not in each.name for each in kept)


async def test_the_curator_is_told_of_a_report_and_its_author_is_not(district: District) -> None:
    await reported(district)

    said = await district.outgoing()

    assert [name for name, _ in said] == [OLGA]
    assert "Новый отчёт: выполнено" in said[0][1] and "Провести входную диагностику" in said[0][1]


async def test_pressing_send_twice_is_one_report(district: District) -> None:
    await drafted(district)
    anna = await district.actor(ANNA)
    draft_id = (await district.app.drafts.current(anna)).draft.id

    results = await asyncio.gather(
        district.app.reporting.send(anna, draft_id),
        district.app.reporting.send(anna, draft_id),
        return_exceptions=True,
    )

    (refusal,) = [each for each in results if isinstance(each, Exception)]
    assert isinstance(refusal, StaleVersion | WrongState), "which of them, depends on where it waited"
    assert len((await card(district)).reports) == 1
    assert len(await district.outgoing()) == 1


async def test_not_done_needs_a_reason(district: District) -> None:
    await drafted(district, ANNA, DIAGNOSTICS, NOT_DONE, "", photo())
    assert (await district.app.drafts.current(await district.actor(ANNA))).needs_reason

    with pytest.raises(BadInput) as refused:
        await sent(district)

    assert refused.value.reason == "reason-required"
    assert await state(district) is DutyState.OPEN
    assert len((await district.app.drafts.current(await district.actor(ANNA))).evidence) == 1


@pytest.mark.parametrize(
    ("words", "lacks"), [((), "both"), (("60 %",), "remaining"), (("Два класса",), "percent")]
)
async def test_a_part_needs_how_much_is_done_and_what_is_left(
    district: District, words: tuple[str, ...], lacks: str
) -> None:
    anna = await district.actor(ANNA)
    await district.app.drafts.start(anna, district.duties[DIAGNOSTICS], PARTIAL)
    for said in words:
        await district.app.drafts.add_text(anna, said)
    view = await district.app.drafts.current(anna)
    assert (view.needs_percent, view.needs_remaining) == (lacks != "remaining", lacks != "percent")

    with pytest.raises(BadInput) as refused:
        await sent(district)

    assert refused.value.reason == "part-required"
    assert await state(district) is DutyState.OPEN


@pytest.mark.parametrize("words", ["0", "100", "100 %", "999%"])
async def test_all_or_nothing_is_not_a_part(district: District, words: str) -> None:
    anna = await district.actor(ANNA)
    await district.app.drafts.start(anna, district.duties[DIAGNOSTICS], PARTIAL)

    with pytest.raises(BadInput) as refused:
        await district.app.drafts.add_text(anna, words)

    assert refused.value.reason == "percent"


async def test_done_may_be_sent_without_a_word_unless_evidence_is_required(district: District) -> None:
    await reported(district, ANNA, DIAGNOSTICS, DONE, "")

    await district.app.decisions.require_evidence(
        await district.actor(OLGA), district.duties[NOVEMBER], is_required=True
    )
    await drafted(district, ANNA, NOVEMBER, DONE, "Сделано, честное слово")
    with pytest.raises(BadInput) as refused:
        await sent(district)
    assert (refused.value.reason, refused.value.detail) == ("document-required", "2.3")

    await filed(district, await district.actor(ANNA), photo())
    await sent(district)
    assert await state(district, NOVEMBER) is DutyState.REPORTED


async def test_required_evidence_cannot_be_bypassed_by_covering_the_measure_from_another(
    district: District,
) -> None:
    anna = await district.actor(ANNA)
    await district.app.decisions.require_evidence(
        await district.actor(OLGA), district.duties[NOVEMBER], is_required=True
    )
    await drafted(district)
    draft = (await district.app.drafts.current(anna)).draft
    await district.app.drafts.tick(anna, draft.id, district.duties[NOVEMBER])

    with pytest.raises(BadInput):
        await sent(district)

    assert await state(district) is DutyState.OPEN  # all or nothing


@pytest.mark.parametrize(
    ("today", "looked_at"), [("2026-11-30 12:00", None), ("2026-12-01 12:00", "2026-12-01 12:00")]
)
async def test_a_part_sent_in_time_stops_reminders_and_a_late_one_does_not(
    district: District, today: str, looked_at: str | None
) -> None:
    district.clock.set(today)
    duty_id = district.duties[NOVEMBER]
    async with district.store.write() as uow:
        await uow.duties.set_next_stage(duty_id, district.clock.now())
        await uow.commit()

    await reported(district, ANNA, NOVEMBER, PARTIAL, "Осталась одна школа")
    assert await next_look(district, duty_id) == looked_at
    await reported(district, ANNA, NOVEMBER)
    assert await next_look(district, duty_id) is None


async def test_an_open_request_is_withdrawn_when_the_work_is_reported(district: District) -> None:
    anna = await district.actor(ANNA)
    day = district.clock.now().date().replace(month=12)
    await district.app.extensions.ask(anna, district.duties[NOVEMBER], day, "Ждём приказ")
    assert (await card(district, ANNA, NOVEMBER)).extension is not None

    await reported(district, ANNA, NOVEMBER)

    assert (await card(district, ANNA, NOVEMBER)).extension is None
    assert [name for name, text in await district.outgoing() if "перенести" in text] == []


# The draft


async def test_a_draft_survives_a_restart(district: District, store: Store, clock: FrozenClock) -> None:
    await drafted(district, ANNA, DIAGNOSTICS, PARTIAL, "Осталось два класса", photo())

    reopened = District(store=store, app=district.app, clock=clock, chats=district.chats)
    view = await reopened.app.drafts.current(await reopened.actor(ANNA))

    assert (view.draft.remaining, view.draft.outcome, len(view.evidence)) == (
        "Осталось два класса",
        PARTIAL,
        1,
    )


async def test_messages_follow_each_other_in_one_text_and_the_same_photo_twice_is_one(
    district: District,
) -> None:
    anna = await district.actor(ANNA)
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "Первое", photo("а"))
    await filed(district, anna, photo("а"), caption="Второе")

    view = await district.app.drafts.current(anna)

    assert view.draft.text == "Первое\nВторое" and len(view.evidence) == 1


async def test_an_album_is_known_by_its_id_so_that_its_card_is_moved_once(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district)

    added = [await filed(district, anna, photo(str(n)), album="g1" if n < 3 else "g2") for n in range(4)]

    assert [each.continues_album for each in added] == [False, True, True, False]


async def test_another_draft_is_never_lost_in_silence(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "", photo())

    with pytest.raises(DraftInTheWay):
        await district.app.drafts.start(anna, district.duties[NOVEMBER], DONE)

    kept = await district.app.drafts.current(anna)
    assert kept.draft.covers == (district.duties[DIAGNOSTICS],) and len(kept.evidence) == 1


async def test_an_empty_draft_makes_room_and_the_same_measure_goes_on_with_its_own(
    district: District,
) -> None:
    anna = await district.actor(ANNA)
    await district.app.drafts.start(anna, district.duties[DIAGNOSTICS], DONE)
    moved = await district.app.drafts.start(anna, district.duties[NOVEMBER], DONE)
    await district.app.drafts.add_text(anna, "Итоги подведены")

    again = await district.app.drafts.start(anna, district.duties[NOVEMBER], PARTIAL)

    assert again.draft.id == moved.draft.id
    assert (again.draft.text, again.draft.outcome) == ("Итоги подведены", PARTIAL)


async def test_a_dropped_draft_leaves_nothing_and_its_buttons_are_stale(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "Слова", photo())
    draft_id = (await district.app.drafts.current(anna)).draft.id

    await district.app.drafts.drop(anna, draft_id)
    await district.app.drafts.drop(anna, draft_id)

    for deed in (
        district.app.drafts.set_outcome(anna, draft_id, DONE),
        district.app.drafts.clear(anna, draft_id),
        district.app.drafts.coverable(anna, draft_id),
        district.app.reporting.send(anna, draft_id),
    ):
        with pytest.raises(StaleVersion):
            await deed
    with pytest.raises(NotFound):
        await district.app.drafts.add_text(anna, "поздно")


async def test_nobody_reaches_into_another_persons_draft(district: District) -> None:
    await drafted(district)
    draft_id = (await district.app.drafts.current(await district.actor(ANNA))).draft.id

    for number in (draft_id, draft_id + 1, 0, 10**17):
        with pytest.raises(StaleVersion):
            await district.app.reporting.send(await district.actor(BORIS), DraftId(number))
    assert await state(district) is DutyState.OPEN


async def test_the_twenty_first_file_and_too_many_words_are_refused_and_the_rest_stays(
    district: District,
) -> None:
    anna = await district.actor(ANNA)
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "я" * 2490, *(photo(str(n)) for n in range(MAX_FILES)))

    with pytest.raises(BadInput) as files:
        await filed(district, anna, photo("лишнее"))
    with pytest.raises(BadInput) as words:
        await district.app.drafts.add_text(anna, "😀" * 6)

    assert (files.value.reason, words.value.reason) == ("too-many-files", "words-no-room")
    view = await district.app.drafts.current(anna)
    assert len(view.evidence) == MAX_FILES and len(view.draft.text) == 2490


async def test_the_same_bytes_in_another_report_are_warned_about(district: District) -> None:
    await reported(district, ANNA, DIAGNOSTICS, DONE, "", photo("одно и то же"))
    await drafted(district, ANNA, NOVEMBER, DONE, "", photo("одно и то же"))

    seen = (await district.app.drafts.current(await district.actor(ANNA))).seen

    assert [(each.number, each.assignee) for each in seen] == [("1.1", "Школа № 1")]


async def test_another_schools_photo_is_shown_as_seen_to_the_curator_only(district: District) -> None:
    await reported(district, BORIS, ("1.1", "Школа № 2"), DONE, "", photo("чужое"))
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "", photo("чужое"))
    assert (await district.app.drafts.current(await district.actor(ANNA))).seen == ()
    await sent(district)

    olga = await district.actor(OLGA)
    seen = await district.app.decisions.seen_before(olga, district.duties[DIAGNOSTICS])

    assert [each.assignee for each in seen] == ["Школа № 2"]


# One message closes several measures


async def test_one_report_closes_several_measures_and_the_curator_hears_once(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district, ANNA, DIAGNOSTICS, DONE, "Сделали всё сразу", photo())
    draft_id = (await district.app.drafts.current(anna)).draft.id
    for what in (LAGGING, NOVEMBER):
        await district.app.drafts.tick(anna, draft_id, district.duties[what])

    report = await sent(district)

    assert [duty.number for duty in report.sent] == ["1.1", "1.2", "2.3"] and report.skipped == ()
    for what in (DIAGNOSTICS, LAGGING, NOVEMBER):
        (line,) = (await card(district, ANNA, what)).reports
        assert (line.text, line.evidence_count) == ("Сделали всё сразу", 1)
    ((name, text),) = await district.outgoing()
    assert name == OLGA and "Этим же отчётом: п. " in text
    olga = await district.actor(OLGA)
    assert await district.app.decisions.seen_before(olga, district.duties[LAGGING]) == ()


async def test_a_measure_that_is_no_longer_owed_is_left_out_and_named(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district)
    draft_id = (await district.app.drafts.current(anna)).draft.id
    await district.app.drafts.tick(anna, draft_id, district.duties[NOVEMBER])
    async with district.store.write() as uow:
        november = await uow.duties.get(district.duties[NOVEMBER])
        assert november is not None
        await uow.duties.mark(november, DutyState.WITHDRAWN)
        await uow.commit()

    report = await sent(district)

    assert [duty.number for duty in report.sent] == ["1.1"]
    assert [duty.number for duty in report.skipped] == ["2.3"]


async def test_a_measure_that_was_passed_on_meanwhile_is_left_out_and_named(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district)
    draft_id = (await district.app.drafts.current(anna)).draft.id
    await district.app.drafts.tick(anna, draft_id, district.duties[NOVEMBER])
    top = district.department
    async with district.store.write() as uow:
        other = await uow.people.add_unit(top, top, "Школа № 4", UnitKind.SCHOOL, ZONE)
        november = await uow.duties.get(district.duties[NOVEMBER])
        assert november is not None
        assert await uow.duties.change_assignee(
            november,
            unit_id=other,
            person_id=None,
            home_unit_id=other,
            time=november.time,
            next_stage_at=None,
        )
        await uow.commit()

    report = await sent(district)

    assert [duty.number for duty in report.sent] == ["1.1"]
    assert [duty.number for duty in report.skipped] == ["2.3"]


async def test_ticking_twice_unticks_and_other_peoples_measures_cannot_be_ticked(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district)
    draft_id = (await district.app.drafts.current(anna)).draft.id

    await district.app.drafts.tick(anna, draft_id, district.duties[NOVEMBER])
    view = await district.app.drafts.tick(anna, draft_id, district.duties[NOVEMBER])
    assert [duty.number for duty in view.duties] == ["1.1"]
    for what in (("2.3", "Школа № 2"), SEMINAR):
        with pytest.raises(NotFound):
            await district.app.drafts.tick(anna, draft_id, district.duties[what])


async def test_files_may_come_first_and_the_measures_afterwards(district: District) -> None:
    anna = await district.actor(ANNA)
    added = await filed(district, anna, photo(), caption="Семинар прошёл", opens=True)
    assert added.view.needs_measure and added.view.others == 3

    draft_id = added.view.draft.id
    with pytest.raises(BadInput):
        await district.app.reporting.send(anna, draft_id)
    await district.app.drafts.tick(anna, draft_id, district.duties[NOVEMBER])
    report = await sent(district)

    assert [duty.number for duty in report.sent] == ["2.3"]


# Taking back


async def test_a_report_is_taken_back_within_ten_minutes_and_the_duty_is_owed_again(
    district: District,
) -> None:
    line = await reported(district, ANNA, NOVEMBER)
    district.clock.add(minutes=9, seconds=59)

    taken = await district.app.reporting.undo(await district.actor(ANNA), line.id)

    assert taken.is_fresh and await state(district, NOVEMBER) is DutyState.OPEN
    assert taken.view.card.reports[0].retracted_at is not None  # it stays in the history
    assert await next_look(district, district.duties[NOVEMBER]) is not None
    assert await district.outgoing() == []  # the curator is not told about what is no longer there


async def test_taking_back_twice_is_taking_back_once(district: District) -> None:
    line = await reported(district)
    anna = await district.actor(ANNA)
    await district.app.reporting.undo(anna, line.id)
    before = await audited(district)

    again = await district.app.reporting.undo(anna, line.id)

    assert not again.is_fresh and await audited(district) == before


async def test_after_ten_minutes_or_after_a_decision_it_is_too_late(district: District) -> None:
    late, decided = await reported(district), await reported(district, ANNA, NOVEMBER)
    olga, anna = await district.actor(OLGA), await district.actor(ANNA)
    view = await district.app.cards.of_report(olga, decided.id)
    await district.app.decisions.accept(olga, decided.id, view.card.duty.version)

    with pytest.raises(StaleVersion):
        await district.app.reporting.undo(anna, decided.id)
    district.clock.add(minutes=10)
    with pytest.raises(BadInput) as refused:
        await district.app.reporting.undo(anna, late.id)
    assert refused.value.reason == "undo-too-late"


async def test_everything_one_press_has_sent_is_taken_back_together(district: District) -> None:
    anna = await district.actor(ANNA)
    await drafted(district)
    draft_id = (await district.app.drafts.current(anna)).draft.id
    await district.app.drafts.tick(anna, draft_id, district.duties[NOVEMBER])
    await sent(district)
    second = (await card(district, ANNA, NOVEMBER)).last_report
    assert second is not None

    await district.app.reporting.undo(anna, second.id)

    assert await state(district) is DutyState.OPEN
    assert await state(district, NOVEMBER) is DutyState.OPEN


async def test_taking_back_returns_to_what_was_before_and_not_to_the_start(district: District) -> None:
    await reported(district, ANNA, DIAGNOSTICS, PARTIAL, "Осталось два класса")
    line = await reported(district)

    await district.app.reporting.undo(await district.actor(ANNA), line.id)

    assert await state(district) is DutyState.PARTIAL


# Editing


async def test_an_edited_report_takes_the_place_of_the_old_one_which_stays_in_history(
    district: District,
) -> None:
    line = await reported(district, ANNA, DIAGNOSTICS, DONE, "Провели", photo("старое"))
    anna = await district.actor(ANNA)

    view = await district.app.drafts.edit(anna, line.id)
    assert (view.draft.text, len(view.evidence)) == ("Провели", 1)
    await filed(district, anna, photo("новое"))
    await sent(district)

    first, second = (await card(district)).reports
    assert (first.version, first.evidence_count, first.retracted_at is not None) == (1, 1, True)
    assert (second.version, second.evidence_count, second.retracted_at) == (2, 2, None)
    ((name, text),) = await district.outgoing()  # the curator hears of the second only
    assert name == OLGA and "Отчёт № 2" in text


async def test_late_done_may_be_corrected_to_partly_and_reminders_begin_again(district: District) -> None:
    district.clock.set("2026-12-01 12:00")
    line = await reported(district, ANNA, NOVEMBER)
    anna = await district.actor(ANNA)
    draft = (await district.app.drafts.edit(anna, line.id)).draft

    await district.app.drafts.set_outcome(anna, draft.id, PARTIAL)
    for words in ("80", "Остался один класс"):
        await district.app.drafts.add_text(anna, words)
    await sent(district)

    assert await state(district, NOVEMBER) is DutyState.PARTIAL
    assert await next_look(district, district.duties[NOVEMBER]) is not None


async def test_a_decided_report_is_not_edited_even_from_a_draft_opened_before(district: District) -> None:
    line = await reported(district)
    anna, olga = await district.actor(ANNA), await district.actor(OLGA)
    await district.app.drafts.edit(anna, line.id)
    view = await district.app.cards.of_report(olga, line.id)
    await district.app.decisions.accept(olga, line.id, view.card.duty.version)

    with pytest.raises(StaleVersion):
        await sent(district)
    with pytest.raises(StaleVersion):
        await district.app.drafts.edit(anna, line.id)

    assert await state(district) is DutyState.ACCEPTED
    assert [each.retracted_at for each in (await card(district)).reports] == [None]


# Rights


async def test_taking_into_work_is_said_once_and_reminders_go_on(district: District) -> None:
    anna = await district.actor(ANNA)
    duty_id = district.duties[NOVEMBER]
    async with district.store.write() as uow:
        await uow.duties.set_next_stage(duty_id, district.clock.now())
        await uow.commit()

    assert await district.app.reporting.acknowledge(anna, duty_id) is True
    assert await district.app.reporting.acknowledge(anna, duty_id) is False

    assert await state(district, NOVEMBER) is DutyState.ACKNOWLEDGED
    assert await next_look(district, duty_id) == "2026-09-01 09:00"
    assert await audited(district) == ["duty.acknowledged"]


async def test_nothing_is_owed_once_it_is_reported(district: District) -> None:
    await reported(district)
    anna = await district.actor(ANNA)

    with pytest.raises(WrongState):
        await district.app.drafts.start(anna, district.duties[DIAGNOSTICS], DONE)
    with pytest.raises(WrongState):
        await district.app.reporting.acknowledge(anna, district.duties[DIAGNOSTICS])


@pytest.mark.parametrize(("who", "refusal"), [(BORIS, NotFound), (OLGA, NotAllowed), (ELENA, NotAllowed)])
async def test_only_those_who_answer_for_a_duty_report_on_it(
    district: District, who: str, refusal: type[Exception]
) -> None:
    line = await reported(district)
    other, duty_id = await district.actor(who), district.duties[NOVEMBER]

    for deed in (
        district.app.drafts.start(other, duty_id, DONE),
        district.app.reporting.acknowledge(other, duty_id),
        district.app.drafts.edit(other, line.id),
        district.app.reporting.undo(other, line.id),
    ):
        with pytest.raises(refusal):
            await deed
    assert await state(district, NOVEMBER) is DutyState.OPEN


async def test_an_outsider_walking_the_ids_learns_nothing(district: District) -> None:
    line = await reported(district, ANNA, DIAGNOSTICS, DONE, "", photo())
    boris = await district.actor(BORIS)
    own = {key for (_, assignee), key in district.duties.items() if assignee == "Школа № 2"}

    for number in [*range(max(district.duties.values()) + 3), 10**17]:
        if number not in own:
            with pytest.raises(NotFound):
                await district.app.cards.open(boris, DutyId(number))
    for number in (0, line.id, line.id + 1, 10**17):
        with pytest.raises(NotFound):
            await district.app.reporting.files(boris, ReportId(number))
        with pytest.raises(NotFound):
            await district.app.cards.of_report(boris, ReportId(number))


async def test_every_change_is_audited(district: District) -> None:
    line = await reported(district)
    await district.app.reporting.undo(await district.actor(ANNA), line.id)

    assert await audited(district) == ["duty.reported", "report.taken_back"]


# Many reports in a day


async def test_after_five_reports_a_day_the_curator_is_told_of_the_rest_together(
    store: Store, app: App, clock: FrozenClock
) -> None:
    rows = tuple(Row(number=str(n), title=f"Дело {n}", units=("Школа № 1",)) for n in range(1, 9))
    district = await build_district(store, app, clock, rows)
    for row in rows[:7]:
        await reported(district, ANNA, (row.number, "Школа № 1"))

    assert len(await district.outgoing()) == SINGLE_PER_DAY
    clock.set("2026-09-01 13:00")
    ((name, text),) = await district.outgoing()
    assert name == OLGA and "Ждут вашего решения: 7" in text and "и ещё 2" in text

    clock.set("2026-09-02 10:00")
    await reported(district, ANNA, ("8", "Школа № 1"))
    ((_, text),) = await district.outgoing()
    assert "Новый отчёт" in text  # a new day counts anew


async def test_what_was_decided_before_the_gathering_is_not_announced(
    store: Store, app: App, clock: FrozenClock
) -> None:
    rows = tuple(Row(number=str(n), title=f"Дело {n}", units=("Школа № 1",)) for n in range(1, 8))
    district = await build_district(store, app, clock, rows)
    lines = [await reported(district, ANNA, (row.number, "Школа № 1")) for row in rows]
    await district.outgoing()
    olga = await district.actor(OLGA)
    for line in lines:
        view = await app.cards.of_report(olga, line.id)
        await app.decisions.accept(olga, line.id, view.card.duty.version)

    clock.set("2026-09-01 13:00")

    assert OLGA not in [name for name, _ in await district.outgoing()]
