"""The Monday message: what waits for a coordinator or a curator, each with its button."""

from collections.abc import Callable
from dataclasses import dataclass

from services.buttons.delivery import UndeliveredButton
from services.buttons.duties import SilentUnitsButton
from services.buttons.imports import ImportDeskButton
from services.buttons.invitations import InvitationsButton
from services.buttons.packing import ButtonData
from services.buttons.people import UnitsButton
from services.buttons.persons import TwinsButton
from services.buttons.plan import UndecidedButton
from services.notice import Button, Notice, bold, lines
from services.summary.monday import MondayView, Waiting
from texts.control.plan_lists import measures
from texts.plural import plural


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
    buttons: dict[ButtonData, Button] = {}
    for waiting, _ in view.waiting:
        words = WORDS[waiting]
        buttons.setdefault(words.button, Button(words.label, words.button))
    return Notice(
        body=lines(
            bold("Ждёт вас на этой неделе"),
            "",
            *(f"• {WORDS[waiting].said(count)}" for waiting, count in view.waiting),
        ),
        buttons=tuple((button,) for button in buttons.values()),
    )
