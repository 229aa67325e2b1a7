"""Due days in a phone's calendar: a file, an address that keeps up, and closing it."""

from typing import Any

from handlers.chat import Chat
from handlers.policy import allow, allow_bound
from handlers.routes import Routes
from roadmap.ids import UnitId
from roadmap.people.persons import ANSWERING
from services.buttons.reminding import (
    CalendarAddressButton,
    CalendarButton,
    CalendarFileButton,
    ForgetCalendarButton,
)
from services.notice import Attachment
from texts.reminding import calendar_words as texts


async def show_own(chat: Chat, _: Any) -> None:
    """Shows how to have one's own due days in a phone."""
    await _show(chat, 0)


async def show(chat: Chat, press: CalendarButton) -> None:
    """Shows how to have these due days in a phone."""
    await _show(chat, press.unit_id)


async def give_file(chat: Chat, press: CalendarFileButton) -> None:
    """Sends the calendar as it is now."""
    await chat.screen.busy("upload_document")
    found, data = await chat.app.due_calendars.file(chat.actor, _unit(press.unit_id))
    await chat.screen.files((Attachment(name=texts.file_name(found), data=data),), texts.file_caption(found))


async def give_address(chat: Chat, press: CalendarAddressButton) -> None:
    """Sends a new address of the calendar."""
    unit_id = _unit(press.unit_id)
    desk = await chat.app.due_calendars.desk(chat.actor, unit_id)
    url = await chat.app.due_calendars.new_address(chat.actor, unit_id)
    await chat.screen.toast(texts.CREATED)
    await chat.screen.send(texts.address(url, desk.unit, press.unit_id))


async def close(chat: Chat, press: ForgetCalendarButton) -> None:
    """Closes the address."""
    await chat.app.due_calendars.revoke(chat.actor, _unit(press.unit_id))
    await chat.screen.toast(texts.FORGOTTEN)
    await _show(chat, press.unit_id)


async def _show(chat: Chat, unit_id: int) -> None:
    desk = await chat.app.due_calendars.desk(chat.actor, _unit(unit_id))
    await chat.screen.show(texts.calendar_desk(desk, unit_id, chat.actor.time_zone))


def _unit(unit_id: int) -> UnitId | None:
    return UnitId(unit_id) if unit_id else None


ROUTES = Routes(
    commands=allow({"calendar": show_own}, *ANSWERING),
    presses=allow_bound(
        {
            CalendarButton: show,
            CalendarFileButton: give_file,
            CalendarAddressButton: give_address,
            ForgetCalendarButton: close,
        }
    ),
)
