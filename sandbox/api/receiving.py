"""How the bot gets its updates: one held getUpdates at a time, or a webhook."""

import re
from time import monotonic
from urllib.parse import urlsplit

from sandbox.api.call import Call, Told
from sandbox.refusal import (
    OTHER_POLLER,
    OTHER_WEBHOOK,
    WEBHOOK_ACTIVE,
    Json,
    Refused,
    bad_request,
    too_many_requests,
)
from sandbox.updates import DEFAULT_KINDS, HeldPoll
from sandbox.webhook_address import WebhookAddress

MAX_HOLD_SECONDS = 50
MAX_LIMIT = 100
MAX_SECRET = 256
SECRET = re.compile(r"[A-Za-z0-9_-]+")


async def get_updates(call: Call) -> list[Json]:
    """Confirm what lies before the offset, then hold the line until something arrives."""
    bot, params = call.bot, call.params
    if bot.webhook is not None:
        raise Refused(409, WEBHOOK_ACTIVE)
    cut_short(call, OTHER_POLLER)
    remember_allowed(call)
    if (offset := params.integer("offset")) and bot.updates.confirm(offset):
        call.world.touch()
    limit = min(max(params.integer("limit", MAX_LIMIT), 1), MAX_LIMIT)
    deadline = monotonic() + min(max(params.integer("timeout"), 0), MAX_HOLD_SECONDS)
    if not bot.updates.pending:
        await hold(call, deadline)
    return bot.updates.first(limit)


async def hold(call: Call, deadline: float) -> None:
    """Until an update, the deadline, the end of the sandbox, or another poller (409)."""
    bot, poll = call.bot, HeldPoll()
    bot.poll = poll
    try:
        while not bot.updates.pending and not poll.is_over:
            if not await bot.updates.arrived.wait(deadline - monotonic()):
                break
    finally:
        if bot.poll is poll:
            bot.poll = None
    if poll.reason:
        raise Refused(409, poll.reason)


def cut_short(call: Call, reason: str) -> None:
    if call.bot.poll is not None:
        call.bot.poll.end(reason)
        call.bot.updates.arrived.beat()
    call.bot.poll = None


def remember_allowed(call: Call) -> None:
    """Anything but a list of strings leaves the last list as it was."""
    try:
        allowed = call.params.json("allowed_updates")
    except Refused:
        return
    if isinstance(allowed, list) and all(isinstance(kind, str) for kind in allowed):
        call.bot.updates.allow(allowed)


def set_webhook(call: Call) -> Told:
    """Plain http is let through, as with a Bot API server of one's own. At most once a second."""
    url = call.params.text("url").strip()
    if not url:
        return delete_webhook(call)
    if monotonic() < call.bot.webhook_rests_until:
        raise too_many_requests(1)
    call.bot.webhook_rests_until = monotonic() + 1
    wanted = wanted_webhook(call, url)
    has_more = call.params.boolean("drop_pending_updates")
    if call.bot.webhook is not None and call.bot.webhook.is_like(wanted) and not has_more:
        remember_allowed(call)
        return Told(result=True, description="Webhook is already set")
    cut_short(call, OTHER_WEBHOOK)
    remember_allowed(call)
    drop_if_asked(call)
    call.bot.webhook = wanted
    call.bot.updates.arrived.beat()
    call.world.publish("webhook", call.bot.id)
    return Told(result=True, description="Webhook was set")


def wanted_webhook(call: Call, url: str) -> WebhookAddress:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("Bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.params.text("secret_token")
    if len(secret.encode()) > MAX_SECRET:
        raise bad_request("Secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("Secret token contains unallowed characters")
    connections = min(max(call.params.integer("max_connections", 40), 1), 100)
    return WebhookAddress(url=url, secret_token=secret, max_connections=connections)


def delete_webhook(call: Call) -> Told:
    was_set = call.bot.webhook is not None
    call.bot.webhook = None
    drop_if_asked(call)
    call.world.publish("webhook", call.bot.id)
    return Told(result=True, description=f"Webhook {'was' if was_set else 'is already'} deleted")


def drop_if_asked(call: Call) -> None:
    if call.params.boolean("drop_pending_updates"):
        call.bot.updates.clear()


def get_webhook_info(call: Call) -> Json:
    bot, hook = call.bot, call.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates) + bot.undelivered,
    }
    if bot.updates.allowed != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(bot.updates.allowed)
    if hook:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.last_error:
            info |= {"last_error_date": hook.last_error_unix, "last_error_message": hook.last_error}
    return info
