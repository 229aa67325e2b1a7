"""Somebody was quicker, or the button is old: say so and show the document, or the question, as it is now."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from handlers.screen import Screen
from roadmap.errors import WrongState
from services.notice import Notice
from texts.errors import explain


@asynccontextmanager
async def stale_shown(screen: Screen, present: Callable[[], Awaitable[Notice]]) -> AsyncIterator[None]:
    """Where the step no longer fits, its refusal is a toast and `present` is drawn in place."""
    try:
        yield
    except WrongState as error:
        await screen.toast(explain(error))
        await screen.show(await present())
