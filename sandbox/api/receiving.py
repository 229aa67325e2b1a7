"""How the bot gets its updates: one held getUpdates at a time, or a webhook."""

import re
from time import monotonic
from urllib.parse import urlsplit

from sandbox.api.call import Call
from sandbox.refusal import OTHER_POLLER, OTHER_WEBHOOK, WEBHOOK_ACTIVE, Json, Refused, bad_request
from sandbox.updates import HeldPoll
from sandbox.webhook_address import WebhookAddress

MAX_HOLD_SECONDS = 50
MAX_LIMIT = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


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
    allowed = call.params.json("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad_request("Expected an Array of strings as allowed_updates")
    call.bot.updates.allow([str(kind) for kind in allowed])


def set_webhook(call: Call) -> bool:
    """Plain http is let through, as with a Bot API server of one's own."""
    url = call.params.text("url").strip()
    if not url:
        return delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("Bad webhook: HTTPS URL must be provided for webhook")
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("Secret token contains unallowed characters")
    cut_short(call, OTHER_WEBHOOK)
    remember_allowed(call)
    drop_if_asked(call)
    connections = min(max(call.params.integer("max_connections", 40), 1), 100)
    call.bot.webhook = WebhookAddress(url=url, secret_token=secret, max_connections=connections)
    call.bot.updates.arrived.beat()
    call.world.publish("webhook", call.bot.id)
    return True


def delete_webhook(call: Call) -> bool:
    call.bot.webhook = None
    drop_if_asked(call)
    call.world.publish("webhook", call.bot.id)
    return True


def drop_if_asked(call: Call) -> None:
    if call.params.boolean("drop_pending_updates"):
        call.bot.updates.clear()


def get_webhook_info(call: Call) -> Json:
    bot, hook = call.bot, call.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates) + bot.undelivered,
        "allowed_updates": sorted(bot.updates.allowed),
    }
    if hook:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.last_error:
            info |= {"last_error_date": hook.last_error_unix, "last_error_message": hook.last_error}
    return info
