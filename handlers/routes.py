"""The one table of presses, commands and answers, merged from the areas, and the way through it."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from handlers.again import again
from handlers.chat import Chat
from handlers.people.greeting import asked_again, front_door, home_menu, redraw_pressed
from handlers.policy import Entry
from handlers.prompts import LEFT_BY_A_PRESS, Prompt
from handlers.said import Said
from roadmap.errors import NotAllowed, NotFound, VekhaError
from roadmap.ids import DutyId
from services.buttons.packing import unpack
from texts.control.reporting import gone_from_plan
from texts.errors import explain
from texts.people.menu import OLD_BUTTON

_QUESTIONS = {question.value: question for question in Prompt}


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """What an area handles: buttons by class, commands by name, typed words and files by open question.

    `anything` answers what is left: by `None` what nobody waits for, by a question what is no answer to it.
    """

    presses: Mapping[type, Entry] = field(default_factory=dict)
    commands: Mapping[str, Entry] = field(default_factory=dict)
    words: Mapping[Prompt | None, Entry] = field(default_factory=dict)
    files: Mapping[Prompt | None, Entry] = field(default_factory=dict)
    anything: Mapping[Prompt | None, Entry] = field(default_factory=dict)
    replies: Mapping[None, Entry] = field(default_factory=dict)
    """Words or a file in answer to a message about duties; it says whether it took them."""
    edits: Mapping[None, Entry] = field(default_factory=dict)
    """What becomes of a message that was edited."""
    screens: Mapping[Prompt, Entry] = field(default_factory=dict)
    """How the screen of an open question is drawn again."""


def merged(areas: Iterable[Routes]) -> Routes:
    """One table of all areas; ValueError where two of them handle the same."""
    whole: dict[str, dict[Any, Entry]] = {name: {} for name in Routes.__dataclass_fields__}
    for area in areas:
        for name, table in whole.items():
            entries: Mapping[Any, Entry] = getattr(area, name)
            if twice := table.keys() & entries.keys():
                raise ValueError(f"{name} handled twice: {twice}")
            table |= entries
    return Routes(**whole)


class Dispatch:
    """Finds the entry, checks its policy, and turns refusals into Russian sentences."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    async def press(self, chat: Chat, data: str) -> None:
        """A press is unpacked once; a button nobody knows any more is answered, and its message redrawn."""
        chat.conversation.look_away()
        button = unpack(data)
        entry = self._routes.presses.get(type(button)) if button is not None else None
        if entry is None:
            await chat.screen.toast(OLD_BUTTON, alert=True)
            await redraw_pressed(chat)
        else:
            await _run(entry, chat, button)
        _leave_question(chat)

    async def redraw(self, chat: Chat, data: str = "") -> None:
        """Show how things are, after a deed whose answer may not have been seen.

        A file is made anew, a document or a table shown; else it is the card, or the menu.
        """
        message_id, visitor = chat.screen.pressed_message_id, chat.visitor
        if visitor is None:
            await chat.screen.send(await front_door(chat))
            return
        pressed = unpack(data)
        if (given := again(pressed)) is not None:
            await _run(self._routes.presses[type(given)], chat, given)
            return
        if (question := _question_of(chat)) and (entry := self._routes.screens.get(question)):
            await _run(entry, chat, None)
            return
        view = await chat.app.cards.at(visitor, chat.screen.place, message_id) if message_id else None
        if view is None and (duty_id := getattr(pressed, "duty_id", 0)):
            with suppress(VekhaError):
                view = await chat.app.cards.open(visitor, DutyId(duty_id))
        if view is not None:
            await chat.show_card(view)
        else:
            await chat.screen.send(await home_menu(chat))

    async def message(self, chat: Chat, said: Said) -> None:
        """A command, the answer to the open question, or something nobody waits for."""
        if said.command is not None:
            chat.conversation.look_away()
            await _run(self._routes.commands.get(said.command) or self._routes.anything[None], chat, said)
            _leave_question(chat)
        elif not await self._reply(chat, said):
            await _run(self._listener(_question_of(chat), said), chat, said)

    async def _reply(self, chat: Chat, said: Said) -> bool:
        """Whether it was taken as an answer to a message about duties; an open question goes first."""
        entry, question = self._routes.replies.get(None), _question_of(chat)
        is_asked = question is not None and question is not Prompt.REPORT
        if entry is None or chat.visitor is None or is_asked or not said.duties:
            return False
        if not (said.is_text or said.file):
            return False
        return bool(await _run(entry, chat, said))

    async def edited(self, chat: Chat, said: Said) -> None:
        """A message as it reads now; no question is answered or left by it."""
        if (entry := self._routes.edits.get(None)) is not None:
            await _run(entry, chat, said)

    def _listener(self, question: Prompt | None, said: Said) -> Entry:
        routes = self._routes
        fitting = routes.words if said.is_text else routes.files if said.file else {}
        return (
            fitting.get(question)
            or routes.anything.get(question)
            or fitting.get(None)
            or routes.anything[None]
        )


async def _run(entry: Entry, chat: Chat, event: Any) -> Any:
    """What the handler gives; True where a refusal was said instead."""
    try:
        if entry.roles is not None and chat.visitor is None:
            await chat.show_other(await front_door(chat))
            return True
        if not entry.lets_in(chat.visitor):
            raise NotAllowed
        if await asked_again(chat, entry):
            return True
        return await entry.handler(chat, event)
    except VekhaError as error:
        words = explain(error)
        if not (isinstance(event, Said) and chat.is_told(event, words)):
            await chat.screen.toast(words, alert=True)
        if isinstance(error, NotFound):
            await _redraw_gone(chat, event)
    return True


async def _redraw_gone(chat: Chat, button: Any) -> None:
    """Draw over the pressed card if its duty is not there for this person any more."""
    duty_id, message_id = getattr(button, "duty_id", 0), chat.screen.pressed_message_id
    if chat.visitor is None or not duty_id or message_id is None:
        return
    if await chat.app.cards.is_gone(chat.visitor, chat.screen.place, message_id, DutyId(duty_id)):
        await chat.show_other(gone_from_plan())


def _question_of(chat: Chat) -> Prompt | None:
    return _QUESTIONS.get(chat.conversation.state or "")


def _leave_question(chat: Chat) -> None:
    """After a press or a command that asks nothing itself, an earlier question is not waited for."""
    if not chat.conversation.has_asked and _question_of(chat) in LEFT_BY_A_PRESS:
        chat.conversation.leave()
