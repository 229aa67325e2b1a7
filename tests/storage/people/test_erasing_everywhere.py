"""A name stands in every word of every table there is, and an erasure leaves it in none.

The tables are taken from the schema: one that is added is planted with the name by itself.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Table, Text, insert, select, text, update
from sqlalchemy.ext.asyncio import create_async_engine

from roadmap.ids import PersonId
from roadmap.people.place import TELEGRAM, in_telegram
from services.app import App
from services.control.leaving.erasing import ErasureWork
from storage.all_tables import METADATA
from storage.connection import WRITE
from storage.files import FolderFiles
from storage.people.tables import PersonRow
from storage.process.erased_people import ErasedFiles
from storage.process.tables import InboxUpdateRow
from storage.types import Moment
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.quarter_district import District, build_district

pytestmark = both_databases

NAME = "Звягина Марфа Петровна"
WORDS = "Звягина Марфа Петровна; Звягиной М.П. и М. П. Звягина; ЗВЯГИНА М.П.; Марфе Петровне Звягиной.pdf"
KEPT = {"звягина марфа петровна": [WORDS, {"about": WORDS}], "person:звягина марфа": 7}
TRACES = ("вягин", "ВЯГИН", "\\u0432\\u044f\\u0433\\u0438\\u043d", "\\u0412\\u042f\\u0413\\u0418\\u041d")
CODES = {
    *("state", "kind", "role", "through", "action", "subject_kind", "channel", "hash", "sha256", "file_key"),
    *(
        "secret_hash",
        "rule_set",
        "rhythm",
        "time_zone",
        "mime",
        "version_num",
        "fingerprint",
        "profile",
        "commands",
        "ladder",
    ),
}
"""Columns of words a program has chosen."""
NO_NAMES = {"units", "persons", "name_words", "erasures", "audit_entries", "audit_links", "audit_cuts"}
"""A unit's name is no person's; the audit holds none; the others are the person's own and go."""
ROW = 9_001
A_STRANGER, HER_CHAT = 777_000_111, 555_444_333


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> AsyncIterator[District]:
    yield await build_district(store, app, clock)


def worded() -> Iterator[Table]:
    for table in METADATA.sorted_tables:
        if table.name not in NO_NAMES and any(_is_words(column) for column in table.columns):
            yield table


def _is_words(column: Column[Any]) -> bool:
    return isinstance(column.type, Text | JSON) and column.name not in CODES and not column.computed


def value_of(column: Column[Any], district: District, chat: int) -> Any:
    """The name wherever words may stand; otherwise what keeps the row in the department."""
    parent = next((key.column.table.name for key in column.foreign_keys), "")
    if parent == "units" or column.name == "department_id":
        return district.department
    if parent == "persons":
        return next(iter(district.persons.values()))
    if _is_words(column):
        return KEPT if isinstance(column.type, JSON) else WORDS
    if column.name == "channel":
        return TELEGRAM
    if column.name == "chat_id":
        return chat
    if isinstance(column.type, Text):
        return "x"
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Moment):
        return district.clock.now()
    return date(2026, 9, 1) if isinstance(column.type, Date) else ROW


async def plant(store: Store, district: District, chat: int) -> None:
    """By a line of its own, on which no row has to refer to one that is there."""
    engine = create_async_engine(store.engine.url)
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in worded():
            values = {
                column.name: value_of(column, district, chat)
                for column in table.columns
                if not column.computed
            }
            await connection.execute(insert(table).values(**values))
    await engine.dispose()


async def found(store: Store, traces: tuple[str, ...] = TRACES) -> list[str]:
    """Tables and columns in which one of these pieces stands."""
    standing = []
    async with store.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                standing += [
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if any(t in str(value) for t in traces)
                ]
    return standing


async def somebody_who_left(store: Store, district: District) -> PersonId:
    async with store.write() as uow:
        person = await uow.people.add_person(district.department, NAME, "завуч")
        await uow.commit()
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        gone = update(PersonRow).where(PersonRow.id == person)
        await connection.execute(gone.values(is_active=False, left_at=district.clock.now()))
    return person


def erasures_of(store: Store, district: District, folder: Path) -> ErasureWork:
    files = FolderFiles(folder / "files")
    return ErasureWork(store, district.clock, files, ErasedFiles([folder / "erased.json"]))


async def erase(store: Store, district: District, person: PersonId, folder: Path) -> None:
    coordinator = await district.actor("Игорь Луговой")
    await district.app.erasures.erase(coordinator, person, with_evidence=True)
    while await erasures_of(store, district, folder).look() == 0:
        await asyncio.sleep(0)


async def test_a_name_in_every_word_of_every_table_is_taken_out(
    store: Store, district: District, tmp_path: Path
) -> None:
    boris = district.chats["Борис Речной"]
    person = await somebody_who_left(store, district)
    await plant(store, district, boris)
    assert len({each.partition(".")[0] for each in await found(store)}) > 40

    await erase(store, district, person, tmp_path)

    assert await found(store) == []


async def test_words_in_the_chat_of_a_stranger_name_nobody_either(
    store: Store, district: District, tmp_path: Path
) -> None:
    """Somebody without a link has written «я …»: their chat is of no department, the name is of this one."""
    person = await somebody_who_left(store, district)
    await plant(store, district, A_STRANGER)

    await erase(store, district, person, tmp_path)

    assert await found(store) == []


async def test_an_account_is_in_nobody_elses_updates(
    store: Store, district: District, tmp_path: Path
) -> None:
    """A message of hers was forwarded, her contact sent, by somebody who works here still."""
    person = await somebody_who_left(store, district)
    async with store.write() as uow:
        await uow.accounts.bind(person, in_telegram(HER_CHAT), district.clock.now())
        await uow.commit()
    sender = {"id": HER_CHAT, "username": "marfa_z", "first_name": "Marfa"}
    forwarded = {"message": {"forward_origin": {"type": "user", "sender_user": sender}, "text": "готово"}}
    contact = {"message": {"contact": {"user_id": HER_CHAT, "phone_number": "+79001234567"}}}
    foreign = {"message": {"contact": {"user_id": HER_CHAT * 10 + 1, "phone_number": "+79990000000"}}}
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        for number, payload in enumerate((forwarded, contact, foreign), 1):
            row = {"channel": TELEGRAM, "id": number, "chat_id": district.chats["Борис Речной"]}
            row |= {"payload": payload, "state": "done", "attempts": 1, "fence": 0, "reason": ""}
            row |= {"not_before": district.clock.now(), "received_at": district.clock.now()}
            await connection.execute(insert(InboxUpdateRow).values(**row))

    await erase(store, district, person, tmp_path)

    assert await found(store, ("marfa_z", "+79001234567", f" {HER_CHAT},", f" {HER_CHAT}}}")) == []
    assert await found(store, ("+79990000000",)) == ["inbox_updates.payload"], "another number is another's"
