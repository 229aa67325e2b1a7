"""What every command that touches the database opens: migrated store and the services over it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.process.clock import SystemClock
from bot.process.sandbox_clock import ClockFollower, check_loopback
from bot.process.wiring import build_app
from bot.settings import Settings
from roadmap.clock import Clock
from roadmap.errors import BadInput, DatabaseUnusable
from roadmap.ids import UnitId
from roadmap.people.persons import SystemActor, Through
from roadmap.people.privacy import Operator, Privacy
from roadmap.process.backups import LastBackup
from roadmap.reminding.department_settings import USUAL_DEPARTMENT
from services.app import App
from storage.backups.folder import backups_in
from storage.calendars import russian_calendar
from storage.database_errors import trouble_of
from storage.disks import MEGABYTE
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.migrate import Schema, migrate, schema_of
from storage.unit_of_work import Store


@asynccontextmanager
async def open_store(settings: Settings, *, upgrades: bool = False) -> AsyncIterator[Store]:
    """The database of the settings. An older schema is brought up to the present one, or refused: under a
    running fleet only `run` and `migrate` may change it."""
    store = await _opened(settings, upgrades=upgrades)
    try:
        yield store
    finally:
        await store.close()


async def _opened(settings: Settings, *, upgrades: bool) -> Store:
    """Trouble a person can put right is a sentence; anything else is a defect and keeps its own words."""
    try:
        url = settings.database.render_as_string(hide_password=False)
        engine = create_engine(url)
        try:
            await _bring_up_to_date(engine, url, upgrades=upgrades)
        except Exception:
            await engine.dispose()
            raise
    except Exception as error:
        # What follows «?» in the address is handed to the driver, which knows few names.
        trouble = "address" if isinstance(error, TypeError) and settings.database.query else trouble_of(error)
        if trouble is None:
            raise
        raise DatabaseUnusable(settings.database.render_as_string(), trouble) from error
    chosen = settings.in_messages
    return Store(engine, replace(USUAL_DEPARTMENT, is_brief=chosen.brief, takes_files=chosen.files))


async def _bring_up_to_date(engine: AsyncEngine, url: str, *, upgrades: bool) -> None:
    schema = await schema_of(engine)
    if schema is Schema.OURS:
        return
    if schema is Schema.OLDER and not upgrades:
        raise BadInput("schema-behind")
    patient = create_engine(url, is_patient=True)
    try:
        await migrate(patient)
    finally:
        await patient.dispose()


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """All services over the database of the settings."""
    async with open_store(settings) as store:
        app = assemble(settings, store, await clock_of(settings))
        await app.calendars.refresh()
        yield app


def assemble(settings: Settings, store: Store, clock: Clock) -> App:
    """All services as the settings want them."""
    files = FolderFiles(Path(settings.files_dir), spared=settings.disk.stop_mb * MEGABYTE)
    return build_app(
        store=store,
        clock=clock,
        files=files,
        calendar=russian_calendar(),
        invite_lifetime=timedelta(days=settings.invite_days),
        privacy=privacy_of(settings),
        files_of_a_day=settings.disk.person_mb * MEGABYTE,
        address=settings.open_part.url,
        last_backup=lambda: _last_backup(settings),
    )


async def _last_backup(settings: Settings) -> LastBackup:
    """The newest in the folder of backups, if there is one."""
    if not settings.backup.dir:
        return LastBackup()
    made = await asyncio.to_thread(backups_in, Path(settings.backup.dir))
    return LastBackup(is_kept=True, made_at=max(made, default=None))


def privacy_of(settings: Settings) -> Privacy:
    """What the settings promise about personal data."""
    keep = settings.keep
    return Privacy(
        operator=Operator(**settings.operator.model_dump()),
        updates_days=keep.updates,
        deliveries_days=keep.deliveries,
        reports_days=keep.reports,
        evidence_days=keep.evidence,
        audit_days=keep.audit,
    )


async def clock_of(settings: Settings) -> Clock:
    """A command lives in the sandbox's time, if its bot does."""
    if not settings.sandbox_clock_url:
        return SystemClock()
    check_loopback(settings.sandbox_clock_url, settings.bot_api_url)
    async with aiohttp.ClientSession() as session:
        follower = ClockFollower(settings.sandbox_clock_url, session)
        await follower.read()
    return follower.clock


async def acting_for(app: App, department_id: int | None) -> SystemActor:
    """The command line acts for a department; with several of them it has to be named."""
    departments = {unit.id: unit for unit in await app.people.departments()}
    if not departments:
        raise BadInput("no-department")
    if department_id is None and len(departments) > 1:
        raise BadInput("which-department", ", ".join(f"{id_}: {u.name}" for id_, u in departments.items()))
    chosen = UnitId(department_id) if department_id is not None else next(iter(departments))
    if chosen not in departments:
        raise BadInput("no-such-department", str(department_id))
    return SystemActor(department_id=chosen, through=Through.COMMAND)
