"""`vekha migrate`: bring the database to the present schema, fill it from another one, own up to a copy."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.console import print_text, say
from bot.database_address import DRIVERS, BadAddress, read_address
from bot.process.app_factory import assemble, open_store
from bot.process.clock import SystemClock
from bot.process.process_lock import sole_process
from bot.process.restoring import hold_until, open_erasures, open_watermark
from bot.settings import Settings
from roadmap.errors import BadInput
from storage.copying import CopiedTable, check_opens, copy_database
from storage.engine import create_engine
from storage.migrate import Schema, schema_of, steps_from, version_of
from storage.process.leases import is_worked_on
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("migrate", help=words.MIGRATE)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--copy-from", type=database_url, metavar=words.COPY_SOURCE, help=words.COPY_FROM)
    how.add_argument("--restored", action="store_true", help=words.RESTORED)
    how.add_argument("--plan", action="store_true", help=words.MIGRATE_PLAN)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    settings = Settings()
    if args.plan:
        return asyncio.run(_plan(settings))
    if args.restored:
        return asyncio.run(_hold(settings))
    return asyncio.run(_migrate(settings) if args.copy_from is None else _copy(settings, args.copy_from))


def database_url(given: str) -> URL:
    """`sqlite:PATH`, or the URL of either database with or without the driver."""
    scheme, _, rest = given.partition(":")
    if scheme == "sqlite" and not rest.startswith("//"):
        return URL.create(DRIVERS["sqlite"], database=rest)
    try:
        return read_address(given)
    except BadAddress:
        raise argparse.ArgumentTypeError(words.not_a_database()) from None


async def _plan(settings: Settings) -> int:
    """What would be done, without doing it."""
    file = settings.database_file
    if file is not None and not file.exists():
        say(words.plan_of(0, is_new=True))
        return 0
    engine = create_engine(settings.database.render_as_string(hide_password=False))
    try:
        await check_opens(engine)
        version = await version_of(engine)
        if await schema_of(engine) is Schema.NEWER:
            raise BadInput("schema-newer")
    finally:
        await engine.dispose()
    steps = steps_from(version)
    for revision, about in steps:
        print_text(f"{revision}\t{about}")
    say(words.plan_of(len(steps), is_new=version is None))
    return 0


async def _migrate(settings: Settings) -> int:
    """Under a bot at work a schema is not changed: it would go on in a base it does not know."""
    with sole_process(settings.database_file):
        await _check_nobody_works(settings)
        async with open_store(settings, upgrades=True):
            say(words.MIGRATED)
    return 0


async def _check_nobody_works(settings: Settings) -> None:
    """BadInput where replicas are at work on a server whose schema is to change."""
    if settings.database_file is not None:
        return
    engine = create_engine(settings.database.render_as_string(hide_password=False))
    try:
        if await schema_of(engine) is Schema.OLDER:
            async with engine.connect() as connection:
                if await is_worked_on(connection, SystemClock().now()):
                    raise BadInput("migrate-in-use")
    finally:
        await engine.dispose()


async def _copy(settings: Settings, source: URL) -> int:
    with sole_process(settings.database_file):
        async with AsyncExitStack() as stack:
            if _place(source) == _place(settings.database):
                raise BadInput("copy-same")
            reading = await stack.enter_async_context(_open_source(source))
            await stack.enter_async_context(open_store(settings, upgrades=True))
            target = create_engine(settings.database.render_as_string(hide_password=False), is_patient=True)
            stack.push_async_callback(target.dispose)
            copied = await copy_database(reading, target, SystemClock().now())
    _report(copied)
    return 0


async def _hold(settings: Settings) -> int:
    """The copy stands on a new machine, where no mark tells what was sent: whatever is due by now is held."""
    with sole_process(settings.database_file):
        async with open_store(settings, upgrades=True) as store:
            clock = SystemClock()
            watermark = open_watermark(settings, store, clock)
            await open_erasures(settings, store, clock).erase_again()
            held = await hold_until(clock.now(), watermark, lambda at: assemble(settings, store, at))
    print_text(str(held))
    say(words.held(held))
    return 0


def _report(copied: Sequence[CopiedTable]) -> None:
    for table in copied:
        print_text(f"{table.name}\t{table.rows}")
    say(words.copied(sum(table.rows for table in copied), len(copied)))


@asynccontextmanager
async def _open_source(url: URL) -> AsyncIterator[AsyncEngine]:
    """The database to copy from, held so that no bot starts on it meanwhile."""
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if file is not None and not file.is_file():
        raise BadInput("copy-no-source", str(file))
    with sole_process(file):
        engine = create_engine(url.render_as_string(hide_password=False), is_patient=True)
        try:
            await check_opens(engine)
            yield engine
        finally:
            await engine.dispose()


def _place(url: URL) -> tuple[object, ...]:
    """Two addresses with the same place are the same database."""
    if url.get_backend_name() == "sqlite":
        return ("sqlite", Path(url.database or "").resolve())
    return (url.get_backend_name(), url.host, url.port or 5432, url.database, tuple(url.query.items()))
