"""Holidays and days off of one organisation, a group or the department."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import UnitDaysId, UnitId
from roadmap.people.persons import Role
from services.buttons.units import (
    AskDropDaysButton,
    DropDaysButton,
    SaveUnitDaysButton,
    UnitDaysButton,
)
from texts.control import unit_days as texts


async def show(chat: Chat, press: UnitDaysButton) -> None:
    """Shows what holds for the organisation; other days may be typed."""
    page = await chat.app.unit_days.page(chat.actor, UnitId(press.unit_id))
    chat.ask(Prompt.UNIT_DAYS, unit_id=press.unit_id)
    await chat.screen.show(texts.days(page))


async def _show_changed(chat: Chat, unit_id: UnitId) -> None:
    """The same once they are changed: nothing is waited for any more."""
    page = await chat.app.unit_days.page(chat.actor, unit_id)
    await chat.screen.show(texts.days(page, is_asking=False))


async def read_back(chat: Chat, said: Said) -> None:
    """Reads the days back with the deadlines they would move."""
    unit_id = UnitId(chat.about("unit_id"))
    change = await chat.app.unit_days.understand(chat.actor, unit_id, said.words)
    await chat.read_back(texts.read_back(change), said.words)


async def save(chat: Chat, press: SaveUnitDaysButton) -> None:
    """Keeps what was read back."""
    is_asked = chat.conversation.state == Prompt.UNIT_DAYS and chat.about("unit_id") == press.unit_id
    if not (is_asked and chat.confirmed):
        raise NotFound
    await chat.app.unit_days.say(chat.actor, UnitId(press.unit_id), chat.confirmed)
    chat.conversation.forget()
    await chat.screen.toast(texts.SAVED)
    await _show_changed(chat, UnitId(press.unit_id))


async def ask_drop(chat: Chat, press: AskDropDaysButton) -> None:
    """Reads back what dropping these days moves."""
    unit_id, days_id = UnitId(press.unit_id), UnitDaysId(press.days_id)
    change = await chat.app.unit_days.look_at(chat.actor, unit_id, days_id)
    await chat.screen.show(texts.ask_drop(change, days_id))


async def drop(chat: Chat, press: DropDaysButton) -> None:
    """The organisation has the days of everybody again."""
    await chat.app.unit_days.drop(chat.actor, UnitId(press.unit_id), UnitDaysId(press.days_id))
    await chat.screen.toast(texts.DROPPED)
    await _show_changed(chat, UnitId(press.unit_id))


ROUTES = Routes(
    presses=allow(
        {
            UnitDaysButton: show,
            SaveUnitDaysButton: save,
            AskDropDaysButton: ask_drop,
            DropDaysButton: drop,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.UNIT_DAYS: read_back}, Role.COORDINATOR),
)
