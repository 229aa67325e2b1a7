"""Every route of the web servers × who asks: what is answered, and that nothing is written by it.

The routes are taken from the servers themselves; a new one without a row in `tools.permissions` fails here.
"""

import ast
import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.telegram.updates import new_update
from roadmap.people.persons import SystemActor, Through
from services.app import App
from services.process.auditor import Auditor
from services.process.health import Health
from services.process.inbox import InboxService
from storage.all_tables import METADATA
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.places import ROOT
from tests.quarter_district import District, build_district
from tools.permissions import ASKERS, WEB
from web.health import health_pages
from web.metrics import Metrics
from web.open_part import open_pages
from web.webhook import SECRET_HEADER, WebhookReceiver, webhook_pages

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")
SECRET, HOOK = "right-secret_1", "POST /hook"
CALENDAR, ROAD_MAPS = "GET /calendar/{secret}.ics", "GET /api/v1/road-maps"
TABLE = "GET /api/v1/road-maps/{road_map}/{table}"
NOBODY, FOREIGN, REVOKED, OWN = ASKERS
FIRST_USE = {"api_keys", "audit_entries"}
WRITTEN = {
    (HOOK, OWN): {"inbox_updates"},
    (ROAD_MAPS, OWN): FIRST_USE,
    (ROAD_MAPS, FOREIGN): FIRST_USE,
    (TABLE, OWN): FIRST_USE,
    (TABLE, FOREIGN): FIRST_USE,
}
"""All that is ever written by asking."""
TOLD = ("Лугова", "Школа № 1", "диагностик", "План повышения", "Заречного")
"""Of this nobody reads a letter who may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    head: str
    body: str


@dataclass
class Servers:
    """The three servers of the product over one department at work."""

    store: Store
    district: District
    ports: dict[str, int]
    """Of each route."""
    keys: dict[str, str]
    secrets: dict[str, str]
    numbers: Iterator[int]

    def path(self, route: str, asker: str) -> str:
        secret = self.secrets.get(asker, "a" * 32)
        named = {"{secret}": secret, "{road_map}": str(self.district.road_map), "{table}": "duties"}
        path = route.partition(" ")[2]
        for name, value in named.items():
            path = path.replace(name, value)
        return path

    def headers(self, route: str, asker: str) -> dict[str, str]:
        if asker == NOBODY:
            return {}
        if route == HOOK:
            return {SECRET_HEADER: SECRET if asker == OWN else f"{asker == REVOKED}-secret"}
        return {"Authorization": f"Bearer {self.keys[asker]}"}

    async def ask(
        self,
        route: str,
        asker: str,
        *,
        method: str = "",
        path: bytes = b"",
        more: dict[str, str] | None = None,
    ) -> Answer:
        """These bytes as they are: no client puts the address right first."""
        method = method or route.partition(" ")[0]
        update = f'{{"update_id": {next(self.numbers)}, "message": {{"chat": {{"id": 5}}}}}}'
        body = update if route == HOOK else ""
        lines = {**self.headers(route, asker), "Host": "localhost", "Connection": "close", **(more or {})}
        lines |= {"Content-Length": str(len(body))} if body else {}
        told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        start = f"{method} ".encode() + (path or self.path(route, asker).encode()) + b" HTTP/1.1\r\n"
        return await self._exchange(self.ports[route], start + f"{told}\r\n{body}".encode())

    async def _exchange(self, port: int, request: bytes) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            said = (await asyncio.wait_for(reader.read(), 10)).decode("utf-8", "replace")
        finally:
            writer.close()
        head, _, body = said.partition("\r\n\r\n")
        return Answer(status=int(head.split(" ", 2)[1]), head=head, body=body)

    async def tables(self) -> dict[str, list[Any]]:
        async with self.store.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in await connection.execute(select(table))]
                for table in METADATA.sorted_tables
            }

    async def changed(self, before: dict[str, list[Any]]) -> set[str]:
        now = await self.tables()
        return {
            name for name, rows in before.items() if sorted(map(repr, rows)) != sorted(map(repr, now[name]))
        }


def routes_of(pages: web.Application) -> Iterator[str]:
    """HEAD stands beside each GET by itself."""
    for route in pages.router.routes():
        assert route.resource is not None
        if route.method != "HEAD":
            yield f"{route.method} {route.resource.canonical}"


@pytest.fixture
async def servers(store: Store, app: App, clock: FrozenClock) -> AsyncIterator[Servers]:
    district = await build_district(store, app, clock)
    keys, secrets = await _keys(district), await _secrets(district)
    health, ports = Health(), dict[str, int]()
    health.is_started = True
    receiver = WebhookReceiver(InboxService(store, clock), SECRET, read=new_update, wake=lambda: None)
    every = (
        health_pages(health, Metrics(), Auditor(store, clock).findings),
        webhook_pages(receiver, "/hook"),
        open_pages(app),
    )
    async with AsyncExitStack() as stack:
        for pages in every:
            runner = web.AppRunner(pages, access_log=None)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            ports |= dict.fromkeys(routes_of(pages), int(runner.addresses[0][1]))
        yield Servers(store, district, ports, keys, secrets, count(1))


async def _keys(district: District) -> dict[str, str]:
    keys = district.app.api_keys
    async with district.store.write() as uow:
        other = await uow.people.add_department("Управление Горного округа", ZONE)
        await uow.commit()
    own = SystemActor(department_id=district.department, through=Through.COMMAND)
    theirs = SystemActor(department_id=other, through=Through.COMMAND)
    _, right = await keys.give(own, "дашборд")
    _, foreign = await keys.give(theirs, "чужой дашборд")
    revoked_id, revoked = await keys.give(own, "прежний")
    await keys.revoke(own, revoked_id)
    return {OWN: right, FOREIGN: foreign, REVOKED: revoked}


async def _secrets(district: District) -> dict[str, str]:
    """A key of the API opens no calendar: it is what a foreign one shows there."""
    anna = await district.actor("Анна Лугова")
    calendars = district.app.due_calendars
    addresses = [await calendars.new_address(anna, None)]
    await calendars.revoke(anna, None)
    addresses.append(await calendars.new_address(anna, None))
    revoked, own = (each.rpartition("/")[2].removesuffix(".ics") for each in addresses)
    return {REVOKED: revoked, OWN: own}


async def test_every_route_the_servers_know_has_its_row_and_no_row_is_of_none(servers: Servers) -> None:
    assert sorted(servers.ports) == sorted(WEB)


def test_nothing_else_in_the_product_serves_pages() -> None:
    made = set()
    for package in ("bot", "handlers", "scheduler", "services", "reports", "documents", "storage", "web"):
        for file in (ROOT / package).rglob("*.py"):
            names = {
                each.attr
                for each in ast.walk(ast.parse(file.read_text("utf-8")))
                if isinstance(each, ast.Attribute)
            }
            if names & {"Application", "start_server", "ServerRunner", "create_server"}:
                made.add(file.relative_to(ROOT).as_posix())
    assert made == {"web/health.py", "web/open_part.py", "web/webhook.py"}


@pytest.mark.parametrize("route", WEB)
async def test_each_asker_is_answered_as_the_page_says_and_writes_only_what_is_meant(
    servers: Servers, route: str
) -> None:
    for asker, status in zip(ASKERS, WEB[route], strict=True):
        before = await servers.tables()
        answer = await servers.ask(route, asker)
        assert answer.status == status, asker
        assert await servers.changed(before) == WRITTEN.get((route, asker), set()), asker
        if asker != OWN:
            assert not [each for each in TOLD if each in answer.body], asker


async def test_an_own_key_is_seen_to_open_what_the_others_do_not(servers: Servers) -> None:
    assert "Школа № 1" in (await servers.ask(TABLE, OWN)).body
    assert "BEGIN:VCALENDAR" in (await servers.ask(CALENDAR, OWN)).body
    assert (await servers.ask(ROAD_MAPS, FOREIGN)).body == "[]"


@pytest.mark.parametrize("route", WEB)
async def test_another_way_of_asking_is_refused_to_everybody_and_writes_nothing(
    servers: Servers, route: str
) -> None:
    right = route.partition(" ")[0]
    before = await servers.tables()
    for asker in ASKERS:
        for method in METHODS:
            if method not in {right, "HEAD" if right == "GET" else right}:
                answer = await servers.ask(route, asker, method=method)
                assert answer.status == (404 if method == "CONNECT" else 405), (asker, method)
    assert await servers.changed(before) == set()


@pytest.mark.parametrize("route", [each for each in WEB if each.startswith("GET")])
async def test_to_ask_for_the_head_alone_is_to_ask(servers: Servers, route: str) -> None:
    for asker, status in zip(ASKERS, WEB[route], strict=True):
        answer = await servers.ask(route, asker, method="HEAD")
        assert (answer.status, answer.body) == (status, ""), asker


def spoilt(path: bytes) -> dict[str, bytes]:
    """The same address in bytes no honest client sends."""
    start, _, last = path.rpartition(b"/")
    return {
        "a dot segment": path + b"/%2e%2e/" + last,
        "dot segments in the open": b"/x/.." * 3 + path + b"/../x",
        "a slash in code": start + b"%2f" + last,
        "a slash in code, twice": start + b"%252f" + last,
        "a backslash": start + b"\\" + last,
        "double slashes": path.replace(b"/", b"//"),
        "a slash at the end": path + b"/",
        "a NUL in code": path + b"%00",
        "a NUL": path + b"\0",
        "a NUL before": start + b"/%00" + last,
        "a line's end in code": path + b"%0d%0aX-Injected:%201",
        "5,000 characters": path + b"/" + b"a" * 5_000,
        "5,000 characters in code": path + b"%61" * 1_666,
        "20,000 characters": path + b"a" * 20_000,
        "half a code": path + b"%",
        "half a code of one": path + b"%2",
        "no code": path + b"%zz",
        "bytes of no letter in code": path + b"%ff%fe",
        "a surrogate in code": path + b"%ed%a0%80",
        "an overlong slash": start + b"%c0%af" + last,
        "bytes of no letter": path + b"\xff\xfe",
        "other figures": path + "١".encode(),
        "a parameter": path + b";x=1",
        "capitals": path.upper(),
        "nothing before": path.lstrip(b"/"),
    }


@pytest.mark.parametrize("route", WEB)
async def test_an_address_in_odd_bytes_opens_nothing_and_writes_nothing(servers: Servers, route: str) -> None:
    for asker in (FOREIGN, OWN):
        await servers.ask(ROAD_MAPS, asker)  # the first use of the day is past
    wrong = []
    before = await servers.tables()
    for asker in ASKERS:
        for what, path in spoilt(servers.path(route, asker).encode()).items():
            answer = await servers.ask(route, asker, path=path)
            told = [each for each in TOLD if each in answer.body]
            if answer.status not in {400, 401, 404, 414} or told or "X-Injected" in answer.head:
                wrong.append((asker, what, answer.status, told))
    assert not wrong, "\n".join(map(str, wrong))
    assert await servers.changed(before) == set()
