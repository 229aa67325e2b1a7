"""The head's weekly letter."""

from datetime import date
from typing import Protocol

from roadmap.control.boards import MeasureOverdue, Tally
from roadmap.summary.progress import MapProgress
from services.buttons.duties import BoardButton, DigestDutyButton, OverdueUnitsButton
from services.buttons.summary import MeetingButton
from services.control.requests.curators_deeds import PassedUpView
from services.notice import Button, Html, Notice, bold, lines, text
from services.summary.letters import WeeklyLetter
from texts.control.boards import tally_lines, waiting_line
from texts.control.duty_words import days_ago, duties, measure_name, name, number, of_map, overdue_words
from texts.plural import day, percent, plural
from texts.short import key_words, shortened

TITLE_LENGTH = 120
UNIT_LENGTH = 60
KEY_LENGTH = 60
ALL_IS_WELL, MUCH_STANDS, MUCH = 10, 2, 3
"""Of what has fallen due: up to a tenth overdue, all goes well; from a half on (and three), much stands."""


def weekly_letter(letter: WeeklyLetter) -> Notice:
    """One screen: the verdict, how far each map is, what waits for the head, the three worst."""
    keys: list[tuple[Button, ...]] = [
        (Button("Обзор", BoardButton()), Button("К совещанию", MeetingButton()))
    ]
    if letter.tally.overdue.total:
        keys.insert(0, (Button("Просроченное по организациям", OverdueUnitsButton(0)),))
    return Notice(
        body=lines(
            bold(verdict(letter)),
            text(f"Неделя с {day(letter.today, today=letter.today)}. {shortened(letter.department, 200)}"),
            "",
            *(progress_line(each) for each in letter.maps),
            *_decisions(letter),
            "",
            *tally_lines(letter.tally),
            f"Срок на этой неделе: {duties(letter.due_this_week)}" if letter.due_this_week else None,
            waiting_line(letter.waiting, letter.waiting_days),
            _long_wait(letter),
            *_worst(letter),
        ),
        buttons=(*_decision_keys(letter), *keys),
    )


class Verdict(Protocol):
    """What the verdict is passed on."""

    @property
    def tally(self) -> Tally: ...

    @property
    def maps(self) -> tuple[MapProgress, ...]: ...

    @property
    def late_units(self) -> tuple[str, ...]: ...

    @property
    def late_units_total(self) -> int: ...


def verdict(letter: Verdict) -> str:
    """The first line, which is enough for whoever reads no further."""
    overdue = letter.tally.overdue.total
    if not overdue:
        return "Всё идёт, просрочки нет"
    fell_due = max(overdue, sum(each.fell_due for each in letter.maps))
    is_few = letter.late_units_total <= len(letter.late_units)
    if is_few:
        where = f": {', '.join(shortened(unit, UNIT_LENGTH) for unit in letter.late_units)}"
    else:
        where = f" у {plural(letter.late_units_total, 'организации', 'организаций', 'организаций')}"
    if is_few and overdue * ALL_IS_WELL <= fell_due:
        return f"Всё идёт; просрочено {overdue}{where}"
    much_stands = overdue >= MUCH and overdue * MUCH_STANDS >= fell_due
    begins = "Многое стоит: просрочено" if much_stands else "Просрочено"
    return f"{begins} {overdue} из {fell_due} с прошедшим сроком{where}"


def progress_line(each: MapProgress) -> Html:
    """How far a road map is, beside a week ago."""
    return bold(shortened(each.map_name, UNIT_LENGTH)) + f": {done_so_far(each)}{_before(each)}"


def done_so_far(each: MapProgress) -> str:
    """«выполнено 5 из 254, 2 %»."""
    return f"выполнено {each.done} из {each.planned}, {percent(each.done, each.planned)}"


def _before(each: MapProgress) -> str:
    """Nothing where there was no plan a week ago."""
    if each.done_before is None:
        return ""
    was = f"{each.done_before}, {percent(each.done_before, each.planned)}" if each.gained else "столько же"
    return f" (неделю назад {was})"


def _decisions(letter: WeeklyLetter) -> list[Html | str]:
    if not letter.passed_up:
        return []
    said: list[Html | str] = ["", bold("Ждёт вашего решения")]
    for place, each in enumerate(letter.passed_up, start=1):
        duty, passed = each.view.card.duty, each.passed
        words = f": «{shortened(passed.words, 200)}»" if passed.words else ""
        whose = f" — {shortened(duty.assignee, UNIT_LENGTH)}. {shortened(passed.by, 80)}{words}"
        said.append(Html(f"{place}. ") + name(duty, TITLE_LENGTH) + whose)
    if more := letter.passed_up_total - len(letter.passed_up):
        said.append(f"…и ещё {more}: они придут в следующем письме.")
    return said


def _decision_keys(letter: WeeklyLetter) -> tuple[tuple[Button, ...], ...]:
    """Each decision as its card, which comes below and begins with what a head may say."""
    return tuple(
        (Button(_decision_label(place, each), DigestDutyButton(each.view.card.duty.id)),)
        for place, each in enumerate(letter.passed_up, start=1)
    )


def _decision_label(place: int, each: PassedUpView) -> str:
    duty = each.view.card.duty
    parts = (number(duty.number), duty.map_name, duty.assignee)
    return key_words(f"Решить {place}", *parts, limit=KEY_LENGTH)


def _long_wait(letter: WeeklyLetter) -> str | None:
    count = letter.long_waits.count
    if not count:
        return None
    whose = sorted({name for each in letter.long_waits.oldest for name in each.curators})
    curators = f" ({', '.join(shortened(each, 60) for each in whose)})" if whose else ""
    return f"Из них три рабочих дня и дольше: {count}{curators}"


def _worst(letter: WeeklyLetter) -> list[Html | str]:
    if not letter.worst:
        return ["", "Просрочки нет."]
    said: list[Html | str] = ["", bold("Дольше всего просрочено")]
    said += [_line(place, worst, letter.today) for place, worst in enumerate(letter.worst, start=1)]
    if letter.fresh:
        said += ["", f"Просрочено неделю и дольше, впервые в этом письме: {duties(letter.fresh)}."]
    return said


def _line(place: int, worst: MeasureOverdue, today: date) -> Html:
    count = worst.overdue.total
    many = plural(count, "исполнитель", "исполнителя", "исполнителей")
    whose = shortened(worst.assignee, UNIT_LENGTH) if count == 1 else many
    missing = overdue_words(worst.overdue)
    missing = missing.removesuffix(": 1") if count == 1 else missing
    words = f"{whose}, срок был {days_ago(worst.owed_by, today)}, {missing}"
    return (
        Html(f"{place}. ")
        + of_map(measure_name(worst.number, worst.title, TITLE_LENGTH), worst.map_name)
        + f" — {words}"
    )
