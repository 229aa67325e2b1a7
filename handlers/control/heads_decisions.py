"""What a head decides about a duty a curator has left to them."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId
from roadmap.people.persons import Role
from services.buttons.deciding import HeadsWordButton
from services.control.requests.heads_decisions import HeadsWord
from texts.control import heads_decisions as texts
from texts.errors import explain


async def decide(chat: Chat, press: HeadsWordButton) -> None:
    """Gives the duty back to its curator or closes it."""
    duty_id = DutyId(press.duty_id)
    if press.word not in set(HeadsWord):
        raise NotFound
    word = HeadsWord(press.word)
    if press.is_below:
        await _decide_below(chat, duty_id, word)
        return
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        await chat.done(await chat.app.heads_decisions.decide(chat.actor, duty_id, word), texts.done(word))


async def _decide_below(chat: Chat, duty_id: DutyId, word: HeadsWord) -> None:
    """The same under the letter: the card comes below, as it is now."""
    try:
        await chat.app.heads_decisions.decide(chat.actor, duty_id, word)
        await chat.screen.toast(texts.done(word))
    except (StaleVersion, WrongState) as error:
        await chat.screen.toast(explain(error))
    await chat.send_card(await chat.app.cards.open(chat.actor, duty_id))
    await chat.redraw_elsewhere(duty_id)


ROUTES = Routes(presses=allow({HeadsWordButton: decide}, Role.HEAD))
