"""Two messengers may give the same numbers: what is stored for a chat of one is nothing of the other's."""

from datetime import timedelta

import pytest

from bot.process.feeding import handled_update
from roadmap.ids import UpdateId
from roadmap.people.place import Place, in_telegram
from roadmap.process.conversation import Conversation
from roadmap.process.updates import NewUpdate
from services.app import App
from services.process.inbox import InboxService
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.quarter_district import SCHOOLS, District, build_district

pytestmark = both_databases

HERE, THERE = in_telegram(7), Place("other", 7)


@pytest.fixture
def inbox(store: Store, clock: FrozenClock) -> InboxService:
    return InboxService(store, clock)


async def test_updates_of_one_number_are_stored_and_handled_side_by_side(
    inbox: InboxService, store: Store, clock: FrozenClock
) -> None:
    new = [NewUpdate(id=UpdateId(1), place=place, payload={"from": place.channel}) for place in (HERE, THERE)]
    assert await inbox.receive(new) == 2
    assert await inbox.receive(new) == 0

    first, second = await inbox.claim(10)
    assert {each.place for each in (first, second)} == {HERE, THERE}
    assert first.payload == {"from": first.place.channel}

    async with store.answering(handled_update(first)).write() as uow:
        await uow.commit()
    inbox.answered(first)
    await inbox.failed(second, "broken")
    clock.add(minutes=1)
    (again,) = await inbox.claim(10)
    assert again.key == second.key


async def test_what_this_process_handles_is_kept_for_its_own_messenger_only(
    inbox: InboxService, clock: FrozenClock
) -> None:
    await inbox.receive([NewUpdate(id=UpdateId(1), place=place, payload={}) for place in (HERE, THERE)])
    kept, lost = await inbox.claim(10)
    inbox.under_way.add(kept.key)
    clock.add(minutes=5)
    await inbox.keep()

    assert await inbox.recover() == 1
    (again,) = await inbox.claim(10)
    assert again.key == lost.key


async def test_conversations_are_two(store: Store) -> None:
    async with store.write() as uow:
        await uow.conversations.change(HERE, {"state": "asking", "data": {"about": 1}})
        await uow.conversations.change(THERE, {"state": "telling"})
        await uow.commit()

    async with store.read() as uow:
        assert await uow.conversations.of_chats([HERE, THERE]) == {
            HERE: Conversation(state="asking", data={"about": 1}),
            THERE: Conversation(state="telling"),
        }


async def test_wrong_links_are_counted_apart(store: Store, clock: FrozenClock) -> None:
    async with store.write() as uow:
        await uow.invitations.add_start_attempt(HERE, clock.now())
        await uow.commit()

    since = clock.now() - timedelta(hours=1)
    async with store.read() as uow:
        assert await uow.invitations.count_start_attempts(since, HERE) == 1
        assert await uow.invitations.count_start_attempts(since, THERE) == 0


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


async def test_cards_are_two(district: District) -> None:
    duty_id = district.duties["1.1", SCHOOLS[0]]
    async with district.store.write() as uow:
        for place, message_id in ((HERE, 70), (THERE, 71)):
            await uow.duties.remember_card(place, duty_id, message_id)
        await uow.duties.forget_card(THERE, 70)  # the number of a message is the chat's own
        await uow.commit()

    async with district.store.read() as uow:
        assert await uow.duties.card_message(HERE, duty_id) == 70
        assert set(await uow.duties.card_messages(duty_id)) == {(HERE, 70), (THERE, 71)}
