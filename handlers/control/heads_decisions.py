"""What a head decides about a duty a curator has left to them."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import DutyId
from roadmap.people.persons import Role
from services.buttons.deciding import HeadsWordButton, PassedUpButton
from services.control.requests.heads_decisions import HeadsWord
from texts.control import heads_decisions as texts


async def decide(chat: Chat, press: HeadsWordButton) -> None:
    """Gives the duty back to its curator or closes it."""
    duty_id = DutyId(press.duty_id)
    if press.word not in set(HeadsWord):
        raise NotFound
    word = HeadsWord(press.word)
    if word is HeadsWord.SAID:
        await _ask_words(chat, duty_id)
        return
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        await chat.done(await chat.app.heads_decisions.decide(chat.actor, duty_id, word), texts.done(word))


async def _ask_words(chat: Chat, duty_id: DutyId) -> None:
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.heads_decisions.check(chat.actor, duty_id, HeadsWord.SAID)
        prompt = await chat.show_other(texts.ask_words(view))
        chat.ask(Prompt.HEADS_WORDS, duty_id=duty_id, prompt=prompt)


async def decide_with_words(chat: Chat, said: Said) -> None:
    """Sends the decision that was typed to the curator who asked."""
    duty_id, prompt = DutyId(chat.about("duty_id")), chat.about("prompt")
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.heads_decisions.decide(chat.actor, duty_id, HeadsWord.SAID, said.words)
        await chat.done(view, texts.done(HeadsWord.SAID))
    chat.conversation.leave()
    await chat.screen.delete(prompt)


async def show_list(chat: Chat, press: PassedUpButton) -> None:
    """Shows what curators have left to the head."""
    await chat.show_other(texts.passed_up(await chat.app.heads_decisions.list(chat.actor, press.page)))


ROUTES = Routes(
    presses=allow({HeadsWordButton: decide, PassedUpButton: show_list}, Role.HEAD),
    words=allow({Prompt.HEADS_WORDS: decide_with_words}, Role.HEAD),
)
