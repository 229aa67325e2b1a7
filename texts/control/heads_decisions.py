"""What a head has decided about what a curator left to them."""

from services.buttons.duties import OpenDutyButton
from services.control.requests.heads_decisions import HeadsWord, HeadsWordView
from services.notice import Button, Notice, bold, lines
from texts.control.duty_words import name
from texts.short import shortened

_DONE = {
    HeadsWord.GIVEN: "Поручено куратору: ему придёт сообщение.",
    HeadsWord.CLOSED: "Закрыто: отчёта здесь больше не ждут. Куратору и исполнителю придёт сообщение.",
}
_NEWS = {
    HeadsWord.GIVEN: ("Начальник поручает решить вам", "Откройте карточку: решение за вами."),
    HeadsWord.CLOSED: ("Начальник закрыл поручение", "Отчёта здесь больше не ждут, делать ничего не нужно."),
}


def done(word: HeadsWord) -> str:
    """The toast."""
    return _DONE[word]


def news(view: HeadsWordView) -> Notice:
    """To the curator who asked."""
    duty = view.view.card.duty
    head, rest = _NEWS[view.word]
    return Notice(
        body=lines(
            bold(head),
            "",
            name(duty, 300),
            f"Исполнитель: {shortened(duty.assignee, 120)}",
            f"Решение: {shortened(view.by, 80)}." if view.by else None,
            "",
            rest,
        ),
        buttons=((Button("Открыть карточку", OpenDutyButton(duty.id)),),),
    )
