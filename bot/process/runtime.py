"""The running process: everything started in order, and stopped in the order that loses nothing."""

import asyncio
import gc
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError

from bot.process.app_factory import assemble, open_store
from bot.process.clock import SystemClock
from bot.process.intake import Intake
from bot.process.machine import Machine, build_machine
from bot.process.observability import Observability, since_start
from bot.process.process_lock import sole_process
from bot.process.replica import Replica, allowed, open_leases, shared_clock
from bot.process.restoring import hold_restored
from bot.process.sandbox_clock import ClockFollower, check_loopback
from bot.process.starting import check_ground, is_large, look_through
from bot.settings import Settings
from bot.telegram.screens import listed
from bot.telegram.session import build_session, rehearse
from bot.telegram.updates import album_of, wants_word
from bot.telegram.webhook import WebhookIntake, check_webhook
from roadmap.clock import Clock
from roadmap.errors import SettingsRefused
from roadmap.process.leases import LeaseName
from scheduler.beat_runner import BeatRunner
from scheduler.beats import BEATS
from services.app import App
from services.delivery.pacing import Rates
from services.process.haste import ChatHaste
from services.process.health import Health
from texts.people.menu import DEFAULT_COMMANDS
from web.health import serve_health

PATIENCE_SECONDS = 25.0
"""How long a stop waits for handlers and sends that are under way."""

log = structlog.get_logger(__name__)


async def serve(settings: Settings) -> int:
    """Run until a signal says stop; the exit status."""
    token = settings.token
    settings.check()
    check_webhook(settings)
    with sole_process(settings.database_file):
        await check_ground(settings, SystemClock().now())
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(open_store(settings, upgrades=True))
            bot = await stack.enter_async_context(open_bot(settings, token))
            follower = await _follower(settings, stack)
            is_alone = settings.database_file is not None
            shared = None if is_alone or follower else await shared_clock(store.engine)
            clock: Clock = follower.clock if follower else shared or SystemClock()
            leases = None if is_alone else open_leases(settings, store, clock)
            observability = Observability(settings, store, clock)
            app = assemble(settings, store, clock)
            await app.calendars.refresh()
            app.inbox.haste = haste_of(settings)
            machine = build_machine(
                app=app,
                store=store,
                bot=bot,
                rates=Rates(**settings.sending.model_dump()),
                metrics=observability.metrics,
                may_poll=allowed(leases, LeaseName.POLLING),
                may_send=allowed(leases, LeaseName.SENDING),
            )
            process = Process(
                machine,
                follower,
                observability,
                WebhookIntake(settings, app.inbox, bot, machine.feeder.wake)
                if settings.webhook.url
                else None,
                Replica(app, leases, shared) if leases else None,
                settings.database_file,
            )
            if settings.health.port:
                await stack.enter_async_context(
                    serve_health(
                        process.health,
                        settings.health.host,
                        settings.health.port,
                        metrics=observability.metrics,
                        look=observability.auditor.findings,
                    )
                )
            if settings.open_part.url:
                await stack.enter_async_context(_serve_open_part(settings, app))
            await hold_restored(
                observability.watermark, lambda at: assemble(settings, store, at), observability.erasures
            )
            status = await process.run()
            await observability.leave()
            return status


def haste_of(settings: Settings) -> ChatHaste | None:
    """How fast one chat is worked off; in the sandbox, whose clock stands still, as fast as it comes."""
    flood = settings.flood
    if not flood.updates or settings.sandbox_clock_url:
        return None
    window = timedelta(seconds=flood.seconds)
    return ChatHaste(flood.updates, window, album_of=album_of, wants_word=wants_word)


def settle_in() -> None:
    """What has been imported and built stays: it is not looked through again for garbage."""
    rehearse()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def open_bot(settings: Settings, token: str) -> AsyncIterator[Bot]:
    """The bot over the session of the settings."""
    session = build_session(settings.bot_api_url, settings.proxies)
    properties = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
    try:
        yield Bot(token, session=session, default=properties)
    finally:
        await session.close()


def _serve_open_part(settings: Settings, app: App) -> AbstractAsyncContextManager[int]:
    """Loaded only where it is wanted."""
    from web.open_part import serve_open_part

    return serve_open_part(app, settings.open_part.host, settings.open_part.port)


async def _follower(settings: Settings, stack: AsyncExitStack) -> ClockFollower | None:
    if not settings.sandbox_clock_url:
        return None
    check_loopback(settings.sandbox_clock_url, settings.bot_api_url)
    session = await stack.enter_async_context(aiohttp.ClientSession())
    follower = ClockFollower(settings.sandbox_clock_url, session)
    await follower.read()
    return follower


class Process:
    """The parts as tasks. Whichever of them ends by itself ends the process: a supervisor starts it anew."""

    def __init__(
        self,
        machine: Machine,
        follower: ClockFollower | None,
        observability: Observability,
        webhook: WebhookIntake | None = None,
        replica: Replica | None = None,
        database: Path | None = None,
    ) -> None:
        self._machine = machine
        self._observability = observability
        self._follower = follower
        self._replica = replica
        self._polls = webhook is None
        self._intake: Intake = webhook or machine.poller
        if self._polls:
            observability.silence = since_start(lambda: machine.poller.silence)
        every = observability.beats(BEATS)
        self._beats = replica.share(every) if replica else every
        self._clockwork = BeatRunner(self._beats, machine.app)
        self._stop = asyncio.Event()
        self._database = database
        self._is_damaged = False
        self.health = Health(
            checks={
                "token refused": lambda: machine.engine.is_halted,
                **self._intake.troubles,
                **observability.prober.checks,
                **(replica.troubles if replica else {}),
                "the database is damaged": lambda: self._is_damaged,
            },
            findings=observability.findings,
        )

    async def run(self) -> int:
        """From the first look at the database to the last confirmed update."""
        self._listen_for_signals()
        await self._greet()
        if self._replica is None:  # whatever is held was held by a process that is gone
            await self._machine.app.delivery.recover(is_alone=True)
            await self._machine.app.inbox.recover(is_alone=True)
            await self._machine.app.receiving.recover()
            await self._machine.app.documents.recover()
        await self._observability.probe(self._machine.app)
        self._clockwork.start()
        engine, feeder = self._machine.engine, self._machine.feeder
        machine = self._machine
        fetchers = (machine.fetcher, machine.document_fetcher, machine.board_drawer)
        keeping = [asyncio.create_task(self._replica.run(), name="replica")] if self._replica else []
        taking = asyncio.create_task(self._intake.run(), name="intake")
        workers = [
            asyncio.create_task(engine.run(PATIENCE_SECONDS), name="engine"),
            asyncio.create_task(feeder.run(PATIENCE_SECONDS), name="feeder"),
            *(asyncio.create_task(each.run(PATIENCE_SECONDS), name="fetcher") for each in fetchers),
        ]
        settling = asyncio.create_task(self._settle(), name="settling in")
        following = self._follow()
        looking = asyncio.create_task(self._look_through(), name="looking through a large database")
        self.health.is_started = True
        log.info("started")
        status = await self._wait_for_an_end([taking, *workers, *following, *keeping])
        self.health.is_stopping = True
        for task in (settling, looking, *following):
            task.cancel()
        self._intake.stop()
        await asyncio.wait({taking})
        await self._intake.confirm()
        if self._replica:
            await self._replica.let_go((LeaseName.POLLING,))
        engine.stop()
        feeder.stop()
        for fetcher in fetchers:
            fetcher.stop()
        await asyncio.wait(workers)
        self._observability.backups.stop()
        await self._clockwork.stop()
        if self._replica:
            await self._replica.leave()
            await asyncio.wait(keeping)
        log.info("stopped", status=status)
        return status

    async def _look_through(self) -> None:
        if self._database is not None and is_large(self._database):
            self._is_damaged = await look_through(self._database)

    def _listen_for_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._asked_to_stop)

    def _asked_to_stop(self) -> None:
        if self._stop.is_set():
            log.warning("stopping at once")
            os._exit(1)  # nothing is lost: the next start takes back what was under way
        log.info("stopping")
        self._stop.set()

    async def _greet(self) -> None:
        """Refuse a wrong token before anything starts; a line that is down is waited for by the poller."""
        bot = self._machine.bot
        try:
            me = await bot.me()
            if self._polls:
                await bot.delete_webhook()
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise SettingsRefused("BOT_TOKEN", "token") from None
        except Exception as error:  # proxies raise errors of any kind
            log.warning("Telegram does not answer yet", cause=error)
        else:
            log.info("connected", bot=me.username)

    async def _settle(self) -> None:
        """What need not be done before updates are asked for, while the first of them are waited for."""
        try:
            await self._machine.bot.set_my_commands(listed(DEFAULT_COMMANDS))
        except Exception as error:  # as above
            log.warning("the menu of commands is as it was", cause=error)
        settle_in()

    def _follow(self) -> list[asyncio.Task[Any]]:
        if self._follower is None:
            return []
        follow = self._follower.follow(self._machine, self._clockwork, self._beats)
        return [asyncio.create_task(follow, name="sandbox clock")]

    async def _wait_for_an_end(self, tasks: Sequence[asyncio.Task[Any]]) -> int:
        asked = asyncio.create_task(self._stop.wait())
        done, _ = await asyncio.wait({asked, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        for task in done - {asked}:
            log.critical("a part ended by itself", part=task.get_name(), exc_info=task.exception())
        return 0 if asked in done else 1
