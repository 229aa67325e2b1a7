"""«К совещанию»: one picture with what is to be decided, and the same on a page."""

import asyncio
from typing import Any

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from handlers.summary.reports import hand_over, say_making
from reports.pictures.isolation import draw_isolated
from roadmap.summary.meeting import MeetingPack
from services.buttons.summary import MeetingButton, MeetingPaperButton
from services.notice import Attachment
from services.summary.meeting import HOLDERS
from texts.summary import meeting as texts


async def show(chat: Chat, _: Any) -> None:
    """Sends the picture with the decisions that wait for the head."""
    await chat.screen.toast(texts.MAKING)
    await chat.screen.busy("upload_photo")
    if (pack := await chat.app.meeting.pack(chat.actor)) is None:
        await chat.show_other(texts.nothing_runs())
        return
    drawn = Attachment(name="meeting.png", data=await _drawn(pack), is_photo=True)
    await chat.screen.files((drawn,), texts.message(pack))


async def print_out(chat: Chat, _: MeetingPaperButton) -> None:
    """Makes the page and sends it as a Word file."""
    if (pack := await chat.app.meeting.pack(chat.actor)) is None:
        await chat.show_other(texts.nothing_runs())
        return
    await say_making(chat)
    data = await asyncio.to_thread(chat.app.meeting.paper, pack, await _drawn(pack))
    await hand_over(chat, texts.file_name(pack), data, texts.caption(pack))


async def _drawn(pack: MeetingPack) -> bytes:
    (data,) = await asyncio.to_thread(draw_isolated, (texts.picture(pack),))
    return data


ROUTES = Routes(presses=allow({MeetingButton: show, MeetingPaperButton: print_out}, *HOLDERS))
