"""What anybody sees who has come to no particular place: the menu, an invitation, or how to join."""

from handlers.chat import Chat
from handlers.policy import Entry
from roadmap.people.persons import Role
from services.notice import Notice
from services.people.joining import Invitation
from texts.people import people as texts
from texts.people.menu import menu
from texts.people.privacy import ask_again, invitation
from texts.summary.today import today

OFFERED = "invite"
"""Where the conversation remembers which invitation was shown."""


async def front_door(chat: Chat) -> Notice:
    """Where they begin; before the consent the invitation that was opened, for a stranger how to join."""
    if chat.visitor is not None:
        return await at_home(chat)
    offer = await offered(chat)
    return invitation(offer, chat.app.privacy) if offer else texts.stranger()


async def at_home(chat: Chat) -> Notice:
    """Where whoever works here begins: an executor with what is asked of them, the others with the menu."""
    if chat.actor.has(Role.EXECUTOR):
        return today(await chat.app.today.open(chat.actor))
    return await home_menu(chat)


async def home_menu(chat: Chat) -> Notice:
    """The menu, with what is asked of them where anything is."""
    return menu(chat.actor, has_duties=await chat.app.today.is_asked(chat.actor))


async def offered(chat: Chat) -> Invitation | None:
    """The invitation this chat was shown and may still agree to."""
    secret_hash = chat.conversation.data.get(OFFERED)
    return await chat.app.joining.offered(chat.screen.place, str(secret_hash)) if secret_hash else None


async def redraw_pressed(chat: Chat) -> None:
    """Draw the pressed message as it is now: the card that it is on record as, else the front door."""
    message_id = chat.screen.pressed_message_id
    actor = chat.visitor
    view = await chat.app.cards.at(actor, chat.screen.place, message_id) if actor and message_id else None
    if view is not None:
        await chat.show_card(view)
    else:
        await chat.show_other(await front_door(chat))


async def asked_again(chat: Chat, entry: Entry) -> bool:
    """Whether the person is asked first to agree to words that have changed since they agreed."""
    visitor, present = chat.visitor, chat.app.privacy.consent
    if visitor is None or entry.roles is None or entry.before_consent:
        return False
    if visitor.consent is None or visitor.consent == present:
        return False
    await chat.show_other(ask_again(chat.app.privacy, await chat.app.people.department_of(visitor)))
    return True
