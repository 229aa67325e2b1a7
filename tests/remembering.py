"""Signatures that are asked for once: every bot of a test registers the same handlers and filters."""

import inspect
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from aiogram.filters import Filter


def remembering(ask: Callable[..., inspect.Signature]) -> Callable[..., inspect.Signature]:
    """The same answer about the same code; what cannot be remembered is asked anew."""
    known: dict[Any, inspect.Signature] = {}

    def answer(about: Any, **how: Any) -> inspect.Signature:
        code = code_of(about)
        if code is None or how:
            return ask(about, **how)
        if code not in known:
            known[code] = ask(about)
        return known[code]

    return answer


def code_of(about: Any) -> Any:
    """What all makings of one function, method or filter have in common; None for anything else."""
    if isinstance(about, Filter):
        return type(about)
    if isinstance(about, MethodType):
        return about.__func__
    if isinstance(about, FunctionType) and not about.__dict__:  # a decorator may have changed how it looks
        return about.__code__
    return None
