"""What edits itself is redrawn beside the chats: the card of a campaign, the counts of what was sent."""

from roadmap.monitoring.live_boards import LiveBoard
from services.delivery.sent_counts import SentCounts
from services.monitoring.live_boards import LiveBoardService
from services.ports.messenger import Screens
from texts.delivery.sent_counts import sent_counts
from texts.monitoring.campaign_board import live as live_board


async def redraw_board(screens: Screens, boards: LiveBoardService, live: LiveBoard) -> None:
    """Say how it goes now where the message stands, best effort."""
    view = await boards.view(live)
    if view is not None:
        notice = sent_counts(view) if isinstance(view, SentCounts) else live_board(view)
        await screens.try_redraw(live.place.chat_id, live.message_id, notice)
