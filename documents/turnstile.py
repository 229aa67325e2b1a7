"""Hostile files are opened one at a time: however many are sent at once, one process with its limits runs."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Read = TypeVar("Read")


class Turnstile:
    """Readers that share it wait for each other, in the order they came."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    def __call__(
        self, read: Callable[Given, Coroutine[Any, Any, Read]]
    ) -> Callable[Given, Coroutine[Any, Any, Read]]:
        async def in_turn(*given: Given.args, **named: Given.kwargs) -> Read:
            async with self._turn:
                return await read(*given, **named)

        return in_turn
