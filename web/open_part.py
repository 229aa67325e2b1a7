"""What the server shows outwards: calendars at secret addresses, and tables for programs with a key."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiohttp import web

from reports.open_data import OF_ROAD_MAP, ROAD_MAPS, Table, as_csv, as_json
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import SystemActor
from services.app import App

log = structlog.get_logger(__name__)
STOP_SECONDS = 10.0
_QUARTERS = range(1, 5)
_YEARS = range(2000, 2100)
_PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


class OpenPart:
    """Reads only. A wrong secret is 404, a wrong key 401; neither says whether anything like it exists."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._one_at_a_time = asyncio.Lock()
        """A table of a whole road map is large: they are made in turn, so that the chats go on."""

    async def calendar(self, request: web.Request) -> web.Response:
        """The calendar at this address as its owner may see it today."""
        try:
            data = await self._app.due_calendars.served(request.match_info["secret"])
        except NotFound:
            return web.Response(status=404)
        return web.Response(body=data, content_type="text/calendar", charset="utf-8", headers=_PRIVATE)

    async def road_maps(self, request: web.Request) -> web.Response:
        """The road maps in force."""
        reader = await self._reader(request)
        found = await self._app.exports.road_maps(reader)
        return _answer(request, ROAD_MAPS, found)

    async def table(self, request: web.Request) -> web.Response:
        """One table of one road map, of a quarter where it is named."""
        reader = await self._reader(request)
        known = OF_ROAD_MAP.get(request.match_info["table"])
        if known is None:
            raise web.HTTPNotFound
        (table, rows_of), name = known, request.match_info["table"]
        road_map_id = RoadMapId(int(request.match_info["road_map"]))
        async with self._one_at_a_time:
            try:
                quarter = _quarter(request.query.get("quarter"))
                summary = await self._app.exports.table(reader, road_map_id, quarter, name)
            except NotFound:
                raise web.HTTPNotFound from None
            except BadInput:
                raise web.HTTPBadRequest from None
            return await asyncio.to_thread(lambda: _answer(request, table, rows_of(summary)))

    async def _reader(self, request: web.Request) -> SystemActor:
        try:
            return await self._app.api_keys.reader(_key(request.headers.get("Authorization", "")))
        except NotAllowed:
            log.warning("a call without a valid key was turned away", fault="wrong-key", peer=request.remote)
            challenge = {"WWW-Authenticate": 'Basic realm="vekha"'}
            raise web.HTTPUnauthorized(headers=challenge) from None


def _key(header: str) -> str:
    """«Bearer KEY», or «Basic …» with the key as the password, as spreadsheets send it."""
    scheme, _, said = header.partition(" ")
    if scheme.lower() == "bearer":
        return said.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(said, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            raise NotAllowed from None
    raise NotAllowed


def _quarter(said: str | None) -> CalendarQuarter | None:
    """«2026-2»; BadInput for anything else, None where nothing is asked."""
    if said is None:
        return None
    year, _, number = said.partition("-")
    is_number = said.isascii() and year.isdecimal() and number.isdecimal()
    if not is_number or int(year) not in _YEARS or int(number) not in _QUARTERS:
        raise BadInput("quarter", said)
    return CalendarQuarter(int(year), int(number))


def _answer(request: web.Request, table: Table[Any], found: Any) -> web.Response:
    form = request.query.get("format", "json")
    if form == "csv":
        return web.Response(
            body=as_csv(table, found), content_type="text/csv", charset="utf-8", headers=_PRIVATE
        )
    if form == "json":
        return web.Response(
            body=as_json(table, found), content_type="application/json", charset="utf-8", headers=_PRIVATE
        )
    raise web.HTTPBadRequest


def open_pages(app: App) -> web.Application:
    """Every page that is shown outwards."""
    part, pages = OpenPart(app), web.Application(client_max_size=1)
    pages.router.add_get("/calendar/{secret:[A-Za-z0-9_-]{16,64}}.ics", part.calendar)
    pages.router.add_get("/api/v1/road-maps", part.road_maps)
    pages.router.add_get("/api/v1/road-maps/{road_map:[0-9]{1,18}}/{table}", part.table)
    return pages


@asynccontextmanager
async def serve_open_part(app: App, host: str, port: int) -> AsyncIterator[int]:
    """Listen while the context lasts; gives the port."""
    runner = web.AppRunner(open_pages(app), access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
