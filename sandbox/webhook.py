"""Sends updates to the bot's webhook: in order for each chat, chats side by side, again until it says 200."""

import asyncio
from collections import deque
from typing import Any

import aiohttp

from sandbox.api.call import Call
from sandbox.api.methods import find_method
from sandbox.api.params import Params
from sandbox.refusal import Json, Refused
from sandbox.webhook_address import WebhookAddress
from sandbox.world import BotAccount, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
MAX_RETRY_SECONDS = 10.0


def start_webhook(world: World, bot: BotAccount) -> None:
    """Serve this bot's webhook until the sandbox ends."""
    task = asyncio.create_task(WebhookSender(world, bot).run())
    world.background.add(task)
    task.add_done_callback(world.background.discard)


class WebhookSender:
    """One per bot; does nothing while the bot polls."""

    def __init__(self, world: World, bot: BotAccount) -> None:
        self.world = world
        self.bot = bot
        self._lanes: dict[int, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        async with aiohttp.ClientSession() as session:
            try:
                while True:
                    if self.bot.webhook is not None and self.bot.updates.pending:
                        self._share_out(session)
                    else:
                        await self.bot.updates.arrived.wait(3600.0)
            finally:
                for task in self._tasks:
                    task.cancel()

    def _share_out(self, session: aiohttp.ClientSession) -> None:
        while self.bot.updates.pending:
            update = self.bot.updates.pending.popleft()
            self.bot.undelivered += 1
            chat_id = chat_of(update)
            lane = self._lanes.get(chat_id)
            if lane is not None:
                lane.append(update)
                continue
            self._lanes[chat_id] = deque([update])
            task = asyncio.create_task(self._drain(session, chat_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _drain(self, session: aiohttp.ClientSession, chat_id: int) -> None:
        """Deliver one chat's updates; hands them back to the queue when the webhook is taken away."""
        lane = self._lanes[chat_id]
        while lane:
            if not await self._deliver(session, lane[0]):
                self.bot.updates.pending.extendleft(reversed(lane))
                self.bot.undelivered -= len(lane)
                self.bot.updates.arrived.beat()
                break
            lane.popleft()
            self.bot.undelivered -= 1
            self.world.touch()
        del self._lanes[chat_id]

    async def _deliver(self, session: aiohttp.ClientSession, update: Json) -> bool:
        pause = self.world.settings.webhook_retry_seconds
        while (hook := self.bot.webhook) is not None:
            error = await self._attempt(session, hook, update)
            if not error:
                return True
            hook.last_error, hook.last_error_unix = error, self.world.clock.unix()
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_RETRY_SECONDS)
        return False

    async def _attempt(self, session: aiohttp.ClientSession, hook: WebhookAddress, update: Json) -> str:
        """ "" when the bot took the update, else what went wrong in Telegram's words."""
        headers = {SECRET_HEADER: hook.secret_token} if hook.secret_token else {}
        timeout = aiohttp.ClientTimeout(total=60)
        try:
            async with session.post(hook.url, json=update, headers=headers, timeout=timeout) as response:
                if not 200 <= response.status < 300:
                    reason = response.reason or ""
                    return f"Wrong response from the webhook: {response.status} {reason}".strip()
                if response.content_type == "application/json":
                    self._carry_out(await response.json())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return f"Connection error: {type(error).__name__}"
        return ""

    def _carry_out(self, body: Any) -> None:
        """A bot may answer the webhook with a method call; its result is told to nobody."""
        if not isinstance(body, dict) or not body.get("method"):
            return
        name, method = find_method(str(body["method"]))
        entry = self.world.calls.open(self.bot.id, name, self.world.clock.now())
        params = Params({key: value for key, value in body.items() if key != "method"})
        entry.chat_id = params.integer("chat_id")
        try:
            method(Call(self.world, self.bot, params))
        except Refused as refusal:
            self.world.calls.close(entry, refusal.code, refusal.description)
        else:
            self.world.calls.accept(entry)
            self.world.calls.close(entry, 200)


def chat_of(update: Json) -> int:
    """The chat an update belongs to; 0 when it has none."""
    for body in update.values():
        if isinstance(body, dict):
            chat = body.get("chat") or (body.get("message") or {}).get("chat") or body.get("from") or {}
            return int(chat.get("id", 0))
    return 0
