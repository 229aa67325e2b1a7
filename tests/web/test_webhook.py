"""The webhook's door: 200 only for what is on disk, and only for those who know the secret."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.telegram.updates import new_update
from services.process.inbox import InboxService
from storage.process.tables import InboxUpdateRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from web.webhook import MAX_BODY, SECRET_HEADER, WebhookReceiver, serve_webhook

SECRET = "right-secret_1"
UPDATE = {
    "update_id": 7,
    "message": {"message_id": 1, "chat": {"id": 11, "type": "private"}, "text": "привет"},
}


@dataclass
class Door:
    url: str
    store: Store
    http: aiohttp.ClientSession
    woken: list[str] = field(default_factory=list)

    async def bring(self, update: object = None, *, secret: str | None = SECRET, **request: Any) -> int:
        headers: Mapping[str, str] = {SECRET_HEADER: secret} if secret is not None else {}
        body = request or {"json": UPDATE if update is None else update}
        async with self.http.post(self.url, headers=headers, **body) as answer:
            return answer.status

    async def stored(self) -> list[tuple[int, int, dict[str, Any]]]:
        async with self.store.engine.connect() as connection:
            rows = await connection.execute(select(InboxUpdateRow).order_by(InboxUpdateRow.id))
            return [(row.id, row.chat_id, row.payload) for row in rows]


@pytest.fixture
async def door(store: Store, clock: FrozenClock) -> AsyncIterator[Door]:
    woken: list[str] = []
    receiver = WebhookReceiver(
        InboxService(store, clock), SECRET, read=new_update, wake=lambda: woken.append("woken")
    )
    async with (
        serve_webhook(receiver, "127.0.0.1", 0, "/hook") as port,
        aiohttp.ClientSession() as http,
    ):
        yield Door(f"http://127.0.0.1:{port}/hook", store, http, woken)


async def test_an_update_is_on_disk_when_it_is_accepted_and_somebody_is_woken(door: Door) -> None:
    assert await door.bring() == 200

    assert await door.stored() == [(7, 11, UPDATE)]
    assert door.woken == ["woken"]


async def test_an_update_brought_twice_is_accepted_twice_and_kept_once(door: Door) -> None:
    assert [await door.bring(), await door.bring()] == [200, 200]

    assert len(await door.stored()) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "1", SECRET[:-1], "секрет"])
async def test_nobody_without_the_secret_gets_in(door: Door, secret: str | None) -> None:
    assert await door.bring(secret=secret) == 403
    assert await door.stored() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "x"}',
        b'{"update_id": {}}',
        b"[" * 100_000,
    ],
    ids=lambda body: body[:45].decode("latin-1"),
)
async def test_what_is_no_update_is_turned_away(door: Door, body: bytes) -> None:
    assert await door.bring(data=body) == 400
    assert await door.stored() == []


async def test_an_update_whose_chat_cannot_be_read_is_kept_and_not_brought_for_ever(door: Door) -> None:
    body = b'{"update_id": 7, "message": {"chat": 5}}'

    assert await door.bring(data=body) == 200
    assert [(number, chat) for number, chat, _ in await door.stored()] == [(7, 0)]


async def test_too_much_is_turned_away(door: Door) -> None:
    assert await door.bring(data=b'{"update_id": 7, "x": "' + b"x" * MAX_BODY + b'"}') == 413
    assert await door.stored() == []


async def test_other_ways_of_asking_find_nothing(door: Door) -> None:
    async with door.http.get(door.url) as answer:
        assert answer.status == 405
    async with door.http.post(door.url + "/other", headers={SECRET_HEADER: SECRET}, json=UPDATE) as answer:
        assert answer.status == 404


async def test_while_the_database_is_in_trouble_telegram_is_asked_to_come_again(door: Door) -> None:
    async with door.store.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE inbox_updates RENAME TO elsewhere")
    try:
        assert await door.bring() == 503
    finally:
        async with door.store.engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbox_updates")
    assert await door.bring() == 200

    assert len(await door.stored()) == 1
    assert door.woken == ["woken"]
