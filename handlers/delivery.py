"""The screen of messages that could not be delivered, for coordinators and curators."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.people.persons import Role
from services.buttons.delivery import (
    DismissHeldButton,
    DismissUndeliveredButton,
    ResendButton,
    ResendHeldButton,
    UndeliveredButton,
)
from texts.delivery import undelivered as texts
from texts.outgoing import noun_of


async def show(chat: Chat, press: UndeliveredButton) -> None:
    """Shows a page of messages given up."""
    await _show(chat, press.page)


async def resend(chat: Chat, press: ResendButton) -> None:
    """Sends one of them again and shows what is left."""
    await chat.app.undelivered.resend(chat.actor, press.delivery_id)
    await chat.screen.toast(texts.resent())
    await _show(chat)


async def dismiss(chat: Chat, press: DismissUndeliveredButton) -> None:
    """Takes one of them off the list and shows what is left."""
    await chat.app.undelivered.dismiss(chat.actor, press.delivery_id)
    await chat.screen.toast(texts.dismissed())
    await _show(chat)


async def resend_held(chat: Chat, _: ResendHeldButton) -> None:
    """Sends everything held since the database was restored, and shows what is left."""
    await chat.screen.toast(texts.resent(await chat.app.undelivered.resend_held(chat.actor)))
    await _show(chat)


async def dismiss_held(chat: Chat, _: DismissHeldButton) -> None:
    """Takes everything held since the database was restored off the list."""
    await chat.screen.toast(texts.dismissed(await chat.app.undelivered.dismiss_held(chat.actor)))
    await _show(chat)


async def _show(chat: Chat, page: int = 0) -> None:
    found = await chat.app.undelivered.list(chat.actor, page)
    await chat.screen.show(texts.undelivered(found, noun_of))


ROUTES = Routes(
    presses=allow(
        {
            UndeliveredButton: show,
            ResendButton: resend,
            DismissUndeliveredButton: dismiss,
            ResendHeldButton: resend_held,
            DismissHeldButton: dismiss_held,
        },
        Role.COORDINATOR,
        Role.CURATOR,
    )
)
