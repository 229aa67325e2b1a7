"""The printed list of what an organisation owes: its words on paper, and its screens in the chat."""

from datetime import date

from roadmap.control.duty_lines import DutyLine
from roadmap.control.paper_list import PaperList, months_from
from roadmap.ids import UnitId
from roadmap.people.persons import Unit
from roadmap.plan.evidence_rule import EvidenceRule
from services.buttons.people import UnitButton
from services.buttons.plan import PaperListButton
from services.notice import Button, Html, Notice, bold, lines, text
from texts.control.duty_words import duties
from texts.plural import day, month_name
from texts.short import shortened

HEADINGS = ("№", "Что сделать", "Срок", "Чем подтвердить", "Отметка: что сделано, когда")
NO_EVIDENCE = "сообщить, что сделано"
FILES = {EvidenceRule.WORDS: "", EvidenceRule.DOCUMENT: "документ", EvidenceRule.PHOTO: "фото"}
SIGN = "Фамилия, подпись: ______________________________     Дата: ______________"
MONTHS_OF_QUARTER = 3


def title(found: PaperList) -> str:
    """«Мероприятия: декабрь 2026»."""
    return f"Мероприятия: {stretch(found.months.first, _months(found))}"


def _months(found: PaperList) -> int:
    first, last = found.months.first, found.months.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def stretch(first: date, months: int) -> str:
    """«декабрь 2026» or «октябрь – декабрь 2026»."""
    if months == 1:
        return month_name(first)
    last = months_from(first, months).last
    begins = month_name(first).rsplit(" ", 1)[0] if first.year == last.year else month_name(first)
    return f"{begins} – {month_name(last)}"


def row(duty: DutyLine, made_on: date) -> tuple[str, str, str, str, str]:
    """One duty in the columns of `HEADINGS`; the last is for a pen."""
    what = f"{duty.title}\nИсполнитель: {duty.assignee}" if duty.person_id is not None else duty.title
    confirm = "\n".join(part for part in (duty.result, FILES[duty.evidence]) if part)
    return (duty.number, what, _due(duty, made_on), confirm or NO_EVIDENCE, "")


def _due(duty: DutyLine, made_on: date) -> str:
    if duty.owed_by is None:
        return f"без даты, до {duty.last_on:%d.%m.%Y}"
    late = "\nсрок прошёл" if duty.owed_by < made_on else ""
    return f"до {duty.owed_by:%d.%m.%Y}{late}"


def below(found: PaperList) -> list[str]:
    """What is said under the table."""
    who = ", ".join(found.curators)
    to_whom = f" куратору ({who})" if who else " в управление"
    return [
        f"Как сообщить: позвоните{to_whom} и назовите номер пункта. Отчёт внесут за вас.",
        f"Составлено {day(found.made_on)}.",
    ]


def file_name(found: PaperList) -> str:
    safe = "".join(char for char in found.unit if char.isalnum() or char in " -№")
    return f"Мероприятия {' '.join(safe.split())} {found.months.first:%m.%Y}.docx"


# In the chat


def choose_months(unit: Unit, today: date) -> Notice:
    """Asks for which months the list is printed."""
    this = today.replace(day=1)
    after = months_from(this, 1).last.toordinal() + 1
    quarter = date(today.year, (today.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1, 1)
    next_quarter = date.fromordinal(months_from(quarter, MONTHS_OF_QUARTER).last.toordinal() + 1)
    choices = (
        (this, 1),
        (date.fromordinal(after), 1),
        (quarter, MONTHS_OF_QUARTER),
        (next_quarter, MONTHS_OF_QUARTER),
    )
    keys = [
        Button(_capital(stretch(first, months)), PaperListButton(unit.id, first.year, first.month, months))
        for first, months in choices
    ]
    return Notice(
        body=lines(
            bold("Список на бумаге"),
            text(shortened(unit.name, 120)),
            "",
            "Файл Word на листе А4 для тех, кого ещё нет в чате. За какое время?",
        ),
        buttons=(tuple(keys[:2]), *((key,) for key in keys[2:]), (_back(unit.id),)),
    )


def nothing_owed(found: PaperList, unit_id: UnitId) -> Notice:
    """Nothing falls into these months."""
    return Notice(
        body=lines(
            bold("Печатать нечего"),
            f"{shortened(found.unit, 120)}: {stretch(found.months.first, _months(found))}, поручений нет.",
        ),
        buttons=((_back(unit_id),),),
    )


def caption(found: PaperList) -> Html:
    """Under the file."""
    return lines(
        bold(title(found)),
        text(f"{shortened(found.unit, 120)}: {duties(found.count)}"),
        "Что сообщат по телефону, внесите на карточке поручения: «Отчёт за них».",
    )


def _back(unit_id: UnitId) -> Button:
    return Button("‹ К организации", UnitButton(unit_id))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
