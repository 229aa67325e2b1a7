"""What can be seen and waited for: chats, transcript, answers, calls, the quiet, files."""

import asyncio
import re
from itertools import islice
from time import monotonic
from urllib.parse import quote

from aiohttp import web

from sandbox.chronicle import happenings, readable
from sandbox.control.persons import person_json
from sandbox.control.reading import (
    answer,
    bot_of,
    chat_of,
    number_of,
    read_body,
    seconds_of,
    world_of,
)
from sandbox.people import ImpossibleError
from sandbox.refusal import Json
from sandbox.transcript import bubbles, seen_answer, seen_message
from sandbox.world import BotAccount, Chat, FeedEntry, Message, World

PAGE_MESSAGES = 300
"""How many of the newest messages of a chat a page loads at first."""
PAGE_PEOPLE = 24
"""How many phones a page shows; a bench may have a hundred thousand people."""


def chat_json(world: World, bot: BotAccount, chat: Chat) -> Json:
    return {
        **chat.card(),
        "name": chat.name,
        "members": list(chat.members),
        "is_started": chat.is_started,
        "is_blocked": chat.is_blocked,
        "is_kicked": chat.is_kicked,
        "migrated_to": chat.migrated_to,
        "keyboard": chat.keyboard,
        "commands": commands_for(bot, chat),
        "menu_button": bot.menu_buttons.get(chat.id) or bot.menu_buttons.get(0) or {"type": "commands"},
    }


def commands_for(bot: BotAccount, chat: Chat) -> list[Json]:
    """The menu of the chat: the narrowest scope that has one, the person's language first."""
    is_private = chat.person is not None
    language = chat.person.language_code if chat.person else "ru"
    for scope in (f"chat:{chat.id}", "all_private_chats" if is_private else "all_group_chats", "default"):
        for code in (language, ""):
            if commands := bot.commands.get((scope, code)):
                return commands
    return []


async def state(request: web.Request) -> web.StreamResponse:
    """Everything a page needs to draw itself anew, and the number its feed goes on from."""
    world, bot = world_of(request), bot_of(request)
    shown = list(islice(world.people.values(), PAGE_PEOPLE))
    chats = [bot.chats[person.id] for person in shown if person.id in bot.chats]
    chats += islice((chat for chat in bot.chats.values() if chat.person is None), PAGE_PEOPLE)
    return answer(
        {
            "feed": world.feed_number,
            "bot": bot.profile.card(),
            "description": bot.texts.get("description", ""),
            "zone": world.settings.zone,
            "clock": clock_json(world),
            "people": [person_json(person) for person in shown],
            "chats": [
                {
                    **chat_json(world, bot, chat),
                    "messages": [seen_message(message) for message in bubbles(bot, chat)[-PAGE_MESSAGES:]],
                }
                for chat in chats
            ],
            "max_people": PAGE_PEOPLE,
        }
    )


def clock_json(world: World) -> Json:
    reading, idle = world.clock.read(), world.clock.idle
    return {
        "version": reading.version,
        "now": reading.now.isoformat(),
        "offset_seconds": reading.offset_seconds,
        "idle_version": idle.version if idle else 0,
        "next_at": idle.next_at.isoformat() if idle and idle.next_at else None,
        "said": sum(bot.said for bot in world.bots.values()),
    }


async def events(request: web.Request) -> web.StreamResponse:
    """What changed after a number, as it is now; held until there is something. `reset` means: load anew."""
    world, bot = world_of(request), bot_of(request)
    after = number_of(request, "after")
    if world.feed_number <= after:
        await world.feed_grew.wait(seconds_of(request))
        await asyncio.sleep(0.02)
    behind = world.feed_number - after
    if behind > len(world.feed) or behind < 0:
        return answer({"reset": True})
    fresh = [world.feed[index] for index in range(len(world.feed) - behind, len(world.feed))]
    latest = {
        (entry.kind, entry.chat_id, entry.item): entry for entry in fresh if entry.bot_id in (0, bot.id)
    }
    shown = [event_json(world, bot, entry) for entry in latest.values()]
    return answer({"feed": world.feed_number, "events": shown})


def event_json(world: World, bot: BotAccount, entry: FeedEntry) -> Json:
    event: Json = {"kind": entry.kind, "chat_id": entry.chat_id}
    chat = bot.chats.get(entry.chat_id)
    match entry.kind:
        case "message" | "edit" | "delete" if chat and entry.item in chat.messages:
            event["message"] = seen_message(chat.messages[int(entry.item)])
            event["keyboard"] = chat.keyboard
        case "press" | "answer":
            event["answer"] = seen_answer(bot.queries[str(entry.item)])
        case "person":
            event["person"] = person_json(world.people[int(entry.item)])
        case "chat" if chat:
            event["chat"] = chat_json(world, bot, chat)
        case "commands":
            event["chats"] = [chat_json(world, bot, each) for each in bot.chats.values()]
        case "typing":
            event["action"] = entry.item
        case "clock":
            event["clock"] = clock_json(world)
    return event


async def messages(request: web.Request) -> web.StreamResponse:
    """A chat's messages after an id; `deleted=1` shows the removed ones too."""
    chat = chat_of(request, int(request.match_info["chat"]))
    after, with_deleted = number_of(request, "after"), request.query.get("deleted") == "1"
    return answer([seen_message(message) for message in newer(chat, after, with_deleted=with_deleted)])


def newer(chat: Chat, after: int, *, with_deleted: bool = False) -> list[Message]:
    found: list[Message] = []
    for message in reversed(chat.messages.values()):
        if message.id <= after:
            break
        if with_deleted or not message.is_deleted:
            found.append(message)
    return found[::-1]


async def transcript(request: web.Request) -> web.StreamResponse:
    """One chat (`chat=`) or all in order: JSON as it looks now, or `format=text` as it happened."""
    bot, chat_id = bot_of(request), number_of(request, "chat")
    chat = chat_of(request, chat_id) if chat_id else None
    if request.query.get("format") == "text":
        return web.Response(text=readable(world_of(request).zone, bot, happenings(bot, chat)))
    return answer([seen_message(message) for message in bubbles(bot, chat)])


async def wait(request: web.Request) -> web.StreamResponse:
    """Until a chat shows the bot's message that fits `text` and is newer than, or edited since, `after`."""
    body, _ = await read_body(request)
    chat = chat_of(request, int(body["chat_id"]))
    pattern = re.compile(str(body.get("text", "")), re.DOTALL)
    after, since = int(body.get("after") or 0), int(body.get("edited_since") or 0)
    deadline = monotonic() + min(float(body.get("timeout", 10.0)), 120.0)
    while True:
        for message in candidates(chat, after, since):
            if message.sender.is_bot and pattern.search(message.text):
                return answer(seen_message(message))
        if not await chat.changed.wait(deadline - monotonic()):
            last = [message.text for message in newer(chat, 0)[-3:]]
            raise ImpossibleError(
                f"no message «{pattern.pattern}» in the chat of {chat.name}; the last: {last}"
            )


def candidates(chat: Chat, after: int, edited_since: int) -> list[Message]:
    """Newer messages, and with `edited_since` also older ones edited from that Unix time on."""
    fresh = newer(chat, after)
    if not edited_since:
        return fresh
    return fresh + [
        each for each in bubbles_of(chat) if each.id <= after and each.edited_unix >= edited_since
    ]


def bubbles_of(chat: Chat) -> list[Message]:
    return [message for message in chat.messages.values() if not message.is_deleted]


async def quiet(request: web.Request) -> web.StreamResponse:
    """Until no update waits, no call is under way and nothing happened for `ms`; `quiet` says if it came."""
    world, bot = world_of(request), bot_of(request)
    calm = float(request.query.get("ms", 150.0)) / 1000
    deadline = monotonic() + seconds_of(request, 15.0)
    while (now := monotonic()) < deadline:
        busy = bool(bot.updates.pending) or bot.undelivered > 0 or world.under_way > 0
        rest = world.last_activity + calm - now
        if not busy and rest <= 0:
            return answer({"quiet": True})
        await asyncio.sleep(min(max(rest, 0.005), deadline - now))
    return answer({"quiet": False, "pending": len(bot.updates), "under_way": world.under_way})


async def calls(request: web.Request) -> web.StreamResponse:
    """The log after a number, narrowed by `method`, `chat`, `accepted=1`; `limit` counts from the newest."""
    query, log = request.query, world_of(request).calls
    after, chat_id, limit = (
        number_of(request, "after"),
        number_of(request, "chat"),
        number_of(request, "limit"),
    )
    found: list[Json] = []
    for call in reversed(log.calls):
        if call.number <= after or (limit and len(found) >= limit):
            break
        if query.get("method", call.method).lower() != call.method.lower():
            continue
        if (chat_id and call.chat_id != chat_id) or (query.get("accepted") == "1" and not call.accepted):
            continue
        found.append(call.to_json())
    return answer({**log.summary(), "calls": found[::-1]})


async def call_counts(request: web.Request) -> web.StreamResponse:
    return answer(world_of(request).calls.summary())


async def file(request: web.Request) -> web.StreamResponse:
    """A file as a person opens it: shown when the browser can, saved under its own name otherwise."""
    stored = world_of(request).files.get(request.match_info["file_id"])
    if stored is None:
        raise web.HTTPNotFound
    shown = stored.kind in ("photo", "sticker") or stored.mime_type.startswith(("image/png", "image/jpeg"))
    place = "inline" if shown else "attachment"
    headers = {
        "Content-Disposition": f"{place}; filename*=UTF-8''{quote(stored.filename)}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "max-age=3600",
    }
    mime = stored.mime_type if shown and stored.mime_type != "image/svg+xml" else "application/octet-stream"
    if stored.kind == "photo" and not mime.startswith("image/"):
        mime = "image/jpeg"
    return web.Response(body=stored.data, content_type=mime, headers=headers)


def add_observing(app: web.Application) -> None:
    app.router.add_get("/sandbox/state", state)
    app.router.add_get("/sandbox/events", events)
    app.router.add_get("/sandbox/transcript", transcript)
    app.router.add_get(r"/sandbox/chats/{chat:-?\d+}/messages", messages)
    app.router.add_post("/sandbox/wait", wait)
    app.router.add_get("/sandbox/quiet", quiet)
    app.router.add_get("/sandbox/calls", calls)
    app.router.add_get("/sandbox/calls/summary", call_counts)
    app.router.add_get("/sandbox/files/{file_id}", file)
