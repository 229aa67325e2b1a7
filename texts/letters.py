"""The head's weekly letter."""

from datetime import date

from services.duties import Duty
from services.keys.duties import BoardButton, OverdueUnitsButton
from services.letters import WeeklyLetter
from services.notice import Button, Html, Notice, bold, lines, text
from texts.boards import tally_lines
from texts.duty_words import days_ago, name
from texts.monitoring_words import shortened
from texts.plural import day, plural

TITLE_LENGTH = 120
UNIT_LENGTH = 60


def weekly_letter(letter: WeeklyLetter) -> Notice:
    """One screen: where things stand, the three worst, the decisions waited for."""
    keys = [(Button("Обзор", BoardButton()),)]
    if letter.tally.overdue:
        keys.insert(0, (Button("Просроченное по организациям", OverdueUnitsButton(0)),))
    return Notice(
        body=lines(
            bold(f"Неделя с {day(letter.today, today=letter.today)}: дорожная карта"),
            text(shortened(letter.department, 200)),
            "",
            *tally_lines(letter.tally),
            f"Срок на этой неделе: {letter.due_this_week}" if letter.due_this_week else None,
            f"Ждут решения куратора: {letter.waiting}" if letter.waiting else None,
            *_worst(letter),
        ),
        buttons=tuple(keys),
    )


def _worst(letter: WeeklyLetter) -> list[Html | str]:
    if not letter.worst:
        return ["", "Просрочки нет."]
    said: list[Html | str] = ["", bold("Дольше всего просрочено")]
    said += [_line(place, duty, letter.today) for place, duty in enumerate(letter.worst, start=1)]
    if letter.fresh:
        fresh = plural(letter.fresh, "мероприятие", "мероприятия", "мероприятий")
        said += ["", f"Больше недели без отчёта, впервые в этом письме: {fresh}."]
    return said


def _line(place: int, duty: Duty, today: date) -> Html:
    whose = shortened(duty.assignee, UNIT_LENGTH)
    ago = days_ago(duty.due_on, today) if duty.due_on else ""
    return Html(f"{place}. ") + name(duty, TITLE_LENGTH) + f" — {whose}, срок был {ago}"
