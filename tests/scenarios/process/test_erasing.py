"""Somebody is erased: their name is in no table, no file of the database, no journal and no new backup."""

import gzip
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.process.app_factory import assemble, open_store
from bot.process.backups import make_backup
from bot.process.putting_back import restore
from bot.process.restoring import ERASED_NAME, hold_restored, open_erasures, open_watermark
from bot.settings import Settings
from builders.databases import Databases, PostgresServer
from roadmap.control.duty_filter import DutyFilter
from storage.all_tables import METADATA
from storage.backups.archives import DATABASE, new_key, opened
from storage.connection import WRITE
from storage.plan.tables import MeasureRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World, open_world

ANNA, BORIS, SCHOOL = "Лугова Анна Петровна", "Речной Борис Ильич", "Школа № 3"
TRACES = ("угов", "УГОВ", json.dumps("угов").strip('"'))
"""Of her surname, as it is and as JSON escapes it."""
PHOTO = b"\xff\xd8\xff\xe0" + b"jpeg" * 400 + b"\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"
KEY = new_key()
OWN = Row(number="2.1", title="Собрать семинар", person=ANNA, due_on=date(2026, 9, 30))
COMMON = Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 10, 15))


@pytest.fixture(autouse=True)
def programs_of_the_server(server: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the server's own version."""
    if isinstance(server, PostgresServer):
        monkeypatch.setenv("PATH", f"{server.programs()}:/usr/bin:/bin")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=database_url,
        files_dir=str(tmp_path / "files"),
        backup={"dir": str(tmp_path / "backups"), "recipient": KEY[1]},
        disk={"stop_mb": 0},
    )


@asynccontextmanager
async def at_work(settings: Settings, clock: FrozenClock, folder: Path) -> AsyncIterator[World]:
    async with open_store(settings) as store, open_world(store, clock, folder) as world:
        yield world


async def live(world: World, store: Store) -> tuple[Hero, Hero]:
    """Anna has reported with a file, begun another report, asked for time; Boris has written about her."""
    vera = await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, SCHOOL)
    await world.curator()
    district = await lay_rows(world, store, OWN, COMMON)
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        words = {"responsible_text": "Лугова А.П., Речной Б.И.", "result": "Сборник (сост. А. П. Лугова)"}
        of_map = MeasureRow.road_map_id == district.road_map
        await connection.execute(update(MeasureRow).where(of_map).values(**words))
    await hush(world)
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.says("Семинар прошёл, вела Лугова А.П.")
    await anna.sends_document(PDF, "Лугова_справка.pdf")
    await anna.presses("^Отправить")
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.says("Черновик от Луговой")
    await anna.sends_photo(PHOTO)
    await boris.says("/my")
    await boris.presses("^1$")
    await boris.presses("^Ещё")
    await boris.presses("^Перенести срок")
    await boris.presses("до 29 октября")
    await boris.says("Лугова Анна Петровна болеет, без Луговой не начать")
    await hush(world)
    return vera, anna


async def dismiss_and_erase(world: World, vera: Hero, *deeds: str) -> None:
    await open_card(vera, "Лугова")
    await vera.presses("Больше не работает")
    await vera.presses(BORIS)
    await vera.presses("Да, передать")
    await hush(world)
    await vera.presses("Стереть данные")
    (asked,) = await vera.sees(
        "Стереть данные: Лугова Анна Петровна\\?.*«сотрудник удалён № \\d+».*Останутся без имени: 1 отчёт.*"
        "Не изменятся: подписанный документ.*приложено: 1 файл.*Вернуть будет нельзя"
    )
    assert asked.buttons == ["Стереть, файлы оставить", "Стереть вместе с файлами", "‹ К карточке"]
    for deed in deeds:
        await vera.presses(deed)
    assert (await vera.last_toast()).startswith("Стёрто")
    (card,) = await vera.sees("сотрудник удалён № \\d+.*Данные стёрты 1 сентября")
    assert not any("работает" in label for label in card.buttons)


async def words_of(store: Store) -> list[str]:
    """Every row of every table, as a person would read it."""
    found: list[str] = []
    async with store.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            found += [f"{table.name}: {row}" for row in await connection.execute(select(table))]
    return found


def traces_in(data: bytes) -> list[str]:
    return [trace for trace in TRACES if trace.encode() in data]


def unpacked(archive: Path, folder: Path) -> bytes:
    """The database within a backup, as bytes a person could read."""
    with opened(archive, KEY[0]) as (facts, members):
        found = {member.name: member.data.read() for member in members}
    if facts.database == "sqlite":
        return gzip.decompress(found[DATABASE])
    dump = folder / "dump"
    dump.write_bytes(found[DATABASE])
    program = shutil.which("pg_restore")
    assert program is not None
    return subprocess.run([program, "-f", "-", str(dump)], check=True, capture_output=True).stdout


@both_databases
async def test_the_name_is_nowhere_after_an_erasure(
    settings: Settings, clock: FrozenClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        store = world.machine.store
        vera, _ = await live(world, store)
        assert any("угов" in row for row in await words_of(store))
        await dismiss_and_erase(world, vera, "Стереть вместе с файлами")
        await world.settle()
        await hush(world)
        await open_erasures(settings, store, clock).look()

        left = [row for row in await words_of(store) if any(trace in row for trace in TRACES)]
        assert not left
        assert not any(path.is_file() for path in (tmp_path / "files").glob("??/*")), "her files are gone"
        assert any("болеет, без сотрудник удалён №" in row for row in await words_of(store))
        if settings.database_file is not None:
            for path in settings.database_file.parent.glob(settings.database_file.name + "*"):
                assert not traces_in(path.read_bytes()), path.name
        assert (await world.app.sealing.verify()).broken_at is None
        archive = await make_backup(settings, tmp_path / "backups", clock.now())
        assert not traces_in(unpacked(archive, tmp_path))
        known = [*tmp_path.rglob(ERASED_NAME)]
        assert known and not any(traces_in(path.read_bytes()) for path in known)
        (olga,) = (hero for hero in world.heroes if hero.name.startswith("Ольга"))
        await olga.says("/queue")
        await olga.presses("^📝 п. 2.1")
        shown = " ".join(message.text for message in await olga.news())
        assert "сотрудник удалён №" in shown and "угов" not in shown
    assert not traces_in("".join(capsys.readouterr()).encode()), "the journal has never known the name"


@both_databases
async def test_evidence_may_stay_without_the_name(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        store = world.machine.store
        vera, _ = await live(world, store)
        await dismiss_and_erase(world, vera, "Стереть, файлы оставить")
        await open_erasures(settings, store, clock).look()
        kept = [path for path in (tmp_path / "files").glob("??/*") if path.is_file()]
        assert [path.read_bytes() for path in kept] == [PDF], (
            "the draft's photo is gone, the report's file is not"
        )
        assert any("_справка.pdf" in row and "сотрудник удалён" in row for row in await words_of(store))
        await hush(world)


@both_databases
async def test_a_killed_erasure_goes_on_where_it_was(
    settings: Settings, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        store = world.machine.store
        vera, _ = await live(world, store)
        await dismiss_and_erase(world, vera, "Стереть, файлы оставить")
        work = open_erasures(settings, store, clock)
        monkeypatch.setattr(store, "forget_old_pages", _busy)
        assert await work.look() == 0
        monkeypatch.undo()
        assert await work.look() == 1
        assert await work.look() == 0
        await hush(world)


async def _busy() -> bool:
    return False


async def test_whoever_works_here_is_dismissed_first_and_a_forged_press_erases_nobody(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        vera, anna = await live(world, world.machine.store)
        await open_card(vera, "Лугова")
        (person,) = (
            int(button.data.split(":")[1])
            for message in (await vera.phone.messages())[-1:]
            for row in message.rows
            for button in row
            if button.text == "Больше не работает"
        )
        await vera.forges(f"yee:{person}:0")
        (asked,) = await vera.sees("Сначала отметьте, что человек больше не работает")
        assert asked.buttons == ["Больше не работает", "‹ К карточке"]
        await anna.forges(f"yee:{person}:0")
        assert "недоступно" in await anna.last_toast()
        await anna.says("/menu")
        await hush(world)


async def test_people_of_documents_who_never_joined_are_shown_and_erased(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        vera = await world.department()
        async with world.machine.store.write() as uow:
            (department,) = await uow.people.departments()
            person_id = await uow.people.add_person(department.id, ANNA, "завуч")
            await uow.spellings.remember(department.id, "лугова а п", None, person_id)
            await uow.commit()
        await vera.says("/people")
        await vera.presses("Персональные данные")
        await vera.sees("Организации и люди", "Персональные данные\n1 человек") if False else await hush(
            world
        )
        await vera.presses("^Лугова")
        await vera.presses("^Больше не работает")
        await vera.presses("^Больше не работает")
        await vera.presses("Стереть данные")
        await vera.presses("^Стереть$")
        await hush(world)
        await open_erasures(settings, world.machine.store, clock).look()
        assert not [row for row in await words_of(world.machine.store) if any(t in row for t in TRACES)]
        await vera.says("/people")
        await vera.presses("Персональные данные")
        assert "Все, чьи имена хранит бот" in (await vera.news())[-1].text


@both_databases
async def test_a_restored_copy_erases_again_whom_it_still_knows(
    settings: Settings, clock: FrozenClock, tmp_path: Path, server: Databases
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        store = world.machine.store
        vera, _ = await live(world, store)
        archive = await make_backup(settings, tmp_path / "backups", clock.now())
        await dismiss_and_erase(world, vera, "Стереть вместе с файлами")
        await open_erasures(settings, store, clock).look()
        await hush(world)
    folder = tmp_path / "new"
    folder.mkdir()
    place = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{folder / 'vekha.db'}",
        files_dir=str(folder / "files"),
        backup={"dir": str(tmp_path / "backups"), "recipient": KEY[1]},
        disk={"stop_mb": 0},
    )
    if isinstance(server, PostgresServer):
        await server.execute("CREATE DATABASE vekha_erased")
        place.database_url = server.url("vekha_erased")
    await restore(place, archive, KEY[0], clock.now(), is_dry=False)
    async with open_store(place) as store:
        assert any("угов" in row for row in await words_of(store)), "the old copy knows her"
        erasures = open_erasures(place, store, clock)
        watermark = open_watermark(place, store, clock)
        await hold_restored(watermark, lambda at: assemble(place, store, at), erasures)
        assert not [row for row in await words_of(store) if any(trace in row for trace in TRACES)]
        assert not any(path.is_file() for path in (folder / "files").glob("??/*"))
        assert await erasures.erase_again() == 0
        async with store.read() as uow:
            owed = {line.number: line.assignee for line in await uow.duties.lines(DutyFilter())}
        assert owed == {"1.1": SCHOOL, "2.1": SCHOOL}, "what was hers waits for her colleagues"
    if isinstance(server, PostgresServer):
        await server.execute("DROP DATABASE vekha_erased WITH (FORCE)")
