"""«Перенести срок» in the chat: choosing a date and a reason, and deciding."""

from collections.abc import Awaitable, Callable
from datetime import date

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.asking import Extending, ask
from handlers.button_filter import Pressed
from handlers.policy import allow, allow_bound
from handlers.redrawing import confirm, redraw_elsewhere, show_card, show_other, stale_redrawn
from handlers.screen import Screen
from roadmap.ids import DutyId, ExtensionId
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.requests import (
    AskExtensionButton,
    ExtensionDateButton,
    ExtensionReasonButton,
    GrantExtensionButton,
    OpenExtensionButton,
    OtherDateButton,
    RefuseExtensionButton,
    RefuseExtensionSilentlyButton,
    TypeExtensionDateButton,
    WithdrawExtensionButton,
)
from services.control.duties.cards import CardView
from services.people.rights import CURATORS
from texts.control import extensions as texts
from texts.control.decisions import decided_card

ASKING = allow_bound()
DECIDING = allow(*CURATORS)
IS_WORDS = (F.text, ~F.text.startswith("/"))


def build_router() -> Router:
    router = Router(name="extensions")
    asking: dict[type, Callable[..., Awaitable[None]]] = {
        AskExtensionButton: offer_dates,
        TypeExtensionDateButton: ask_date,
        ExtensionDateButton: choose_date,
        ExtensionReasonButton: choose_reason,
        WithdrawExtensionButton: withdraw,
    }
    deciding: dict[type, Callable[..., Awaitable[None]]] = {
        OpenExtensionButton: show_request,
        GrantExtensionButton: grant,
        OtherDateButton: ask_other_date,
        RefuseExtensionButton: ask_refusal,
        RefuseExtensionSilentlyButton: refuse_silently,
    }
    for kind, handler in asking.items():
        router.callback_query(Pressed(kind), flags=ASKING)(handler)
    for kind, handler in deciding.items():
        router.callback_query(Pressed(kind), flags=DECIDING)(handler)
    router.message(StateFilter(Extending.date), *IS_WORDS, flags=ASKING)(read_date)
    router.message(StateFilter(Extending.reason), *IS_WORDS, flags=ASKING)(read_reason)
    router.message(StateFilter(Extending.other_date), *IS_WORDS, flags=DECIDING)(read_other_date)
    router.message(StateFilter(Extending.refusal), *IS_WORDS, flags=DECIDING)(read_refusal)
    return router


# Asking


async def offer_dates(
    _: CallbackQuery, press: AskExtensionButton, app: App, actor: Actor, screen: Screen
) -> None:
    duty_id = DutyId(press.duty_id)
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        offer = await app.extensions.offer(actor, duty_id)
        await show_other(app, screen, texts.offer_dates(offer))


async def ask_date(
    callback: CallbackQuery,
    press: TypeExtensionDateButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    duty_id = DutyId(press.duty_id)
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        offer = await app.extensions.offer(actor, duty_id)
        prompt = await show_other(app, screen, texts.type_date(offer.view))
        await ask(state, Extending.date, callback, duty_id=duty_id, prompt=prompt)


async def read_date(message: Message, app: App, actor: Actor, screen: Screen, state: FSMContext) -> None:
    about = await state.get_data()
    duty_id = DutyId(int(about["duty_id"]))
    day = await app.extensions.read_date(actor, duty_id, message.text)
    await _ask_reason(message, app, actor, screen, state, duty_id, day)
    await screen.delete(int(about["prompt"]))


async def choose_date(
    callback: CallbackQuery,
    press: ExtensionDateButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    duty_id = DutyId(press.duty_id)
    await _ask_reason(callback, app, actor, screen, state, duty_id, texts.day_of(press.day))


async def _ask_reason(
    event: CallbackQuery | Message,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
    duty_id: DutyId,
    day: date,
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        offer = await app.extensions.offer(actor, duty_id)
        prompt = await show_other(app, screen, texts.ask_reason(offer.view, day))
        about = {"duty_id": int(duty_id), "day": texts.day_number(day), "prompt": prompt}
        await ask(state, Extending.reason, event, **about)


async def choose_reason(
    _: CallbackQuery, press: ExtensionReasonButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    reason = texts.reason_of(texts.REASONS, press.preset)
    duty_id = DutyId(press.duty_id)
    await _send_request(bot, app, actor, screen, duty_id, texts.day_of(press.day), reason)


async def read_reason(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    about = await state.get_data()
    duty_id, day = DutyId(int(about["duty_id"])), texts.day_of(int(about["day"]))
    await _send_request(bot, app, actor, screen, duty_id, day, message.text)
    await state.set_state(None)
    await screen.delete(int(about["prompt"]))


async def _send_request(
    bot: Bot, app: App, actor: Actor, screen: Screen, duty_id: DutyId, day: date, reason: str | None
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        view = await app.extensions.ask(actor, duty_id, day, reason)
        await confirm(screen, texts.ASKED)
        await show_card(app, screen, view)
        await redraw_elsewhere(bot, app, screen, duty_id)


async def withdraw(
    _: CallbackQuery, press: WithdrawExtensionButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.extensions.withdraw(actor, ExtensionId(press.extension_id))
    await screen.toast(texts.WITHDRAWN)
    await show_card(app, screen, view)
    await redraw_elsewhere(bot, app, screen, view.card.duty.id)


# Deciding


async def show_request(
    _: CallbackQuery, press: OpenExtensionButton, app: App, actor: Actor, screen: Screen
) -> None:
    extension_id = ExtensionId(press.extension_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_extension(actor, extension_id)):
        asked = await app.extensions.open(actor, extension_id)
        await show_other(app, screen, texts.extension_screen(asked))


async def grant(
    _: CallbackQuery, press: GrantExtensionButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    await _grant(bot, app, actor, screen, ExtensionId(press.extension_id), texts.day_of(press.day))


async def ask_other_date(
    callback: CallbackQuery,
    press: OtherDateButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    extension_id = ExtensionId(press.extension_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_extension(actor, extension_id)):
        asked = await app.extensions.open(actor, extension_id)
        prompt = await show_other(app, screen, texts.other_date(asked))
        await ask(state, Extending.other_date, callback, extension_id=extension_id, prompt=prompt)


async def read_other_date(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    about = await state.get_data()
    extension_id = ExtensionId(int(about["extension_id"]))
    view = await app.cards.of_extension(actor, extension_id)
    day = await app.extensions.read_date(actor, view.card.duty.id, message.text)
    await _grant(bot, app, actor, screen, extension_id, day)
    await state.set_state(None)
    await screen.delete(int(about["prompt"]))


async def _grant(
    bot: Bot, app: App, actor: Actor, screen: Screen, extension_id: ExtensionId, day: date
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.of_extension(actor, extension_id)):
        view = await app.extensions.grant(actor, extension_id, day)
        await confirm(screen, texts.GRANTED)
        await _show_decided(bot, app, screen, view)


async def ask_refusal(
    callback: CallbackQuery,
    press: RefuseExtensionButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    extension_id = ExtensionId(press.extension_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_extension(actor, extension_id)):
        asked = await app.extensions.open(actor, extension_id)
        prompt = await show_other(app, screen, texts.ask_refusal(asked))
        await ask(state, Extending.refusal, callback, extension_id=extension_id, prompt=prompt)


async def refuse_silently(
    _: CallbackQuery, press: RefuseExtensionSilentlyButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    await _refuse(bot, app, actor, screen, ExtensionId(press.extension_id), None)


async def read_refusal(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    about = await state.get_data()
    await _refuse(bot, app, actor, screen, ExtensionId(int(about["extension_id"])), message.text or "")
    await state.set_state(None)
    await screen.delete(int(about["prompt"]))


async def _refuse(
    bot: Bot, app: App, actor: Actor, screen: Screen, extension_id: ExtensionId, comment: str | None
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.of_extension(actor, extension_id)):
        view = await app.extensions.refuse(actor, extension_id, comment)
        await confirm(screen, texts.REFUSED)
        await _show_decided(bot, app, screen, view)


async def _show_decided(bot: Bot, app: App, screen: Screen, view: CardView) -> None:
    await show_card(app, screen, view, decided_card(view))
    await redraw_elsewhere(bot, app, screen, view.card.duty.id)
