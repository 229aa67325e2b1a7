"""Every handler carries a policy and asks only for what exists."""

import inspect

import pytest
from aiogram.dispatcher.event.handler import HandlerObject

from bot.telegram.dispatching import build_routers
from handlers.policy import FLAG, Policy

GIVEN = {"app", "actor", "screen", "state", "bot", "press", "command", "event_update", "album"}
"""Names a handler may ask for besides its event: from the dispatcher, the middleware and the filters."""


def handlers() -> list[HandlerObject]:
    observers = [observer for router in build_routers() for observer in router.observers.values()]
    return [handler for observer in observers for handler in observer.handlers]


@pytest.mark.parametrize(
    "handler", handlers(), ids=lambda h: f"{h.callback.__module__}.{h.callback.__name__}"
)
def test_a_handler_has_a_policy_and_a_signature_that_can_be_filled(handler: HandlerObject) -> None:
    assert isinstance(handler.flags.get(FLAG), Policy)
    _event, *asked = inspect.signature(handler.callback).parameters
    assert set(asked) <= GIVEN
