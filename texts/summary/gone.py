"""«Что ушло»: what has gone, and what became of it; by road map, organisation or person."""

from collections.abc import Callable

from roadmap.delivery.gone import Fate, GoneLine
from roadmap.delivery.kinds import DeliveryKind
from roadmap.summary.outlook import OutlookBy
from services.buttons.summary import GoneButton, OutlookButton
from services.notice import Button, Html, Notice, bold, lines
from services.summary.gone import Gone, GoneChoices
from texts.control.duty_lists import page_words, turn
from texts.short import moment, shortened
from texts.summary.outlook import BY, NAME, TITLE

FATES = {
    Fate.SENT: "доставлено",
    Fate.BLOCKED: "заблокировал бота",
    Fate.NO_CHAT: "не в чате",
    Fate.DOUBTFUL: "связь оборвалась, могло не дойти",
    Fate.FAILED: "не доставлено",
    Fate.FOLDED: "вошло в общее сообщение",
    Fate.WAITING: "ждёт отправки",
    Fate.NEEDLESS: "не понадобилось",
}


def choose(view: GoneChoices) -> Notice:
    """Of which of them it is to be shown what has gone."""
    label, _ = BY[view.by]
    return Notice(
        body=lines(
            bold(f"Что ушло: {label.lower()}"),
            page_words(view.paging),
            None if view.choices else "Выбирать пока не из чего.",
        ),
        buttons=(
            *(
                (Button(shortened(name, NAME), GoneButton(view.by.value, id_, 0)),)
                for id_, name in view.choices
            ),
            *turn(view.paging, lambda page: GoneButton(view.by.value, 0, page)),
            (Button("‹ Что ушло", GoneButton("", 0, 0)),),
        ),
    )


def gone(view: Gone, noun_of: Callable[[DeliveryKind], str]) -> Notice:
    """What has gone, newest first, and what became of each; `noun_of` its kind."""
    arrows = [
        *([Button("‹", GoneButton(view.by.value, view.id, view.page - 1))] if view.page else []),
        *([Button("›", GoneButton(view.by.value, view.id, view.page + 1))] if view.has_more else []),
    ]
    name = f": {shortened(view.name, TITLE)}" if view.name else ""
    return Notice(
        body=lines(
            bold(f"Что ушло{name}"),
            "",
            *(_gone(line, view, noun_of(line.kind)) for line in view.lines),
            None if view.lines else "Пока ничего.",
        ),
        buttons=(*((tuple(arrows),) if arrows else ()), *_ways(view)),
    )


def _ways(view: Gone) -> tuple[tuple[Button, ...], ...]:
    """To choose from where everything is shown; else to what is still to come of the same, and back."""
    if view.by is OutlookBy.ALL:
        choices = tuple((Button(label, GoneButton(by.value, 0, 0)),) for by, (label, _) in BY.items())
        return (*choices, (Button("‹ Что уйдёт", OutlookButton("", 0, 0)),))
    return ((Button(f"‹ {BY[view.by][0]}", GoneButton(view.by.value, 0, 0)),),)


def _gone(line: GoneLine, view: Gone, noun: str) -> Html:
    whom = "" if view.by is OutlookBy.PERSON else f", {shortened(line.recipient, NAME)}"
    when = moment(line.at, view.time_zone, now=view.now)
    return Html("• ") + f"{when}{whom}: {noun} — " + bold(FATES[line.fate])
