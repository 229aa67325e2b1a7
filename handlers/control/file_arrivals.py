"""A file of a draft is fetched beside the chat; its card says what became of it."""

from collections.abc import Awaitable, Callable

import structlog

from roadmap.control.incoming_files import IncomingFile
from roadmap.errors import BadInput
from services.control.reporting.receiving import Arrival, ReceivingService, SetAside
from services.notice import Notice
from services.ports.messenger import Screens
from texts.control.reporting import RECEIPT, draft_card
from texts.errors import explain

ReadOwn = Callable[[IncomingFile, bytes], Awaitable[Notice | None]]
"""What to show of a table that we gave out ourselves; None of every other file."""
log = structlog.get_logger(__name__)


async def bring_file(
    screens: Screens, receiving: ReceivingService, file: IncomingFile, read: ReadOwn
) -> None:
    """Fetch it into its draft, unless `read` knows it for a table of ours; on a bad line later."""
    try:
        data = await screens.fetch(file.ref, file.size)
        if (notice := await read(file, data)) is not None:
            await _show_aside(screens, await receiving.set_aside(file), notice)
            return
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


async def _show_aside(screens: Screens, aside: SetAside | None, notice: Notice) -> None:
    """Show what was read where the card of a draft stood that is not needed any more, else below."""
    if aside is None:
        return
    chat_id = aside.place.chat_id
    if aside.view is None and aside.card is not None and await screens.redraw(chat_id, aside.card, notice):
        return
    if aside.view is not None and aside.card is not None:
        await screens.try_redraw(chat_id, aside.card, draft_card(aside.view))
    await screens.post(chat_id, notice)


async def show_arrival(screens: Screens, arrival: Arrival) -> None:
    """Say what was not taken, and redraw the draft's card where it stands."""
    chat_id, card = arrival.place.chat_id, arrival.view.draft.card_message_id
    if card is not None:
        await screens.try_redraw(chat_id, card, draft_card(arrival.view))
    if arrival.refusal is not None:
        await screens.say(chat_id, explain(arrival.refusal))
