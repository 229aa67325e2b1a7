"""What nobody waits for: words and voices that no screen has asked for are answered, never swallowed."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from handlers.policy import allow_anybody
from handlers.screen import Screen
from roadmap.people.persons import Actor
from texts.people.menu import not_expected
from texts.people.people import stranger


def build_router() -> Router:
    """The last of all: it answers what is left."""
    router = Router(name="unheard")
    said = F.text | F.voice | F.audio | F.video | F.video_note | F.photo | F.document
    router.message(F.chat.type == ChatType.PRIVATE, said, flags=allow_anybody())(answer)
    return router


async def answer(_: Message, screen: Screen, actor: Actor | None) -> None:
    await screen.send(not_expected(actor) if actor else stranger())
