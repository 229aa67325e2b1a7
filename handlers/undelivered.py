"""The coordinator's screen of messages that could not be delivered."""

from aiogram import Router

from handlers.policy import allow
from handlers.pressed import Pressed
from handlers.screen import Screen
from roadmap.people import Actor, Role
from services.app import App
from services.keys.delivery import DismissUndeliveredButton, ResendButton, UndeliveredButton
from texts import undelivered as texts


def build_router() -> Router:
    router = Router(name="undelivered")
    flags = allow(Role.COORDINATOR)
    router.callback_query(Pressed(UndeliveredButton), flags=flags)(show)
    router.callback_query(Pressed(ResendButton), flags=flags)(resend)
    router.callback_query(Pressed(DismissUndeliveredButton), flags=flags)(dismiss)
    return router


async def show(_: object, app: App, actor: Actor, screen: Screen, press: UndeliveredButton) -> None:
    await screen.show(texts.undelivered(await app.undelivered.list(actor, press.page)))


async def resend(_: object, app: App, actor: Actor, screen: Screen, press: ResendButton) -> None:
    await app.undelivered.resend(actor, press.delivery_id)
    await screen.toast(texts.resent())
    await screen.show(texts.undelivered(await app.undelivered.list(actor)))


async def dismiss(_: object, app: App, actor: Actor, screen: Screen, press: DismissUndeliveredButton) -> None:
    await app.undelivered.dismiss(actor, press.delivery_id)
    await screen.toast(texts.dismissed())
    await screen.show(texts.undelivered(await app.undelivered.list(actor)))
