"""Updates the messenger brings itself: checked, stored, and only then accepted with 200."""

import hmac
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiohttp import web

from roadmap.process.updates import NewUpdate
from services.process.inbox import InboxService

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
MAX_BODY = 1024 * 1024
STOP_SECONDS = 10.0
"""Requests under way at a stop are answered within this time: all they do is one insert."""

log = structlog.get_logger(__name__)


class WebhookReceiver:
    """`read` makes an update of what came, or raises; `wake` tells that something is stored."""

    def __init__(
        self,
        inbox: InboxService,
        secret: str,
        *,
        read: Callable[[Mapping[str, Any]], NewUpdate],
        wake: Callable[[], None],
    ) -> None:
        self._inbox = inbox
        self._secret = secret.encode()
        self._read = read
        self._wake = wake
        self.is_storing = True
        """What came last was stored; else it is brought again."""

    async def receive(self, request: web.Request) -> web.Response:
        """200 only for what is on disk. Everything else is brought again by whoever it was."""
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            log.warning(
                "a call without the secret was turned away", fault="wrong-secret", peer=request.remote
            )
            return web.Response(status=403)
        try:
            update = self._read(_object(await request.read()))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            log.warning(
                "a call that is no update was turned away", fault="no-update", error=type(error).__name__
            )
            return web.Response(status=400)
        try:
            await self._inbox.receive([update])
        except Exception:
            self.is_storing = False
            log.exception("an update could not be stored: it will be brought again", update_id=update.id)
            return web.Response(status=503)
        self.is_storing = True
        self._wake()
        return web.Response()


def _object(body: bytes) -> dict[str, Any]:
    parsed = json.loads(body)
    if not isinstance(parsed, dict):
        raise TypeError(type(parsed).__name__)
    return parsed


def webhook_pages(receiver: WebhookReceiver, path: str) -> web.Application:
    """The one page updates are brought to."""
    pages = web.Application(client_max_size=MAX_BODY)
    pages.router.add_post(path, receiver.receive)
    return pages


@asynccontextmanager
async def serve_webhook(receiver: WebhookReceiver, host: str, port: int, path: str) -> AsyncIterator[int]:
    """Listen while the context lasts, then finish what is under way; gives the port."""
    runner = web.AppRunner(webhook_pages(receiver, path), access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
