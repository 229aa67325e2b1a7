"""Three real processes take a webhook's updates over one PostgreSQL; one is killed, nobody notices."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.process.clock import SystemClock
from bot.process.wiring import build_app
from builders.databases import PostgresServer
from roadmap.people.persons import Role
from roadmap.people.place import in_telegram
from roadmap.process.leases import LeaseName
from sandbox.client import Person
from sandbox.running import RunningSandbox, run_sandbox
from services.app import App
from services.people.joining import NewPerson
from storage.delivery.tables import DeliveryRow
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.process.tables import InboxUpdateRow, LeaseRow
from storage.unit_of_work import Store
from tests.bot.fleet import Replica, replicas, spreading, until
from tests.bot.process.test_process import environment, free_port
from tests.clock import ZONE

pytestmark = pytest.mark.postgres
TAKE_OVER_SECONDS = 60.0
"""Much more than is needed: a loaded machine takes its time."""


@pytest.fixture
def database() -> str:
    return "postgres"


@pytest.fixture
async def empty_url(server: PostgresServer) -> AsyncIterator[str]:
    """A database without any table: the replicas bring the schema up, all at once."""
    await server.execute("DROP DATABASE IF EXISTS vekha_replicas WITH (FORCE)")
    await server.execute("CREATE DATABASE vekha_replicas")
    yield server.url("vekha_replicas")
    await server.execute("DROP DATABASE vekha_replicas WITH (FORCE)")


async def test_one_of_three_replicas_is_killed_and_the_person_notices_nothing(
    empty_url: str, tmp_path: Path
) -> None:
    ports = [free_port() for _ in range(3)]
    async with run_sandbox() as sandbox, spreading(ports) as (spreader, url):
        environments = [
            environment(
                sandbox,
                tmp_path,
                DATABASE_URL=empty_url,
                WEBHOOK__URL=url,
                WEBHOOK__SECRET="secret-of-the-replicas",
                WEBHOOK__PORT=str(port),
                HEALTH__PORT=str(free_port()),
            )
            for port in ports
        ]
        async with replicas(environments, tmp_path) as fleet, opened(empty_url) as store:
            for replica in fleet:
                await until(replica.is_ready)
            app = build_app(store=store, clock=SystemClock(), files=FolderFiles(tmp_path / "files"))
            vera, anna = await invited(sandbox, app)

            doomed = await holder(store, fleet)
            spreader.send_all_to(doomed.port)
            await sandbox.client.fault("hang", method="sendMessage", chat_id=anna.phone.id, seconds=20)
            await anna.start()
            await until(partial(hangs, sandbox, anna))
            doomed.process.kill()
            await doomed.process.wait()
            await end_claims(store)
            spreader.send_all_to(None)

            await anna.wait("Здравствуйте", timeout=TAKE_OVER_SECONDS)
            await anna.press("Согласен")
            await anna.wait("Готово", timeout=TAKE_OVER_SECONDS)
            await vera.wait("Анна Лугова: вход по вашей ссылке", timeout=TAKE_OVER_SECONDS)
            left = [replica for replica in fleet if replica is not doomed]
            assert await holder(store, left) in left
            await until(partial(all_done, store))
            assert await anna.heard() == 1  # one card, redrawn by her press
            assert await vera.heard("вход по вашей ссылке") == 1

            for replica in left:
                replica.process.send_signal(signal.SIGTERM)
            assert [await asyncio.wait_for(each.process.wait(), 40) for each in left] == [0, 0]
            assert await sandbox.client.pending_updates() == []


@dataclass
class Invited:
    """A person with a link of their own."""

    phone: Person
    payload: str

    async def start(self) -> None:
        await self.phone.start(self.payload)

    async def press(self, label: str) -> None:
        """As soon as there is such a button."""
        await self.phone.wait("Здравствуйте", timeout=TAKE_OVER_SECONDS)
        await self.phone.press(label)

    async def wait(self, text: str, *, timeout: float) -> None:
        await self.phone.wait(text, timeout=timeout)

    async def heard(self, text: str = "") -> int:
        """How many messages of the bot with these words are in the chat."""
        return sum(text in each.text for each in await self.phone.messages() if each.is_from_bot)


async def invited(sandbox: RunningSandbox, app: App) -> tuple[Invited, Invited]:
    """A coordinator who has joined, and a teacher she has invited."""
    issued = await app.joining.set_up("Отдел образования Приозёрного района", "Вера Ильина", ZONE)
    vera = Invited(await sandbox.client.person("Вера"), issued.payload)
    await vera.start()
    await vera.press("Согласен")
    await vera.wait("Готово", timeout=TAKE_OVER_SECONDS)
    actor = await app.people.actor(in_telegram(vera.phone.id))
    assert actor is not None
    teacher = NewPerson(unit_id=actor.department_id, name="Анна Лугова", post="методист", role=Role.EXECUTOR)
    issued = await app.joining.add_person(actor, teacher)
    return vera, Invited(await sandbox.client.person("Анна"), issued.payload)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    store = Store(create_engine(url))
    try:
        yield store
    finally:
        await store.close()


async def holder(store: Store, fleet: list[Replica]) -> Replica:
    """Who sends now, once somebody of these does."""
    found: list[Replica] = []

    async def is_known() -> bool:
        async with store.read() as uow:
            leases = {lease.name: lease for lease in await uow.leases.known()}
        sender = leases.get(LeaseName.SENDING)
        pid = sender.holder.split(":")[1] if sender else ""
        found.extend(replica for replica in fleet if str(replica.pid) == pid)
        return bool(found)

    await until(is_known, TAKE_OVER_SECONDS)
    return found[0]


async def hangs(sandbox: RunningSandbox, person: Invited) -> bool:
    """Whether the bot is in the middle of answering this person."""
    calls = await sandbox.client.calls(method="sendMessage")
    return any(call.chat_id == person.phone.id for call in calls)


async def end_claims(store: Store) -> None:
    """What is held ends now instead of in twenty seconds; who lives takes it again."""
    past = datetime.now(UTC) - timedelta(seconds=1)  # noqa: TID251  the processes live in real time
    async with store.engine.begin() as connection:
        await connection.execute(update(LeaseRow).values(until_at=past))
        held = update(InboxUpdateRow).where(InboxUpdateRow.state == "claimed")
        await connection.execute(held.values(lease_until=past))


async def all_done(store: Store) -> bool:
    """Every update has been handled, every message sent, and nothing waits."""
    async with store.engine.connect() as connection:
        updates = set(await connection.scalars(select(InboxUpdateRow.state)))
        deliveries = set(await connection.scalars(select(DeliveryRow.state)))
    return updates == {"done"} and deliveries == {"sent"}
