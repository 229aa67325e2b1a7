"""The «/» list of a chat: of its own only where the role differs from an executor's."""

import hashlib

from handlers.chat import Chat
from roadmap.people.persons import Actor
from texts.people.menu import DEFAULT_COMMANDS, commands_for


async def keep_commands(chat: Chat, actor: Actor | None) -> None:
    """Give the chat the commands of the person's role, if it has others; strangers have the default list."""
    if actor is None:
        return
    wanted = commands_for(actor)
    own = () if wanted == DEFAULT_COMMANDS else wanted
    fingerprint = _fingerprint(own)
    if fingerprint != actor.commands and await chat.screen.offer_commands(own):
        await chat.app.people.remember_commands(chat.screen.place, fingerprint)


def _fingerprint(commands: tuple[tuple[str, str], ...]) -> str | None:
    """A short hash; None for no list of one's own."""
    spelled = "\n".join(f"{name} {words}" for name, words in commands)
    return hashlib.sha256(spelled.encode()).hexdigest()[:16] if commands else None
