"""Every handler stands in the one table, with a policy, and asks only for the chat and the event."""

import importlib
import inspect
import pkgutil
from typing import get_type_hints

import pytest

import services.buttons
from handlers.chat import Chat
from handlers.policy import Entry
from handlers.prompts import Prompt
from handlers.table import ROUTES
from services.buttons.packing import kinds
from texts.people.menu import COMMANDS


def entries() -> list[tuple[str, Entry]]:
    tables = [getattr(ROUTES, name) for name in ROUTES.__dataclass_fields__]
    return [(str(key), entry) for table in tables for key, entry in table.items()]


@pytest.mark.parametrize(("key", "entry"), entries())
def test_a_handler_takes_the_chat_and_what_happened(key: str, entry: Entry) -> None:
    chat, event = inspect.signature(entry.handler).parameters
    assert get_type_hints(entry.handler).get(chat, Chat) is Chat
    assert event


def test_every_kind_of_button_has_its_handler() -> None:
    for module in pkgutil.iter_modules(services.buttons.__path__):
        importlib.import_module(f"services.buttons.{module.name}")
    assert set(ROUTES.presses) == set(kinds())


def test_every_question_has_an_answer_and_says_what_is_none() -> None:
    assert set(ROUTES.words) == {*Prompt, None}  # None: words nobody asked for are looked up in the plan
    assert set(ROUTES.anything) == {None, *Prompt}


def test_every_command_of_the_list_is_handled() -> None:
    assert {name for name, _, _ in COMMANDS} <= set(ROUTES.commands)
