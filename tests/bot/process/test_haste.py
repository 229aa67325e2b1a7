"""What one person sends too fast is stored and worked off in turn; the others wait for nothing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.telegram.updates import album_of, new_update, wants_word
from roadmap.people.place import in_telegram
from roadmap.process.updates import InboxUpdate
from services.process.haste import ChatHaste
from services.process.inbox import InboxService
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases

pytestmark = both_databases
ANNA, BORIS = 11, 12


@pytest.fixture
def inbox(store: Store, clock: FrozenClock) -> InboxService:
    inbox = InboxService(store, clock)
    inbox.haste = ChatHaste(20, timedelta(seconds=10), album_of=album_of, wants_word=wants_word)
    return inbox


def message(number: int, chat: int = ANNA, **more: Any) -> Mapping[str, Any]:
    said = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "text": f"{number}"}
    return {"update_id": number, "message": {**said, **more}}


async def worked_off(inbox: InboxService) -> list[InboxUpdate]:
    """All that may be handled now, each answered at once."""
    done: list[InboxUpdate] = []
    idle = 0
    while idle < 2:
        claimed = await inbox.claim(32)
        idle = 0 if claimed else idle + 1
        for update in claimed:
            await inbox.failed(update, "handled", is_hopeless=True)
        done += claimed
    return done


async def test_over_twenty_in_ten_seconds_wait_and_come_in_turn(
    inbox: InboxService, clock: FrozenClock
) -> None:
    await inbox.receive([new_update(message(number)) for number in range(1, 61)])
    await inbox.receive([new_update(message(100, BORIS))])
    first = await worked_off(inbox)
    assert [each.id for each in first if each.place == in_telegram(ANNA)] == list(range(1, 21))
    assert [each.id for each in first if each.place == in_telegram(BORIS)] == [100]
    clock.add(seconds=9)
    assert await worked_off(inbox) == []
    clock.add(seconds=1)
    assert [each.id for each in await worked_off(inbox)] == list(range(21, 41))
    clock.add(seconds=10)
    assert [each.id for each in await worked_off(inbox)] == list(range(41, 61)), "none is lost"


async def test_an_album_counts_once(inbox: InboxService) -> None:
    album = [new_update(message(number, media_group_id="7")) for number in range(1, 11)]
    await inbox.receive([*album, *(new_update(message(number)) for number in range(11, 40))])
    assert [each.id for each in await worked_off(inbox)] == list(range(1, 30))


async def test_whoever_waits_with_a_command_or_a_document_is_told_once(
    inbox: InboxService, clock: FrozenClock
) -> None:
    assert inbox.haste is not None
    await inbox.receive([new_update(message(number)) for number in range(1, 23)])
    await worked_off(inbox)
    assert inbox.haste.to_tell() == [], "words wait without a word"
    await inbox.receive([new_update(message(number, text="/menu")) for number in range(23, 60)])
    clock.add(seconds=10)
    await worked_off(inbox)
    assert inbox.haste.to_tell() == [in_telegram(ANNA)]
    clock.add(seconds=10)
    await worked_off(inbox)
    assert inbox.haste.to_tell() == [], "and not once more within the minute"


async def test_waiting_is_no_failure(inbox: InboxService, clock: FrozenClock) -> None:
    await inbox.receive([new_update(message(number)) for number in range(1, 22)])
    await worked_off(inbox)
    for _ in range(5):
        await inbox.claim(32)
        clock.add(seconds=1)
    clock.add(seconds=10)
    (last,) = await inbox.claim(32)
    assert last.attempts == 1 and last.fence <= 2
