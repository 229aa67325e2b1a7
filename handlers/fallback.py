"""What nobody waits for: words and files that no screen has asked for are answered, never swallowed."""

from handlers.chat import Chat
from handlers.control.report_drafts import take_opened
from handlers.people.greeting import front_door
from handlers.policy import allow_anybody, allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from texts.control.decisions import WORDS_WANTED
from texts.people.menu import not_expected


async def answer(chat: Chat, said: Said) -> None:
    """Takes words for the report of the card just opened; else says that nothing was written down."""
    if chat.is_told(said, "not expected"):
        return
    if chat.visitor is None:
        await chat.screen.send(await front_door(chat))
        return
    if (said.is_text or said.file) and await take_opened(chat, said):
        return
    await chat.screen.send(not_expected(chat.visitor, " ".join(said.words.split())))


async def want_words(chat: Chat, said: Said) -> None:
    """A photo or a voice in answer to a question: the question stays."""
    if chat.is_told(said, "words wanted"):
        return
    await chat.screen.toast(WORDS_WANTED)


ROUTES = Routes(
    anything={
        **allow_anybody({None: answer}),
        **allow_bound({question: want_words for question in Prompt if question is not Prompt.REPORT}),
    }
)
