"""The board of whom the plan cannot reach."""

from typing import Any

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from services.buttons.reach import GapButton, ReachButton
from services.people.rights import CURATORS
from texts.control import reach as texts


async def show_board(chat: Chat, _: Any) -> None:
    """Shows every gap with its count."""
    await chat.screen.show(texts.board(await chat.app.reach.board(chat.actor)))


async def show_gap(chat: Chat, press: GapButton) -> None:
    """Shows a page of one gap, each with its remedy."""
    await chat.screen.show(texts.gap_page(await chat.app.reach.gap(chat.actor, press.gap, press.page)))


ROUTES = Routes(presses=allow({ReachButton: show_board, GapButton: show_gap}, *CURATORS))
