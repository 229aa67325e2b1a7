"""The Monday message: what waits for a coordinator or a curator, each with its button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from services.buttons.delivery import UndeliveredButton
from services.buttons.duties import SilentUnitsButton
from services.buttons.imports import ImportDeskButton
from services.buttons.invitations import InvitationsButton
from services.buttons.packing import ButtonData
from services.buttons.people import UnitsButton
from services.buttons.persons import TwinsButton
from services.buttons.plan import UndecidedButton
from services.buttons.summary import WaitingButton
from services.notice import Button, Html, Notice, bold, lines
from services.summary.day_start import DayStart
from services.summary.monday import MondayView, Waiting
from texts.control.plan_lists import measures
from texts.monitoring.mornings import morning
from texts.plural import plural

TITLE = "Ждёт вас на этой неделе"
SAID_ABOVE = (Waiting.UNDELIVERED,)
"""What a digest says by itself."""
Counted = Sequence[tuple[Waiting, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a part is said with its count, and the button that leads to it."""

    said: Callable[[int], str]
    label: str
    button: ButtonData


def _people(count: int) -> str:
    return plural(count, "человек", "человека", "человек")


WORDS = {
    Waiting.DOCUMENTS: Words(
        said=lambda n: f"Прочитано и не утверждено: {plural(n, 'документ', 'документа', 'документов')}",
        label="Документы",
        button=ImportDeskButton(),
    ),
    Waiting.NAMES: Words(
        said=lambda n: f"Не решено, кто это: {plural(n, 'название', 'названия', 'названий')} в картах",
        label="Вопросы по картам",
        button=ImportDeskButton(),
    ),
    Waiting.DATES: Words(
        said=lambda n: f"Нет графика или исполнителя: {measures(n)}",
        label="Назвать даты",
        button=UndecidedButton(0),
    ),
    Waiting.SILENT_UNITS: Words(
        said=lambda n: f"Некому напоминать: {plural(n, 'организация', 'организации', 'организаций')}",
        label="Некому напоминать",
        button=SilentUnitsButton(0),
    ),
    Waiting.NOT_JOINED: Words(
        said=lambda n: f"Ещё не вошли: {_people(n)}",
        label="Люди",
        button=UnitsButton(0),
    ),
    Waiting.EXPIRED_LINKS: Words(
        said=lambda n: f"Не вошли, ссылка истекла: {_people(n)}",
        label="Выдать новые ссылки",
        button=InvitationsButton(0),
    ),
    Waiting.TWINS: Words(
        said=lambda n: f"Возможно, записаны дважды: {plural(n, 'пара', 'пары', 'пар')} имён",
        label="Записаны дважды?",
        button=TwinsButton(0),
    ),
    Waiting.UNDELIVERED: Words(
        said=lambda n: f"Не доставлено: {plural(n, 'сообщение', 'сообщения', 'сообщений')}",
        label="Недоставленное",
        button=UndeliveredButton(0),
    ),
}


def message(view: MondayView) -> Notice:
    """Everything that waits, a line and a button each; one screen is named once."""
    return Notice(body=lines(bold(TITLE), "", *said(view.waiting)), buttons=keys(view.waiting))


def day_start(view: DayStart) -> Notice:
    """One message for the whole morning: the digest, and below it what waits this week."""
    if view.morning is None:
        return message(view.monday) if view.monday else Notice(body=Html(""))
    notice = morning(view.morning)
    waiting = [each for each in view.monday.waiting if each[0] not in SAID_ABOVE] if view.monday else []
    if not waiting:
        return notice
    kept = len(notice.buttons) if view.morning.digest.card is not None else -1
    return replace(
        notice,
        body=lines(notice.body, "", bold(TITLE), *said(waiting)),
        buttons=(*notice.buttons[:kept], *keys(waiting), *notice.buttons[kept:]),
    )


def said(waiting: Counted) -> list[str]:
    """A line for each that waits."""
    return [f"• {WORDS[of].said(count)}" for of, count in waiting]


def keys(waiting: Counted) -> tuple[tuple[Button, ...], ...]:
    """A button for each screen: it opens below, the list stays."""
    first = {WORDS[of].button: of for of, _ in reversed(waiting)}
    shown = [of for of, _ in waiting if first[WORDS[of].button] is of]
    return tuple((Button(WORDS[of].label, WaitingButton(of.value)),) for of in shown)
