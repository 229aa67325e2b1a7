"""«Не моё» in the chat: saying so, choosing who takes it, or leaving it."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.asking import Reassigning, ask
from handlers.button_filter import Pressed
from handlers.policy import allow, allow_bound
from handlers.redrawing import confirm, redraw_elsewhere, show_card, show_other, stale_redrawn
from handlers.screen import Screen
from roadmap.ids import DutyId, PersonId, ReassignmentId, UnitId
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.requests import (
    AskReassignmentButton,
    OpenReassignmentButton,
    PassButton,
    ReassignmentReasonButton,
    RefuseReassignmentButton,
    RefuseReassignmentSilentlyButton,
    TargetsButton,
    WithdrawReassignmentButton,
)
from services.control.requests.passing import Target
from services.people.rights import CURATORS
from texts.control import reassignments as texts
from texts.control.decisions import decided_card
from texts.control.extensions import reason_of

ASKING = allow_bound()
DECIDING = allow(*CURATORS)
IS_WORDS = (F.text, ~F.text.startswith("/"))


def build_router() -> Router:
    router = Router(name="reassignments")
    asking: dict[type, Callable[..., Awaitable[None]]] = {
        AskReassignmentButton: ask_reason,
        ReassignmentReasonButton: choose_reason,
        WithdrawReassignmentButton: withdraw,
    }
    deciding: dict[type, Callable[..., Awaitable[None]]] = {
        OpenReassignmentButton: show_request,
        TargetsButton: show_targets,
        PassButton: pass_on,
        RefuseReassignmentButton: ask_refusal,
        RefuseReassignmentSilentlyButton: refuse_silently,
    }
    for kind, handler in asking.items():
        router.callback_query(Pressed(kind), flags=ASKING)(handler)
    for kind, handler in deciding.items():
        router.callback_query(Pressed(kind), flags=DECIDING)(handler)
    router.message(StateFilter(Reassigning.reason), *IS_WORDS, flags=ASKING)(read_reason)
    router.message(StateFilter(Reassigning.refusal), *IS_WORDS, flags=DECIDING)(read_refusal)
    return router


# Asking


async def ask_reason(
    callback: CallbackQuery,
    press: AskReassignmentButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    duty_id = DutyId(press.duty_id)
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        view = await app.reassignments.check(actor, duty_id)
        prompt = await show_other(app, screen, texts.ask_reason(view))
        await ask(state, Reassigning.reason, callback, duty_id=duty_id, prompt=prompt)


async def choose_reason(
    _: CallbackQuery, press: ReassignmentReasonButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    reason = reason_of(texts.REASONS, press.preset)
    await _send_request(bot, app, actor, screen, DutyId(press.duty_id), reason)


async def read_reason(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    about = await state.get_data()
    await _send_request(bot, app, actor, screen, DutyId(int(about["duty_id"])), message.text)
    await state.set_state(None)
    await screen.delete(int(about["prompt"]))


async def _send_request(
    bot: Bot, app: App, actor: Actor, screen: Screen, duty_id: DutyId, reason: str | None
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.open(actor, duty_id)):
        view = await app.reassignments.ask(actor, duty_id, reason)
        await confirm(screen, texts.ASKED)
        await show_card(app, screen, view)
        await redraw_elsewhere(bot, app, screen, duty_id)


async def withdraw(
    _: CallbackQuery, press: WithdrawReassignmentButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.reassignments.withdraw(actor, ReassignmentId(press.reassignment_id))
    await screen.toast(texts.WITHDRAWN)
    await show_card(app, screen, view)
    await redraw_elsewhere(bot, app, screen, view.card.duty.id)


# Deciding


async def show_request(
    _: CallbackQuery, press: OpenReassignmentButton, app: App, actor: Actor, screen: Screen
) -> None:
    request_id = ReassignmentId(press.reassignment_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_reassignment(actor, request_id)):
        asked = await app.reassignments.open(actor, request_id)
        await show_other(app, screen, texts.reassignment_screen(asked))


async def show_targets(
    _: CallbackQuery, press: TargetsButton, app: App, actor: Actor, screen: Screen
) -> None:
    request_id = ReassignmentId(press.reassignment_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_reassignment(actor, request_id)):
        found = await app.passing.targets(actor, request_id, persons=press.kind == "persons", page=press.page)
        await show_other(app, screen, texts.targets(found))


async def pass_on(
    _: CallbackQuery, press: PassButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    request_id, target = ReassignmentId(press.reassignment_id), _target(press)
    async with stale_redrawn(app, screen, lambda: app.cards.of_reassignment(actor, request_id)):
        if press.scope not in ("one", "all"):
            chosen = await app.passing.choose(actor, request_id, target)
            await show_other(app, screen, texts.confirm_target(chosen, target))
            return
        done = await app.passing.pass_on(actor, request_id, target, whole_measure=press.scope == "all")
        await screen.toast(texts.PASSED)
        await show_other(app, screen, texts.passed(done))
        await redraw_elsewhere(bot, app, screen, *done.duty_ids)


def _target(press: PassButton) -> Target:
    if press.kind == "unit":
        return Target(unit_id=UnitId(press.target_id))
    return Target(person_id=PersonId(press.target_id))


async def ask_refusal(
    callback: CallbackQuery,
    press: RefuseReassignmentButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    request_id = ReassignmentId(press.reassignment_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_reassignment(actor, request_id)):
        asked = await app.reassignments.open(actor, request_id)
        prompt = await show_other(app, screen, texts.ask_refusal(asked))
        await ask(state, Reassigning.refusal, callback, request_id=request_id, prompt=prompt)


async def refuse_silently(
    _: CallbackQuery,
    press: RefuseReassignmentSilentlyButton,
    bot: Bot,
    app: App,
    actor: Actor,
    screen: Screen,
) -> None:
    await _refuse(bot, app, actor, screen, ReassignmentId(press.reassignment_id), None)


async def read_refusal(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    about = await state.get_data()
    await _refuse(bot, app, actor, screen, ReassignmentId(int(about["request_id"])), message.text or "")
    await state.set_state(None)
    await screen.delete(int(about["prompt"]))


async def _refuse(
    bot: Bot, app: App, actor: Actor, screen: Screen, request_id: ReassignmentId, comment: str | None
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.of_reassignment(actor, request_id)):
        view = await app.reassignments.refuse(actor, request_id, comment)
        await confirm(screen, texts.LEFT)
        await show_card(app, screen, view, decided_card(view))
        await redraw_elsewhere(bot, app, screen, view.card.duty.id)
