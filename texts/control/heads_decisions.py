"""What a head has decided about what a curator left to them."""

from services.buttons.deciding import PassedUpButton
from services.buttons.duties import DigestDutyButton, OpenDutyButton
from services.buttons.people import MenuButton
from services.control.duties.cards import CardView
from services.control.requests.curators_deeds import PassedUpView
from services.control.requests.heads_decisions import PAGE, HeadsWord, HeadsWordView, PassedUpPage
from services.notice import Button, Html, Notice, bold, lines, quote
from texts.control.duty_words import name
from texts.short import passage, shortened

_DONE = {
    HeadsWord.GIVEN: "Поручено куратору: ему придёт сообщение.",
    HeadsWord.SAID: "Решение отправлено куратору, оно осталось в истории.",
    HeadsWord.CLOSED: "Закрыто: отчёта здесь больше не ждут. Десять минут это можно отменить на карточке.",
    HeadsWord.REOPENED: "Закрытие отменено: поручение снова ждёт вашего решения.",
}
_NEWS = {
    HeadsWord.GIVEN: ("Начальник поручает решить вам", "Откройте карточку: решение за вами."),
    HeadsWord.SAID: ("Решение начальника", "Откройте карточку и исполните: дальше решаете вы."),
    HeadsWord.CLOSED: ("Начальник закрыл поручение", "Отчёта здесь больше не ждут, делать ничего не нужно."),
    HeadsWord.REOPENED: ("Начальник отменил закрытие", "Поручение снова в плане и ждёт его решения."),
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
            quote(passage(view.words, 1000)) if view.words else None,
            "",
            rest,
        ),
        buttons=((Button("Открыть карточку", OpenDutyButton(duty.id)),),),
    )


LIST = "Переданное вам"


def ask_words(view: CardView) -> Notice:
    """What to type, and to whom it goes."""
    duty, passed = view.card.duty, view.card.passed_up
    whom = f"Получит: {shortened(passed.by, 80)}." if passed else None
    return Notice(
        body=lines(
            bold("Решение словами. ") + name(duty, 300),
            f"Исполнитель: {shortened(duty.assignee, 120)}",
            "",
            "Напишите, как решили. Слова придут куратору и останутся в истории мероприятия.",
            whom,
        ),
        buttons=((Button("‹ К карточке", OpenDutyButton(duty.id)),),),
    )


def passed_up(view: PassedUpPage) -> Notice:
    """What curators have left to the head, each with its words and its card."""
    first = view.page * PAGE + 1
    arrows = [
        *([Button("‹", PassedUpButton(view.page - 1))] if view.page else []),
        *([Button("›", PassedUpButton(view.page + 1))] if view.page + 1 < view.pages else []),
    ]
    return Notice(
        body=lines(
            bold(f"{LIST}: {view.count}" if view.count else LIST),
            *(_passed_up(place, each) for place, each in enumerate(view.waiting, first)),
            None if view.waiting else "Кураторы ничего не передали: решать нечего.",
        ),
        buttons=(
            *(
                (Button(f"Решить {place}", DigestDutyButton(each.passed.duty_id)),)
                for place, each in enumerate(view.waiting, first)
            ),
            *((tuple(arrows),) if arrows else ()),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def _passed_up(place: int, each: PassedUpView) -> Html:
    duty, passed = each.view.card.duty, each.passed
    words = f": «{shortened(passed.words, 200)}»" if passed.words else ""
    said = f"{shortened(duty.assignee, 80)}. {shortened(passed.by, 80)}{words}"
    return lines("", Html(f"{place}. ") + name(duty, 120), said)
