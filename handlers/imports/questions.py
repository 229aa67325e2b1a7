"""Questions of an import: choose, enter, type or skip; every answer leads to the next question."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.asking import Clarifying, ask
from handlers.button_filter import Pressed
from handlers.imports.stale_imports import stale_shown
from handlers.policy import allow
from handlers.screen import Screen
from roadmap.clock import local_date
from roadmap.deadlines.period import calendar_year, school_year
from roadmap.errors import BadInput
from roadmap.ids import ImportId, PersonId, QuestionId, UnitId
from roadmap.people.persons import Actor, Role, UnitKind
from services.app import App
from services.buttons.imports import (
    AllSchoolsButton,
    CalendarYearButton,
    ChoosePersonButton,
    ChooseUnitButton,
    CorrectDeadlineButton,
    DatesConfirmedButton,
    ImportQuestionButton,
    MarkSchoolsButton,
    NewPersonButton,
    NewUnitButton,
    NextQuestionButton,
    OngoingButton,
    PersonChoicesButton,
    SchoolYearButton,
    SkipQuestionButton,
    TickSchoolButton,
    TypeDatesButton,
    UnitChoicesButton,
)
from services.imports.import_views import QuestionCard
from services.imports.questions import Answered
from services.notice import Notice
from texts.imports import import_preview
from texts.imports import import_questions as texts
from texts.imports.imports import ALL_SCHOOLS_NAME

COORDINATOR = allow(Role.COORDINATOR)
FIRST_YEAR, LAST_YEAR = 2000, 2098


def build_router() -> Router:
    router = Router(name="questions")
    is_asked = StateFilter(Clarifying.dates)
    router.message(is_asked, F.text, ~F.text.startswith("/"), flags=COORDINATOR)(read_dates)
    presses: dict[type, Callable[..., Awaitable[None]]] = {
        NextQuestionButton: show_next,
        ImportQuestionButton: show_question,
        CorrectDeadlineButton: correct_deadline,
        SkipQuestionButton: answering(skip),
        UnitChoicesButton: show_units,
        PersonChoicesButton: show_persons,
        MarkSchoolsButton: show_schools,
        TickSchoolButton: tick_school,
        ChooseUnitButton: answering(choose_unit),
        ChoosePersonButton: answering(choose_person),
        NewUnitButton: answering(new_unit),
        NewPersonButton: answering(new_person),
        AllSchoolsButton: answering(all_schools),
        OngoingButton: answering(ongoing),
        TypeDatesButton: ask_dates,
        DatesConfirmedButton: confirm_dates,
        CalendarYearButton: answering(choose_calendar_year),
        SchoolYearButton: answering(choose_school_year),
    }
    for kind, handler in presses.items():
        router.callback_query(Pressed(kind), flags=COORDINATOR)(handler)
    return router


# Looking


async def show_next(
    _: CallbackQuery, press: NextQuestionButton, app: App, actor: Actor, screen: Screen
) -> None:
    await _show_next(app, actor, screen, ImportId(press.import_id))


async def show_question(
    _: CallbackQuery, press: ImportQuestionButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await state.set_state(None)
    await _show(app, actor, screen, await app.questions.card(actor, QuestionId(press.question_id)))


async def correct_deadline(
    _: CallbackQuery, press: CorrectDeadlineButton, app: App, actor: Actor, screen: Screen
) -> None:
    card = await app.questions.doubt_deadline(actor, ImportId(press.import_id), press.row)
    await _show(app, actor, screen, card)


async def show_units(
    _: CallbackQuery, press: UnitChoicesButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.questions.unit_choices(actor, QuestionId(press.question_id), press.page)
    await screen.show(texts.choices(view))


async def show_persons(
    _: CallbackQuery, press: PersonChoicesButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.questions.person_choices(actor, QuestionId(press.question_id), press.page)
    await screen.show(texts.choices(view))


async def show_schools(
    _: CallbackQuery, press: MarkSchoolsButton, app: App, actor: Actor, screen: Screen
) -> None:
    view = await app.questions.school_marks(actor, QuestionId(press.question_id), press.page)
    await screen.show(texts.school_marks(view))


async def tick_school(
    _: CallbackQuery, press: TickSchoolButton, app: App, actor: Actor, screen: Screen
) -> None:
    question_id, school = QuestionId(press.question_id), UnitId(press.unit_id)
    async with _stale(app, actor, screen, question_id):
        marks = await app.questions.mark_school(actor, question_id, school, press.page)
        await screen.show(texts.school_marks(marks))


# Answering


Answering = Callable[[App, Actor, Any], Awaitable[Answered]]


def answering(answer: Answering) -> Callable[..., Awaitable[None]]:
    """A handler of a press that answers a question: the next question follows, or this one as it is now."""

    async def handle(_: CallbackQuery, press: Any, app: App, actor: Actor, screen: Screen) -> None:
        async with _stale(app, actor, screen, QuestionId(press.question_id)):
            await _after(app, actor, screen, await answer(app, actor, press))

    handle.__name__ = answer.__name__
    return handle


async def skip(app: App, actor: Actor, press: SkipQuestionButton) -> Answered:
    return await app.questions.skip(actor, QuestionId(press.question_id))


async def choose_unit(app: App, actor: Actor, press: ChooseUnitButton) -> Answered:
    return await app.questions.assign_unit(actor, QuestionId(press.question_id), UnitId(press.unit_id))


async def choose_person(app: App, actor: Actor, press: ChoosePersonButton) -> Answered:
    return await app.questions.assign_person(actor, QuestionId(press.question_id), PersonId(press.person_id))


async def new_unit(app: App, actor: Actor, press: NewUnitButton) -> Answered:
    kind = UnitKind.SCHOOL if press.kind == UnitKind.SCHOOL.value else UnitKind.OTHER
    return await app.questions.new_unit(actor, QuestionId(press.question_id), kind)


async def new_person(app: App, actor: Actor, press: NewPersonButton) -> Answered:
    return await app.questions.new_person(actor, QuestionId(press.question_id))


async def all_schools(app: App, actor: Actor, press: AllSchoolsButton) -> Answered:
    return await app.questions.all_schools(actor, QuestionId(press.question_id), ALL_SCHOOLS_NAME)


async def ongoing(app: App, actor: Actor, press: OngoingButton) -> Answered:
    return await app.questions.ongoing(actor, QuestionId(press.question_id))


async def choose_calendar_year(app: App, actor: Actor, press: CalendarYearButton) -> Answered:
    period = calendar_year(_year(press.year))
    return await app.questions.set_period(actor, QuestionId(press.question_id), period)


async def choose_school_year(app: App, actor: Actor, press: SchoolYearButton) -> Answered:
    period = school_year(_year(press.year))
    return await app.questions.set_period(actor, QuestionId(press.question_id), period)


def _year(year: int) -> int:
    """A button may be forged: only years a plan can be for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput("period-unread", str(year))
    return year


# Typed dates


async def ask_dates(
    callback: CallbackQuery, press: TypeDatesButton, screen: Screen, state: FSMContext
) -> None:
    await screen.show(texts.ask_dates(press.question_id))
    await ask(state, Clarifying.dates, callback, question_id=press.question_id)


async def read_dates(message: Message, app: App, actor: Actor, screen: Screen, state: FSMContext) -> None:
    question_id = QuestionId(int((await state.get_data())["question_id"]))
    view = await app.questions.understand(actor, question_id, message.text or "")
    await screen.send(texts.understood_period(view) if view.is_period else texts.understood(view))
    await state.update_data(words=view.words)


async def confirm_dates(
    callback: CallbackQuery,
    press: DatesConfirmedButton,
    app: App,
    actor: Actor,
    screen: Screen,
    state: FSMContext,
) -> None:
    data = await state.get_data()
    if data.get("question_id") != press.question_id or "words" not in data:
        # Said long ago, and another question came between.
        await screen.show(texts.ask_dates(press.question_id))
        await ask(state, Clarifying.dates, callback, question_id=press.question_id)
        return
    async with _stale(app, actor, screen, QuestionId(press.question_id)):
        answered = await app.questions.reword(actor, QuestionId(press.question_id), str(data["words"]))
        await state.clear()
        await _after(app, actor, screen, answered)


# What comes after an answer


async def _after(app: App, actor: Actor, screen: Screen, answered: Answered) -> None:
    if answered.is_approved:
        await screen.toast(texts.planned_at_once(answered.duties))
    await _show_next(app, actor, screen, answered.import_id)


async def _show_next(app: App, actor: Actor, screen: Screen, import_id: ImportId) -> None:
    card = await app.questions.next_open(actor, import_id)
    if card is None:
        await screen.show(import_preview.preview(await app.imports.preview(actor, import_id)))
    else:
        await _show(app, actor, screen, card)


async def _show(app: App, actor: Actor, screen: Screen, card: QuestionCard) -> None:
    await screen.show(_question(app, actor, card))


def _question(app: App, actor: Actor, card: QuestionCard) -> Notice:
    return texts.question(card, local_date(app.clock.now(), actor.time_zone))


def _stale(
    app: App, actor: Actor, screen: Screen, question_id: QuestionId
) -> AbstractAsyncContextManager[None]:
    async def present() -> Notice:
        return _question(app, actor, await app.questions.card(actor, question_id))

    return stale_shown(screen, present)
