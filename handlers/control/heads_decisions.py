"""What a head decides about a duty a curator has left to them."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.ids import DutyId
from roadmap.people.persons import Role
from services.buttons.deciding import HeadsWordButton
from services.control.requests.heads_decisions import HeadsWord
from texts.control import heads_decisions as texts


async def decide(chat: Chat, press: HeadsWordButton) -> None:
    """Gives the duty back to its curator or closes it."""
    duty_id = DutyId(press.duty_id)
    if press.word not in set(HeadsWord):
        raise NotFound
    word = HeadsWord(press.word)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        await chat.done(await chat.app.heads_decisions.decide(chat.actor, duty_id, word), texts.done(word))


ROUTES = Routes(presses=allow({HeadsWordButton: decide}, Role.HEAD))
