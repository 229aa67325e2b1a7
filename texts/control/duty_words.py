"""Words about one duty that lists, cards and digests share."""

from datetime import date

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_lines import DutyLine
from services.notice import Html, bold, text
from texts.plural import day, plural, weekday
from texts.short import shortened

NUMBER_LENGTH = 12
DEADLINE_LENGTH = 40
STATE_WORDS = {
    DutyState.OPEN: "ждёт отчёта",
    DutyState.ACKNOWLEDGED: "принято в работу, ждёт отчёта",
    DutyState.PARTIAL: "выполнено частично, ждёт завершения",
    DutyState.REPORTED: "отчёт на проверке у куратора",
    DutyState.RETURNED: "возвращено на доработку",
    DutyState.ACCEPTED: "снято с контроля",
    DutyState.WITHDRAWN: "исключено из дорожной карты",
}
OVERDUE_MARK = "🔴"


def number(printed: str) -> str:
    """«п. 2.4», or nothing where the document gave the measure no number."""
    words = shortened(printed, NUMBER_LENGTH).rstrip(".")
    return f"п. {words}" if words else ""


def measure_name(printed: str, title: str, limit: int) -> Html:
    """The number in bold and the title, cut to `limit` characters."""
    place, words = number(printed), shortened(title, limit)
    return bold(place) + f" {words}" if place else text(words)


def name(duty: DutyLine, limit: int) -> Html:
    """The measure of this duty, as everybody names it."""
    return measure_name(duty.number, duty.title, limit)


def on_day(value: date, today: date) -> str:
    """«5 октября (пн)», with the year unless it is this one."""
    return f"{day(value, today=today)} ({weekday(value)})"


def due_words(duty: DutyLine, today: date) -> str:
    """When it is due, as a line of a list says it."""
    if duty.due_on is None:
        if duty.predates_work:
            return "срок прошёл до начала работы"
        return f"«{shortened(duty.deadline_text, DEADLINE_LENGTH)}»" if duty.deadline_text else "без даты"
    if duty.state not in WAITING_FOR_ASSIGNEE:
        return STATE_WORDS[duty.state]
    if duty.due_on < today:
        return f"срок был {on_day(duty.due_on, today)}, {days_ago(duty.due_on, today)}"
    if duty.due_on == today:
        return "сегодня"
    return f"до {on_day(duty.due_on, today)}"


def days_ago(value: date, today: date) -> str:
    passed = (today - value).days
    return "вчера" if passed == 1 else f"{plural(passed, 'день', 'дня', 'дней')} назад"


def days_left(value: date, today: date) -> str:
    left = (value - today).days
    return "завтра" if left == 1 else f"через {plural(left, 'день', 'дня', 'дней')}"
