"""What becomes of a message, outcome by outcome."""

from datetime import timedelta

import pytest

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import DeliveryState
from roadmap.people.persons import AccountState, Role
from services.ports.messenger import (
    Blocked,
    Migrated,
    NotSent,
    Refused,
    SendOutcome,
    Sent,
    Unauthorized,
    Unsure,
)
from tests.databases import both_databases
from tests.services.delivery.post_office import PostOffice

pytestmark = both_databases


async def test_a_due_message_is_sent_once_and_remembers_its_message_id(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "Назначено: 3 мероприятия")

    assert await office.engine.drain() == 1
    assert await office.engine.drain() == 0

    assert office.messenger.sent == [(11, "Назначено: 3 мероприятия")]
    row = await office.row()
    assert (row.state, row.chat_id, row.message_id, row.attempts) == (DeliveryState.SENT, 11, 101, 1)


async def test_a_message_is_not_sent_before_its_time(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "позже", not_before=office.later(hours=1))

    await office.engine.drain()
    assert office.messenger.sent == []
    office.clock.add(hours=1)
    await office.engine.drain()
    assert office.messenger.sent == [(11, "позже")]


async def test_what_was_surely_not_sent_is_tried_again_with_growing_pauses_and_no_mark(
    office: PostOffice,
) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.script = [NotSent("ClientConnectorError")] * 7
    pauses = []
    for _ in range(7):
        await office.engine.drain()
        pauses.append((await office.row()).not_before - office.clock.now())
        office.clock.add(seconds=pauses[-1].total_seconds())

    assert [pause.total_seconds() for pause in pauses] == [5, 15, 45, 120, 300, 600, 600]
    await office.engine.drain()
    assert office.messenger.sent[-1] == (11, "привет")
    assert (await office.row()).state is DeliveryState.SENT


async def test_a_lost_answer_waits_for_proof_and_is_repeated_once_with_a_mark(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "срок завтра")
    office.messenger.script = [Unsure("the answer was lost")]

    await office.engine.drain()
    row = await office.row()
    assert (row.state, row.not_before) == (DeliveryState.UNSURE, office.later(seconds=120))
    office.clock.add(seconds=119)
    assert await office.engine.drain() == 0
    office.clock.add(seconds=1)
    await office.engine.drain()

    assert office.messenger.sent == [(11, "срок завтра"), (11, "🔁 Повтор\nсрок завтра")]
    assert (await office.row()).state is DeliveryState.SENT


async def test_a_repeat_whose_answer_is_lost_too_is_given_up_for_a_person_to_see(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "срок завтра")
    office.messenger.script = [Unsure("timeout"), Unsure("timeout")]
    await office.engine.drain()
    office.clock.add(seconds=120)
    await office.engine.drain()
    office.clock.add(days=1)
    await office.engine.drain()

    assert len(office.messenger.sent) == 2
    row = await office.row()
    assert (row.state, row.reason) == (DeliveryState.DEAD, "unknown: timeout")


async def test_a_repeat_that_could_not_leave_is_tried_again_still_marked(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.script = [Unsure("timeout"), NotSent("refused")]
    await office.engine.drain()
    for _ in range(2):
        office.clock.add(seconds=120)
        await office.engine.drain()

    assert [words for _, words in office.messenger.sent] == [
        "привет",
        "🔁 Повтор\nпривет",
        "🔁 Повтор\nпривет",
    ]
    assert (await office.row()).state is DeliveryState.SENT


async def test_flood_control_costs_no_attempt_and_holds_only_that_chat(office: PostOffice) -> None:
    anna, boris = await office.person("Анна", 11), await office.person("Борис", 12)
    await office.post(anna, "первое")
    office.messenger.script = [NotSent("too many requests", timedelta(seconds=35))]
    await office.engine.drain()
    await office.post(anna, "второе")
    await office.post(boris, "Борису")
    await office.engine.drain()

    assert office.messenger.sent == [(11, "первое"), (12, "Борису")]
    assert (await office.rows())[0].attempts == 0
    office.clock.add(seconds=35)
    office.engine = office.new_engine()
    await office.engine.drain()
    assert {words for _, words in office.messenger.sent[2:]} == {"первое", "второе"}


async def test_a_blocked_account_is_closed_and_the_curator_is_told_once(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.person("Ольга", 21, role=Role.CURATOR)
    await office.post(anna, "первое")
    office.messenger.script = [Blocked("Forbidden: bot was blocked by the user")]
    await office.engine.drain()
    await office.post(anna, "второе")
    await office.engine.drain()

    assert [chat for chat, _ in office.messenger.sent] == [11, 21]
    assert office.messenger.sent[1][1].startswith("Анна не получает сообщения бота\nШкола Анна")
    first, told, second = await office.rows()
    assert (first.state, second.state) == (DeliveryState.BLOCKED, DeliveryState.BLOCKED)
    assert (told.kind, told.state) == (DeliveryKind.UNREACHABLE, DeliveryState.SENT)
    async with office.store.read() as uow:
        (account,) = await uow.accounts.of([anna])
    assert account.state is AccountState.BLOCKED


async def test_what_else_waits_for_a_blocked_person_is_settled_with_it(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "сейчас")
    await office.post(anna, "завтра", not_before=office.later(days=1))
    office.messenger.script = [Blocked("Forbidden: user is deactivated")]

    await office.engine.drain()

    assert [row.state for row in await office.rows()] == [DeliveryState.BLOCKED] * 2


async def test_a_migrated_chat_is_written_to_under_its_new_id(office: PostOffice) -> None:
    anna = await office.person("Анна", -5)
    await office.post(anna, "привет")
    office.messenger.script = [Migrated(-1005)]

    await office.engine.drain()

    assert [chat for chat, _ in office.messenger.sent] == [-5, -1005]
    row = await office.row()
    assert (row.state, row.chat_id, row.attempts) == (DeliveryState.SENT, -1005, 1)


async def test_a_refused_token_stops_sending_and_keeps_every_row(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.script = [Unauthorized("Unauthorized")]

    await office.engine.drain()
    await office.engine.drain()

    assert office.engine.is_halted
    assert len(office.messenger.sent) == 1
    assert (await office.row()).state is DeliveryState.PENDING
    office.clock.add(minutes=5)
    await office.engine.drain()
    assert (await office.row()).state is DeliveryState.SENT


async def test_a_message_telegram_never_takes_is_dead_with_the_reason(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.script = [Refused("Bad Request: something new")]

    await office.engine.drain()

    row = await office.row()
    assert (row.state, row.reason) == (DeliveryState.DEAD, "Bad Request: something new")
    async with office.store.read() as uow:
        (account,) = await uow.accounts.of([anna])
    assert account.state is AccountState.ACTIVE  # an unknown refusal never disables an account


async def test_a_messenger_that_breaks_in_an_unknown_way_leaves_the_message_unsure(
    office: PostOffice,
) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.script = [RuntimeError("a defect")]

    await office.engine.drain()

    assert (await office.row()).state is DeliveryState.UNSURE


@pytest.mark.parametrize("outcome", [Sent(1), Refused("no"), Blocked("gone")], ids=lambda o: type(o).__name__)
async def test_a_settled_message_is_never_looked_at_again(office: PostOffice, outcome: SendOutcome) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.script = [outcome]
    await office.engine.drain()
    office.clock.add(days=30)

    assert await office.engine.drain() == 0
