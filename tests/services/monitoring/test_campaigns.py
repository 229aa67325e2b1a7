"""The quarterly monitoring through a quarter's end in which one school stays silent."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from roadmap.control.duty import DutyState, ReportOutcome, ReportSource
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion
from roadmap.ids import CampaignId
from roadmap.monitoring.campaign_views import Reach
from roadmap.people.persons import Role, Through
from roadmap.people.place import in_telegram
from services.app import App
from services.control.duties.duty_rights import own_duty
from services.control.reporting.report_submission import Answer, submit
from storage.control.tables import DutyRow
from storage.plan.tables import ControlPointRow
from storage.process.tables import AuditRow
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.quarter_district import ROWS, District, Row, build_district, lay

CAMPAIGN = CampaignId(1)
OPENING, CLOSING = "2026-09-24 10:00", "2026-09-30 18:00"
NUDGING, NUDGING_AGAIN = "2026-09-25 10:00", "2026-09-29 10:00"


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


async def at(world: District, local: str) -> list[tuple[str, str]]:
    """Move the clock, let the beat look, and hear what is said."""
    world.clock.set(local)
    await world.app.campaigns.look()
    return await world.outgoing()


async def answer(
    world: District, name: str, duty: tuple[str, str], outcome: ReportOutcome, text: str = ""
) -> None:
    actor = await world.actor(name)
    await world.app.monitoring.answer(actor, CAMPAIGN, world.duties[duty], None, outcome, text)


async def test_it_opens_on_the_fifth_last_working_day_and_asks_about_what_is_open_and_ongoing(
    world: District,
) -> None:
    assert await at(world, "2026-09-24 09:59") == []
    said = dict(await at(world, OPENING))

    assert set(said) == {"Анна Лугова", "Борис Речной", "Вера Полянская", "Галина Озёрная", "Ольга Ветрова"}
    assert "Молчат: 4" in said["Ольга Ветрова"], "the curator's card"
    assert "п. 1.1 Провести входную диагностику" in said["Анна Лугова"]
    assert "срок был 15 сентября" in said["Анна Лугова"]
    assert "п. 1.2 Вести работу с отстающими — постоянно" in said["Анна Лугова"]
    assert "2.3" not in said["Анна Лугова"], "November has not begun"
    assert "до 30 сентября, 18:00" in said["Галина Озёрная"]
    assert await at(world, "2026-09-24 10:01") == [], "looking again opens and says nothing"


async def test_a_whole_campaign_with_one_silent_school(world: District) -> None:
    await at(world, OPENING)
    await answer(world, "Анна Лугова", ("1.1", "Школа № 1"), ReportOutcome.DONE)
    await answer(world, "Анна Лугова", ("1.2", "Школа № 1"), ReportOutcome.ON_TRACK)
    await answer(world, "Борис Речной", ("1.1", "Школа № 2"), ReportOutcome.DIFFICULTY, "нет бланков")
    galina = await world.actor("Галина Озёрная")
    await world.app.monitoring.answer_ongoing(galina, CAMPAIGN)
    await answer(world, "Галина Озёрная", ("2.1", "Галина Озёрная"), ReportOutcome.ON_TRACK)

    nudged = dict(await at(world, NUDGING))
    assert set(nudged) == {"Борис Речной", "Вера Полянская"}
    assert "осталось ответить по 1 мероприятию" in nudged["Борис Речной"]

    assert set(dict(await at(world, NUDGING_AGAIN))) == {"Борис Речной", "Вера Полянская"}
    told = dict(await at(world, CLOSING))
    assert set(told) == {"Ольга Ветрова", "Игорь Луговой", "Елена Холмова"}
    result = told["Ольга Ветрова"]
    assert "Школа № 3" not in told["Елена Холмова"], "the head sees counts"
    assert "завершён 30 сентября, 18:00" in result
    assert "Ответили на всё: 2 из 4" in result
    assert "Молчат: 1" in result and "• Школа № 3" in result
    assert "Ответили не на всё: 1" in result and "Трудности: 1" in result
    assert await at(world, "2026-10-01 10:00") == []


async def test_an_answer_is_a_report_of_the_campaign(world: District) -> None:
    await at(world, OPENING)
    await answer(world, "Борис Речной", ("1.1", "Школа № 2"), ReportOutcome.DIFFICULTY, "нет бланков")

    async with world.store.read() as uow:
        stored = await uow.reports.last_report(world.duties["1.1", "Школа № 2"])
        duty = await uow.duties.get(world.duties["1.1", "Школа № 2"])
        items = {item.id: item for item in await uow.campaigns.items(CAMPAIGN)}
    assert stored is not None and stored.report.source is ReportSource.CAMPAIGN
    assert stored.campaign_item_id is not None
    assert items[stored.campaign_item_id].unit_id == world.units["Школа № 2"]
    async with world.store.engine.connect() as connection:
        rows = (await connection.execute(select(AuditRow.action, AuditRow.through))).all()
    assert ("campaign.opened", Through.BEAT) in rows
    assert ("duty.reported", Through.CAMPAIGN) in rows
    assert duty is not None and duty.state is DutyState.ACKNOWLEDGED


async def test_done_waits_for_the_curator_and_progress_does_not(world: District) -> None:
    await at(world, OPENING)
    await answer(world, "Анна Лугова", ("1.1", "Школа № 1"), ReportOutcome.DONE)
    await answer(world, "Анна Лугова", ("1.2", "Школа № 1"), ReportOutcome.ON_TRACK)

    curator = await world.actor("Ольга Ветрова")
    async with world.store.read() as uow:
        assert (await uow.reports.waiting_total(curator)).count == 1
    assert await world.outgoing() == [], "one result at the close, not a message per answer"


async def test_the_same_press_twice_is_one_report(world: District) -> None:
    await at(world, OPENING)
    actor, duty = await world.actor("Анна Лугова"), world.duties["1.2", "Школа № 1"]
    for _ in range(2):
        asked = await world.app.monitoring.answer(actor, CAMPAIGN, duty, 1, ReportOutcome.ON_TRACK)
    assert len(asked.remaining) == 1

    async with world.store.read() as uow:
        card = await uow.duties.card(duty)
    assert card is not None and len(card.reports) == 1


async def test_a_stale_button_changes_nothing(world: District) -> None:
    await at(world, OPENING)
    actor, duty = await world.actor("Анна Лугова"), world.duties["1.2", "Школа № 1"]
    await world.app.monitoring.answer(actor, CAMPAIGN, duty, 1, ReportOutcome.ON_TRACK)
    with pytest.raises(StaleVersion):
        await world.app.monitoring.answer(actor, CAMPAIGN, duty, 1, ReportOutcome.DONE)


async def test_all_ongoing_work_is_answered_at_once_and_nothing_else(world: District) -> None:
    await at(world, OPENING)
    actor = await world.actor("Анна Лугова")
    count, asked = await world.app.monitoring.answer_ongoing(actor, CAMPAIGN)

    assert count == 1
    assert [question.duty.number for question in asked.remaining] == ["1.1"]
    assert (await world.app.monitoring.answer_ongoing(actor, CAMPAIGN))[0] == 0


async def test_what_is_overdue_no_longer_goes_as_planned(world: District) -> None:
    await at(world, OPENING)
    asked = await world.app.monitoring.questionnaire(await world.actor("Анна Лугова"), CAMPAIGN)
    first, second = asked.questions
    assert ReportOutcome.ON_TRACK not in first.choices(asked.today)
    assert ReportOutcome.ON_TRACK in second.choices(asked.today)


async def test_whoever_waits_for_a_curator_is_not_asked_as_if_overdue(world: District) -> None:
    world.clock.set("2026-09-15 12:00")
    anna = await world.actor("Анна Лугова")
    await world.app.extensions.ask(anna, world.duties["1.1", "Школа № 1"], date(2026, 10, 20), "Ждём приказ")

    said = dict(await at(world, OPENING))

    assert "диагностику — ждёт решения куратора 9 дней" in said["Анна Лугова"]
    asked = await world.app.monitoring.questionnaire(anna, CAMPAIGN)
    first = next(question for question in asked.questions if question.duty.number == "1.1")
    assert ReportOutcome.ON_TRACK in first.choices(asked.today)


async def test_a_date_that_passed_before_the_work_began_is_asked_about(
    store: Store, app: App, clock: FrozenClock
) -> None:
    passed = Row(
        number="9",
        title="Летний ремонт",
        units=("Школа № 1",),
        first_on=date(2026, 6, 1),
        due_on=date(2026, 8, 20),
        predates=True,
    )
    world = await build_district(store, app, clock, (passed,))
    said = dict(await at(world, OPENING))["Анна Лугова"]

    assert "Летний ремонт — срок был 20 августа" in said
    count, _ = await app.monitoring.answer_ongoing(await world.actor("Анна Лугова"), CAMPAIGN)
    assert count == 0, "«идёт по плану» is not said of a day long gone"


async def test_an_ordinary_report_meanwhile_counts_as_the_answer(world: District) -> None:
    await at(world, OPENING)
    actor, duty = await world.actor("Вера Полянская"), world.duties["1.1", "Школа № 3"]
    async with world.store.write() as uow:
        owed = await own_duty(uow, actor, duty)
        await submit(uow, actor, owed, Answer(outcome=ReportOutcome.DONE), world.clock.now())
        await uow.commit()

    asked = await world.app.monitoring.questionnaire(actor, CAMPAIGN)
    assert [question.duty.number for question in asked.remaining] == ["1.2"]


async def test_a_late_answer_is_taken_and_marked_until_the_next_campaign(world: District) -> None:
    await at(world, OPENING)
    await at(world, CLOSING)
    world.clock.set("2026-10-02 11:00")
    await answer(world, "Вера Полянская", ("1.2", "Школа № 3"), ReportOutcome.ON_TRACK)
    asked = await world.app.monitoring.questionnaire(await world.actor("Вера Полянская"), CAMPAIGN)
    assert [q.answer.is_late for q in asked.questions if q.answer] == [True]

    await at(world, "2026-12-25 10:00")
    with pytest.raises(BadInput) as refused:
        await answer(world, "Вера Полянская", ("1.2", "Школа № 3"), ReportOutcome.DIFFICULTY, "холодно")
    assert refused.value.reason == "campaign-is-over"


async def test_those_nobody_can_reach_are_counted_apart_and_their_curator_is_told(
    world: District,
) -> None:
    async with world.store.write() as uow:
        await uow.accounts.block(in_telegram(world.chats["Вера Полянская"]))
        await uow.commit()
    said = [name for name, _ in await at(world, OPENING)]
    assert "Вера Полянская" not in said and "Ольга Ветрова" in said

    board = await world.app.monitoring.board(await world.actor("Ольга Ветрова"), CAMPAIGN)
    assert [(a.name, a.reach) for a in board.unreachable] == [("Школа № 3", Reach.BLOCKED)]
    assert "Школа № 3" not in [addressee.name for addressee in board.silent]


async def test_a_person_who_joins_during_the_campaign_is_asked_by_the_nudge(world: District) -> None:
    async with world.store.write() as uow:
        await uow.accounts.block(in_telegram(world.chats["Вера Полянская"]))
        await uow.commit()
    await at(world, OPENING)
    async with world.store.write() as uow:
        person = world.persons["Вера Полянская"]
        await uow.accounts.bind(person, in_telegram(990), world.clock.now())
        await uow.commit()
    assert "Вера Полянская" in dict(await at(world, NUDGING))


async def test_names_of_the_silent_are_for_the_curator_only(world: District) -> None:
    await at(world, OPENING)
    head = await world.actor("Елена Холмова")
    assert not (await world.app.monitoring.board(head, CAMPAIGN)).has_names
    with pytest.raises(NotAllowed):
        await world.app.monitoring.names(head, CAMPAIGN)
    with pytest.raises(NotAllowed):
        await world.app.monitoring.board(await world.actor("Анна Лугова"), CAMPAIGN)


async def test_outsiders_find_no_campaign_and_cannot_answer_for_others(world: District) -> None:
    await at(world, OPENING)
    curator = await world.actor("Ольга Ветрова")
    with pytest.raises(NotFound):
        await world.app.monitoring.questionnaire(curator, CAMPAIGN)
    with pytest.raises(NotFound):
        await answer(world, "Анна Лугова", ("1.2", "Школа № 2"), ReportOutcome.ON_TRACK)
    with pytest.raises(NotFound):
        await world.app.monitoring.board(curator, CampaignId(99))

    async with world.store.write() as uow:
        far = await uow.people.add_department("Управление Дальнего округа", "Asia/Omsk")
        await world.person(uow, "Чужой куратор", Role.CURATOR, far, far)
        await uow.commit()
    with pytest.raises(NotFound):
        await world.app.monitoring.board(await world.actor("Чужой куратор"), CAMPAIGN)


async def test_after_an_outage_it_opens_late_and_still_leaves_two_working_days(world: District) -> None:
    said = dict(await at(world, "2026-10-05 08:30"))
    assert "до 7 октября, 18:00" in said["Анна Лугова"]
    assert "Вера Полянская" in dict(await at(world, "2026-10-06 10:00")), "one nudge fits in between"
    assert "завершён 7 октября" in dict(await at(world, "2026-10-07 18:00"))["Ольга Ветрова"]


async def test_a_road_map_approved_after_the_quarter_is_not_asked_about_it(
    store: Store, app: App, clock: FrozenClock
) -> None:
    clock.set("2026-10-02 12:00")
    world = await build_district(store, app, clock)
    assert await at(world, "2026-10-05 10:00") == []


async def test_two_road_maps_ask_in_one_message(world: District) -> None:
    async with world.store.write() as uow:
        await lay(world, uow, ROWS, "План поддержки школ")
        await uow.commit()
    (said,) = [text for name, text in await at(world, OPENING) if name == "Анна Лугова"]
    assert "План повышения качества образования\nПлан поддержки школ" in said
    assert "Провести входную диагностику [План повышения качества образования]" in said
    assert "Провести входную диагностику [План поддержки школ]" in said

    anna = await world.actor("Анна Лугова")
    (asked,) = await world.app.monitoring.questionnaires(anna)
    _, answered = await world.app.monitoring.answer_ongoing(anna, asked.header.campaign.id)
    assert {asked.campaign_of(q).id for q in answered.questions if q.answer} == {CAMPAIGN, CAMPAIGN + 1}
    for question in answered.remaining:
        outcome, version = ReportOutcome.DONE, question.duty.version
        answered = await world.app.monitoring.answer(anna, CAMPAIGN, question.duty.id, version, outcome)
    assert answered.remaining == ()


async def test_when_one_map_is_answered_the_other_still_reminds(world: District) -> None:
    async with world.store.write() as uow:
        await lay(world, uow, ROWS, "План поддержки школ")
        await uow.commit()
    await at(world, OPENING)
    anna = await world.actor("Анна Лугова")
    (asked,) = await world.app.monitoring.questionnaires(anna)
    first = [q for q in asked.questions if asked.campaign_of(q).id == CAMPAIGN]
    for question in first:
        outcome, version = ReportOutcome.DONE, question.duty.version
        await world.app.monitoring.answer(anna, CAMPAIGN, question.duty.id, version, outcome)
    (said,) = [text for name, text in await at(world, NUDGING) if name == "Анна Лугова"]
    assert "осталось ответить по 2 мероприятиям" in said


async def test_the_beat_knows_when_it_is_needed_next(world: District) -> None:
    service = world.app.campaigns

    async def next_at() -> str:
        moment = await service.next_at()
        assert moment is not None
        return f"{moment.astimezone(ZoneInfo(ZONE)):%m-%d %H:%M}"

    assert await next_at() == "09-24 10:00"
    await at(world, OPENING)
    assert await next_at() == "09-25 10:00"
    await at(world, NUDGING)
    assert await next_at() == "09-29 10:00"
    await at(world, NUDGING_AGAIN)
    assert await next_at() == "09-30 18:00"
    await at(world, CLOSING)
    assert await next_at() == "12-01 00:00", "answers are taken from the last month on"


async def test_a_report_after_the_close_does_not_rewrite_the_result(world: District) -> None:
    await at(world, OPENING)
    await at(world, CLOSING)
    curator, actor = await world.actor("Ольга Ветрова"), await world.actor("Вера Полянская")
    before = await world.app.monitoring.board(curator, CAMPAIGN)

    world.clock.set("2026-10-02 11:00")
    async with world.store.write() as uow:
        duty = await own_duty(uow, actor, world.duties["1.1", "Школа № 3"])
        await submit(uow, actor, duty, Answer(outcome=ReportOutcome.DONE), world.clock.now())
        await uow.commit()

    after = await world.app.monitoring.board(curator, CAMPAIGN)
    assert after.addressees == before.addressees
    asked = await world.app.monitoring.questionnaire(actor, CAMPAIGN)
    assert [question.duty.number for question in asked.remaining] == ["1.2"]


async def test_a_later_edition_does_not_rewrite_a_closed_quarter(world: District) -> None:
    await at(world, OPENING)
    await answer(world, "Борис Речной", ("1.1", "Школа № 2"), ReportOutcome.DIFFICULTY, "нет бланков")
    await at(world, CLOSING)
    curator, vera = await world.actor("Ольга Ветрова"), await world.actor("Вера Полянская")
    before = await world.app.monitoring.board(curator, CAMPAIGN)

    moved, dropped = world.duties["1.1", "Школа № 2"], world.duties["1.1", "Школа № 3"]
    points = select(DutyRow.control_point_id).where(DutyRow.id == moved)
    later = {"first_on": date(2027, 1, 25), "last_on": date(2027, 1, 25)}
    async with world.store.engine.begin() as connection:
        await connection.execute(update(ControlPointRow).where(ControlPointRow.id.in_(points)).values(later))
        await connection.execute(
            update(DutyRow).where(DutyRow.id == dropped).values(state=DutyState.WITHDRAWN.value)
        )

    after = await world.app.monitoring.board(curator, CAMPAIGN)
    assert after.addressees == before.addressees
    asked = await world.app.monitoring.questionnaire(vera, CAMPAIGN)
    assert [question.duty.number for question in asked.remaining] == ["1.2"], "what was dropped is not asked"
