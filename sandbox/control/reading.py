"""What the control side reads from its requests, and how it answers them."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from sandbox.api.server import WORLD, json_answer
from sandbox.files import Upload
from sandbox.people import Deed, ImpossibleError, deed
from sandbox.refusal import Json
from sandbox.world import BotAccount, Chat, Person, World

MAX_WAIT_SECONDS = 120.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def world_of(request: web.Request) -> World:
    return request.app[WORLD]


def bot_of(request: web.Request) -> BotAccount:
    """The bot named by `?bot=`, the first one otherwise."""
    bot = world_of(request).bot(request.query.get("bot", ""))
    if bot is None:
        raise ImpossibleError(f"there is no bot {request.query.get('bot', '')}")
    return bot


def person_of(request: web.Request) -> Person:
    person = world_of(request).people.get(int(request.match_info["person"]))
    if person is None:
        raise ImpossibleError(f"there is no person {request.match_info['person']}")
    return person


def chat_of(request: web.Request, chat_id: int) -> Chat:
    chat = bot_of(request).chats.get(chat_id)
    if chat is None:
        raise ImpossibleError(f"there is no chat {chat_id}")
    return chat


def deed_of(request: web.Request, body: Json) -> Deed:
    return deed(world_of(request), bot_of(request), person_of(request), int(body.get("chat_id") or 0))


def seconds_of(request: web.Request, default: float = 25.0) -> float:
    return min(max(float(request.query.get("timeout", default)), 0.0), MAX_WAIT_SECONDS)


def number_of(request: web.Request, name: str, default: int = 0) -> int:
    return int(request.query.get(name) or default)


async def read_body(request: web.Request) -> tuple[Json, list[Upload]]:
    """The JSON of the request, and its files when it is a form with a `payload` field."""
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        body: Any = json.loads(raw) if raw.strip() else {}
        if not isinstance(body, dict):
            raise ImpossibleError("the body must be a JSON object")
        return body, []
    form = await request.post()
    files = [
        Upload(data=part.file.read(), filename=part.filename or "file", mime_type=mime(part))
        for part in form.values()
        if isinstance(part, FileField)
    ]
    payload = form.get("payload", "{}")
    return json.loads(payload if isinstance(payload, str) else "{}"), files


def mime(part: FileField) -> str:
    return "" if part.content_type == "application/octet-stream" else part.content_type


def answer(body: Any) -> web.Response:
    return json_answer(body)


@web.middleware
async def explain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What cannot be done is a 400 with a reason, never a stack of calls."""
    try:
        return await handler(request)
    except ImpossibleError as error:
        return json_answer({"error": str(error)}, 400)
    except (ValueError, KeyError, TypeError) as error:
        if not request.path.startswith("/sandbox"):
            raise
        return json_answer({"error": f"{type(error).__name__}: {error}"}, 400)
