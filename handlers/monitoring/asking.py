"""The quarterly monitoring in the chat: answering with one tap, and watching."""

from typing import Any

from handlers.chat import Chat
from handlers.control.draft_screen import show_draft, show_in_the_way
from handlers.policy import allow, allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.clock import local_date
from roadmap.control.duty import ReportOutcome
from roadmap.errors import DraftInTheWay, StaleVersion, WrongState
from roadmap.ids import CampaignId, DutyId
from roadmap.monitoring.campaign_views import Questionnaire
from roadmap.people.persons import WATCHING
from services.buttons.monitoring import (
    AddresseesButton,
    AllOnTrackButton,
    AllUnchangedButton,
    AnswerButton,
    AnswerForThemButton,
    DifficultiesButton,
    DifficultyButton,
    DigestQuestionnaireButton,
    MonitoringBoardButton,
    MonitoringButton,
    QuestionButton,
    QuestionnaireButton,
    RemindSilentButton,
    TellButton,
    UnchangedButton,
)
from services.monitoring.monitoring import NAMES_SEEN_BY
from services.notice import Notice
from texts.monitoring import campaign_board as boards
from texts.monitoring import questionnaire as texts


async def show_overview(chat: Chat, _: Any) -> None:
    """Shows what the person is asked, and the campaigns they watch; or when questions come."""
    asked = await chat.app.monitoring.questionnaires(chat.actor)
    watched = await chat.app.monitoring.boards(chat.actor)
    wanted = [each for each in asked if each.is_wanted]
    if watched or len(wanted) > 1:
        await chat.show_other(boards.overview(asked, watched))
    elif wanted:
        await chat.show_other(texts.questionnaire(wanted[0]))
    else:
        today = local_date(chat.app.clock.now(), chat.actor.time_zone)
        next_on = await chat.app.monitoring.next_asking(chat.actor)
        await chat.show_other(texts.nothing_asked(asked, next_on, today))


async def show_questionnaire(chat: Chat, press: QuestionnaireButton) -> None:
    """Shows a page of the questions of one campaign."""
    asked = await chat.app.monitoring.questionnaire(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.show(texts.questionnaire(asked, press.page))


async def open_below(chat: Chat, press: DigestQuestionnaireButton) -> None:
    """Sends the questions below the digest, which stays."""
    asked = await chat.app.monitoring.questionnaire(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.send(texts.questionnaire(asked))


async def show_question(chat: Chat, press: QuestionButton) -> None:
    """Shows one question with its answers as buttons."""
    asked = await chat.app.monitoring.questionnaire(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.show(_question(asked, DutyId(press.duty_id)))


async def answer(chat: Chat, press: AnswerButton) -> None:
    """Stores the answer and shows the next question."""
    campaign_id, duty_id = CampaignId(press.campaign_id), DutyId(press.duty_id)
    monitoring = chat.app.monitoring
    try:
        outcome = _outcome(press.outcome)
        asked = await monitoring.answer(chat.actor, campaign_id, duty_id, press.version, outcome)
    except (StaleVersion, WrongState):
        await chat.screen.toast(texts.CHANGED)
        asked = await monitoring.questionnaire(chat.actor, campaign_id)
        await chat.screen.show(_question(asked, duty_id))
        return
    await chat.screen.toast(texts.recorded(outcome))
    await chat.screen.show(following(asked, duty_id))


async def answer_ongoing(chat: Chat, press: AllOnTrackButton) -> None:
    """Stores «идёт по плану» for all work without a date that is still unanswered."""
    count, asked = await chat.app.monitoring.answer_ongoing(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.toast(texts.recorded_ongoing(count))
    await chat.screen.show(texts.questionnaire(asked))


async def leave_unchanged(chat: Chat, press: UnchangedButton) -> None:
    """Stores what was said last time and shows the next question."""
    campaign_id, duty_id = CampaignId(press.campaign_id), DutyId(press.duty_id)
    monitoring = chat.app.monitoring
    try:
        asked = await monitoring.leave_unchanged(chat.actor, campaign_id, duty_id, press.version)
    except (StaleVersion, WrongState):
        await chat.screen.toast(texts.CHANGED)
        asked = await monitoring.questionnaire(chat.actor, campaign_id)
        await chat.screen.show(_question(asked, duty_id))
        return
    await chat.screen.toast(texts.recorded_unchanged(1))
    await chat.screen.show(following(asked, duty_id))


async def leave_all_unchanged(chat: Chat, press: AllUnchangedButton) -> None:
    """Stores «без изменений» for everything that said something last time and is unanswered."""
    count, asked = await chat.app.monitoring.leave_all_unchanged(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.toast(texts.recorded_unchanged(count))
    await chat.screen.show(texts.questionnaire(asked))


async def tell(chat: Chat, press: TellButton) -> None:
    """Opens a draft of the answer, and waits for words, a number and files."""
    campaign_id, duty_id = CampaignId(press.campaign_id), DutyId(press.duty_id)
    outcome = _outcome(press.outcome) if press.outcome else None
    try:
        async with chat.collecting():
            view = await chat.app.monitoring.begin(chat.actor, campaign_id, duty_id, outcome)
    except DraftInTheWay:
        await show_in_the_way(chat, duty_id)
        return
    except WrongState:
        await chat.screen.toast(texts.CHANGED)
        await chat.screen.show(
            _question(await chat.app.monitoring.questionnaire(chat.actor, campaign_id), duty_id)
        )
        return
    await show_draft(chat, view)


async def ask_difficulty(chat: Chat, press: DifficultyButton) -> None:
    """Asks to type what is in the way."""
    asked = await chat.app.monitoring.questionnaire(chat.actor, CampaignId(press.campaign_id))
    place = asked.position(DutyId(press.duty_id))
    if place is None:
        await chat.screen.show(texts.questionnaire(asked))
        return
    chat.ask(Prompt.DIFFICULTY, campaign_id=press.campaign_id, duty_id=press.duty_id)
    await chat.screen.show(texts.ask_difficulty(asked, place))


async def tell_difficulty(chat: Chat, said: Said) -> None:
    """Stores what is in the way and shows the next question."""
    campaign_id, duty_id = CampaignId(chat.about("campaign_id")), DutyId(chat.about("duty_id"))
    asked = await chat.app.monitoring.answer(
        chat.actor, campaign_id, duty_id, None, ReportOutcome.DIFFICULTY, said.words
    )
    chat.conversation.leave()
    await chat.screen.send(texts.after_words(following(asked, duty_id)))


async def show_board(chat: Chat, press: MonitoringBoardButton) -> None:
    """Shows how a campaign goes: counts of answers."""
    board = await chat.app.monitoring.board(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.show(boards.board(board))


async def show_addressees(chat: Chat, press: AddresseesButton) -> None:
    """Shows who has answered and who has not, by name."""
    board = await chat.app.monitoring.names(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.show(boards.addressees(board, press.group, press.page))


async def remind_silent(chat: Chat, press: RemindSilentButton) -> None:
    """Writes to those who are silent, and shows how it goes."""
    campaign_id = CampaignId(press.campaign_id)
    try:
        told = await chat.app.monitoring.remind_silent(chat.actor, campaign_id)
        await chat.screen.toast(boards.reminded(told))
    except WrongState:
        await chat.screen.toast(texts.CHANGED)
    await chat.screen.show(boards.board(await chat.app.monitoring.board(chat.actor, campaign_id)))


async def answer_for_them(chat: Chat, press: AnswerForThemButton) -> None:
    """Shows what is not answered: each can be written down for those who told it otherwise."""
    campaign_id = CampaignId(press.campaign_id)
    board = await chat.app.monitoring.names(chat.actor, campaign_id)
    found = await chat.app.monitoring.unanswered(chat.actor, campaign_id)
    await chat.screen.send(boards.answer_for_them(board.header, found, press.page))


async def show_difficulties(chat: Chat, press: DifficultiesButton) -> None:
    """Shows what people say is in the way."""
    header, found = await chat.app.monitoring.difficulties(chat.actor, CampaignId(press.campaign_id))
    await chat.screen.show(boards.difficulties(header, found, press.page))


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


def following(asked: Questionnaire, answered: DutyId) -> Notice:
    """The next question without an answer; the list with thanks after the last one."""
    place = asked.position(answered)
    after = asked.next_unanswered(place) if place is not None else None
    return texts.questionnaire(asked) if after is None else _question(asked, after.duty.id)


ROUTES = Routes(
    commands=allow_bound({"monitoring": show_overview}),
    presses={
        **allow_bound(
            {
                MonitoringButton: show_overview,
                QuestionnaireButton: show_questionnaire,
                DigestQuestionnaireButton: open_below,
                QuestionButton: show_question,
                AnswerButton: answer,
                AllOnTrackButton: answer_ongoing,
                DifficultyButton: ask_difficulty,
                TellButton: tell,
                UnchangedButton: leave_unchanged,
                AllUnchangedButton: leave_all_unchanged,
            }
        ),
        **allow(
            {
                MonitoringBoardButton: show_board,
                AddresseesButton: show_addressees,
                DifficultiesButton: show_difficulties,
            },
            *WATCHING,
        ),
        **allow({RemindSilentButton: remind_silent, AnswerForThemButton: answer_for_them}, *NAMES_SEEN_BY),
    },
    words=allow_bound({Prompt.DIFFICULTY: tell_difficulty}),
)
