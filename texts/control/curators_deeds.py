"""What a curator does about one duty unasked: the screens, and what its assignee hears."""

from services.buttons.deciding import LeaveSilentlyButton
from services.buttons.duties import OpenDutyButton
from services.buttons.requests import GiveButton, TakersButton
from services.control.duties.cards import CardView
from services.control.requests.curators_deeds import Deed, DeedView
from services.control.requests.handing import Taker, Takers
from services.control.requests.passing_on import Target
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.control.duty_words import name, on_day
from texts.control.reassignments import UNREACHABLE
from texts.short import shortened

LEFT = "Передано начальнику: он увидит это в понедельничном письме и на карточке."
TAKEN_BACK = "Начальнику решать больше не нужно."
_DONE = {
    Deed.PAUSED: "Приостановлено: напоминаний и просрочки не будет.",
    Deed.RESUMED: "Возобновлено: времени осталось столько же, сколько было.",
    Deed.TAKEN_OFF: "Снято с плана: отчёта здесь не ждут. Вернуть: кнопка «Вернуть в план» здесь же.",
    Deed.PUT_ON: "Возвращено в план.",
}
_NEWS = {
    Deed.PAUSED: ("⏸ Приостановлено", "Ничего делать не нужно: напоминаний не будет, время стоит."),
    Deed.RESUMED: ("▶️ Снова в работе", ""),
    Deed.TAKEN_OFF: ("Больше не нужно: снято с плана", "Отчёта здесь больше не ждут."),
    Deed.PUT_ON: ("Снова в плане", ""),
}
_LABEL = 48


def done(deed: Deed) -> str:
    """The toast."""
    return _DONE[deed]


def news(view: DeedView) -> Notice:
    """To whoever answers for the duty."""
    duty, today = view.view.card.duty, view.view.today
    head, rest = _NEWS[view.deed]
    until = f"Срок: до {on_day(duty.owed_by, today)}." if not rest and duty.owed_by else rest
    return Notice(
        body=lines(
            bold(head),
            "",
            name(duty, 300),
            until or None,
            f"Решение: {shortened(view.by, 80)}." if view.by else None,
        ),
        buttons=((Button("Открыть карточку", OpenDutyButton(duty.id)),),),
        is_silent=view.deed in (Deed.PAUSED, Deed.TAKEN_OFF),
    )


def ask_words(view: CardView, heads: tuple[str, ...]) -> Notice:
    """To whom it goes and what happens; what to say to the head: by typing, or nothing."""
    duty = view.card.duty
    whose = "Это ваше поручение: пока решения нет, срок идёт." if view.viewer.is_assignee else None
    return Notice(
        body=lines(
            bold("Передать начальнику. ") + name(duty, 300),
            f"Исполнитель: {shortened(duty.assignee, 120)}",
            "",
            _whom(heads),
            whose,
            "",
            "Напишите, что нужно решить: начальник увидит эти слова.",
        ),
        buttons=(
            (Button("Без пояснения", LeaveSilentlyButton(duty.id)),),
            (Button("‹ К карточке", OpenDutyButton(duty.id)),),
        ),
    )


def _whom(heads: tuple[str, ...]) -> str:
    if not heads:
        return "Руководителя управления в боте пока нет: вопрос подождёт его. Скажите об этом координатору."
    return (
        f"Решать будет: {', '.join(shortened(head, 80) for head in heads)}. Увидит сразу в «Переданное вам» "
        "и в понедельничном письме. Может поручить вам, ответить словами или закрыть; вам придёт сообщение."
    )


def takers(found: Takers, *, is_persons: bool) -> Notice:
    """A page of organisations or people it may be given to."""
    duty = found.view.card.duty
    kind = "persons" if is_persons else "units"
    rows = [
        *(
            (Button(shortened(unit.name, _LABEL), GiveButton(duty.id, "unit", unit.id, "ask")),)
            for unit in found.units
        ),
        *(
            (Button(_person(each.name, each.post), GiveButton(duty.id, "person", each.id, "ask")),)
            for each in found.persons
        ),
    ]
    arrows = [Button("‹", TakersButton(duty.id, kind, found.page - 1))] if found.page else []
    if found.page + 1 < found.pages:
        arrows.append(Button("›", TakersButton(duty.id, kind, found.page + 1)))
    other = TakersButton(duty.id, "units" if is_persons else "persons", 0)
    return Notice(
        body=lines(
            bold("Кому передать? ") + name(duty, 300),
            f"Сейчас исполнитель: {shortened(duty.assignee, 120)}",
            None if rows else "Передать некому: сначала заведите организации и людей.",
        ),
        buttons=(
            *rows,
            *((tuple(arrows),) if arrows else ()),
            (Button("Организации" if is_persons else "Сотрудники", other),),
            (Button("‹ К карточке", OpenDutyButton(duty.id)),),
        ),
    )


def confirm_taker(chosen: Taker, target: Target) -> Notice:
    """What exactly moves: this control point, or all that are left of the measure."""
    duty = chosen.view.card.duty
    kind, target_id = ("unit", target.unit_id) if target.unit_id is not None else ("person", target.person_id)
    assert target_id is not None
    label = "Передать" if not chosen.more else "Передать только этот срок"
    rows = [(Button(label, GiveButton(duty.id, kind, target_id, "one"), style=ButtonStyle.PRIMARY),)]
    if chosen.more:
        whole = f"Передать все оставшиеся сроки ({chosen.more + 1})"
        rows.append((Button(whole, GiveButton(duty.id, kind, target_id, "all")),))
    return Notice(
        body=lines(
            bold("Передать. ") + name(duty, 300),
            "",
            f"Сейчас исполнитель: {shortened(duty.assignee, 120)}",
            Html("Новый исполнитель: ") + bold(shortened(chosen.name, 120)),
            None if chosen.reachable else UNREACHABLE,
        ),
        buttons=(*rows, (Button("‹ Назад", TakersButton(duty.id, f"{kind}s", 0)),)),
    )


def _person(person: str, post: str) -> str:
    return shortened(f"{person}, {post}" if post else person, _LABEL)
