"""«Отчёт за них»: a curator writes down what came by telephone or on paper."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.control.duty import ReportOutcome
from roadmap.errors import NotFound
from roadmap.ids import DutyId
from services.buttons.reporting import AskForThemButton, ReportForThemButton
from services.control.deciding.on_behalf import outcomes_of
from services.people.rights import CURATORS
from texts.control import on_behalf as texts


async def ask(chat: Chat, press: AskForThemButton) -> None:
    """Asks to type what was reported."""
    duty_id = DutyId(press.duty_id)
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        view = await chat.app.on_behalf.open(chat.actor, duty_id)
        await chat.show_other(texts.ask(view))
        chat.ask(Prompt.REPORT_FOR_THEM, duty_id=press.duty_id)


async def read(chat: Chat, said: Said) -> None:
    """Reads the words back and asks how it ended."""
    duty_id = DutyId(chat.about("duty_id"))
    view, words = await chat.app.on_behalf.understand(chat.actor, duty_id, said.words)
    await chat.read_back(texts.understood(view, words, outcomes_of(view)), words)


async def report(chat: Chat, press: ReportForThemButton) -> None:
    """Writes the report down and shows the card."""
    duty_id, words = DutyId(press.duty_id), chat.confirmed
    if press.outcome not in set(ReportOutcome):
        raise NotFound
    if chat.conversation.data.get("duty_id") != press.duty_id or not words:
        await ask(chat, AskForThemButton(press.duty_id))  # said long ago, and another question came between
        return
    async with chat.card_if_stale(lambda: chat.app.cards.open(chat.actor, duty_id)):
        outcome = ReportOutcome(press.outcome)
        view = await chat.app.on_behalf.report(chat.actor, duty_id, press.version, outcome, words)
        chat.conversation.forget()
        await chat.done(view, texts.stored(view))


ROUTES = Routes(
    presses=allow({AskForThemButton: ask, ReportForThemButton: report}, *CURATORS),
    words=allow({Prompt.REPORT_FOR_THEM: read}, *CURATORS),
)
