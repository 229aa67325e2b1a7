"""The quarterly monitoring in the chat: answering with one tap, and watching."""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.asking import Telling, ask
from handlers.button_filter import Pressed
from handlers.policy import allow, allow_bound
from handlers.screen import Screen
from roadmap.control.duty import ReportOutcome
from roadmap.errors import StaleVersion, WrongState
from roadmap.ids import CampaignId, DutyId
from roadmap.monitoring.campaign_views import Questionnaire
from roadmap.people.persons import Actor, Role
from services.app import App
from services.buttons.monitoring import (
    AddresseesButton,
    AllOnTrackButton,
    AnswerButton,
    DifficultiesButton,
    DifficultyButton,
    MonitoringBoardButton,
    MonitoringButton,
    QuestionButton,
    QuestionnaireButton,
)
from services.notice import Notice
from texts.monitoring import campaign_board as boards
from texts.monitoring import questionnaire as texts

ANSWERING = allow_bound()
WATCHING = allow(Role.CURATOR, Role.COORDINATOR, Role.HEAD)


def build_router() -> Router:
    router = Router(name="campaigns")
    router.message(Command("monitoring"), flags=ANSWERING)(show_overview)
    router.callback_query(Pressed(MonitoringButton), flags=ANSWERING)(show_overview)
    router.callback_query(Pressed(QuestionnaireButton), flags=ANSWERING)(show_questionnaire)
    router.callback_query(Pressed(QuestionButton), flags=ANSWERING)(show_question)
    router.callback_query(Pressed(AnswerButton), flags=ANSWERING)(answer)
    router.callback_query(Pressed(AllOnTrackButton), flags=ANSWERING)(answer_ongoing)
    router.callback_query(Pressed(DifficultyButton), flags=ANSWERING)(ask_difficulty)
    router.message(StateFilter(Telling.difficulty), flags=ANSWERING)(tell_difficulty)
    router.callback_query(Pressed(MonitoringBoardButton), flags=WATCHING)(show_board)
    router.callback_query(Pressed(AddresseesButton), flags=WATCHING)(show_addressees)
    router.callback_query(Pressed(DifficultiesButton), flags=WATCHING)(show_difficulties)
    return router


async def show_overview(_: Message | CallbackQuery, app: App, actor: Actor, screen: Screen) -> None:
    asked = await app.monitoring.questionnaires(actor)
    watched = await app.monitoring.boards(actor)
    await screen.show(boards.overview(asked, watched) if asked or watched else texts.nothing_asked())


async def show_questionnaire(
    _: CallbackQuery, press: QuestionnaireButton, app: App, actor: Actor, screen: Screen
) -> None:
    asked = await app.monitoring.questionnaire(actor, CampaignId(press.campaign_id))
    await screen.show(texts.questionnaire(asked, press.page))


async def show_question(
    _: CallbackQuery, press: QuestionButton, app: App, actor: Actor, screen: Screen
) -> None:
    asked = await app.monitoring.questionnaire(actor, CampaignId(press.campaign_id))
    await screen.show(_question(asked, DutyId(press.duty_id)))


async def answer(_: CallbackQuery, press: AnswerButton, app: App, actor: Actor, screen: Screen) -> None:
    campaign_id, duty_id = CampaignId(press.campaign_id), DutyId(press.duty_id)
    try:
        outcome = _outcome(press.outcome)
        asked = await app.monitoring.answer(actor, campaign_id, duty_id, press.version, outcome)
    except (StaleVersion, WrongState):
        await screen.toast(texts.CHANGED)
        asked = await app.monitoring.questionnaire(actor, campaign_id)
        await screen.show(_question(asked, duty_id))
        return
    await screen.toast(texts.recorded(outcome))
    await screen.show(_following(asked, duty_id))


async def answer_ongoing(
    _: CallbackQuery, press: AllOnTrackButton, app: App, actor: Actor, screen: Screen
) -> None:
    count, asked = await app.monitoring.answer_ongoing(actor, CampaignId(press.campaign_id))
    await screen.toast(texts.recorded_ongoing(count))
    await screen.show(texts.questionnaire(asked))


async def ask_difficulty(
    event: CallbackQuery, press: DifficultyButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    asked = await app.monitoring.questionnaire(actor, CampaignId(press.campaign_id))
    place = asked.position(DutyId(press.duty_id))
    if place is None:
        await screen.show(texts.questionnaire(asked))
        return
    about = {"campaign_id": press.campaign_id, "duty_id": press.duty_id}
    await ask(state, Telling.difficulty, event, **about)
    await screen.show(texts.ask_difficulty(asked, place))


async def tell_difficulty(
    message: Message, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    waiting = await state.get_data()
    campaign_id, duty_id = CampaignId(waiting["campaign_id"]), DutyId(waiting["duty_id"])
    words = message.text or message.caption or ""
    asked = await app.monitoring.answer(actor, campaign_id, duty_id, None, ReportOutcome.DIFFICULTY, words)
    await state.set_state(None)
    await screen.send(texts.after_words(_following(asked, duty_id)))


async def show_board(
    _: CallbackQuery, press: MonitoringBoardButton, app: App, actor: Actor, screen: Screen
) -> None:
    await screen.show(boards.board(await app.monitoring.board(actor, CampaignId(press.campaign_id))))


async def show_addressees(
    _: CallbackQuery, press: AddresseesButton, app: App, actor: Actor, screen: Screen
) -> None:
    board = await app.monitoring.names(actor, CampaignId(press.campaign_id))
    await screen.show(boards.addressees(board, press.group, press.page))


async def show_difficulties(
    _: CallbackQuery, press: DifficultiesButton, app: App, actor: Actor, screen: Screen
) -> None:
    header, found = await app.monitoring.difficulties(actor, CampaignId(press.campaign_id))
    await screen.show(boards.difficulties(header, found, press.page))


def _outcome(word: str) -> ReportOutcome:
    """StaleVersion for a word no button of ours says."""
    found = next((outcome for outcome in ReportOutcome if outcome.value == word), None)
    if found is None:
        raise StaleVersion
    return found


def _question(asked: Questionnaire, duty_id: DutyId) -> Notice:
    """The question itself, or the list when it is no longer asked."""
    place = asked.position(duty_id)
    return texts.questionnaire(asked) if place is None else texts.question(asked, place)


def _following(asked: Questionnaire, answered: DutyId) -> Notice:
    """The next question without an answer; the list with thanks after the last one."""
    place = asked.position(answered)
    following = asked.next_unanswered(place) if place is not None else None
    return texts.questionnaire(asked) if following is None else _question(asked, following.duty.id)
