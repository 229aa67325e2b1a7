"""The head's weekly letter."""

from datetime import date

from roadmap.control.boards import MeasureOverdue
from services.buttons.duties import BoardButton, OverdueUnitsButton
from services.notice import Button, Html, Notice, bold, lines, text
from services.summary.letters import WeeklyLetter
from texts.control.boards import tally_lines, waiting_line
from texts.control.duty_words import days_ago, duties, measure_name, of_map, overdue_words
from texts.plural import day, plural
from texts.short import shortened

TITLE_LENGTH = 120
UNIT_LENGTH = 60


def weekly_letter(letter: WeeklyLetter) -> Notice:
    """One screen: where things stand, the three worst, the decisions waited for."""
    keys = [(Button("Обзор", BoardButton()),)]
    if letter.tally.overdue.total:
        keys.insert(0, (Button("Просроченное по организациям", OverdueUnitsButton(0)),))
    return Notice(
        body=lines(
            bold(f"Неделя с {day(letter.today, today=letter.today)}: дорожная карта"),
            text(shortened(letter.department, 200)),
            "",
            *tally_lines(letter.tally),
            f"Срок на этой неделе: {duties(letter.due_this_week)}" if letter.due_this_week else None,
            waiting_line(letter.waiting, letter.waiting_days),
            *_worst(letter),
        ),
        buttons=tuple(keys),
    )


def _worst(letter: WeeklyLetter) -> list[Html | str]:
    if not letter.worst:
        return ["", "Просрочки нет."]
    said: list[Html | str] = ["", bold("Дольше всего просрочено")]
    said += [_line(place, worst, letter.today) for place, worst in enumerate(letter.worst, start=1)]
    if letter.fresh:
        said += ["", f"Просрочено больше недели, впервые в этом письме: {duties(letter.fresh)}."]
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
