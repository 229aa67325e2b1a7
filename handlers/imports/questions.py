"""Questions of an import: choose, enter, type or skip; every answer leads to the next question."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.clock import local_date
from roadmap.deadlines.period import calendar_year, school_year
from roadmap.errors import BadInput
from roadmap.ids import ImportId, PersonId, QuestionId, UnitId
from roadmap.imports.answering import QuestionKind
from roadmap.people.persons import Role, UnitKind
from services.buttons.imports import (
    AcceptReadingButton,
    AllSchoolsButton,
    CalendarYearButton,
    ChoosePersonButton,
    ChooseUnitButton,
    CorrectDeadlineButton,
    DatesConfirmedButton,
    HomesButton,
    ImportQuestionButton,
    MarkSchoolsButton,
    NewPersonAtButton,
    NewPersonButton,
    NewUnitButton,
    NextQuestionButton,
    OfMarkedButton,
    OngoingButton,
    PersonChoicesButton,
    SchoolYearButton,
    SkipQuestionButton,
    TickSchoolButton,
    TypeDatesButton,
    UnitChoicesButton,
)
from services.imports.question_views import QuestionCard
from services.imports.questions import Answered
from services.notice import Notice
from texts.imports import import_preview, new_people, readings
from texts.imports import import_questions as texts
from texts.imports.imports import ALL_SCHOOLS_NAME

TYPED = (QuestionKind.DEADLINE, QuestionKind.PERIOD)
FIRST_YEAR, LAST_YEAR = 2000, 2098


# Looking


async def show_next(chat: Chat, press: NextQuestionButton) -> None:
    """Shows the next open question."""
    await _show_next(chat, ImportId(press.import_id))


async def show_question(chat: Chat, press: ImportQuestionButton) -> None:
    """Shows this question."""
    chat.conversation.leave()
    question_id = QuestionId(press.question_id)
    if not chat.actor.has(Role.COORDINATOR):
        await chat.screen.show(await _present(chat, question_id))
        return
    card = await chat.app.questions.card(chat.actor, question_id)
    await chat.screen.show(_question(chat, card))
    _wait_for_a_name(chat, card)


async def correct_deadline(chat: Chat, press: CorrectDeadlineButton) -> None:
    """Asks about the deadline of this row."""
    card = await chat.app.questions.doubt_deadline(chat.actor, ImportId(press.import_id), press.row)
    await _show(chat, card)


async def show_units(chat: Chat, press: UnitChoicesButton) -> None:
    """Shows a page of organisations the words may mean."""
    view = await chat.app.questions.unit_choices(chat.actor, QuestionId(press.question_id), press.page)
    chat.ask(Prompt.IMPORT_BODY, question_id=press.question_id, is_home=0)
    await chat.screen.show(texts.choices(view))


async def show_persons(chat: Chat, press: PersonChoicesButton) -> None:
    """Shows a page of people the words may mean."""
    view = await chat.app.questions.person_choices(chat.actor, QuestionId(press.question_id), press.page)
    chat.ask(Prompt.IMPORT_BODY, question_id=press.question_id, is_home=0)
    await chat.screen.show(texts.choices(view))


async def find_body(chat: Chat, said: Said) -> None:
    """Shows whom the typed words mean, or which organisations a new person may work in."""
    question_id = QuestionId(chat.about("question_id"))
    if chat.about("is_home"):
        found = await chat.app.questions.homes(chat.actor, question_id, 0, said.words)
        await chat.screen.send(new_people.homes(found))
        return
    await chat.screen.send(texts.choices(await chat.app.questions.find(chat.actor, question_id, said.words)))


async def ask_home(chat: Chat, press: NewPersonButton) -> None:
    """Asks where the new person works."""
    await show_homes(chat, HomesButton(press.question_id, 0))


async def show_homes(chat: Chat, press: HomesButton) -> None:
    """Shows a page of organisations the new person may work in."""
    view = await chat.app.questions.homes(chat.actor, QuestionId(press.question_id), press.page)
    chat.ask(Prompt.IMPORT_BODY, question_id=press.question_id, is_home=1)
    await chat.screen.show(new_people.homes(view))


async def show_schools(chat: Chat, press: MarkSchoolsButton) -> None:
    """Shows a page of schools to mark."""
    view = await chat.app.questions.school_marks(chat.actor, QuestionId(press.question_id), press.page)
    await chat.screen.show(texts.school_marks(view))


async def tick_school(chat: Chat, press: TickSchoolButton) -> None:
    """Takes a school into the group, or out of it."""
    question_id, school = QuestionId(press.question_id), UnitId(press.unit_id)
    async with _stale(chat, question_id):
        marks = await chat.app.questions.mark_school(chat.actor, question_id, school, press.page)
        await chat.screen.show(texts.school_marks(marks))


# Answering


Answering = Callable[[Chat, Any], Awaitable[Answered]]


def answering(answer: Answering) -> Callable[..., Awaitable[None]]:
    """A handler of a press that answers a question: the next question follows, or this one as it is now."""

    async def handle(chat: Chat, press: Any) -> None:
        async with _stale(chat, QuestionId(press.question_id)):
            await _after(chat, await answer(chat, press))

    handle.__name__ = answer.__name__
    return handle


async def skip(chat: Chat, press: SkipQuestionButton) -> Answered:
    return await chat.app.questions.skip(chat.actor, QuestionId(press.question_id))


async def choose_unit(chat: Chat, press: ChooseUnitButton) -> Answered:
    return await chat.app.questions.assign_unit(
        chat.actor, QuestionId(press.question_id), UnitId(press.unit_id)
    )


async def choose_person(chat: Chat, press: ChoosePersonButton) -> Answered:
    return await chat.app.questions.assign_person(
        chat.actor, QuestionId(press.question_id), PersonId(press.person_id)
    )


async def new_unit(chat: Chat, press: NewUnitButton) -> Answered:
    kind = UnitKind.SCHOOL if press.kind == UnitKind.SCHOOL.value else UnitKind.OTHER
    return await chat.app.questions.new_unit(chat.actor, QuestionId(press.question_id), kind)


async def new_person_at(chat: Chat, press: NewPersonAtButton) -> Answered:
    return await chat.app.questions.new_person(
        chat.actor, QuestionId(press.question_id), UnitId(press.unit_id)
    )


async def all_schools(chat: Chat, press: AllSchoolsButton) -> Answered:
    return await chat.app.questions.all_schools(chat.actor, QuestionId(press.question_id), ALL_SCHOOLS_NAME)


async def of_marked(chat: Chat, press: OfMarkedButton) -> Answered:
    return await chat.app.questions.of_marked(chat.actor, QuestionId(press.question_id))


async def ongoing(chat: Chat, press: OngoingButton) -> Answered:
    return await chat.app.questions.ongoing(chat.actor, QuestionId(press.question_id))


async def accept(chat: Chat, press: AcceptReadingButton) -> Answered:
    return await chat.app.questions.accept(chat.actor, QuestionId(press.question_id))


async def choose_calendar_year(chat: Chat, press: CalendarYearButton) -> Answered:
    period = calendar_year(_year(press.year))
    return await chat.app.questions.set_period(chat.actor, QuestionId(press.question_id), period)


async def choose_school_year(chat: Chat, press: SchoolYearButton) -> Answered:
    period = school_year(_year(press.year))
    return await chat.app.questions.set_period(chat.actor, QuestionId(press.question_id), period)


def _year(year: int) -> int:
    """A button may be forged: only years a plan can be for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput("period-unread", str(year))
    return year


# Typed dates


async def ask_dates(chat: Chat, press: TypeDatesButton) -> None:
    """Asks to type the deadline, or the period of the plan."""
    await _present(chat, QuestionId(press.question_id))  # refused to those who may not answer it
    await chat.screen.show(texts.ask_dates(press.question_id))
    chat.ask(Prompt.IMPORT_DATES, question_id=press.question_id)


async def read_dates(chat: Chat, said: Said) -> None:
    """Reads the typed words back and asks whether they were understood."""
    question_id = QuestionId(chat.about("question_id"))
    view = await chat.app.questions.understand(chat.actor, question_id, said.words)
    shown = texts.understood_period(view) if view.is_period else texts.understood(view)
    await chat.read_back(shown, view.words)


async def confirm_dates(chat: Chat, press: DatesConfirmedButton) -> None:
    """Takes the typed words as the answer."""
    words = chat.confirmed
    if chat.conversation.data.get("question_id") != press.question_id or not words:
        # Said long ago, and another question came between.
        await ask_dates(chat, TypeDatesButton(press.question_id))
        return
    async with _stale(chat, QuestionId(press.question_id)):
        answered = await chat.app.questions.reword(chat.actor, QuestionId(press.question_id), words)
        chat.conversation.forget()
        await _after(chat, answered)


# What comes after an answer


async def _after(chat: Chat, answered: Answered) -> None:
    if not chat.actor.has(Role.COORDINATOR):
        await chat.screen.show(readings.thanks())
        return
    if answered.is_approved:
        await chat.screen.toast(texts.planned_at_once(answered.duties))
    await _show_next(chat, answered.import_id)


async def _show_next(chat: Chat, import_id: ImportId) -> None:
    card = await chat.app.questions.next_open(chat.actor, import_id)
    if card is None:
        await chat.screen.show(import_preview.preview(await chat.app.imports.preview(chat.actor, import_id)))
    else:
        await _show(chat, card)


async def _show(chat: Chat, card: QuestionCard) -> None:
    """What can be typed is waited for at once; «Ввести даты» only says how."""
    await chat.screen.show(_question(chat, card))
    if card.kind in TYPED:
        chat.ask(Prompt.IMPORT_DATES, question_id=card.id)
    _wait_for_a_name(chat, card)


def _wait_for_a_name(chat: Chat, card: QuestionCard) -> None:
    if card.kind is QuestionKind.RESPONSIBLE:
        chat.ask(Prompt.IMPORT_BODY, question_id=card.id, is_home=0)


def _question(chat: Chat, card: QuestionCard) -> Notice:
    return texts.question(card, local_date(chat.app.clock.now(), chat.actor.time_zone))


async def _present(chat: Chat, question_id: QuestionId) -> Notice:
    """The question as the coordinator sees it, or as it is put before a curator."""
    if chat.actor.has(Role.COORDINATOR):
        return _question(chat, await chat.app.questions.card(chat.actor, question_id))
    return readings.asked(await chat.app.readings.asked(chat.actor, question_id))


def _stale(chat: Chat, question_id: QuestionId) -> AbstractAsyncContextManager[None]:
    async def present() -> Notice:
        return await _present(chat, question_id)

    return chat.screen_if_stale(present)


ROUTES = Routes(
    presses=allow(
        {
            NextQuestionButton: show_next,
            CorrectDeadlineButton: correct_deadline,
            SkipQuestionButton: answering(skip),
            UnitChoicesButton: show_units,
            PersonChoicesButton: show_persons,
            MarkSchoolsButton: show_schools,
            TickSchoolButton: tick_school,
            ChooseUnitButton: answering(choose_unit),
            ChoosePersonButton: answering(choose_person),
            NewUnitButton: answering(new_unit),
            NewPersonButton: ask_home,
            HomesButton: show_homes,
            NewPersonAtButton: answering(new_person_at),
            AllSchoolsButton: answering(all_schools),
            OfMarkedButton: answering(of_marked),
            OngoingButton: answering(ongoing),
            CalendarYearButton: answering(choose_calendar_year),
            SchoolYearButton: answering(choose_school_year),
        },
        Role.COORDINATOR,
    )
    | allow(
        {
            ImportQuestionButton: show_question,
            AcceptReadingButton: answering(accept),
            TypeDatesButton: ask_dates,
            DatesConfirmedButton: confirm_dates,
        },
        Role.COORDINATOR,
        Role.CURATOR,
    ),
    words={
        **allow({Prompt.IMPORT_DATES: read_dates}, Role.COORDINATOR, Role.CURATOR),
        **allow({Prompt.IMPORT_BODY: find_body}, Role.COORDINATOR),
    },
)
