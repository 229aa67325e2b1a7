"""A report written down for somebody who is not in the chat."""

from collections.abc import Sequence

from roadmap.control.duty import ReportOutcome
from services.buttons.duties import OpenDutyButton
from services.buttons.reporting import AskForThemButton, ReportForThemButton
from services.control.deciding.on_behalf import WrittenDownView
from services.control.duties.cards import CardView
from services.notice import Button, ButtonStyle, Notice, bold, lines, quote, text
from texts.control.card_buttons import card_buttons
from texts.control.cards import card_body
from texts.control.duty_words import name
from texts.control.outcomes import decision_words
from texts.short import passage, shortened

ACCEPTED = "Отчёт сразу принят. Если в нём что-то не так, скажите об этом куратору."
OPEN = "Если в отчёте что-то не так, исправьте его на этой карточке."
LABELS = {
    ReportOutcome.DONE: "Внести: выполнено",
    ReportOutcome.NOT_DONE: "Внести: не выполнено",
    ReportOutcome.ON_TRACK: "Внести: идёт по плану",
}


def stored(view: CardView) -> str:
    """The toast: what came of writing it down."""
    line = view.card.last_report
    words = decision_words(line, view.card.duty) if line else ""
    return f"Отчёт внесён: {words}." if words else "Отчёт внесён."


def ask(view: CardView) -> Notice:
    """Asks to type what was said by telephone or on paper."""
    duty = view.card.duty
    return Notice(
        body=lines(
            bold("Отчёт за них"),
            name(duty, 200),
            f"Исполнитель: {shortened(duty.assignee, 120)}",
            "",
            "Напишите одним сообщением, что сделано, когда и кто сообщил. Отчёт будет отмечен «внёс "
            "куратор» и сразу принят, исполнитель узнает о нём.",
        ),
        buttons=((Button("‹ К карточке", OpenDutyButton(duty.id)),),),
    )


def understood(view: CardView, words: str, outcomes: Sequence[ReportOutcome]) -> Notice:
    """The words read back: nothing is written down until it is said how it ended."""
    duty = view.card.duty
    keys = [
        Button(
            LABELS[outcome],
            ReportForThemButton(duty.id, duty.version, outcome.value),
            style=ButtonStyle.DANGER if outcome is ReportOutcome.NOT_DONE else ButtonStyle.SUCCESS,
        )
        for outcome in outcomes
    ]
    return Notice(
        body=lines(
            bold("Внести такой отчёт?"),
            name(duty, 200),
            f"Исполнитель: {shortened(duty.assignee, 120)}",
            quote(passage(words, 1500)),
        ),
        buttons=(
            *((key,) for key in keys),
            (Button("Написать иначе", AskForThemButton(duty.id)),),
            (Button("‹ К карточке", OpenDutyButton(duty.id)),),
        ),
    )


def written_down(view: WrittenDownView) -> Notice:
    """To the assignee: what was reported for them."""
    by = f": {shortened(view.by, 80)}, куратор" if view.by else ""
    return Notice(
        body=lines(
            bold("За вас внесён отчёт") + text(by),
            "",
            card_body(view.card),
            "",
            ACCEPTED if view.decision else OPEN,
        ),
        buttons=card_buttons(view.card),
    )
