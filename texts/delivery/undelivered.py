"""The coordinator's screen of messages that could not be delivered."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from roadmap.delivery.kinds import DeliveryKind
from services.buttons.delivery import (
    DismissHeldButton,
    DismissUndeliveredButton,
    ResendButton,
    ResendHeldButton,
    UndeliveredButton,
)
from services.buttons.duties import BoardButton
from services.delivery.undelivered import PAGE, Undelivered, UndeliveredLine, UndeliveredNews
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.plural import day, plural

REASON_LENGTH = 120


def undelivered(view: Undelivered, noun_of: Callable[[DeliveryKind], str]) -> Notice:
    """Each with what it was (`noun_of` its kind), to whom and why; two buttons for each."""
    first = view.page * PAGE + 1
    return Notice(
        body=lines(
            bold("Не доставлено"),
            _heading(view),
            *(
                part
                for place, line in enumerate(view.lines, first)
                for part in ("", _title(place, line, noun_of(line.kind), view.time_zone), _reason(line))
            ),
        ),
        buttons=(
            *_held_keys(view),
            *(_keys(place, line) for place, line in enumerate(view.lines, first)),
            *_turn(view),
            (Button("‹ Обзор", BoardButton()),),
        ),
    )


def news(view: UndeliveredNews) -> Notice:
    """To the coordinator, unasked: some messages will not go out until somebody decides."""
    many = plural(view.count, "сообщение", "сообщения", "сообщений")
    return Notice(
        body=lines(
            bold(f"Не доставлено: {many}"),
            "",
            _held_words(view.held) if view.held else None,
            "Посмотрите, что это, и решите: повторить или снять.",
        ),
        buttons=((Button(undelivered_label(view.count), UndeliveredButton(0)),),),
    )


def resent(many: int = 1) -> str:
    return "Отправляем ещё раз." if many == 1 else f"Отправляем ещё раз: {many}."


def dismissed(many: int = 1) -> str:
    return "Снято: отправлять не нужно." if many == 1 else f"Снято: {many}. Отправлять не нужно."


def undelivered_label(count: int) -> str:
    """On the button that opens the screen."""
    return f"Не доставлено: {count}"


def _heading(view: Undelivered) -> str:
    if not view.count:
        return "Все сообщения дошли. Делать ничего не нужно."
    pages = f", страница {view.page + 1} из {view.pages}" if view.pages > 1 else ""
    return plural(view.count, "сообщение", "сообщения", "сообщений") + pages


def _title(place: int, line: UndeliveredLine, noun: str, time_zone: str) -> Html:
    moment = line.planned_at.astimezone(ZoneInfo(time_zone))
    return Html(f"{place}. ") + bold(line.recipient) + f": {noun}, {_when(moment)}"


def _when(moment: datetime) -> str:
    return f"{day(moment.date())}, {moment:%H:%M}"


def _held_words(held: int) -> str:
    many = plural(held, "сообщение", "сообщения", "сообщений")
    return (
        f"База восстановлена из копии. С тех пор, как копия сделана, бот уже мог отправить {many}, поэтому "
        "сам их не повторяет."
    )


def _reason(line: UndeliveredLine) -> str:
    if line.is_held:
        return "База восстановлена из копии: сообщение могло уже дойти. Повтор будет помечен."
    if line.may_have_arrived:
        return "Telegram не подтвердил доставку: сообщение могло дойти. Повтор будет помечен."
    if line.reason == "cannot be rendered":
        return "Сообщение не удалось подготовить. Если повтор не поможет, сообщите администратору бота."
    return f"Telegram не принял сообщение: {line.reason[:REASON_LENGTH]}"


def _held_keys(view: Undelivered) -> tuple[tuple[Button, ...], ...]:
    """After a restoring there may be hundreds: one press for all of them."""
    if view.held < 2:
        return ()
    return (
        (Button(f"Повторить все из копии: {view.held}", ResendHeldButton()),),
        (Button(f"Снять все из копии: {view.held}", DismissHeldButton()),),
    )


def _keys(place: int, line: UndeliveredLine) -> tuple[Button, ...]:
    return (
        Button(f"{place}. Повторить", ResendButton(line.id), style=ButtonStyle.PRIMARY),
        Button(f"{place}. Снять", DismissUndeliveredButton(line.id)),
    )


def _turn(view: Undelivered) -> tuple[tuple[Button, ...], ...]:
    if view.pages == 1:
        return ()
    keys = []
    if view.page:
        keys.append(Button("‹", UndeliveredButton(view.page - 1)))
    if view.page + 1 < view.pages:
        keys.append(Button("›", UndeliveredButton(view.page + 1)))
    return (tuple(keys),)
