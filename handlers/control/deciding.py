"""The curator in the chat: the queue, reviewing a report, accepting it or sending it back."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.asking import QUESTIONS, Returning, ask
from handlers.button_filter import Pressed
from handlers.policy import allow, allow_bound
from handlers.redrawing import confirm, redraw_elsewhere, show_card, show_other, stale_redrawn
from handlers.screen import Screen
from roadmap.errors import StaleVersion
from roadmap.ids import DutyId, ReportId
from roadmap.people.persons import Actor
from services.app import App
from services.buttons.deciding import (
    AcceptButton,
    QueueButton,
    RequireEvidenceButton,
    ReturnButton,
    ReturnPresetButton,
    ReviewButton,
)
from services.control.duties.cards import undecided
from services.people.rights import CURATORS
from texts.control import decisions as texts

DECIDING = allow(*CURATORS)


def build_router() -> Router:
    router = Router(name="supervision")
    router.message(Command("queue"), flags=DECIDING)(send_queue)
    presses: dict[type, Callable[..., Awaitable[None]]] = {
        QueueButton: show_queue,
        ReviewButton: review,
        AcceptButton: accept,
        ReturnButton: ask_return,
        ReturnPresetButton: return_with_preset,
        RequireEvidenceButton: require_evidence,
    }
    for kind, handler in presses.items():
        router.callback_query(Pressed(kind), flags=DECIDING)(handler)
    is_asked = StateFilter(Returning.comment)
    router.message(is_asked, F.text, ~F.text.startswith("/"), flags=DECIDING)(return_with_words)
    router.message(StateFilter(*QUESTIONS), ~F.text, flags=allow_bound())(want_words)
    return router


async def want_words(_: Message, screen: Screen) -> None:
    """A photo or a voice in answer to a question: the question stays."""
    await screen.toast(texts.WORDS_WANTED)


async def send_queue(_: Message, app: App, actor: Actor, screen: Screen) -> None:
    await screen.send(texts.queue(await app.decisions.queue(actor)))


async def show_queue(_: CallbackQuery, press: QueueButton, app: App, actor: Actor, screen: Screen) -> None:
    await show_other(app, screen, texts.queue(await app.decisions.queue(actor, press.page)))


async def review(_: CallbackQuery, press: ReviewButton, app: App, actor: Actor, screen: Screen) -> None:
    duty_id = DutyId(press.duty_id)
    view = await app.cards.open(actor, duty_id)
    seen = await app.decisions.seen_before(actor, duty_id)
    await show_card(app, screen, view, texts.review(view, seen, press.page))


async def accept(
    _: CallbackQuery, press: AcceptButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    report_id = ReportId(press.report_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_report(actor, report_id)):
        view = await app.decisions.accept(actor, report_id, press.version)
        await screen.toast(texts.ACCEPTED)
        await show_card(app, screen, view, texts.decided_card(view))
        await redraw_elsewhere(bot, app, screen, view.card.duty.id)


async def ask_return(
    callback: CallbackQuery, press: ReturnButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    report_id = ReportId(press.report_id)
    async with stale_redrawn(app, screen, lambda: app.cards.of_report(actor, report_id)):
        view = await app.cards.of_report(actor, report_id)
        line = undecided(view.card)
        if line is None or line.id != report_id or not view.viewer.is_curator:
            raise StaleVersion
        prompt = await show_other(app, screen, texts.ask_return(view, report_id))
        await ask(
            state,
            Returning.comment,
            callback,
            report_id=report_id,
            version=view.card.duty.version,
            prompt=prompt,
        )


async def return_with_preset(
    _: CallbackQuery,
    press: ReturnPresetButton,
    bot: Bot,
    app: App,
    actor: Actor,
    screen: Screen,
) -> None:
    words = texts.return_preset(press.preset)
    await _send_back(bot, app, actor, screen, ReportId(press.report_id), press.version, words)


async def return_with_words(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    about = await state.get_data()
    report_id, version = ReportId(int(about["report_id"])), int(about["version"])
    await _send_back(bot, app, actor, screen, report_id, version, message.text or "")
    await state.set_state(None)
    await screen.delete(int(about["prompt"]))


async def _send_back(
    bot: Bot, app: App, actor: Actor, screen: Screen, report_id: ReportId, version: int, words: str
) -> None:
    async with stale_redrawn(app, screen, lambda: app.cards.of_report(actor, report_id)):
        view = await app.decisions.send_back(actor, report_id, version, words)
        await confirm(screen, texts.RETURNED)
        await show_card(app, screen, view, texts.decided_card(view))
        await redraw_elsewhere(bot, app, screen, view.card.duty.id)


async def require_evidence(
    _: CallbackQuery, press: RequireEvidenceButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    is_required = bool(press.is_required)
    view = await app.decisions.require_evidence(actor, DutyId(press.duty_id), is_required=is_required)
    await screen.toast(texts.EVIDENCE_REQUIRED if is_required else texts.EVIDENCE_OPTIONAL)
    await show_card(app, screen, view)
    await redraw_elsewhere(bot, app, screen, view.card.duty.id)
