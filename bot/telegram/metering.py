"""Counting at the seams: around the messenger, the updates and the beats. Nothing inside knows of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from roadmap.delivery.outbox import Settlement
from scheduler.beats import Beat
from services.app import App
from services.notice import Attachment, Notice
from services.ports.messenger import Messenger, SendOutcome
from web.metrics import Metrics


class MeteredMessenger:
    """The messenger as it is, with the outcome and the time of each send counted."""

    def __init__(self, messenger: Messenger, metrics: Metrics) -> None:
        self._messenger = messenger
        self._metrics = metrics

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        began = perf_counter()
        outcome = await self._messenger.send(chat_id, notice, attachments)
        self._metrics.send_seconds.observe(perf_counter() - began)
        self._metrics.sends.labels(type(outcome).__name__.lower()).inc()
        return outcome


class MeteredUpdates(BaseMiddleware):
    """Around everything the dispatcher does with an update."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        with self._metrics.update_errors.count_exceptions(), self._metrics.update_seconds.time():
            return await handler(event, data)


def count_settled(metrics: Metrics) -> Callable[[Settlement], None]:
    """What the engine tells of each delivery it has brought to rest."""
    return lambda settlement: metrics.settled.labels(settlement.state.value).inc()


def metered(beat: Beat, metrics: Metrics) -> Beat:
    """The same beat; when it last succeeded is known outside."""

    async def look(app: App) -> object:
        with metrics.beat_errors.labels(beat.name).count_exceptions():
            result = await beat.look(app)
        metrics.beat_succeeded.labels(beat.name).set_to_current_time()
        return result

    return replace(beat, look=look)
