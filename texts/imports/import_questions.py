"""Questions of an import, one a screen: who the words mean, when it falls due, what years the plan is for."""

from collections.abc import Callable, Sequence
from datetime import date

from roadmap.imports.answering import AskedBecause, QuestionKind
from roadmap.imports.proposal import ResponsibleKind
from roadmap.imports.questions import QuestionState
from roadmap.people.persons import UnitKind
from services.buttons.imports import (
    AcceptReadingButton,
    AllSchoolsButton,
    CalendarYearButton,
    ChoosePersonButton,
    ChooseUnitButton,
    DatesConfirmedButton,
    EnterAllButton,
    ImportButton,
    ImportQuestionButton,
    MarkSchoolsButton,
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
from services.buttons.packing import ButtonData
from services.imports.question_views import (
    Choices,
    NewName,
    PersonChoice,
    QuestionCard,
    SchoolMarks,
    UnderstoodDates,
    UnitChoice,
)
from services.notice import Button, ButtonStyle, Notice, bold, lines
from texts.imports.imports import ALL_SCHOOLS_NAME
from texts.imports.windows import window, windows
from texts.plural import plural
from texts.short import shortened

BECAUSE = {
    AskedBecause.NOT_SAID: "в документе срока нет",
    AskedBecause.UNREAD: "слова не похожи на срок",
    AskedBecause.NO_DATES: "в словах нет дат",
    AskedBecause.NO_SUCH_DAY: "такого дня нет в календаре",
    AskedBecause.YEAR_MISPRINTED: "год напечатан с ошибкой",
    AskedBecause.SERIAL: "это число похоже на дату из Excel",
    AskedBecause.REVERSED: "срок кончается раньше, чем начинается",
    AskedBecause.BEFORE_PERIOD: "срок раньше периода плана",
    AskedBecause.AFTER_PERIOD: "срок позже периода плана",
    AskedBecause.HARDLY_READ: "поняты не все слова",
}
"""Why a deadline is asked about."""
NAMES_SHOWN = 12
Rows = tuple[tuple[Button, ...], ...]


def question(card: QuestionCard, today: date) -> Notice:
    """What is asked, about which measures, and the ways to answer."""
    return Notice(
        body=lines(
            bold(_asked(card)),
            f"Почему спрашиваю: {BECAUSE[card.because]}." if card.because else None,
            f"Похоже на: {shortened(card.understood, 200)}." if card.because and card.understood else None,
            "",
            *_measures(card),
            f"Сейчас: {card.meaning}" if card.meaning else None,
            _hint(card),
        ),
        buttons=(*_answers(card, today), *_ways_out(card)),
    )


def _asked(card: QuestionCard) -> str:
    words = shortened(card.words, 200)
    match card.kind:
        case QuestionKind.PERIOD:
            return "На какие годы этот план?"
        case QuestionKind.DEADLINE:
            return f"Срок «{words}»: какие это даты?" if words else "Срок не указан. Когда это нужно сделать?"
        case QuestionKind.RESPONSIBLE:
            return f"«{words}»: кто это?" if words else "Ответственный не указан. Кто отвечает?"


def _measures(card: QuestionCard) -> list[str | None]:
    if not card.rows:
        return []
    more = card.rows - len(card.measures)
    return [
        plural(card.rows, "мероприятие", "мероприятия", "мероприятий") + ":",
        *(f"• {shortened(measure, 80)}" for measure in card.measures),
        f"• и ещё {more}" if more > 0 else None,
        "",
    ]


def _hint(card: QuestionCard) -> str | None:
    if card.kind is QuestionKind.RESPONSIBLE:
        remembered = " Ответ запомню: в следующем документе спрашивать не буду." if card.words else ""
        return f"Выберите или напишите название или фамилию.{remembered}"
    if card.kind is QuestionKind.PERIOD:
        return "Можно выбрать год или ввести дни: «с 01.09.2026 по 31.08.2027»."
    return None


def _answers(card: QuestionCard, today: date) -> Rows:
    match card.kind:
        case QuestionKind.PERIOD:
            return _years(card.id, today)
        case QuestionKind.DEADLINE:
            right = Button(shortened(f"Верно: {card.acceptable}", 60), AcceptReadingButton(card.id))
            return (
                *(((right,),) if card.acceptable else ()),
                (Button("Ввести даты", TypeDatesButton(card.id), style=ButtonStyle.PRIMARY),),
                (Button("Постоянно", OngoingButton(card.id)),),
            )
        case QuestionKind.RESPONSIBLE:
            return (*(() if _is_every_school(card) else _alike(card)), *_responsible(card))


def _years(question_id: int, today: date) -> Rows:
    school = today.year if today.month >= 6 else today.year - 1
    return (
        tuple(
            Button(f"{year} год", CalendarYearButton(question_id, year))
            for year in (today.year, today.year + 1)
        ),
        tuple(
            Button(f"{year}–{year + 1} уч. год", SchoolYearButton(question_id, year))
            for year in (school, school + 1)
        ),
        (Button("Ввести дни", TypeDatesButton(question_id)),),
    )


def _is_every_school(card: QuestionCard) -> bool:
    """Whether the known name is the group that «Все школы» stands for beside it."""
    is_group = isinstance(card.alike, UnitChoice) and card.alike.kind is UnitKind.GROUP
    return is_group and card.alike is not None and card.alike.name == ALL_SCHOOLS_NAME


def _alike(card: QuestionCard) -> Rows:
    """The known name the words resemble, offered before any new one."""
    match card.alike:
        case UnitChoice(id=unit_id, name=name):
            press: ButtonData = ChooseUnitButton(card.id, unit_id)
        case PersonChoice(id=person_id, name=name):
            press = ChoosePersonButton(card.id, person_id)
        case None:
            return ()
    return ((Button(shortened(f"Похоже на: {name}", 60), press, style=ButtonStyle.PRIMARY),),)


def _responsible(card: QuestionCard) -> Rows:
    choose = (
        Button("Выбрать организацию", UnitChoicesButton(card.id, 0)),
        Button("Выбрать сотрудника", PersonChoicesButton(card.id, 0)),
    )
    if not card.words:
        return (choose[:1], choose[1:])
    new_units = (
        Button("Новая организация", NewUnitButton(card.id, UnitKind.OTHER.value)),
        Button("Новая школа", NewUnitButton(card.id, UnitKind.SCHOOL.value)),
    )
    new_person = (Button("Новый сотрудник", NewPersonButton(card.id)),)
    group = (
        Button(f"Все школы ({card.schools})", AllSchoolsButton(card.id)),
        Button("Отметить школы", MarkSchoolsButton(card.id, 0)),
    )
    match card.hint:
        case ResponsibleKind.PERSON:
            return (choose[1:], new_person, choose[:1])
        case ResponsibleKind.COLLECTIVE:
            return (group, choose[:1], new_units[:1])
        case _:
            ours = Button("Наше управление", ChooseUnitButton(card.id, card.department_id))
            return ((ours,), choose[:1], new_units, group, choose[1:], new_person)


def _ways_out(card: QuestionCard) -> Rows:
    skip = "Пропустить" if not card.left else f"Пропустить (ещё {card.left})"
    is_open = card.state is QuestionState.OPEN and card.kind is not QuestionKind.PERIOD
    back = (Button("‹ К документу", ImportButton(card.import_id)),)
    return ((Button(skip, SkipQuestionButton(card.id)),), back) if is_open else (back,)


def choices(view: Choices) -> Notice:
    """Whom the words may mean; the likeliest first."""
    asked = "Какая это организация?" if view.units and not view.typed else "Кто это?"
    said = shortened(view.typed, 60)
    if view.units or view.persons:
        hint = f"По словам «{said}»:" if said else "Нажмите или напишите часть названия или фамилию."
    elif said:
        hint = f"По словам «{said}» никого не нашлось. Напишите иначе или вернитесь и заведите новую запись."
    else:
        hint = "Здесь пока никого. Вернитесь и заведите новую запись."
    units = [(Button(_unit(u.name, u.kind), ChooseUnitButton(view.question_id, u.id)),) for u in view.units]
    persons = [
        (
            Button(
                shortened(f"{p.name}, {p.post}" if p.post else p.name, 60),
                ChoosePersonButton(view.question_id, p.id),
            ),
        )
        for p in view.persons
    ]

    def turn(page: int) -> ButtonData:
        if view.units:
            return UnitChoicesButton(view.question_id, page)
        return PersonChoicesButton(view.question_id, page)

    return Notice(
        body=lines(bold(f"«{shortened(view.words, 200)}»" if view.words else "Ответственный"), asked, hint),
        buttons=(*units, *persons, *_arrows(view.page, view.pages, turn), _to_question(view.question_id)),
    )


def _unit(name: str, kind: UnitKind) -> str:
    return shortened(f"{name} · группа" if kind is UnitKind.GROUP else name, 60)


def school_marks(view: SchoolMarks) -> Notice:
    """Which schools the group stands for: a press marks and unmarks."""
    keys = [
        (
            Button(
                shortened(f"{'☑' if school.is_marked else '☐'} {school.name}", 60),
                TickSchoolButton(view.question_id, school.id, view.page),
            ),
        )
        for school in view.schools
    ]
    ready: Rows = ()
    if view.marked:
        label = f"Готово: {plural(view.marked, 'школа', 'школы', 'школ')}"
        ready = ((Button(label, OfMarkedButton(view.question_id), style=ButtonStyle.SUCCESS),),)
    said = (
        "Отметьте школы, которых это касается."
        if view.total
        else "Школ пока нет. Добавьте их в «Организации и люди» и вернитесь сюда."
    )
    return Notice(
        body=lines(bold(f"«{shortened(view.words, 200)}»"), said),
        buttons=(
            *keys,
            *_arrows(view.page, view.pages, lambda page: MarkSchoolsButton(view.question_id, page)),
            *ready,
            _to_question(view.question_id),
        ),
    )


def _arrows(page: int, pages: int, turn: Callable[[int], ButtonData]) -> Rows:
    arrows = [Button("‹", turn(page - 1))] if page else []
    arrows += [Button("›", turn(page + 1))] if page + 1 < pages else []
    return (tuple(arrows),) if arrows else ()


def _to_question(question_id: int) -> tuple[Button, ...]:
    return (Button("‹ К вопросу", ImportQuestionButton(question_id)),)


def ask_dates(question_id: int) -> Notice:
    return Notice(
        body=lines(
            "Напишите даты словами, как в документе. Например:",
            "",
            "до 25 декабря",
            "март, октябрь",
            "ежеквартально до 5 числа",
        ),
        buttons=(_to_question(question_id),),
    )


def understood(view: UnderstoodDates) -> Notice:
    """The typed words as they were taken: nothing counts until this is confirmed."""
    days = (
        windows(view.windows, is_hard=view.is_hard)
        if view.windows
        else "даты станут известны с периодом плана"
    )
    return Notice(
        body=lines(bold("Понял так"), "", f"«{shortened(view.words, 200)}» → {view.reading}", days),
        buttons=(
            (Button("Верно", DatesConfirmedButton(view.question_id), style=ButtonStyle.SUCCESS),),
            (Button("Ввести иначе", TypeDatesButton(view.question_id)),),
            _to_question(view.question_id),
        ),
    )


def understood_period(view: UnderstoodDates) -> Notice:
    """The typed period as it was taken."""
    (days,) = view.windows
    return Notice(
        body=lines(bold("Понял так"), "", f"План {window(days)}"),
        buttons=(
            (Button("Верно", DatesConfirmedButton(view.question_id), style=ButtonStyle.SUCCESS),),
            (Button("Ввести иначе", TypeDatesButton(view.question_id)),),
            _to_question(view.question_id),
        ),
    )


def planned_at_once(duties: int) -> str:
    """A toast after an answer to a document in force."""
    if not duties:
        return "Ответ записан."
    return f"Ответ записан, в плане новых: {plural(duties, 'поручение', 'поручения', 'поручений')}."


def enter_sure(import_id: int, names: Sequence[NewName]) -> Notice:
    """What would be made of the unknown names; those that resemble a known one come first."""
    alike = [f"• {shortened(n.words, 60)}: похоже на «{shortened(n.alike, 60)}»" for n in names if n.alike]
    fresh = [f"• {shortened(n.words, 60)}: {_made_of(n)}" for n in names if not n.alike]
    warned = ["", bold("Проверьте, не те же ли это"), *alike[:NAMES_SHOWN], _rest(alike)] if alike else []
    said = ["", bold("Будут новыми"), *fresh[:NAMES_SHOWN], _rest(fresh)] if fresh else []
    make = Button("Завести всё", EnterAllButton(import_id, 1), style=ButtonStyle.PRIMARY)
    return Notice(
        body=lines(bold("Понял так. Завести?" if names else "Заводить некого"), *warned, *said),
        buttons=(
            *([(make,)] if names else []),
            (Button("Ответить по одному", NextQuestionButton(import_id)),),
            (Button("‹ К документу", ImportButton(import_id)),),
        ),
    )


def _made_of(name: NewName) -> str:
    match name.hint:
        case ResponsibleKind.PERSON:
            return "новый сотрудник"
        case ResponsibleKind.COLLECTIVE:
            return "группа «Все школы»"
        case _:
            return _MADE[name.kind]


_MADE = {
    UnitKind.DEPARTMENT: "это само управление",
    UnitKind.GROUP: "группа организаций, состав отметите на её карточке",
    UnitKind.SCHOOL: "новая школа",
    UnitKind.CENTRE: "новый центр или служба",
    UnitKind.OTHER: "новая организация",
}


def _rest(said: Sequence[str]) -> str | None:
    return f"• и ещё {len(said) - NAMES_SHOWN}" if len(said) > NAMES_SHOWN else None


def entered(count: int) -> str:
    """A toast after entering all unknown names."""
    return f"Заведено: {plural(count, 'название', 'названия', 'названий')}."
