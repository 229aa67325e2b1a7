"""The machine itself: clock, fault script, limits, bots, a fresh start."""

from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.clock import IdleReport
from sandbox.control.observing import clock_json
from sandbox.control.reading import answer, bot_of, number_of, read_body, seconds_of, world_of
from sandbox.faults import FaultRule
from sandbox.limits import LimitSettings
from sandbox.neighbours import Neighbour, NeighbourKind
from sandbox.people import ImpossibleError
from sandbox.quarter import quarter_end
from sandbox.refusal import Json
from sandbox.webhook import start_webhook
from sandbox.world import World

SWITCHES = {"query_seconds", "latency_ms", "jitter_ms", "webhook_retry_seconds"}


async def read_clock(request: web.Request) -> web.StreamResponse:
    """At once, or with `after=V` when the clock's version has passed V (or the seconds ran out)."""
    world = world_of(request)
    if "after" in request.query:
        await world.clock.changed(number_of(request, "after"), seconds_of(request))
    return answer(clock_json(world))


async def move_clock(request: web.Request) -> web.StreamResponse:
    """`now`, `add_seconds` / `add_hours` / `add_days`, or `to`: "next" (reminder) or "quarter_end".

    With `halt` no further than the bot's next reminder, so that nothing on the way is skipped; where it was
    bound for is the answer's `target`.
    """
    world, (body, _) = world_of(request), await read_body(request)
    target = destination(world, body)
    world.clock.set(min(target, next_reminder(world) or target) if body.get("halt") else target)
    world.publish("clock")
    return answer({**clock_json(world), "target": target.isoformat()})


def destination(world: World, body: Json) -> datetime:
    if "now" in body:
        return moment(str(body["now"]))
    if "to" in body:
        return landmark(world, str(body["to"]))
    step = {unit: float(body.get(f"add_{unit}") or 0) for unit in ("days", "hours", "seconds")}
    return world.clock.now() + timedelta(**step)


def next_reminder(world: World) -> datetime | None:
    """As the bot has told it; None when it has not or when that moment has passed."""
    idle = world.clock.idle
    return idle.next_at if idle and idle.next_at and idle.next_at > world.clock.now() else None


def landmark(world: World, name: str) -> datetime:
    idle, now = world.clock.idle, world.clock.now()
    if name == "next":
        if idle is None or idle.next_at is None:
            raise ImpossibleError("the bot has not said when its next reminder is due")
        return max(idle.next_at, now)
    if name == "quarter_end":
        told = idle.quarter_end if idle else None
        return told if told and told > now else quarter_end(now, world.zone)
    raise ImpossibleError(f"the clock knows no «{name}»")


def moment(text: str) -> datetime:
    """An ISO moment; one without an offset is UTC."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


async def report_idle(request: web.Request) -> web.StreamResponse:
    world, (body, _) = world_of(request), await read_body(request)
    told = {name: moment(str(body[name])) for name in ("next_at", "quarter_end") if body.get(name)}
    world.clock.report_idle(IdleReport(version=int(body["version"]), **told))
    world.publish("clock")
    return answer(clock_json(world))


async def wait_idle(request: web.Request) -> web.StreamResponse:
    """Until the bot has done all that is due at `version` (the present one by default)."""
    world = world_of(request)
    version = number_of(request, "version", world.clock.version)
    report = await world.clock.idle_at(version, seconds_of(request, 30.0))
    return answer({**clock_json(world), "idle": report is not None})


async def add_faults(request: web.Request) -> web.StreamResponse:
    """One rule, or several under `rules`."""
    world, (body, _) = world_of(request), await read_body(request)
    known = {field.name for field in fields(FaultRule)} - {"id", "hits"}
    added = []
    for rule in body.get("rules", [body]):
        if unknown := set(rule) - known:
            raise ImpossibleError(f"a fault rule knows no {sorted(unknown)}")
        added.append(asdict(world.faults.add(FaultRule(**rule))))
    return answer({"rules": added})


async def list_faults(request: web.Request) -> web.StreamResponse:
    """Rules still waiting for their calls, and those used up."""
    script = world_of(request).faults
    return answer({"rules": [asdict(r) for r in script.rules], "spent": [asdict(r) for r in script.spent]})


async def clear_faults(request: web.Request) -> web.StreamResponse:
    world_of(request).faults.clear()
    return answer({})


def settings_json(world: World) -> Json:
    return asdict(world.settings)


async def read_settings(request: web.Request) -> web.StreamResponse:
    return answer(settings_json(world_of(request)))


async def change_settings(request: web.Request) -> web.StreamResponse:
    world, (body, _) = world_of(request), await read_body(request)
    if unknown := set(body) - SWITCHES - {"zone", "limits"}:
        raise ImpossibleError(f"settings know no {sorted(unknown)}")
    if "limits" in body:
        world.set_limits(replace(LimitSettings(), **body["limits"]))
    if "zone" in body:
        world.settings.zone = ZoneInfo(str(body["zone"])).key
    for name in SWITCHES & set(body):
        setattr(world.settings, name, float(body[name]))
    return answer(settings_json(world))


async def add_bot(request: web.Request) -> web.StreamResponse:
    world, (body, _) = world_of(request), await read_body(request)
    token, username = str(body["token"]), str(body["username"])
    is_new = token not in world.bots
    bot = world.add_bot(token, username, str(body.get("name", username)))
    if is_new:
        start_webhook(world, bot)
    world.publish("bot", bot.id)
    return answer(bot.profile.card())


async def add_neighbour(request: web.Request) -> web.StreamResponse:
    """A port of its own beside the sandbox: see `Neighbour`."""
    world, (body, _) = world_of(request), await read_body(request)
    neighbour = Neighbour(
        kind=body["kind"], user=str(body.get("user", "")), password=str(body.get("password", ""))
    )
    if neighbour.kind not in get_args(NeighbourKind):
        raise ImpossibleError(f"there are no «{neighbour.kind}» neighbours")
    await neighbour.open()
    world.neighbours.append(neighbour)
    return answer(neighbour_json(neighbour))


def neighbour_json(neighbour: Neighbour) -> Json:
    return {"kind": neighbour.kind, "port": neighbour.port, "connections": neighbour.connections}


async def list_neighbours(request: web.Request) -> web.StreamResponse:
    return answer([neighbour_json(each) for each in world_of(request).neighbours])


async def repeat_update(request: web.Request) -> web.StreamResponse:
    """Give an unconfirmed update out twice, as Telegram sometimes does."""
    body, _ = await read_body(request)
    return answer({"repeated": bot_of(request).updates.repeat(int(body["update_id"]))})


async def queue(request: web.Request) -> web.StreamResponse:
    """Updates the bot has not confirmed yet."""
    bot = bot_of(request)
    return answer({"pending": list(bot.updates.pending), "undelivered": bot.undelivered})


async def forget(request: web.Request) -> web.StreamResponse:
    """Chats emptied, log and feed cleared, between two rounds of a bench; people and bots stay."""
    world = world_of(request)
    world.calls.clear()
    world.faults.clear()
    world.feed.clear()
    world.feed_number += 1
    for bot in world.bots.values():
        bot.updates.clear()
        bot.queries.clear()
        bot.chronicle.clear()
        for chat in bot.chats.values():
            chat.messages.clear()
    return answer({})


def add_machine(app: web.Application) -> None:
    app.router.add_get("/sandbox/clock", read_clock)
    app.router.add_post("/sandbox/clock", move_clock)
    app.router.add_get("/sandbox/clock/idle", wait_idle)
    app.router.add_post("/sandbox/clock/idle", report_idle)
    app.router.add_get("/sandbox/faults", list_faults)
    app.router.add_post("/sandbox/faults", add_faults)
    app.router.add_delete("/sandbox/faults", clear_faults)
    app.router.add_get("/sandbox/settings", read_settings)
    app.router.add_post("/sandbox/settings", change_settings)
    app.router.add_post("/sandbox/bots", add_bot)
    app.router.add_get("/sandbox/neighbours", list_neighbours)
    app.router.add_post("/sandbox/neighbours", add_neighbour)
    app.router.add_get("/sandbox/updates", queue)
    app.router.add_post("/sandbox/updates/repeat", repeat_update)
    app.router.add_post("/sandbox/forget", forget)
