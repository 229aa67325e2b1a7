"""`vekha run` told to stop in the middle of work: what has left is on record, what has not leaves later."""

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bot.process.clock import SystemClock
from bot.process.machine import build_machine
from bot.process.wiring import build_app
from builders.databases import SqliteFiles
from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import DeliveryState, NewDelivery
from roadmap.people.persons import Role, SystemActor, Through
from roadmap.people.place import in_telegram
from sandbox.client import Person
from sandbox.running import RunningSandbox, run_sandbox
from services.app import App
from services.people.joining import NewPerson
from storage.delivery.tables import DeliveryRow
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.bot.lines import bot_over
from tests.bot.process.test_process import environment, running_warm, until_said
from tests.faults.street import UNLIMITED

PEOPLE = 24


async def invite_everybody(app: App, store: Store, phones: list[Person]) -> None:
    """A department in which everybody is told that the first of them has joined, and asks for the menu."""
    now = datetime.now(UTC)  # noqa: TID251  the process under test lives in real time
    issued = await app.joining.set_up("Отдел образования", "Вера Ильина", "Europe/Moscow")
    (department,) = await app.people.departments()
    system = SystemActor(department_id=department.id, through=Through.COMMAND)
    for number, phone in enumerate(phones):
        if number:
            new = NewPerson(unit_id=department.id, name=phone.name, post="", role=Role.CURATOR)
            issued = await app.joining.add_person(system, new)
        offer = await app.joining.open_invitation(in_telegram(phone.id), issued.payload)
        actor = await app.joining.accept(in_telegram(phone.id), offer.secret_hash)
        news = NewDelivery(
            dedupe_key=f"news:{number}",
            kind=DeliveryKind.INVITE_TAKEN,
            subject_id=1,
            department_id=department.id,
            recipient_id=actor.person_id,
            priority=Priority.NEWS,
            not_before=now,
        )
        async with store.write() as uow:
            await uow.outbox.add(news)
            await uow.commit()
        await phone.send("/menu")


async def stop_under_load(sandbox: RunningSandbox, folder: Path) -> None:
    """A real process, told to stop when a few messages have left and most have not."""
    env = environment(sandbox, folder, SENDING__PER_SECOND="5")
    async with running_warm(env, folder) as (process, journal):
        await until_said(journal, "started")
        while len(await sandbox.client.calls(method="sendMessage", accepted=True)) < 6:
            await asyncio.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        await until_said(journal, "stopped")
        assert await asyncio.wait_for(process.wait(), 30) == 0


async def states(store: Store) -> list[str]:
    async with store.engine.connect() as connection:
        return [row.state for row in await connection.execute(select(DeliveryRow.state))]


async def test_a_stop_under_load_loses_no_message_no_question_and_doubles_none(
    tmp_path: Path, sqlite_files: SqliteFiles
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'vekha.db'}"
    sqlite_files.copy_to(tmp_path / "vekha.db")
    store = Store(create_engine(url))
    app = build_app(store=store, clock=SystemClock(), files=FolderFiles(tmp_path / "files"))
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token) as bot:
        phones = [await sandbox.client.person(f"Анна {n}", started=True) for n in range(PEOPLE)]
        await invite_everybody(app, store, phones)
        await sandbox.client.settings(latency_ms=400)

        await stop_under_load(sandbox, tmp_path)

        left = await states(store)
        assert {*left} <= {DeliveryState.SENT, DeliveryState.PENDING}, "nothing is unsure"
        assert DeliveryState.PENDING in left, "it was stopped in the middle"
        await sandbox.client.settings(latency_ms=0)
        await build_machine(app=app, store=store, bot=bot, rates=UNLIMITED).settle()

        for phone in phones:
            said = sorted(
                message.text.split("\n")[0] for message in await phone.messages() if message.is_from_bot
            )
            assert said == ["Вера Ильина: вход по вашей ссылке.", "Меню"], phone.name
    assert await states(store) == [DeliveryState.SENT] * PEOPLE
    await store.close()
