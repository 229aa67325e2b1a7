"""What waits this week: each part opens below the list, which stays where it was."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import delivery
from handlers.chat import Chat
from handlers.control import duties
from handlers.imports import imports
from handlers.people import invitations, merging, roster
from handlers.plan import dates
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from services.buttons.summary import WaitingButton
from services.people.rights import CURATORS
from services.summary.monday import Waiting
from texts.summary.monday import WORDS

OPENS: dict[Waiting, Callable[[Chat, Any], Awaitable[None]]] = {
    Waiting.DOCUMENTS: imports.show_desk,
    Waiting.NAMES: imports.show_desk,
    Waiting.DATES: dates.show_undecided,
    Waiting.SILENT_UNITS: duties.show_silent,
    Waiting.NOT_JOINED: roster.show_units,
    Waiting.EXPIRED_LINKS: invitations.show_desk,
    Waiting.TWINS: merging.show_twins,
    Waiting.UNDELIVERED: delivery.show,
}


async def open_below(chat: Chat, press: WaitingButton) -> None:
    """Sends what this part of the list leads to; NotFound for a part there is not."""
    if press.of not in set(Waiting):
        raise NotFound
    part = Waiting(press.of)
    chat.screen.go_below()
    await OPENS[part](chat, WORDS[part].button)


ROUTES = Routes(presses=allow({WaitingButton: open_below}, *CURATORS))
