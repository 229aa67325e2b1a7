"""HTTP to the Bot API: traced (did the request leave?), and over proxies tried in order."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from time import monotonic
from types import SimpleNamespace
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.methods import Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardMarkup
from aiohttp import ClientSession, ClientTimeout, TraceConfig, TraceRequestHeadersSentParams

CONNECT_SECONDS = 10.0
REQUEST_SECONDS = 60.0
CONNECTIONS = 100
TRY_FIRST_AGAIN_SECONDS = 600.0
FLOOD_SECONDS = 5
"""How long «too many requests» is waited out that does not say how long."""
REFUSAL = re.compile(r'\s*\{\s*"ok"\s*:\s*false\b(?=.*\}\s*$)', re.DOTALL)
"""How a whole refusal looks from outside; half of one is read by nobody."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Departure:
    """Whether the headers of the request under way have left this machine."""

    has_left: bool = False


REHEARSED = '{"ok": true, "result": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}'
_departure: ContextVar[Departure | None] = ContextVar("departure", default=None)


@contextmanager
def watching_departure() -> Iterator[Departure]:
    """While it lasts, a request of this task notes here that it has left."""
    departure = Departure()
    token = _departure.set(departure)
    try:
        yield departure
    finally:
        _departure.reset(token)


def is_watched() -> bool:
    """Whether the request under way is one whose outcome the outbox reads."""
    return _departure.get() is not None


async def _headers_sent(
    _session: ClientSession, _context: SimpleNamespace, _params: TraceRequestHeadersSentParams
) -> None:
    if (departure := _departure.get()) is not None:
        departure.has_left = True


def _trace() -> TraceConfig:
    trace = TraceConfig()
    trace.on_request_headers_sent.append(_headers_sent)
    return trace


@cache
def _answer_to(method: type[TelegramMethod[Any]]) -> type[Response[Any]]:
    """Kept: pydantic holds such a type weakly and would build it anew for every call."""
    return Response[method.__returning__]  # type: ignore[name-defined]


def _said_status(status: int, content: str) -> int:
    """What the answer itself says: a gateway may put a refusal under 200."""
    if status != HTTPStatus.OK or not REFUSAL.match(content):
        return status
    code = json.loads(content).get("error_code")
    return code if isinstance(code, int) else status


def rehearse() -> None:
    """Build now what a message is made of: the first of the morning would hold the others up for it."""
    SendMessage(chat_id=1, text="…", reply_markup=InlineKeyboardMarkup(inline_keyboard=[])).model_dump()
    _answer_to(SendMessage).model_validate_json(REHEARSED)


class TracedSession(AiohttpSession):
    """aiogram's session that tells «surely not sent» from «the answer was lost»: the error's text cannot."""

    async def create_session(self) -> ClientSession:
        fresh = self._should_reset_connector or self._session is None or self._session.closed
        session = await super().create_session()
        if fresh:
            trace = _trace()
            trace.freeze()
            session.trace_configs.append(trace)
        return session

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        _answer_to(type(method))
        status = _said_status(status_code, content)
        try:
            return super().check_response(bot, method, status, content)
        except TelegramRetryAfter:
            raise
        except TelegramAPIError as error:
            if status == HTTPStatus.TOO_MANY_REQUESTS:  # surely not carried out, though it says no time
                raise TelegramRetryAfter(method, error.message, FLOOD_SECONDS) from None
            raise

    async def close(self) -> None:
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()  # aiogram's own lets TLS connections end for a quarter of a second

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        limits = ClientTimeout(total=timeout or self.timeout, sock_connect=CONNECT_SECONDS)
        try:
            return await super().make_request(bot, method, limits)  # type: ignore[arg-type]
        except UnicodeDecodeError as error:  # an answer that ends in the middle of a letter
            raise ClientDecodeError("the answer is no text", error, "") from None


class FailoverSession(BaseSession):
    """Proxies in the order of preference: the next is tried only when the request surely did not leave."""

    def __init__(self, proxies: Sequence[str], api: TelegramAPIServer) -> None:
        super().__init__(api=api, timeout=REQUEST_SECONDS)
        self._routes = [
            TracedSession(proxy=proxy, api=api, timeout=REQUEST_SECONDS) for proxy in proxies
        ] or [TracedSession(api=api, timeout=REQUEST_SECONDS, limit=CONNECTIONS)]
        self._working = 0
        self._working_since = monotonic()

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        first = self._first_route()
        for attempt in range(len(self._routes)):
            route = (first + attempt) % len(self._routes)
            with _own_departure() as departure:
                try:
                    answer = await self._routes[route].make_request(bot, method, timeout)
                except Exception as error:
                    if (
                        departure.has_left
                        or not is_transport_error(error)
                        or attempt + 1 == len(self._routes)
                    ):
                        raise
                    log.warning("a proxy failed, trying the next", proxy_number=route + 1)
                else:
                    if route != self._working:
                        self._working, self._working_since = route, monotonic()
                    return answer
        raise AssertionError("there is at least one route")

    def _first_route(self) -> int:
        """The one that worked last; from time to time the most preferred one gets another chance."""
        if self._working and monotonic() - self._working_since > TRY_FIRST_AGAIN_SECONDS:
            self._working = 0
        return self._working

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        stream = self._routes[self._first_route()].stream_content(
            url, headers, timeout, chunk_size, raise_for_status
        )
        async for chunk in stream:
            yield chunk

    async def close(self) -> None:
        await asyncio.gather(*(route.close() for route in self._routes))


@contextmanager
def _own_departure() -> Iterator[Departure]:
    """The departure somebody watches already, else one of our own."""
    if (watched := _departure.get()) is not None:
        yield watched
        return
    with watching_departure() as departure:
        yield departure


def is_transport_error(error: Exception) -> bool:
    """Trouble on the way to the messenger, not an answer of it. Proxies raise errors of any kind."""
    return type(error) is TelegramNetworkError or not isinstance(error, AiogramError)


def build_session(bot_api_url: str, proxies: Sequence[str]) -> FailoverSession:
    """A session to api.telegram.org or to the given Bot API server, directly or over these proxies."""
    api = TelegramAPIServer.from_base(bot_api_url or "https://api.telegram.org")
    return FailoverSession(proxies, api)
