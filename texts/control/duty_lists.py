"""Lists of duties: one's own by shelf, a unit's overdue ones."""

from collections.abc import Callable, Sequence
from datetime import date

from roadmap.control.duty_lines import DayCount, DutyLine
from services.buttons.duties import (
    ListedDutyButton,
    MonthButton,
    MyDutiesButton,
    NudgeUnitButton,
    OverdueUnitsButton,
    UnitDutiesButton,
    UnitOverdueButton,
    YearButton,
)
from services.buttons.packing import ButtonData
from services.buttons.people import MenuButton
from services.buttons.plan import MeasureButton, PaperMonthsButton, PointButton
from services.buttons.reminding import ReminderSettingsButton
from services.buttons.summary import TodayButton
from services.control.duties.duty_lists import (
    HandedIn,
    MyDuties,
    MyMonth,
    MyYear,
    Paging,
    Shelf,
    UnitDuties,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from texts.control.duty_words import OVERDUE_MARK, due_words, name
from texts.control.duty_words import duties as _duties
from texts.plural import month_name

TITLE_LENGTH = 100
KEYS_PER_ROW = 4
MONTHS_PER_ROW = 3
UNIT_SHELF, ALL_SHELF = "u", "a"
"""Where a card opened from a unit's list goes back to, the overdue or all: the letter and the unit's id."""
NUDGE_ALL = "Напомнить всем молчащим"

TITLES = {
    Shelf.OVERDUE: "Просрочено",
    Shelf.WEEK: "На этой неделе",
    Shelf.LATER: "Позже",
    Shelf.ONGOING: "Без даты",
    Shelf.PASSED: "Срок прошёл до начала",
    Shelf.WAITING: "У куратора",
    Shelf.GIVEN: "Ждут от коллег",
    Shelf.DONE: "Завершено",
}
EMPTY = {
    Shelf.OVERDUE: "Просроченного нет.",
    Shelf.WEEK: "На этой неделе сроков нет.",
    Shelf.LATER: "Дальше сроков нет.",
    Shelf.ONGOING: "Постоянных мероприятий нет.",
    Shelf.PASSED: "Сроков, прошедших до начала работы, нет.",
    Shelf.WAITING: "Решения куратора ничего не ждёт.",
    Shelf.GIVEN: "Коллегам ничего не поручено.",
    Shelf.DONE: "Завершённого пока нет.",
}
Rows = tuple[tuple[Button, ...], ...]


def my_duties(view: MyDuties) -> Notice:
    """One shelf of the person's own duties and how much stands on the others."""
    if not any(view.counts.values()):
        return Notice(
            body=lines(
                bold("Мои мероприятия"), "", "За вами пока ничего не числится. Как появится, я напишу."
            ),
            buttons=((Button("‹ Меню", MenuButton()),),),
        )
    return Notice(
        body=lines(
            bold(f"Мои мероприятия: {TITLES[view.shelf].lower()}"),
            page_words(view.paging),
            "",
            *(_lines(view.duties, view.paging, view.today, view.handed_in) or [text(EMPTY[view.shelf])]),
        ),
        buttons=(
            *_keys(view.duties, view.paging, view.shelf.value, view.today),
            *turn(view.paging, lambda page: MyDutiesButton(view.shelf.value, page)),
            *_tabs(view),
            (Button("Сегодня", TodayButton()), Button("Год", YearButton(view.today.year))),
            (Button("Напоминания", ReminderSettingsButton(0)), Button("‹ Меню", MenuButton())),
        ),
    )


def my_year(view: MyYear) -> Notice:
    """The months of a year, each with how much is due and how much is reported."""
    keys = [
        Button(f"{month_name(one.day).split()[0]}: {one.total}", MonthButton(one.day.year, one.day.month, 0))
        for one in view.months
    ]
    years = (
        Button(f"‹ {view.year - 1}", YearButton(view.year - 1)),
        Button(f"{view.year + 1} ›", YearButton(view.year + 1)),
    )
    return Notice(
        body=lines(
            bold(f"Мой {view.year} год"),
            "",
            *(map(_month, view.months) if view.months else ["В этом году сроков нет."]),
        ),
        buttons=(
            *(tuple(keys[at : at + MONTHS_PER_ROW]) for at in range(0, len(keys), MONTHS_PER_ROW)),
            years,
            (Button("‹ Мои мероприятия", MyDutiesButton("", 0)),),
        ),
    )


def _month(one: DayCount) -> Html:
    parts = [f"сдано {one.handed_in}"] if one.handed_in else []
    parts += [f"{OVERDUE_MARK} просрочено {one.overdue}"] if one.overdue else []
    listed = f": {', '.join(parts)}" if parts else ""
    return text(f"{month_name(one.day).split()[0].capitalize()}: {_duties(one.total)}{listed}")


def my_month(view: MyMonth) -> Notice:
    """The duties of a month, in the order of their days."""
    year, month = view.first.year, view.first.month
    return Notice(
        body=lines(
            bold(f"Мои мероприятия: {month_name(view.first)}"),
            page_words(view.paging),
            "",
            *(_lines(view.duties, view.paging, view.today) or [text("В этом месяце сроков нет.")]),
        ),
        buttons=(
            *_keys(view.duties, view.paging, f"{MONTH_SHELF}{year}{month:02d}", view.today),
            *turn(view.paging, lambda page: MonthButton(year, month, page)),
            (Button(f"‹ {year} год", YearButton(year)),),
        ),
    )


def unit_overdue(view: UnitDuties) -> Notice:
    """What one organisation has not reported in time."""
    shelf = f"{UNIT_SHELF}{view.unit_id}"
    return Notice(
        body=lines(
            bold(view.unit),
            f"Просрочено: {_duties(view.count)}" if view.count else "Просроченного нет.",
            "Никого из ответственных ещё нет в чате: напоминания туда не доходят."
            if view.is_out_of_chat
            else None,
            page_words(view.paging),
            "",
            *_lines(view.duties, view.paging, view.today),
        ),
        buttons=(
            *_keys(view.duties, view.paging, shelf, view.today),
            *turn(view.paging, lambda page: UnitOverdueButton(view.unit_id, page)),
            *(((Button(NUDGE_ALL, NudgeUnitButton(view.unit_id)),),) if view.may_nudge else ()),
            (Button("Все мероприятия", UnitDutiesButton(view.unit_id, 0)),),
            *(((Button("Список на бумаге", PaperMonthsButton(view.unit_id)),),) if view.may_print else ()),
            (Button("‹ Организации", OverdueUnitsButton(0)),),
        ),
    )


def unit_duties(view: UnitDuties) -> Notice:
    """All that is asked of one organisation, the silent first."""
    shelf = f"{ALL_SHELF}{view.unit_id}"
    return Notice(
        body=lines(
            bold(view.unit),
            f"Все мероприятия: {_duties(view.count)}, сначала молчащие" if view.count else "Поручений нет.",
            page_words(view.paging),
            "",
            *(
                Html(f"{place}. ")
                + text(f"{OVERDUE_MARK} " if duty.is_overdue(view.today) else "")
                + name(duty, TITLE_LENGTH)
                + f" — {due_words(duty, view.today)}"
                for place, duty in enumerate(view.duties, start=view.paging.offset + 1)
            ),
        ),
        buttons=(
            *_keys(view.duties, view.paging, shelf, view.today),
            *turn(view.paging, lambda page: UnitDutiesButton(view.unit_id, page)),
            (Button("Просроченное", UnitOverdueButton(view.unit_id, 0)),),
            (Button("‹ Организации", OverdueUnitsButton(0)),),
        ),
    )


MONTH_SHELF = "y"
"""Opened from a month: «y», its year and number."""
TODAY_SHELF = "today"
MEASURE_SHELF, POINT_SHELF = "m", "c"
"""Opened from the card of a measure: «m» and its id; from a control point: «c», both ids."""


def way_back(shelf: str, page: int) -> Button:
    """From a card to the list it was opened from."""
    measure, _, point = shelf[1:].partition("-")
    if shelf.startswith(MEASURE_SHELF) and measure.isdigit():
        return Button("‹ К мероприятию", MeasureButton(int(measure), ""))
    if shelf.startswith(POINT_SHELF) and measure.isdigit() and point.isdigit():
        return Button("‹ К списку", PointButton(int(measure), int(point), page))
    every = shelf.removeprefix(ALL_SHELF)
    if shelf.startswith(ALL_SHELF) and every.isdigit():
        return Button("‹ К списку", UnitDutiesButton(int(every), page))
    if shelf == TODAY_SHELF:
        return Button("‹ Сегодня", TodayButton())
    month = shelf.removeprefix(MONTH_SHELF)
    if shelf.startswith(MONTH_SHELF) and month.isdigit():
        return Button("‹ К списку", MonthButton(int(month[:4]), int(month[4:] or 0), page))
    unit = shelf.removeprefix(UNIT_SHELF)
    if shelf.startswith(UNIT_SHELF) and unit.isdigit():
        return Button("‹ К списку", UnitOverdueButton(int(unit), page))
    return Button("‹ К списку", MyDutiesButton(shelf, page))


def page_words(paging: Paging) -> str | None:
    return f"Страница {paging.page + 1} из {paging.pages}" if paging.pages > 1 else None


def turn(paging: Paging, to: Callable[[int], ButtonData]) -> Rows:
    """The row that leads to the pages beside this one, if there are any."""
    back = [Button("‹", to(paging.page - 1))] if paging.page else []
    forth = [Button("›", to(paging.page + 1))] if paging.page + 1 < paging.pages else []
    return ((*back, *forth),) if back or forth else ()


def _lines(
    duties: Sequence[DutyLine], paging: Paging, today: date, handed_in: HandedIn | None = None
) -> list[Html]:
    return [
        Html(f"{place}. ")
        + name(duty, TITLE_LENGTH)
        + f" — {due_words(duty, today)}{_handed_in(duty, handed_in or {})}"
        for place, duty in enumerate(duties, start=paging.offset + 1)
    ]


def _handed_in(duty: DutyLine, handed_in: HandedIn) -> str:
    """«, сдано 2 из 3», where the measure has several control points."""
    done, total = handed_in.get((duty.measure_id, duty.unit_id, duty.person_id), (0, 0))
    return f", сдано {done} из {total}" if total > 1 else ""


def _keys(duties: Sequence[DutyLine], paging: Paging, shelf: str, today: date) -> Rows:
    keys = [
        Button(
            str(place),
            ListedDutyButton(duty.id, shelf, paging.page),
            style=ButtonStyle.DANGER if duty.is_overdue(today) else None,
        )
        for place, duty in enumerate(duties, start=paging.offset + 1)
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _tabs(view: MyDuties) -> Rows:
    tabs = [
        Button(_tab(shelf, count), MyDutiesButton(shelf.value, 0))
        for shelf, count in view.counts.items()
        if count and shelf is not view.shelf
    ]
    return tuple(tuple(tabs[at : at + 2]) for at in range(0, len(tabs), 2))


def _tab(shelf: Shelf, count: int) -> str:
    mark = f"{OVERDUE_MARK} " if shelf is Shelf.OVERDUE else ""
    return f"{mark}{TITLES[shelf]}: {count}"
