"""The card of a campaign redraws itself beside the chats."""

from roadmap.monitoring.live_boards import LiveBoard
from services.monitoring.live_boards import LiveBoardService
from services.ports.messenger import Screens
from texts.monitoring.campaign_board import live as live_board


async def redraw_board(screens: Screens, boards: LiveBoardService, live: LiveBoard) -> None:
    """Say how the campaign goes now where the card stands, best effort."""
    view = await boards.view(live)
    if view is not None:
        await screens.try_redraw(live.place.chat_id, live.message_id, live_board(view))
