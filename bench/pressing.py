"""Presses of «Отправить» under finished reports, and the cards the bot redraws for them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from bench.district import Region
from bench.processes import BenchFailed, end_of
from bench.telegram import Telegram, in_parallel
from services.buttons.packing import pack
from services.buttons.reporting import SendDraftButton

PATIENCE_SECONDS = 120.0


async def lay_cards(line: Telegram, region: Region) -> None:
    """Everybody has started the bot and has a card with the button before them."""
    await line.settle_people(region.chats)
    everybody = range(1, region.schools + 1)
    cards = [
        line.call("sendMessage", chat_id=region.chat_of(n), text="Отчёт готов. Отправить?") for n in everybody
    ]
    await in_parallel(cards)


async def press(line: Telegram, region: Region, number: int) -> float:
    """Executor `number` presses; the moment of it."""
    at = monotonic()
    button = SendDraftButton(draft_id=number, duty_id=region.duty_of(number))
    await line.person(region.chat_of(number)).press_data(pack(button))
    return at


async def press_all(line: Telegram, region: Region, numbers: Sequence[int]) -> None:
    """As fast as it goes: a backlog."""
    await in_parallel([press(line, region, number) for number in numbers])


async def until_redrawn(line: Telegram, count: int, log: Path) -> None:
    """Until this many cards have been redrawn in all; `log` is shown if that takes too long."""
    deadline = monotonic() + PATIENCE_SECONDS
    while (redrawn := await line.accepted("editMessageText")) < count:
        if monotonic() > deadline:
            raise BenchFailed(f"{log.stem}: {redrawn} of {count} cards redrawn\n{end_of(log)}")
        await asyncio.sleep(0.05)


async def redrawn_at(line: Telegram, after: int = 0) -> dict[int, float]:
    """When each chat's card was redrawn, of the calls numbered above `after`."""
    calls = await line.client.calls(method="editMessageText", after=after, accepted=True)
    return {call.chat_id: call.tick + float(call.raw["seconds"]) for call in calls}
