"""What people send is never lost and never done twice: from getUpdates to the handler's own commit."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from sqlalchemy import select

from bot.process.feeding import Feeder, handled_update
from bot.telegram.dispatching import TelegramUpdates
from bot.telegram.polling import Poller
from bot.telegram.screens import TelegramScreens
from bot.telegram.updates import GetRawUpdates, new_update
from handlers.chat import Chat
from handlers.policy import allow_anybody
from handlers.routes import Routes
from handlers.said import Said
from roadmap.people.place import in_telegram
from sandbox.client import Person
from sandbox.running import RunningSandbox, run_sandbox
from services.app import App
from services.process.inbox import InboxService
from storage.process.tables import InboxUpdateRow
from storage.unit_of_work import Store
from tests.bot.lines import bot_over
from tests.clock import FrozenClock
from tests.databases import both_databases

pytestmark = both_databases


@dataclass
class Desk:
    """A bot with handlers of the test's own over the real poller, inbox and feeder."""

    sandbox: RunningSandbox
    store: Store
    clock: FrozenClock
    anna: Person
    poller: Poller
    feeder: Feeder
    inbox: InboxService
    heard: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def take_in(self) -> None:
        """Fetch what has arrived, and handle it."""
        await self.poller.poll_once(timeout=1)
        await self.feeder.drain()

    async def states(self) -> list[str]:
        async with self.store.engine.connect() as connection:
            rows = await connection.execute(select(InboxUpdateRow.state).order_by(InboxUpdateRow.id))
            return [row.state for row in rows]

    async def departments(self) -> list[str]:
        """What handlers have written."""
        async with self.store.read() as uow:
            return [unit.name for unit in await uow.people.departments()]


def routes(desk: list[Desk]) -> Routes:
    async def write(chat: Chat, said: Said) -> None:
        """Changes the database in one commit, as every use case does."""
        chat.conversation.state = "writing"
        async with desk[0].store.answering(chat.update).write() as uow:
            await uow.people.add_department(said.words, "Europe/Moscow")
            if desk[0].errors:
                raise desk[0].errors.pop()
            await uow.commit()
        chat.conversation.remember(written=said.words)

    async def break_after(chat: Chat, said: Said) -> None:
        async with desk[0].store.answering(chat.update).write() as uow:
            await uow.people.add_department(said.words, "Europe/Moscow")
            await uow.commit()
        raise RuntimeError("the card could not be redrawn")

    async def wait(_: Chat, said: Said) -> None:
        desk[0].heard.append(said.words)
        await desk[0].gate.wait()

    async def hear(chat: Chat, said: Said) -> None:
        desk[0].heard.append(said.words)
        if desk[0].errors:
            raise desk[0].errors.pop()
        chat.conversation.state = "heard"

    return Routes(
        commands=allow_anybody({"write": write, "break_after": break_after, "wait": wait}),
        anything=allow_anybody({None: hear}),
    )


@pytest.fixture
async def desk(store: Store, app: App, clock: FrozenClock) -> AsyncIterator[Desk]:
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token) as bot:
        made: list[Desk] = []
        updates = TelegramUpdates(app, TelegramScreens(bot), routes(made))
        inbox = InboxService(store, clock)
        feeder = Feeder(store, clock, inbox, updates.dispatcher(), bot)
        poller = Poller(inbox, clock, bot, feeder.wake)
        anna = await sandbox.client.person("Анна", started=True)
        made.append(Desk(sandbox, store, clock, anna, poller, feeder, inbox))
        yield made[0]


async def test_an_update_is_confirmed_only_after_it_is_stored(desk: Desk) -> None:
    await desk.anna.send("привет")
    await desk.poller.poll_once()

    assert await desk.states() == ["new"]
    assert (
        len(await desk.sandbox.client.pending_updates()) == 1
    )  # not confirmed yet: that takes the next offset
    await desk.poller.poll_once()
    assert await desk.sandbox.client.pending_updates() == []


async def test_a_restart_before_the_confirmation_brings_a_harmless_duplicate(desk: Desk) -> None:
    await desk.anna.send("/write Отдел")
    await desk.take_in()
    desk.poller._offset = None  # a fresh process knows of no offset
    await desk.take_in()

    assert await desk.departments() == ["/write Отдел"]
    assert await desk.states() == ["done"]


async def test_the_handler_s_commit_settles_the_update_and_keeps_the_conversation(desk: Desk) -> None:
    await desk.anna.send("/write Отдел")
    await desk.take_in()

    async with desk.store.read() as uow:
        place = in_telegram(desk.anna.id)
        conversation = (await uow.conversations.of_chats([place]))[place]
    assert (conversation.state, conversation.data) == ("writing", {"written": "/write Отдел"})
    assert await desk.states() == ["done"]


async def test_a_failed_handler_leaves_nothing_and_is_tried_again(desk: Desk) -> None:
    desk.errors = [RuntimeError("a defect")]
    await desk.anna.send("/write Отдел")
    await desk.take_in()

    assert await desk.departments() == []
    assert await desk.states() == ["new"]
    async with desk.store.read() as uow:
        assert await uow.conversations.of_chats([in_telegram(desk.anna.id)]) == {}
    desk.clock.add(seconds=1)
    await desk.feeder.drain()
    assert await desk.departments() == ["/write Отдел"]


async def test_what_is_committed_is_not_done_again_when_the_card_cannot_be_redrawn(desk: Desk) -> None:
    await desk.anna.send("/break_after Отдел")
    await desk.take_in()

    assert await desk.departments() == ["/break_after Отдел"]
    assert await desk.states() == ["done"]
    assert (await desk.anna.wait("помощник")).is_from_bot, "the screen is drawn after all, once"


async def test_an_answer_that_died_with_its_process_is_shown_by_the_next_one(desk: Desk) -> None:
    await desk.anna.send("привет")
    await desk.poller.poll_once()
    (claimed,) = await desk.inbox.claim(10)
    async with desk.store.answering(handled_update(claimed)).write() as uow:
        await uow.people.add_department("Отдел", "Europe/Moscow")
        await uow.commit()  # …and the process is gone
    assert await desk.states() == ["owed"]
    await desk.anna.send("второе")
    await desk.take_in()
    assert desk.heard == [], "the chat keeps its order"

    await desk.inbox.recover(is_alone=True)
    await desk.feeder.drain()

    assert desk.heard == ["второе"]
    assert await desk.states() == ["done", "done"]
    assert (await desk.anna.wait("помощник")).is_from_bot


async def test_a_crash_between_claim_and_commit_handles_the_update_once_more(desk: Desk) -> None:
    await desk.anna.send("/write Отдел")
    await desk.poller.poll_once()
    await desk.inbox.claim(10)  # …and the process is gone
    await desk.inbox.recover(is_alone=True)
    await desk.feeder.drain()

    assert await desk.departments() == ["/write Отдел"]


async def test_five_failures_bury_the_update_and_tell_the_person(desk: Desk) -> None:
    desk.errors = [RuntimeError("a defect") for _ in range(10)]
    await desk.anna.send("ой")
    await desk.anna.send("второе")
    await desk.take_in()
    for seconds in (1, 5, 15, 60):
        assert desk.heard.count("второе") == 0  # the chat keeps its order
        desk.clock.add(seconds=seconds)
        await desk.feeder.drain()

    assert desk.heard.count("ой") == 5
    assert (await desk.states())[0] == "dead"
    told = await desk.anna.wait("Не получилось обработать")
    assert told.is_from_bot


async def killed_while_handling(desk: Desk, times: int) -> None:
    """«ой» is taken by one process after another, and each of them dies."""
    await desk.anna.send("ой")
    await desk.poller.poll_once()
    for _ in range(times):
        await desk.inbox.claim(10)
        await desk.inbox.recover(is_alone=True)


async def test_an_update_that_kills_ten_processes_is_buried_unseen(desk: Desk) -> None:
    await killed_while_handling(desk, 10)
    await desk.feeder.drain()

    assert desk.heard == []
    assert await desk.states() == ["dead"]
    assert (await desk.anna.wait("Не получилось обработать")).is_from_bot


async def test_an_update_survives_a_row_of_processes_that_were_killed(desk: Desk) -> None:
    await killed_while_handling(desk, 9)
    await desk.feeder.drain()

    assert desk.heard == ["ой"]


async def test_each_chat_keeps_its_order_and_a_slow_one_holds_no_other(desk: Desk) -> None:
    boris = await desk.sandbox.client.person("Борис", started=True)
    await desk.anna.send("/wait")
    for number in range(5):
        await desk.anna.send(f"Анна {number}")
        await boris.send(f"Борис {number}")
    await desk.poller.poll_once()
    draining = asyncio.create_task(desk.feeder.run(patience=5))
    while "Борис 4" not in desk.heard:
        await asyncio.sleep(0)

    assert [words for words in desk.heard if words != "/wait"] == [f"Борис {n}" for n in range(5)]
    desk.gate.set()
    while "Анна 4" not in desk.heard:
        await asyncio.sleep(0)
    desk.feeder.stop()
    await draining
    assert desk.heard[6:] == [f"Анна {n}" for n in range(5)]


async def test_two_feeders_at_once_handle_each_update_once(desk: Desk) -> None:
    people = [await desk.sandbox.client.person(f"П{n}", started=True) for n in range(10)]
    for person in people:
        for number in range(3):
            await person.send(f"/write {person.name} {number}")
    await desk.poller.poll_once()
    other = Feeder(desk.store, desk.clock, desk.inbox, desk.feeder._dispatcher, desk.feeder._bot)

    await asyncio.gather(desk.feeder.drain(), other.drain())
    await desk.feeder.drain()

    assert sorted(await desk.departments()) == sorted(
        f"/write {p.name} {n}" for p in people for n in range(3)
    )


async def test_an_update_the_library_cannot_read_spoils_no_other(desk: Desk) -> None:
    await desk.anna.send("привет")
    (update,) = await desk.sandbox.client.pending_updates()
    broken = {"update_id": update["update_id"] - 1, "message": {"chat": {"id": 5}, "text": {"rich": True}}}
    await desk.inbox.receive([new_update(broken)])
    await desk.take_in()

    assert desk.heard == ["привет"]
    assert await desk.states() == ["dead", "done"]


async def test_what_telegram_refuses_for_good_is_tried_once_and_holds_its_chat_no_longer(desk: Desk) -> None:
    method = SendMessage(chat_id=desk.anna.id, text="")
    desk.errors = [TelegramBadRequest(method, "Bad Request: message text is empty")]
    await desk.anna.send("ой")
    await desk.anna.send("второе")
    await desk.take_in()

    assert desk.heard == ["ой", "второе"]
    assert await desk.states() == ["dead", "done"]
    assert (await desk.anna.wait("Не получилось обработать")).is_from_bot


async def test_malformed_updates_stop_no_poll(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.anna.send("привет")
    (update,) = await desk.sandbox.client.pending_updates()
    junk = [
        "words",
        {"message": {}},
        {"update_id": "7"},
        {"update_id": 2**70},
        {"update_id": update["update_id"] - 2, "message": {"chat": "nobody"}},
        {"update_id": update["update_id"] - 1, "callback_query": {"from": {"id": [1]}, "message": 5}},
    ]
    get = desk.poller._bot

    async def answer_with_junk(method: GetRawUpdates, request_timeout: int) -> list[Any]:
        return [*junk, *await get(method, request_timeout=request_timeout)]

    monkeypatch.setattr(desk.poller, "_bot", answer_with_junk)
    await desk.take_in()
    monkeypatch.setattr(desk.poller, "_bot", get)
    await desk.poller.poll_once()

    assert desk.heard == ["привет"]
    assert await desk.states() == ["dead", "dead", "done"]
    assert await desk.sandbox.client.pending_updates() == []


async def test_settled_updates_are_forgotten_in_time_and_waiting_ones_never(desk: Desk) -> None:
    await desk.anna.send("привет")
    await desk.take_in()
    desk.errors = [RuntimeError("a defect")]
    await desk.anna.send("второе")
    await desk.take_in()
    async with desk.store.write() as uow:
        assert await uow.inbox.forget(desk.clock.now()) == 0, "received at this very moment"
        assert await uow.inbox.forget(desk.clock.now() + timedelta(seconds=1)) == 1
        await uow.commit()
    assert await desk.states() == ["new"]


async def test_a_rival_poller_is_an_alarm_and_not_a_fight(desk: Desk) -> None:
    await desk.sandbox.client.fault("refuse", method="getUpdates", code=409)
    polling = asyncio.create_task(desk.poller.run())
    while not desk.poller.has_rival:
        await asyncio.sleep(0)
    calls = len(await desk.sandbox.client.calls(method="getUpdates"))
    desk.poller.stop()
    await polling

    assert calls == 1


async def test_a_stop_ends_the_held_request_at_once_and_confirms_what_is_stored(desk: Desk) -> None:
    polling = asyncio.create_task(desk.poller.run())
    await desk.anna.send("привет")
    while await desk.states() != ["new"]:
        await asyncio.sleep(0)
    desk.poller.stop()
    await asyncio.wait_for(polling, 2)
    await desk.poller.confirm()

    assert await desk.sandbox.client.pending_updates() == []
