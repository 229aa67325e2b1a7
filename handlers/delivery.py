"""The screen of messages that could not be delivered, for coordinators and curators."""

from aiogram import Router

from handlers.button_filter import Pressed
from handlers.policy import allow
from handlers.screen import Screen
from roadmap.people.persons import Actor, Role
from services.app import App
from services.buttons.delivery import (
    DismissHeldButton,
    DismissUndeliveredButton,
    ResendButton,
    ResendHeldButton,
    UndeliveredButton,
)
from texts.delivery import undelivered as texts


def build_router() -> Router:
    router = Router(name="undelivered")
    flags = allow(Role.COORDINATOR, Role.CURATOR)
    router.callback_query(Pressed(UndeliveredButton), flags=flags)(show)
    router.callback_query(Pressed(ResendButton), flags=flags)(resend)
    router.callback_query(Pressed(DismissUndeliveredButton), flags=flags)(dismiss)
    router.callback_query(Pressed(ResendHeldButton), flags=flags)(resend_held)
    router.callback_query(Pressed(DismissHeldButton), flags=flags)(dismiss_held)
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


async def resend_held(_: object, app: App, actor: Actor, screen: Screen, press: ResendHeldButton) -> None:
    await screen.toast(texts.resent(await app.undelivered.resend_held(actor)))
    await screen.show(texts.undelivered(await app.undelivered.list(actor)))


async def dismiss_held(_: object, app: App, actor: Actor, screen: Screen, press: DismissHeldButton) -> None:
    await screen.toast(texts.dismissed(await app.undelivered.dismiss_held(actor)))
    await screen.show(texts.undelivered(await app.undelivered.list(actor)))
