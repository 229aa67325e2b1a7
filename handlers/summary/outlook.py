"""What is to be sent and what has gone, for those who decide."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from services.buttons.summary import GoneButton, OutlookButton
from services.people.rights import CURATORS
from texts.outgoing import noun_of
from texts.summary import gone as gone_texts
from texts.summary import outlook as texts


async def show_outlook(chat: Chat, press: OutlookButton) -> None:
    """Shows what is to be sent within a month, in all or of what was chosen."""
    view = await chat.app.outlook.open(chat.actor, press.by, press.id, press.page)
    await chat.show_other(texts.outlook(view, noun_of))


async def show_gone(chat: Chat, press: GoneButton) -> None:
    """Shows what has gone and what became of it, of all or of what was chosen."""
    if press.by and not press.id:
        choices = await chat.app.gone.choose(chat.actor, press.by, press.page)
        await chat.show_other(gone_texts.choose(choices))
        return
    view = await chat.app.gone.open(chat.actor, press.by, press.id, press.page)
    await chat.show_other(gone_texts.gone(view, noun_of))


ROUTES = Routes(presses=allow({OutlookButton: show_outlook, GoneButton: show_gone}, *CURATORS))
