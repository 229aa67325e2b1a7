"""A small typed client for the people's side of a sandbox, over HTTP: for tests, the demo and benches."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

import aiohttp

from sandbox.seen import ClockSeen, Pressed, SeenAnswer, SeenCall, SeenMessage

DEFAULT_TIMEOUT = 10.0
GRACE_SECONDS = 15.0
"""How much longer than the sandbox the client waits for an answer."""


class SandboxRefusedError(Exception):
    """The sandbox says why the deed is impossible."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to send."""

    data: bytes
    filename: str
    mime_type: str = "application/octet-stream"


class SandboxClient:
    """Opened with `async with`; every method is one request."""

    def __init__(self, url: str, *, bot: str = "") -> None:
        self.url = url.rstrip("/")
        self.bot = bot
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, path: str, **query: object) -> Any:
        return await self._request("GET", path, query)

    async def post(self, path: str, body: Mapping[str, object] | None = None, **query: object) -> Any:
        return await self._request("POST", path, query, json=body or {})

    async def upload(self, path: str, payload: Mapping[str, object], files: Sequence[File]) -> Any:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload", json.dumps(payload))
        for number, file in enumerate(files):
            form.add_field(f"file{number}", file.data, filename=file.filename, content_type=file.mime_type)
        return await self._request("POST", path, {}, data=form)

    async def _request(self, method: str, path: str, query: Mapping[str, object], **body: Any) -> Any:
        if self._session is None:
            raise RuntimeError("open the client first: async with SandboxClient(url)")
        shown = {key: str(value) for key, value in query.items() if value not in (None, "")}
        if self.bot:
            shown["bot"] = self.bot
        async with self._session.request(method, self.url + path, params=shown, **body) as response:
            if response.content_type != "application/json":
                return await response.text()
            answer = await response.json()
            if response.status >= 400:
                raise SandboxRefusedError(f"{method} {path}: {answer.get('error') or answer}")
            return answer

    # People and groups

    async def person(
        self,
        first_name: str,
        *,
        last_name: str = "",
        role: str = "",
        person_id: int = 0,
        username: str = "",
        started: bool = False,
    ) -> "Person":
        """Make a person; `started` opens the chat so that the bot may write first."""
        body = {
            "id": person_id,
            "first_name": first_name,
            "last_name": last_name,
            "role": role,
            "username": username,
            "started": started,
        }
        made = await self.post("/sandbox/people", body)
        return Person(self, made["id"], made["name"])

    async def group(self, title: str, members: Sequence["Person"], *, supergroup: bool = False) -> int:
        """Make a group with the bot in it and return its id."""
        body = {"title": title, "members": [each.id for each in members], "supergroup": supergroup}
        return int((await self.post("/sandbox/groups", body))["id"])

    async def migrate_group(self, chat_id: int) -> int:
        """Turn it into a supergroup and return the new id."""
        return int((await self.post(f"/sandbox/groups/{chat_id}/migrate"))["id"])

    async def kick_from_group(self, chat_id: int) -> None:
        await self.post(f"/sandbox/groups/{chat_id}/kick")

    # What is seen

    async def messages(self, chat_id: int, *, after: int = 0, deleted: bool = False) -> list[SeenMessage]:
        path = f"/sandbox/chats/{chat_id}/messages"
        found = await self.get(path, after=after, deleted=int(deleted))
        return [SeenMessage(each) for each in found]

    async def transcript(self, chat_id: int = 0) -> str:
        """The readable form of one chat, or of all chats in order."""
        return str(await self.get("/sandbox/transcript", chat=chat_id or None, format="text"))

    async def wait_message(
        self,
        chat_id: int,
        text: str = "",
        *,
        after: int = 0,
        edited_since: int = 0,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> SeenMessage:
        """The bot's first message after `after` that fits the pattern; raises when none comes in time."""
        body = {
            "chat_id": chat_id,
            "text": text,
            "after": after,
            "edited_since": edited_since,
            "timeout": timeout,
        }
        return SeenMessage(await self.post("/sandbox/wait", body))

    async def wait_quiet(self, *, ms: float = 150.0, timeout: float = 15.0) -> bool:
        """True once no update waits, no call is under way and nothing happened for `ms`."""
        return bool((await self.get("/sandbox/quiet", ms=ms, timeout=timeout))["quiet"])

    async def file(self, file_id: str) -> bytes:
        if self._session is None:
            raise RuntimeError("open the client first: async with SandboxClient(url)")
        async with self._session.get(f"{self.url}/sandbox/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    # The log, faults, settings

    async def calls(
        self, *, after: int = 0, method: str = "", chat_id: int = 0, accepted: bool = False, limit: int = 0
    ) -> list[SeenCall]:
        found = await self.get(
            "/sandbox/calls",
            after=after,
            method=method,
            chat=chat_id or None,
            accepted=1 if accepted else None,
            limit=limit or None,
        )
        return [SeenCall(each) for each in found["calls"]]

    async def call_counts(self) -> Mapping[str, Any]:
        """`count`, `accepted` by method, `statuses` by method and code (0: the bot got no answer)."""
        counts: Mapping[str, Any] = await self.get("/sandbox/calls/summary")
        return counts

    async def fault(self, kind: str, **rule: object) -> None:
        """Add a rule: `await client.fault("hang", moment="after", method="sendMessage", seconds=3)`."""
        await self.post("/sandbox/faults", {"kind": kind, **rule})

    async def clear_faults(self) -> None:
        await self._request("DELETE", "/sandbox/faults", {})

    async def neighbour(self, kind: str, *, user: str = "", password: str = "") -> int:
        """Open a `refused`, `mute` or `junk` port, or a working `socks5` or `http` proxy; its number."""
        body = {"kind": kind, "user": user, "password": password}
        return int((await self.post("/sandbox/neighbours", body))["port"])

    async def settings(self, **changes: object) -> Mapping[str, Any]:
        """`limits={"model": "window"}`, `latency_ms=60`, `query_seconds=900` …"""
        changed: Mapping[str, Any] = await self.post("/sandbox/settings", changes)
        return changed

    async def forget(self) -> None:
        """Empty chats, log and faults; people stay."""
        await self.post("/sandbox/forget")

    async def pending_updates(self) -> list[Mapping[str, Any]]:
        return list((await self.get("/sandbox/updates"))["pending"])

    # The clock

    async def clock(self, *, after: int | None = None, timeout: float = 25.0) -> ClockSeen:
        return ClockSeen(await self.get("/sandbox/clock", after=after, timeout=timeout))

    async def set_clock(self, now: datetime) -> ClockSeen:
        return ClockSeen(await self.post("/sandbox/clock", {"now": now.astimezone(UTC).isoformat()}))

    async def add_time(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> ClockSeen:
        body = {"add_days": days, "add_hours": hours, "add_seconds": seconds}
        return ClockSeen(await self.post("/sandbox/clock", body))

    async def move_clock_to(self, landmark: str) -> ClockSeen:
        """`next` (reminder) or `quarter_end`."""
        return ClockSeen(await self.post("/sandbox/clock", {"to": landmark}))

    async def wait_idle(self, version: int | None = None, *, timeout: float = 30.0) -> ClockSeen:
        """Until the bot has done all that is due at that version; `is_idle` says whether it did in time."""
        return ClockSeen(await self.get("/sandbox/clock/idle", version=version, timeout=timeout))


class Person:
    """A person's hands: what they do in their private chat with the bot, or in a group they are in."""

    def __init__(self, client: SandboxClient, person_id: int, name: str) -> None:
        self.client = client
        self.id = person_id
        self.name = name

    def _path(self, deed: str) -> str:
        return f"/sandbox/people/{self.id}/{deed}"

    async def send(
        self, text: str, *, chat_id: int = 0, reply_to: int = 0, forwarded_from: str = ""
    ) -> SeenMessage:
        body = {"text": text, "chat_id": chat_id, "reply_to": reply_to, "forwarded_from": forwarded_from}
        return SeenMessage((await self.client.post(self._path("send"), body))["messages"][0])

    async def start(self, payload: str = "") -> SeenMessage:
        """Press START, or open a link `https://t.me/<bot>?start=<payload>`."""
        return await self.send(f"/start {payload}".rstrip())

    async def send_file(
        self,
        kind: str,
        file: File,
        *,
        caption: str = "",
        chat_id: int = 0,
        reply_to: int = 0,
        forwarded_from: str = "",
    ) -> SeenMessage:
        """`photo`, `document`, `voice` or `sticker`."""
        payload = {
            "kind": kind,
            "caption": caption,
            "chat_id": chat_id,
            "reply_to": reply_to,
            "forwarded_from": forwarded_from,
        }
        sent = await self.client.upload(self._path("send"), payload, [file])
        return SeenMessage(sent["messages"][0])

    async def send_photo(
        self, data: bytes, *, caption: str = "", filename: str = "photo.jpg", reply_to: int = 0
    ) -> SeenMessage:
        file = File(data, filename, "image/jpeg")
        return await self.send_file("photo", file, caption=caption, reply_to=reply_to)

    async def send_document(self, data: bytes, filename: str, *, caption: str = "") -> SeenMessage:
        return await self.send_file("document", File(data, filename), caption=caption)

    async def send_album(
        self,
        files: Sequence[File],
        *,
        kind: str = "photo",
        caption: str = "",
        captions: Sequence[str] = (),
        late_seconds: float = 0.0,
        chat_id: int = 0,
    ) -> list[SeenMessage]:
        """Two or more files as one album; with `late_seconds` the last one follows that much later.

        `captions` are one for each file; `caption` alone stands under the first.
        """
        payload = {"kind": kind, "late_seconds": late_seconds, "chat_id": chat_id}
        payload |= {"captions": list(captions)} if captions else {"caption": caption}
        sent = await self.client.upload(self._path("send"), payload, files)
        return [SeenMessage(each) for each in sent["messages"]]

    async def send_contact(self, phone: str) -> SeenMessage:
        sent = await self.client.post(self._path("send"), {"kind": "contact", "phone": phone})
        return SeenMessage(sent["messages"][0])

    async def send_location(self, latitude: float, longitude: float) -> SeenMessage:
        body = {"kind": "location", "latitude": latitude, "longitude": longitude}
        return SeenMessage((await self.client.post(self._path("send"), body))["messages"][0])

    async def press(self, text: str, *, message_id: int = 0, chat_id: int = 0) -> Pressed:
        """Press the button whose text matches, on the newest message that has it."""
        body = {"text": text, "message_id": message_id, "chat_id": chat_id}
        return Pressed(await self.client.post(self._path("press"), body))

    async def press_data(self, data: str, *, message_id: int = 0, chat_id: int = 0) -> Pressed:
        """A forged press: any data, on the newest message unless one is named."""
        body = {"data": data, "message_id": message_id, "chat_id": chat_id}
        return Pressed(await self.client.post(self._path("press"), body))

    async def edit(self, message_id: int, text: str) -> SeenMessage:
        body = {"message_id": message_id, "text": text}
        return SeenMessage(await self.client.post(self._path("edit"), body))

    async def delete(self, message_id: int) -> None:
        await self.client.post(self._path("delete"), {"message_id": message_id})

    async def block(self) -> None:
        await self.client.post(self._path("block"), {"blocked": True})

    async def unblock(self) -> None:
        await self.client.post(self._path("block"), {"blocked": False})

    async def deactivate(self) -> None:
        await self.client.post(self._path("deactivate"))

    async def answers(self) -> list[SeenAnswer]:
        """What was shown for each press, oldest first."""
        return [SeenAnswer(each) for each in await self.client.get(self._path("answers"))]

    async def messages(self, *, after: int = 0) -> list[SeenMessage]:
        return await self.client.messages(self.id, after=after)

    async def last(self) -> SeenMessage:
        """The newest message in the chat."""
        return (await self.messages())[-1]

    async def wait(
        self, text: str = "", *, after: int = 0, edited_since: int = 0, timeout: float = DEFAULT_TIMEOUT
    ) -> SeenMessage:
        """The bot's first message after `after` that fits the pattern."""
        return await self.client.wait_message(
            self.id, text, after=after, edited_since=edited_since, timeout=timeout
        )
