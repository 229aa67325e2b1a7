"""The Bot API over HTTP: token, faults, limits, the method, the log, the answer."""

import asyncio
import json
import random
import socket
import struct
from time import monotonic
from typing import Any

from aiohttp import web

from sandbox.api.call import Call, Told
from sandbox.api.methods import LIMITED, LIMITED_EDITS, find_method
from sandbox.api.params import Params, read_params
from sandbox.calls import LoggedCall
from sandbox.faults import FaultRule
from sandbox.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT
from sandbox.refusal import Json, Refused, bad_request, too_many_requests
from sandbox.world import BotAccount, World

WORLD = web.AppKey("world", World)
MAX_BODY = UPLOAD_LIMIT + 12 * 1024 * 1024
GATEWAY_PAGE = (
    "<html>\r\n<head><title>{code} Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>{code} Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
UNAUTHORIZED = Refused(401, "Unauthorized")
TOO_LARGE = Refused(413, "Request Entity Too Large")


async def answer_call(request: web.Request) -> web.StreamResponse:
    """`/bot<token>/<Method>`."""
    world = request.app[WORLD]
    name, _ = found = find_method(request.match_info["method"])
    bot = world.bots.get(request.match_info["token"])
    entry = world.calls.open(bot.id if bot else 0, name, world.clock.now(), request.headers.get("X-Note", ""))
    if bot is None:
        return refuse(world, entry, UNAUTHORIZED)
    is_poll = name == "getUpdates"
    if not is_poll:
        world.under_way += 1
        world.touch()
    try:
        return await carry_out(request, world, bot, entry, found)
    finally:
        if not is_poll:
            world.under_way -= 1
            world.touch()


async def carry_out(
    request: web.Request, world: World, bot: BotAccount, entry: LoggedCall, found: Any
) -> web.StreamResponse:
    name, method = found
    try:
        params = await read_params(request)
    except web.HTTPRequestEntityTooLarge:
        return refuse(world, entry, TOO_LARGE)
    except Refused as refusal:
        return refuse(world, entry, refusal)
    entry.chat_id = params.integer("chat_id")
    if world.settings.latency_ms or world.settings.jitter_ms:
        await delay(world)
    fault = None
    if world.faults.rules:
        fault = world.faults.match(name, entry.chat_id, params.text("text") or params.text("caption"))
    if fault is not None:
        entry.fault = f"{fault.kind} {fault.moment}"
        if fault.moment == "before":
            return await spoil(request, world, entry, fault, b"")
    try:
        check_limits(bot, name, params)
        result = method(Call(world, bot, params))
        if asyncio.iscoroutine(result):
            result = await result
    except Refused as refusal:
        return refuse(world, entry, refusal)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return refuse(world, entry, bad_request(f"parameters cannot be read: {error!r}"))
    note_result(world, entry, result)
    answer = json.dumps(said_of(result), ensure_ascii=False, separators=(",", ":")).encode()
    if fault is not None:
        return await spoil(request, world, entry, fault, answer)
    if world.settings.latency_ms or world.settings.jitter_ms:
        await delay(world)
    world.calls.close(entry, 200)
    return web.Response(body=answer, content_type="application/json")


def said_of(result: Any) -> Json:
    if isinstance(result, Told):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def note_result(world: World, entry: LoggedCall, result: Any) -> None:
    world.calls.accept(entry)
    first = result[0] if isinstance(result, list) and result else result
    if isinstance(first, dict) and "message_id" in first:
        entry.message_id = first["message_id"]


def check_limits(bot: BotAccount, name: str, params: Params) -> None:
    if bot.limiter.settings.model == "off" or name not in LIMITED | LIMITED_EDITS:
        return
    media = params.json("media") if name == "sendMediaGroup" else None
    cost = len(media) if isinstance(media, list) else 1
    chat_id = params.integer("chat_id")
    seconds = bot.limiter.refuse_for(
        monotonic(), chat_id, cost, counts_for_chat=name in LIMITED or chat_id < 0
    )
    if seconds:
        raise too_many_requests(seconds)


def refuse(world: World, entry: LoggedCall, refusal: Refused) -> web.Response:
    world.calls.close(entry, refusal.code, refusal.description)
    return json_answer(refusal.to_api(), refusal.code)


def json_answer(body: Json, status: int = 200) -> web.Response:
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=raw, status=status, content_type="application/json")


async def delay(world: World) -> None:
    """Half of the artificial latency: once on the way in, once on the way out."""
    jitter = random.random() * world.settings.jitter_ms  # noqa: S311
    await asyncio.sleep((world.settings.latency_ms + jitter) / 2000)


async def spoil(
    request: web.Request, world: World, entry: LoggedCall, fault: FaultRule, answer: bytes
) -> web.Response:
    """What the bot gets instead of its answer; `answer` is what it would have been."""
    match fault.kind:
        case "refuse":
            body = fault.refusal()
            world.calls.close(entry, fault.code, body["description"])
            return json_answer(body, fault.status or fault.code)
        case "html":
            code = fault.code if fault.code > 500 else 502
            world.calls.close(entry, code, "html")
            return web.Response(text=GATEWAY_PAGE.format(code=code), status=code, content_type="text/html")
        case "truncate":
            world.calls.close(entry, 200, "truncated")
            whole = answer or b'{"ok":true,"result":{"message_id":1,"date":1'
            return web.Response(body=whole[: max(1, len(whole) // 2)], content_type="application/json")
        case "hang":
            world.calls.close(entry, 0, "hang")
            await keep_silent(world, fault.seconds)
            return tear(request)
        case "reset":
            world.calls.close(entry, 0, "reset")
            return tear(request)


async def keep_silent(world: World, seconds: float) -> None:
    """A hanging call is no work under way: it must not hold back the quiet."""
    world.under_way -= 1
    try:
        async with asyncio.timeout(seconds):
            await world.stopping.wait()
    except TimeoutError:
        pass
    finally:
        world.under_way += 1


def tear(request: web.Request) -> web.Response:
    """Close the connection with a reset; the response returned goes nowhere."""
    transport = request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)


async def download(request: web.Request) -> web.StreamResponse:
    """`/file/bot<token>/<path>`: the bytes exactly as they were sent."""
    world = request.app[WORLD]
    if request.match_info["token"] not in world.bots:
        return json_answer(UNAUTHORIZED.to_api(), 401)
    stored = world.files.at(request.match_info["path"])
    if stored is None or len(stored.data) > DOWNLOAD_LIMIT:
        return json_answer(Refused(404, "Not Found").to_api(), 404)
    return web.Response(body=stored.data, content_type="application/octet-stream")


async def not_found(_: web.Request) -> web.StreamResponse:
    return json_answer(Refused(404, "Not Found").to_api(), 404)


def add_bot_api(app: web.Application) -> None:
    app.router.add_route("*", r"/bot{token:[^/]+}/{method}", answer_call)
    app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", download)
