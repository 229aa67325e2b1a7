"""Joining by link, the menu, help and privacy."""

from typing import Any

from handlers.chat import Chat
from handlers.people.commands import keep_commands
from handlers.people.greeting import OFFERED, front_door, home_menu, offered, redraw_pressed
from handlers.policy import allow_anybody, allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import InviteId
from services.buttons.people import (
    AcceptInviteButton,
    DeclineInviteButton,
    MenuButton,
    NotMeButton,
    SayNotMeButton,
)
from services.people.joining import Waiting
from texts.people import people as texts
from texts.people.menu import OLD_BUTTON
from texts.people.privacy import invitation


async def start(chat: Chat, said: Said) -> None:
    """Greets with the menu, or shows the invitation of a personal link."""
    if said.argument:
        await _open_link(chat, said.argument)
    else:
        await chat.screen.send(await front_door(chat))


async def _open_link(chat: Chat, secret: str) -> None:
    if chat.visitor is not None and await chat.app.joining.has_taken(chat.actor, chat.screen.place, secret):
        await chat.screen.send(await home_menu(chat))
        return
    try:
        offer = await chat.app.joining.open_invitation(chat.screen.place, secret)
    except NotFound:
        await chat.screen.send(texts.bad_link())
        return
    chat.conversation.remember(**{OFFERED: offer.secret_hash})
    await chat.screen.send(invitation(offer, chat.app.privacy))


async def accept(chat: Chat, _: AcceptInviteButton) -> None:
    """Binds the chat to the invited person and shows what they can do."""
    secret_hash = str(chat.conversation.data.get(OFFERED))
    offer = await chat.app.joining.offered(chat.screen.place, secret_hash)
    displaced = await chat.app.joining.displaced(chat.screen.place, secret_hash)
    try:
        answer = await chat.app.joining.accept(chat.screen.place, secret_hash, chat.sender)
    except NotFound:
        await chat.screen.show(texts.bad_link())
        return
    chat.conversation.forget()
    if isinstance(answer, Waiting):
        await chat.screen.show(texts.waits(answer))
        return
    await chat.screen.show(texts.joined_by(answer, offer))
    await keep_commands(chat, answer)
    for place in displaced:
        await chat.screen.close_elsewhere(place, texts.DISPLACED)


async def ask_what_is_wrong(chat: Chat, press: NotMeButton) -> None:
    """Asks what is wrong with the name or the person."""
    await chat.app.joining.check_taken(chat.actor, chat.screen.place, InviteId(press.invite_id))
    chat.ask(Prompt.JOINED_WRONG, invite_id=press.invite_id)
    await chat.screen.show(texts.ask_what_is_wrong(press.invite_id))


async def say_not_me(chat: Chat, press: SayNotMeButton) -> None:
    """Tells who invited that this is somebody else."""
    told = await chat.app.joining.say_wrong(chat.actor, chat.screen.place, InviteId(press.invite_id))
    chat.conversation.leave()
    await chat.screen.show(texts.told_what_is_wrong(told))


async def say_wrong(chat: Chat, said: Said) -> None:
    """Passes the words on to who invited."""
    invite_id = InviteId(chat.about("invite_id"))
    told = await chat.app.joining.say_wrong(chat.actor, chat.screen.place, invite_id, said.words)
    chat.conversation.forget()
    await chat.screen.send(texts.told_what_is_wrong(told))


async def decline(chat: Chat, _: DeclineInviteButton) -> None:
    """Says that nothing was kept."""
    offer = await offered(chat)
    if offer is None:
        await chat.screen.toast(OLD_BUTTON, alert=True)
        await redraw_pressed(chat)
    else:
        await chat.screen.show(texts.declined(offer))


async def show_menu(chat: Chat, _: Any) -> None:
    """Shows everything this person can do, as buttons."""
    chat.conversation.leave()
    await chat.screen.show(await home_menu(chat))


async def show_help(chat: Chat, _: Said) -> None:
    """Says how the bot works, in words for the person's role."""
    await chat.screen.send(texts.help_for(chat.visitor, await offered(chat)))


ROUTES = Routes(
    commands={
        **allow_anybody({"start": start, "help": show_help}),
        **allow_bound({"menu": show_menu}),
    },
    presses={
        **allow_bound({MenuButton: show_menu, NotMeButton: ask_what_is_wrong, SayNotMeButton: say_not_me}),
        **allow_anybody({AcceptInviteButton: accept, DeclineInviteButton: decline}),
    },
    words=allow_bound({Prompt.JOINED_WRONG: say_wrong}),
)
