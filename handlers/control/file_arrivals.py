"""A file of a draft has come, or will not: the card says so, whatever else goes on in the chat."""

from services.control.reporting.receiving import Arrival
from services.ports.messenger import Screens
from texts.control.reporting import draft_card
from texts.errors import explain


async def show_arrival(screens: Screens, arrival: Arrival) -> None:
    """Say what was not taken, and redraw the draft's card where it stands."""
    chat_id, card = arrival.place.chat_id, arrival.view.draft.card_message_id
    if card is not None:
        await screens.try_redraw(chat_id, card, draft_card(arrival.view))
    if arrival.refusal is not None:
        await screens.say(chat_id, explain(arrival.refusal))
