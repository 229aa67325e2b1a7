"""Words about one duty that lists, cards and digests share."""

from collections.abc import Sequence
from datetime import date

from roadmap.control.boards import OverdueCounts
from roadmap.control.duty import SILENT, WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_lines import DutyLine
from services.notice import Html, bold, italic, text
from texts.control.outcomes import part_words
from texts.plural import day, plural, weekday
from texts.short import shortened

NUMBER_LENGTH = 12
DEADLINE_LENGTH = 40
REMAINING_LENGTH = 50
STATE_WORDS = {
    DutyState.OPEN: "ждёт отчёта",
    DutyState.ACKNOWLEDGED: "принято в работу, ждёт отчёта",
    DutyState.PARTIAL: "выполнено частично, ждём остальное",
    DutyState.REPORTED: "отчёт на проверке у куратора",
    DutyState.RETURNED: "ждём исправленный отчёт",
    DutyState.ACCEPTED: "снято с контроля",
    DutyState.CLOSED_UNDONE: "закрыто как невыполненное",
    DutyState.WITHDRAWN: "исключено из плана",
    DutyState.PAUSED: "приостановлено: напоминаний нет, просрочки нет",
    DutyState.COVERED: "отчёт не нужен: пункт выполнен другим исполнителем",
}
NUMBERLESS = "мероприятие без номера"
OVERDUE_MARK = "🔴"


def number(printed: str) -> str:
    """«п. 2.4», or nothing where the document gave the measure no number."""
    words = shortened(printed, NUMBER_LENGTH).rstrip(".")
    return f"п. {words}" if words else ""


def measure_name(printed: str, title: str, limit: int) -> Html:
    """The number in bold and the title, cut to `limit` characters; in a short message the number alone."""
    place, words = number(printed), shortened(title, limit)
    if not words:
        return bold(place or NUMBERLESS)
    return bold(place) + f" {words}" if place else text(words)


def name(duty: DutyLine, limit: int) -> Html:
    """The measure of this duty, as everybody names it; of several road maps, with its own."""
    return of_map(measure_name(duty.number, duty.title, limit), duty.map_name)


def of_map(named: Html, map_name: str) -> Html:
    """A measure with its road map, where there are several; `map_name` is "" where there is one."""
    return named + " " + italic(f"[{map_name}]") if map_name else named


def whose(assignee: str, author: str) -> str:
    """«Школа № 3, Анна Лугова»; whoever answers for themself is named once."""
    return author if author.startswith(assignee) else f"{shortened(assignee, 120)}, {author}"


def on_day(value: date, today: date) -> str:
    """«5 октября (пн)», with the year unless it is this one."""
    return f"{day(value, today=today)} ({weekday(value)})"


def state_words(duty: DutyLine, limit: int = REMAINING_LENGTH) -> str:
    """How the duty stands; partly done, with how much is done and what is left."""
    part = part_words(duty.percent, duty.remaining, limit)
    return f"выполнено частично, {part}" if part else STATE_WORDS[duty.state]


def waiting_words(duty: DutyLine, today: date) -> str:
    """«ждёт решения куратора 9 дней»: since the assignee's time stands; a late report has stopped nothing."""
    if duty.is_reported_late:
        return "отчёт после срока, ждёт решения куратора"
    if duty.stopped_on is None or duty.stopped_on >= today:
        return "ждёт решения куратора"
    return f"ждёт решения куратора {plural((today - duty.stopped_on).days, 'день', 'дня', 'дней')}"


def waited_days(duty: DutyLine) -> int:
    """How many days on the curator's desk do not count."""
    return (duty.owed_by - duty.due_on).days if duty.owed_by and duty.due_on else 0


def missing_words(duty: DutyLine) -> str:
    """What is waited for from the assignee: never «отчёта нет» where there is one."""
    return "отчёта нет" if duty.state in SILENT else state_words(duty)


def overdue_words(overdue: OverdueCounts) -> str:
    """«отчёта нет: 2, ждём исправленный отчёт: 1»: what is missing, in the words of `missing_words`."""
    parts = (
        ("отчёта нет", overdue.silent),
        ("ждём исправленный отчёт", overdue.returned),
        ("выполнено частично", overdue.partial),
    )
    return ", ".join(f"{words}: {count}" for words, count in parts if count)


def duties(count: int) -> str:
    """«5 поручений»: what one body owes, as against rows of the document."""
    return plural(count, "поручение", "поручения", "поручений")


def due_words(duty: DutyLine, today: date) -> str:
    """When it is due, as a line of a list says it."""
    if duty.waits_for_curator:
        return waiting_words(duty, today)
    if duty.owed_by is None:
        if duty.predates_work:
            return "срок прошёл до начала работы"
        return f"«{shortened(duty.deadline_text, DEADLINE_LENGTH)}»" if duty.deadline_text else "без даты"
    if duty.state not in WAITING_FOR_ASSIGNEE:
        return STATE_WORDS[duty.state]
    missing = "" if duty.state in SILENT else f", {missing_words(duty)}"
    if duty.owed_by < today:
        return f"срок был {on_day(duty.owed_by, today)}, {days_ago(duty.owed_by, today)}{missing}"
    if duty.owed_by == today:
        return f"сегодня{missing}"
    return f"до {on_day(duty.owed_by, today)}{missing}"


def days_ago(value: date, today: date) -> str:
    passed = (today - value).days
    return "вчера" if passed == 1 else f"{plural(passed, 'день', 'дня', 'дней')} назад"


def days_left(value: date, today: date) -> str:
    left = (value - today).days
    return "завтра" if left == 1 else f"через {plural(left, 'день', 'дня', 'дней')}"


def nobody_words(left: Sequence[str]) -> str:
    """Why nobody answers: who left, where anybody did."""
    if not left:
        return "отвечать некому"
    names = ", ".join(shortened(name, 60).rstrip(".") for name in left[:2])
    return f"отвечать некому: больше не {'работает' if len(left) == 1 else 'работают'} {names}"
