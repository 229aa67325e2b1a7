"""«К совещанию»: one picture with what is to be decided, and the same on a page."""

import asyncio
import subprocess
from functools import partial
from typing import Any

import structlog

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from handlers.summary.reports import hand_over
from reports.pictures.isolation import draw_isolated
from roadmap.summary.meeting import MeetingPack
from services.buttons.summary import MeetingButton, MeetingPaperButton
from services.notice import Attachment
from services.summary.meeting import HOLDERS
from texts.summary import meeting as texts
from texts.summary.reports import making

log = structlog.get_logger(__name__)


async def show(chat: Chat, _: Any) -> None:
    """Sends the picture with the decisions that wait for the head."""
    async with chat.screen.making(texts.MAKING, "upload_photo"):
        pack = await chat.app.meeting.pack(chat.actor)
        picture = None if pack is None else await _drawn(pack)
    if pack is None:
        await chat.show_other(texts.nothing_runs())
    elif picture is None:
        await chat.screen.send(texts.message(pack))
    else:
        drawn = Attachment(name="meeting.png", data=picture, is_photo=True)
        await chat.screen.files((drawn,), texts.message(pack))


async def print_out(chat: Chat, _: MeetingPaperButton) -> None:
    """Makes the page and sends it as a Word file."""
    async with chat.screen.making(making()):
        if (pack := await chat.app.meeting.pack(chat.actor)) is not None:
            picture = await _drawn(pack, is_on_paper=True)
            data = await asyncio.to_thread(chat.app.meeting.paper, pack, picture)
    if pack is None:
        await chat.show_other(texts.nothing_runs())
    else:
        await hand_over(chat, texts.file_name(pack), data, texts.caption(pack))


async def _drawn(pack: MeetingPack, *, is_on_paper: bool = False) -> bytes | None:
    """The picture; None where the process that draws fell over: words say the same."""
    draw = partial(draw_isolated, (texts.picture(pack),), is_on_paper=is_on_paper)
    try:
        (data,) = await asyncio.to_thread(draw)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("pictures-not-drawn", error=repr(error))
        return None
    return data


ROUTES = Routes(presses=allow({MeetingButton: show, MeetingPaperButton: print_out}, *HOLDERS))
