"""What is looked at just before a message leaves: nothing stale, nothing at night, nothing in heaps."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import Delivery, DeliveryState, Dispatching
from roadmap.ids import DeliveryId
from roadmap.people.place import in_telegram
from services.composing import Cancelled
from services.notice import Notice
from storage.unit_of_work import UnitOfWork
from tests.databases import both_databases
from tests.services.delivery.post_office import PostOffice

pytestmark = both_databases


async def test_a_message_that_no_longer_makes_sense_is_cancelled_with_the_reason(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    posted = await office.post(anna, "ждём отчёт")
    office.cancelled[posted.subject_id] = "already accepted"

    await office.engine.drain()

    assert office.messenger.sent == []
    row = await office.row()
    assert (row.state, row.reason) == (DeliveryState.CANCELLED, "already accepted")


async def test_an_expired_message_is_not_sent(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "сегодня в 12:00", expires_at=office.later(hours=1))
    office.clock.add(hours=1)

    await office.engine.drain()

    assert office.messenger.sent == []
    assert (await office.row()).state is DeliveryState.EXPIRED


async def test_somebody_who_has_left_is_not_written_to(office: PostOffice) -> None:
    anna = await office.person("Анна", None)
    await office.post(anna, "привет")

    await office.engine.drain()

    row = await office.row()
    assert (row.state, row.reason) == (DeliveryState.BLOCKED, "not bound")


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        ("2026-09-01 20:00", "Europe/Moscow", "2026-09-02T05:00"),  # evening → 08:00 in Moscow
        ("2026-09-01 07:59", "Europe/Moscow", "2026-09-01T05:00"),
        ("2026-09-01 15:00", "Asia/Kamchatka", "2026-09-01T20:00"),  # midnight there → 08:00 there
        ("2026-09-05 12:00", "Europe/Moscow", "2026-09-07T05:00"),  # Saturday → Monday
    ],
)
async def test_quiet_hours_of_the_recipient_are_kept(
    office: PostOffice, moment: str, zone: str, expected: str
) -> None:
    office.clock.set(moment)
    anna = await office.person("Анна", 11, zone=zone)
    await office.post(anna, "новость")

    await office.engine.drain()

    row = await office.row()
    assert office.messenger.sent == []
    assert (row.state, row.not_before) == (
        DeliveryState.PENDING,
        datetime.fromisoformat(expected).replace(tzinfo=UTC),
    )
    office.clock.add(seconds=(row.not_before - office.clock.now()).total_seconds())
    await office.engine.drain()
    assert office.messenger.sent == [(11, "новость")]


async def test_a_row_that_cannot_be_rendered_is_pushed_an_hour_and_stops_nobody(office: PostOffice) -> None:
    anna, boris = await office.person("Анна", 11), await office.person("Борис", 12)
    bad = await office.post(anna, "яд")
    office.poisoned.add(bad.subject_id)
    await office.post(boris, "Борису")

    await office.engine.drain()

    assert office.messenger.sent == [(12, "Борису")]
    row = (await office.rows())[0]
    assert (row.state, row.not_before) == (DeliveryState.PENDING, office.later(hours=1))
    office.poisoned.clear()
    office.clock.add(hours=1)
    await office.engine.drain()
    assert office.messenger.sent[-1] == (11, "яд")


async def test_a_row_that_cannot_be_rendered_all_day_is_dead_not_forgotten(office: PostOffice) -> None:
    office.clock.set("2026-09-01 08:00")
    anna = await office.person("Анна", 11)
    bad = await office.post(anna, "яд")
    office.poisoned.add(bad.subject_id)

    for _ in range(60):
        await office.engine.drain()
        office.clock.add(hours=1)

    row = await office.row()
    assert (row.state, row.reason) == (DeliveryState.DEAD, "cannot be rendered")


async def test_urgent_news_goes_before_digests(office: PostOffice) -> None:
    people = [await office.person(f"П{n}", 10 + n) for n in range(3)]
    await office.post(people[0], "сводка", priority=Priority.DIGEST)
    await office.post(people[1], "новость", priority=Priority.NEWS)
    await office.post(people[2], "решение", priority=Priority.DECISION)

    for _ in people:
        await office.engine.dispatch_due(1)

    assert [words for _, words in office.messenger.sent] == ["решение", "новость", "сводка"]


async def test_planning_the_same_message_twice_sends_it_once(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет", dedupe_key="duty:7:1:due")
    await office.post(anna, "привет", dedupe_key="duty:7:1:due")

    await office.engine.drain()

    assert office.messenger.sent == [(11, "привет")]


async def test_more_than_five_messages_for_one_person_become_one(office: PostOffice) -> None:
    anna, boris = await office.person("Анна", 11), await office.person("Борис", 12)
    posted = [await office.post(anna, f"Пункт 1.{n} принят\nподробности") for n in range(6)]
    office.cancelled[posted[2].subject_id] = "withdrawn"
    await office.post(boris, "Борису")

    await office.engine.drain()

    to_anna = [words for chat, words in office.messenger.sent if chat == 11]
    assert len(to_anna) == 1
    assert to_anna[0].startswith("Накопилось для вас: 5 сообщений\n\n• Пункт 1.0 принят\n• Пункт 1.1 принят")
    assert "1.2" not in to_anna[0]
    rows = await office.rows()
    assert [row.state for row in rows[:6]] == [DeliveryState.FOLDED] * 6
    assert (12, "Борису") in office.messenger.sent


async def test_after_more_than_two_hours_down_what_waits_for_a_person_is_one_message(
    office: PostOffice,
) -> None:
    anna, boris = await office.person("Анна", 11), await office.person("Борис", 12)
    await office.post(anna, "первое")
    await office.post(boris, "единственное")
    office.clock.add(minutes=90)
    await office.post(anna, "второе")
    office.clock.add(minutes=31)

    await office.engine.drain()

    by_chat = dict(office.messenger.sent)
    assert by_chat[11].startswith("Пока бот не работал, накопилось: 2 сообщения\n\n• первое\n• второе")
    assert by_chat[12] == "единственное"


async def test_a_digest_is_not_folded_into_another(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "сводка", kind=DeliveryKind.DIGEST)
    await office.post(anna, "новость")
    office.clock.add(hours=3)

    await office.engine.drain()

    assert {words for _, words in office.messenger.sent} == {"сводка", "новость"}


async def test_a_cancelled_subject_is_not_sent_even_when_it_is_already_claimed(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    posted = await office.post(anna, "привет")
    now = office.clock.now()
    async with office.store.write() as uow:
        (claimed,) = await uow.deliveries.claim(now, now + timedelta(seconds=60), 10)
        await uow.commit()
    async with office.store.write() as uow:
        await uow.outbox.cancel(DeliveryKind.ASSIGNED, posted.subject_id, "the deadline was moved")
        await uow.commit()

    async with office.store.write() as uow:
        mark = Dispatching(id=claimed.id, fence=claimed.fence, place=in_telegram(11), at=now, fingerprint="")
        assert await uow.deliveries.mark_dispatching([mark]) == set()
    assert (await office.row()).state is DeliveryState.CANCELLED


async def test_what_cannot_be_rendered_together_is_rendered_one_by_one(office: PostOffice) -> None:
    anna, boris = await office.person("Анна", 11), await office.person("Борис", 12)
    bad, _ = await office.post(anna, "не выйдет"), await office.post(boris, "выйдет")
    office.poisoned.add(bad.subject_id)

    async def together(
        uow: UnitOfWork, deliveries: Sequence[Delivery], now: datetime
    ) -> dict[DeliveryId, Notice | Cancelled]:
        return {each.id: await office.say(uow, each, now) for each in deliveries}

    await office.new_engine(say_many=together).drain()

    assert office.messenger.sent == [(12, "выйдет")]
    assert [row.reason for row in await office.rows()] == ["cannot be rendered", ""]
