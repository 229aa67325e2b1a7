"""The menu of buttons and the command list, per role."""

from roadmap.people.persons import ANSWERING, WATCHING, Actor, Role
from services.buttons.absences import AbsencesButton
from services.buttons.deciding import PassedUpButton
from services.buttons.duties import BoardButton, MyDutiesButton
from services.buttons.imports import ImportDeskButton, MinutesButton
from services.buttons.monitoring import MonitoringButton
from services.buttons.people import MenuButton, PrivacyButton, UnitsButton
from services.buttons.plan import PlanButton
from services.buttons.reach import ReachButton
from services.buttons.reminding import CalendarButton, DepartmentSettingsButton
from services.buttons.summary import MeetingButton, OutlookButton, ReportsButton, TodayButton
from services.imports.minutes import WRITERS
from services.notice import Button, Html, Notice, bold, lines
from services.people.rights import CURATORS
from services.summary.meeting import HOLDERS
from texts.short import shortened

COMMANDS: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("menu", "Меню", frozenset(Role)),
    ("today", "Сегодня: что от меня ждут", ANSWERING),
    ("my", "Мои мероприятия", ANSWERING),
    ("board", "Обзор: просрочено, ждёт решения", WATCHING),
    ("queue", "Что ждёт моего решения", frozenset(CURATORS)),
    ("plan", "Дорожные карты: разделы и мероприятия", WATCHING),
    ("monitoring", "Мониторинг за квартал", frozenset(Role)),
    ("report", "Сводный отчёт", WATCHING),
    ("calendar", "Сроки в календарь телефона", ANSWERING),
    ("import", "Завести или обновить дорожную карту", frozenset({Role.COORDINATOR})),
    ("people", "Организации и люди", frozenset(CURATORS)),
    ("help", "Как это работает", frozenset(Role)),
)
"""Command, what it does, whose list it stands in."""


BACK_TO_MENU = (Button("‹ Меню", MenuButton()),)


def commands_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """What the «/» button of this person lists."""
    return tuple((name, words) for name, words, roles in COMMANDS if actor.has(*roles))


DEFAULT_COMMANDS = tuple((name, words) for name, words, roles in COMMANDS if Role.EXECUTOR in roles)
"""What the «/» button of every chat lists that was given no list of its own."""


def menu(actor: Actor, *, has_duties: bool = False) -> Notice:
    """Everything this person can do, as buttons; `has_duties`: some are theirs, whatever their roles."""
    answers = has_duties or actor.has(*ANSWERING)
    rows: list[tuple[Button, ...]] = []
    if actor.has(Role.COORDINATOR):
        rows.append((Button("Дорожные карты", ImportDeskButton()),))
    if actor.has(*CURATORS):
        people = "Организации и люди" if actor.has(Role.COORDINATOR) else "Мои организации"
        rows.append((Button(people, UnitsButton(0)),))
        rows.append((Button("Кто не на связи", ReachButton()), Button("Что уйдёт", OutlookButton("", 0, 0))))
    if answers:
        rows.insert(0, (Button("Сегодня", TodayButton()), Button("Мои мероприятия", MyDutiesButton("", 0))))
    if actor.heads_department:
        rows.append((Button("Переданное вам", PassedUpButton(0)),))
    if actor.has(*WATCHING):
        to_meeting = (Button("К совещанию", MeetingButton()),) if actor.has(*HOLDERS) else ()
        rows.append((Button("Обзор", BoardButton()), *to_meeting))
        if not actor.has(Role.COORDINATOR):
            rows.append((Button("Дорожные карты", PlanButton()),))
    rows.append((Button("Мониторинг", MonitoringButton()),))
    if actor.has(*WATCHING):
        decided = (Button("Протокольные поручения", MinutesButton()),) if actor.has(*WRITERS) else ()
        rows.append((Button("Отчёт", ReportsButton()), *decided))
    if actor.has(*ANSWERING):  # the calendar is kept for these roles alone
        rows.append((Button("Сроки в календарь телефона", CalendarButton(0)),))
    if actor.has(Role.COORDINATOR):
        rows.append((Button("Настройки", DepartmentSettingsButton()),))
    if actor.roles != {Role.OBSERVER}:
        rows.append((Button("Отпуск и замещение", AbsencesButton(actor.person_id)),))
    rows.append((Button("Что хранится обо мне", PrivacyButton()),))
    hint = None
    if actor.has(Role.COORDINATOR):
        hint = "Чтобы завести дорожную карту, пришлите её файл: Word, Excel, PDF или текст."
    return Notice(body=lines(bold("Меню"), "", f"{actor.name}, что открыть?", hint), buttons=tuple(rows))


NOT_HERE = Notice(body=Html("В группе читают все, поэтому здесь бот не отвечает. Напишите ему в личный чат."))
OLD_BUTTON = "Эта кнопка устарела. Вот как сейчас."
"""The answer to a button that nobody knows any more."""


def not_expected(actor: Actor, words: str = "") -> Notice:
    """An answer to words or a file that nothing was waiting for; words found nothing, either."""
    answers = actor.has(*ANSWERING)
    hint = "Чтобы отчитаться, откройте мероприятие и нажмите «Отчитаться». " if answers else ""
    rows = [(Button("Мои мероприятия", MyDutiesButton("", 0)),)] if answers else []
    return Notice(
        body=lines(
            bold("Это сообщение никуда не записано."),
            f"По словам «{shortened(words, 60)}» ничего не нашлось." if words else None,
            "",
            f"{hint}Если вы отвечали на вопрос, сначала нажмите под ним нужную кнопку.",
            *(_what_to_type(actor) if words else ()),
        ),
        buttons=(*rows, (Button("Меню", MenuButton()),)),
    )


def _what_to_type(actor: Actor) -> tuple[str, ...]:
    """The words this person can type without being asked."""
    theirs = "" if actor.has(*WATCHING) else " из ваших"
    said = [f"номер мероприятия{theirs} («2.3») или слово из его названия"]
    said += ["фамилию или название организации"] if actor.has(*CURATORS) else []
    said += ["«сегодня»: что от вас ждут"] if actor.has(*ANSWERING) else []
    return ("", "Написать можно:", *(f"• {each}" for each in said))
