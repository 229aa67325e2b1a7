"""Joining by link, the menu, help and privacy."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import BotCommand, BotCommandScopeChat, Message

from handlers.button_filter import Pressed
from handlers.policy import allow_anybody, allow_bound
from handlers.screen import Screen
from roadmap.errors import NotFound
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.people import AcceptInviteButton, DeclineInviteButton, MenuButton, PrivacyButton
from texts.people import people as texts
from texts.people.menu import commands_for, menu

OFFERED = "invite"
"""Where the conversation remembers which invitation was shown."""


def build_router() -> Router:
    router = Router(name="start")
    router.message(CommandStart(deep_link=True), flags=allow_anybody())(open_link)
    router.message(CommandStart(), flags=allow_anybody())(start)
    router.message(Command("menu"), flags=allow_bound())(show_menu)
    router.callback_query(Pressed(MenuButton), flags=allow_bound())(show_menu)
    router.message(Command("help"), flags=allow_anybody())(show_help)
    router.message(Command("privacy"), flags=allow_anybody())(show_privacy)
    router.callback_query(Pressed(PrivacyButton), flags=allow_anybody())(show_privacy)
    router.callback_query(Pressed(AcceptInviteButton), flags=allow_anybody())(accept)
    router.callback_query(Pressed(DeclineInviteButton), flags=allow_anybody())(decline)
    return router


async def open_link(
    message: Message, command: CommandObject, app: App, screen: Screen, state: FSMContext
) -> None:
    try:
        offer = await app.joining.open_invitation(screen.chat_id, command.args or "")
    except NotFound:
        await screen.send(texts.bad_link())
        return
    await state.update_data({OFFERED: offer.secret_hash})
    await screen.send(texts.invitation(offer))


async def accept(_: object, bot: Bot, app: App, screen: Screen, state: FSMContext) -> None:
    secret_hash = (await state.get_data()).get(OFFERED)
    try:
        actor = await app.joining.accept(screen.chat_id, str(secret_hash))
    except NotFound:
        await screen.show(texts.bad_link())
        return
    await state.clear()
    await screen.show(texts.joined(actor))
    await list_commands(bot, screen.chat_id, actor)


async def decline(_: object, screen: Screen) -> None:
    await screen.show(texts.declined())


async def start(_: object, screen: Screen, actor: Actor | None) -> None:
    await screen.send(menu(actor) if actor else texts.stranger())


async def show_menu(_: object, screen: Screen, actor: Actor, state: FSMContext) -> None:
    await state.set_state(None)
    await screen.show(menu(actor))


async def show_help(_: object, screen: Screen, actor: Actor | None) -> None:
    await screen.send(texts.help_for(actor))


async def show_privacy(_: object, screen: Screen) -> None:
    await screen.send(texts.privacy())


async def list_commands(bot: Bot, chat_id: int, actor: Actor) -> None:
    """The «/» button of this chat lists what this person can do."""
    commands = [BotCommand(command=name, description=words) for name, words in commands_for(actor)]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat_id))
