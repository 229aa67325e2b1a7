"""«Перенести срок»: asked with a reason, decided once; the first date is kept, reminders follow."""

import asyncio
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from roadmap.control.duty import DutyState
from roadmap.control.requests import RequestState, check_new_date, offered_dates
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import ExtensionId
from roadmap.people.persons import Role
from services.app import App
from services.control.duties.cards import CardView
from storage.control.requests import RequestRepository
from storage.unit_of_work import Store
from tests.bot.fleet import until
from tests.clock import FrozenClock
from tests.control_deeds import (
    ANNA,
    BORIS,
    DIAGNOSTICS,
    ELENA,
    LAGGING,
    NOVEMBER,
    OLGA,
    audited,
    card,
    next_look,
    reported,
    state,
)
from tests.quarter_district import District, build_district

DUE, LATER = date(2026, 11, 30), date(2026, 12, 14)
NADEZHDA = "Надежда Вторая"


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    world = await build_district(store, app, clock)
    async with store.write() as uow:
        await world.person(uow, NADEZHDA, Role.CURATOR, world.department)
        await uow.commit()
    return world


async def asked(district: District, day: date = LATER, who: str = ANNA) -> ExtensionId:
    actor = await district.actor(who)
    view = await district.app.extensions.ask(actor, district.duties[NOVEMBER], day, "Ждём приказ")
    assert view.card.extension is not None
    return view.card.extension.id


async def test_a_granted_request_moves_the_date_and_keeps_the_first_one(district: District) -> None:
    request_id = await asked(district)
    assert [name for name, _ in await district.outgoing()] == [OLGA, NADEZHDA]

    await district.app.extensions.grant(await district.actor(OLGA), request_id, LATER)

    duty = (await card(district, ANNA, NOVEMBER)).duty
    assert (duty.original_due_on, duty.due_on, duty.revision) == (DUE, LATER, 2)
    assert (await card(district, ANNA, NOVEMBER)).extension is None
    ((name, text),) = await district.outgoing()
    assert name == ANNA and "14 декабря" in text and "30 ноября" in text


async def test_reminders_follow_the_new_date(district: District) -> None:
    request_id = await asked(district)
    district.clock.set("2026-11-27 10:00")

    await district.app.extensions.grant(await district.actor(OLGA), request_id, LATER)

    # The Monday whose two weeks hold the new day comes before the three working days before it.
    assert await next_look(district, district.duties[NOVEMBER]) == "2026-11-30 08:00"


async def test_the_curator_may_give_another_date(district: District) -> None:
    request_id = await asked(district)

    await district.app.extensions.grant(await district.actor(OLGA), request_id, date(2026, 12, 7))

    assert (await card(district, ANNA, NOVEMBER)).duty.due_on == date(2026, 12, 7)
    said = dict(await district.outgoing())
    assert "7 декабря" in said[ANNA]


@pytest.mark.parametrize("comment", [None, "Отчёт нужен министерству"])
async def test_a_refusal_leaves_the_date_and_says_why(district: District, comment: str | None) -> None:
    request_id = await asked(district)
    await district.outgoing()

    await district.app.extensions.refuse(await district.actor(OLGA), request_id, comment)

    assert (await card(district, ANNA, NOVEMBER)).duty.due_on == DUE
    ((name, text),) = await district.outgoing()
    assert name == ANNA and "Срок прежний: до 30 ноября" in text and (comment or OLGA) in text


async def test_at_most_one_request_is_open_and_the_same_one_twice_is_one(district: District) -> None:
    await asked(district)
    await district.outgoing()

    await asked(district)
    with pytest.raises(BadInput) as refused:
        await asked(district, date(2026, 12, 21))

    assert refused.value.reason == "extension-open"
    assert await district.outgoing() == [] and await audited(district) == ["extension.asked"]
    with pytest.raises(BadInput):
        await district.app.extensions.offer(await district.actor(ANNA), district.duties[NOVEMBER])


async def test_two_curators_decide_at_once_and_one_decision_stands(district: District) -> None:
    request_id = await asked(district)
    await district.outgoing()
    olga, nadezhda = await district.actor(OLGA), await district.actor(NADEZHDA)

    results = await asyncio.gather(
        district.app.extensions.grant(olga, request_id, LATER),
        district.app.extensions.refuse(nadezhda, request_id),
        return_exceptions=True,
    )

    assert sum(isinstance(each, StaleVersion) for each in results) == 1
    assert len(await district.outgoing()) == 1


async def test_the_same_decision_pressed_twice_is_one(district: District) -> None:
    request_id, olga = await asked(district), await district.actor(OLGA)
    await district.app.extensions.grant(olga, request_id, LATER)
    done = await audited(district)

    await district.app.extensions.grant(olga, request_id, LATER)

    assert await audited(district) == done
    assert (await card(district, ANNA, NOVEMBER)).duty.revision == 2


async def test_a_request_withdrawn_or_settled_is_not_decided_on_any_more(district: District) -> None:
    request_id, olga, anna = await asked(district), await district.actor(OLGA), await district.actor(ANNA)
    await district.app.extensions.withdraw(anna, request_id)
    await district.app.extensions.withdraw(anna, request_id)

    for deed in (
        district.app.extensions.open(olga, request_id),
        district.app.extensions.grant(olga, request_id, LATER),
        district.app.extensions.refuse(olga, request_id),
    ):
        with pytest.raises(StaleVersion):
            await deed
    assert await district.outgoing() == []
    assert await audited(district) == ["extension.asked", "extension.withdrawn"]


async def test_earlier_requests_are_shown_with_the_next_one(district: District) -> None:
    olga = await district.actor(OLGA)
    await district.app.extensions.grant(olga, await asked(district), LATER)

    again = await asked(district, date(2026, 12, 25))

    assert [each.state for each in (await district.app.extensions.open(olga, again)).earlier] == [
        RequestState.GRANTED
    ]


async def test_an_overdue_duty_may_be_moved_to_a_day_that_is_still_ahead(district: District) -> None:
    district.clock.set("2026-12-10 10:00")
    with pytest.raises(BadInput) as refused:
        await asked(district, date(2026, 12, 7))
    assert refused.value.reason == "date-in-the-past"

    request_id = await asked(district)
    await district.app.extensions.grant(await district.actor(OLGA), request_id, LATER)

    assert not (await card(district, ANNA, NOVEMBER)).duty.is_overdue(date(2026, 12, 10))


async def test_what_has_no_date_or_is_reported_cannot_be_moved(district: District) -> None:
    anna = await district.actor(ANNA)
    with pytest.raises(BadInput) as refused:
        await district.app.extensions.offer(anna, district.duties[LAGGING])
    assert refused.value.reason == "no-date-to-move"

    await reported(district)
    with pytest.raises(WrongState):
        await district.app.extensions.ask(anna, district.duties[DIAGNOSTICS], LATER, "Поздно")


async def test_a_request_is_not_granted_once_the_work_is_reported(district: District) -> None:
    request_id = await asked(district)
    await reported(district, ANNA, NOVEMBER)

    with pytest.raises((StaleVersion, WrongState)):
        await district.app.extensions.grant(await district.actor(OLGA), request_id, LATER)
    assert await state(district, NOVEMBER) is DutyState.REPORTED


@pytest.mark.parametrize(("who", "refusal"), [(BORIS, NotFound), (OLGA, NotAllowed), (ELENA, NotAllowed)])
async def test_only_the_assignee_asks(district: District, who: str, refusal: type[Exception]) -> None:
    other = await district.actor(who)
    request_id = await asked(district)

    with pytest.raises(refusal):
        await district.app.extensions.ask(other, district.duties[NOVEMBER], LATER, "Хочу")
    with pytest.raises(refusal):
        await district.app.extensions.withdraw(other, request_id)


@pytest.mark.parametrize(("who", "refusal"), [(BORIS, NotFound), (ANNA, NotAllowed), (ELENA, NotAllowed)])
async def test_only_the_curator_decides(district: District, who: str, refusal: type[Exception]) -> None:
    other = await district.actor(who)
    request_id = await asked(district)

    for deed in (
        district.app.extensions.open(other, request_id),
        district.app.extensions.grant(other, request_id, LATER),
        district.app.extensions.refuse(other, request_id),
    ):
        with pytest.raises(refusal):
            await deed
    for forged in (0, request_id + 1, 10**17):
        with pytest.raises(NotFound):
            await district.app.extensions.grant(await district.actor(OLGA), ExtensionId(forged), LATER)


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_a_second_press_in_the_very_moment_of_the_decision_asks_for_nothing_more(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite has one writer at a time; PostgreSQL lets the decision in between the look and the request."""
    request_id = await asked(district)
    add, olga = RequestRepository.add, await district.actor(OLGA)
    deciding: list[asyncio.Task[CardView]] = []

    async def met_by_a_decision(*about: Any, **what: Any) -> ExtensionId | None:
        deciding.append(asyncio.create_task(district.app.extensions.grant(olga, request_id, LATER)))
        await until(partial(is_decided_or_waits, district.store, deciding[0]))
        return await add(*about, **what)

    monkeypatch.setattr(RequestRepository, "add", met_by_a_decision)
    await asked(district)
    await deciding[0]

    assert await audited(district) == ["extension.asked", "extension.granted"]


async def is_decided_or_waits(store: Store, deciding: asyncio.Task[CardView]) -> bool:
    async with store.engine.connect() as connection:
        waiting = await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
    return deciding.done() or bool(waiting)


@pytest.mark.parametrize("reason", ["", "  ", "3.4", "👍", "я" * 501, None])
async def test_a_reason_of_a_sane_length_is_required(district: District, reason: str | None) -> None:
    with pytest.raises(BadInput):
        await district.app.extensions.ask(
            await district.actor(ANNA), district.duties[NOVEMBER], LATER, reason
        )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("14.12", date(2026, 12, 14)),
        ("14.12.2026", date(2026, 12, 14)),
        ("до 14 декабря", date(2026, 12, 14)),
        ("14 декабря 2026 г.", date(2026, 12, 14)),
        ("15.01", date(2027, 1, 15)),
    ],
)
async def test_a_typed_date_is_read(district: District, words: str, day: date) -> None:
    actor = await district.actor(ANNA)
    assert await district.app.extensions.read_date(actor, district.duties[NOVEMBER], words) == day


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "date-unread"),
        ("как получится", "date-unread"),
        ("31.02", "date-unread"),
        ("10 и 20 декабря", "date-unread"),
        ("15.10", "date-not-later"),
        ("20.12.2206", "date-unread"),
        ("1\0", "date-unread"),
    ],
)
async def test_a_typed_date_that_cannot_be_is_refused_with_its_reason(
    district: District, words: str, reason: str
) -> None:
    with pytest.raises(BadInput) as refused:
        await district.app.extensions.read_date(await district.actor(ANNA), district.duties[NOVEMBER], words)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("due_on", "today", "offered"),
    [
        (date(2026, 9, 15), date(2026, 9, 1), ["22.09", "29.09", "30.09"]),
        (date(2026, 9, 15), date(2026, 10, 5), ["12.10", "19.10", "30.10"]),
        (date(2026, 9, 30), date(2026, 9, 1), ["07.10", "14.10", "30.10"]),
        (date(2026, 9, 16), date(2026, 9, 1), ["23.09", "30.09"]),
    ],
)
def test_a_week_two_weeks_and_the_end_of_the_month_are_offered(
    due_on: date, today: date, offered: list[str]
) -> None:
    assert [f"{day:%d.%m}" for day in offered_dates(due_on, today, WEEKENDS_ONLY)] == offered


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (date(2026, 11, 30), "date-not-later"),
        (date(2026, 11, 1), "date-not-later"),
        (date(2028, 1, 1), "date-too-far"),
    ],
)
def test_a_new_date_is_later_and_within_a_year(new: date, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_new_date(new, DUE, date(2026, 9, 1))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("до конца декабря", date(2026, 12, 31)),
        ("на две недели", date(2026, 12, 14)),
        ("ещё неделю", date(2026, 12, 7)),
        ("до конца следующего квартала", date(2026, 12, 31)),
    ],
)
async def test_a_typed_date_is_read_as_any_deadline_is(district: District, words: str, day: date) -> None:
    actor = await district.actor(ANNA)
    assert await district.app.extensions.read_date(actor, district.duties[NOVEMBER], words) == day
