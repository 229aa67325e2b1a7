"""The printed list of an organisation's duties."""

from datetime import date

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.ids import UnitId
from services.buttons.plan import PaperListButton, PaperMonthsButton
from services.notice import Attachment, Notice
from services.people.rights import CURATORS
from texts.control import paper_words as texts

YEARS = range(2000, 2100)
MONTHS = range(1, 13)
LENGTHS = (1, texts.MONTHS_OF_QUARTER)


async def choose_months(chat: Chat, press: PaperMonthsButton) -> None:
    """Asks for which months the list is printed."""
    unit, today = await chat.app.paper_lists.unit(chat.actor, UnitId(press.unit_id))
    await chat.screen.show(texts.choose_months(unit, today))


async def make(chat: Chat, press: PaperListButton) -> None:
    """Makes the list and sends it as a file."""
    if press.year not in YEARS or press.month not in MONTHS or press.months not in LENGTHS:
        raise NotFound
    unit_id, first = UnitId(press.unit_id), date(press.year, press.month, 1)
    await chat.screen.busy("upload_document")
    found, data = await chat.app.paper_lists.make(chat.actor, unit_id, first, press.months)
    if data is None:
        await chat.screen.show(texts.nothing_owed(found, unit_id))
        return
    file = Attachment(name=texts.file_name(found), data=data)
    await chat.screen.files((file,), Notice(body=texts.caption(found)))


ROUTES = Routes(presses=allow({PaperMonthsButton: choose_months, PaperListButton: make}, *CURATORS))
