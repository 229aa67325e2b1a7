"""Questions answered by typing: asked by a button, left by any other press or command.

Without the leaving, a stray «спасибо» after «‹ К карточке» would be taken for a reason and sent.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, TelegramObject

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Reporting(StatesGroup):
    """A draft is open: words and files go into it. It is not left by pressing something else."""

    collecting = State()


class Returning(StatesGroup):
    comment = State()


class Extending(StatesGroup):
    date = State()
    reason = State()
    other_date = State()
    refusal = State()


class Reassigning(StatesGroup):
    reason = State()
    refusal = State()


class Telling(StatesGroup):
    """What is in the way, told to the monitoring."""

    difficulty = State()


class Clarifying(StatesGroup):
    """What a document under review says about dates; `words` are kept once they were understood."""

    dates = State()


QUESTIONS: tuple[State, ...] = tuple(
    state
    for group in (Returning, Extending, Reassigning, Telling, Clarifying)
    for state in group.__all_states__
)
"""Questions that only words answer, and that any other press leaves."""
_LEFT_BY_A_PRESS = frozenset(question.state for question in QUESTIONS)


@asynccontextmanager
async def collecting(state: FSMContext) -> AsyncIterator[None]:
    """The commit inside also notes that words and files are waited for: a crash leaves both or neither."""
    before = await state.get_state()
    await state.set_state(Reporting.collecting)
    try:
        yield
    except BaseException:
        await state.set_state(before)
        raise


async def ask(state: FSMContext, question: State, event: CallbackQuery | Message, **about: int) -> None:
    """Wait for typed words about these ids."""
    await state.set_state(question)
    await state.set_data({**about, "asked_by": _token(event)})


def _token(event: CallbackQuery | Message) -> str:
    return event.id if isinstance(event, CallbackQuery) else str(event.message_id)


class LeavesQuestions(BaseMiddleware):
    """After a press or a command that asks nothing itself, an earlier question is not waited for."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        waiting = data.get("raw_state")
        if waiting not in _LEFT_BY_A_PRESS or not _leaves(event):
            return await handler(event, data)
        state: FSMContext = data["state"]
        asked_by = (await state.get_data()).get("asked_by")
        result = await handler(event, data)
        if await state.get_state() == waiting and (await state.get_data()).get("asked_by") == asked_by:
            await state.set_state(None)
        return result


def _leaves(event: TelegramObject) -> bool:
    is_command = isinstance(event, Message) and (event.text or "").startswith("/")
    return isinstance(event, CallbackQuery) or is_command
