"""A file of a draft is fetched beside the chat; its card says what became of it."""

import structlog

from roadmap.control.incoming_files import IncomingFile
from roadmap.errors import BadInput
from services.control.reporting.receiving import Arrival, ReceivingService
from services.ports.messenger import Screens
from texts.control.reporting import RECEIPT, draft_card
from texts.errors import explain

log = structlog.get_logger(__name__)


async def bring_file(screens: Screens, receiving: ReceivingService, file: IncomingFile) -> None:
    """Fetch it into its draft; on a bad line later."""
    try:
        data = await screens.fetch(file.ref, file.size)
        arrival = await receiving.arrived(file, data)
        if arrival is not None and file.message_id is not None:
            await screens.try_react(file.place.chat_id, file.message_id, RECEIPT)
    except BadInput as error:
        arrival = await receiving.refused(file, error)
    except Exception as error:
        log.warning("a file was not fetched", cause=error, attempt=file.attempts)
        arrival = await receiving.failed(file)
    if arrival is not None:
        await show_arrival(screens, arrival)


async def show_arrival(screens: Screens, arrival: Arrival) -> None:
    """Say what was not taken, and redraw the draft's card where it stands."""
    chat_id, card = arrival.place.chat_id, arrival.view.draft.card_message_id
    if card is not None:
        await screens.try_redraw(chat_id, card, draft_card(arrival.view))
    if arrival.refusal is not None:
        await screens.say(chat_id, explain(arrival.refusal))
