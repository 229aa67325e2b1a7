"""A page of the queue to be ticked, and what was decided on all of it."""

from services.buttons.deciding import (
    AcceptTickedButton,
    QueueButton,
    ReturnTickedButton,
    ReturnTickedPresetButton,
    TickAllButton,
    TickReportsButton,
    UndoTogetherButton,
)
from services.buttons.reporting import EvidenceButton
from services.control.deciding.ticking import DecidedTogether, TickLine, TickPage
from services.control.deciding.undoing import UndoneTogether
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.control.decisions import RETURN_PRESETS, waits
from texts.control.duty_words import name
from texts.control.outcomes import OUTCOME_MARKS, outcome_words
from texts.plural import form, plural
from texts.short import shortened

CHANGED = "Список уже изменился: вот что ждёт сейчас."
KEYS_PER_ROW = 5
MICROSECONDS = 1_000_000
Rows = tuple[tuple[Button, ...], ...]
_OWN = " Свои отчёты не тронуты: по ним решает другой куратор."


def page(view: TickPage) -> Notice:
    """Every report of the page with its tick, and what may be done about those that are ticked."""
    count = len(view.ticked)
    which = view.page, view.mask, view.seal
    keys = [_key(line, view) for line in view.lines]
    decide = (
        Button(f"Принять отмеченные ({count})", AcceptTickedButton(*which), style=ButtonStyle.SUCCESS),
        Button(f"Вернуть отмеченные ({count})", ReturnTickedButton(*which), style=ButtonStyle.DANGER),
    )
    return Notice(
        body=lines(
            bold(f"Отмечено: {count} из {len(view.lines)}") if view.lines else bold("Отчётов здесь нет"),
            *(_line(line, view) for line in view.lines),
        ),
        buttons=(
            *(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW)),
            *_files(view),
            *(((each,) for each in decide) if count else ()),
            (_all_or_none(view),) if view.lines else (),
            (Button("‹ К очереди", QueueButton(view.page)),),
        ),
    )


def _files(view: TickPage) -> Rows:
    """The files of each report, to be looked at before all of it is accepted."""
    keys = [
        Button(f"📎 {line.bit + 1}: {line.files}", EvidenceButton(line.stored.report.id))
        for line in view.lines
        if line.files
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _all_or_none(view: TickPage) -> Button:
    if view.ticked:
        return Button("Снять отметки", TickReportsButton(view.page, 0, view.seal))
    return Button("Отметить все", TickAllButton(view.page))


def _key(line: TickLine, view: TickPage) -> Button:
    mark = "☑" if line.is_ticked else "☐"
    turned = view.mask ^ (1 << line.bit)
    return Button(f"{mark} {line.bit + 1}", TickReportsButton(view.page, turned, view.seal))


def _line(line: TickLine, view: TickPage) -> Html:
    mark, report = "☑" if line.is_ticked else "☐", line.stored.report
    said = outcome_words(report)
    return lines(
        "",
        Html(f"{mark} {line.bit + 1}. ") + name(line.duty, 90),
        f"{OUTCOME_MARKS[report.outcome]} {shortened(line.duty.assignee, 60)}: {said}, "
        f"{waits(report.created_at, view.now, view.time_zone)}",
        shortened(" ".join(report.text.split()), 120) if report.text.strip() else None,
        f"📎 {plural(line.files, 'файл', 'файла', 'файлов')}" if line.files else None,
    )


def ask_return(view: TickPage) -> Notice:
    """Why are they returned? One answer for all of them."""
    which = view.page, view.mask, view.seal
    return Notice(
        body=lines(
            bold(f"Вернуть на доработку: {_reports(len(view.ticked))}"),
            *(
                Html("• ") + name(line.duty, 70) + f" ({shortened(line.duty.assignee, 40)})"
                for line in view.ticked
            ),
            "",
            "Что исправить? Одно замечание на всех: выберите или напишите своими словами.",
        ),
        buttons=(
            *(
                (Button(words, ReturnTickedPresetButton(*which, place)),)
                for place, words in enumerate(RETURN_PRESETS)
            ),
            (Button("‹ К отметкам", TickReportsButton(*which)),),
        ),
    )


def accepted(done: DecidedTogether) -> str:
    """How many were accepted."""
    return f"Принято: {_reports(len(done.duty_ids))}." + (_OWN if done.own else "")


def returned(done: DecidedTogether) -> str:
    """How many were returned."""
    return f"Возвращено на доработку: {_reports(len(done.duty_ids))}." + (_OWN if done.own else "")


def rest(said: str, queue: Notice, done: DecidedTogether | None = None) -> Notice:
    """What was done, over what still waits; for ten minutes it can be undone at once."""
    undo: Rows = ()
    if done is not None and done.duty_ids:
        moment = round(done.at.timestamp() * MICROSECONDS)
        label = f"Отменить: {_reports(len(done.duty_ids))}"
        undo = ((Button(label, UndoTogetherButton(moment)),),)
    until = "Отменить можно десять минут." if undo else None
    return Notice(body=lines(said, until, "", queue.body), buttons=(*undo, *queue.buttons))


def undone(view: UndoneTogether) -> str:
    """How many wait again, and how many could not be taken back."""
    count = len(view.undone)
    again = f"Отменено. Снова {form(count, 'ждёт', 'ждут', 'ждут')} решения: {_reports(count)}."
    left = f" Не отменить: {view.left}, с ними уже что-то произошло." if view.left else ""
    return (again if count else "Отменять нечего.") + left


def _reports(count: int) -> str:
    return plural(count, "отчёт", "отчёта", "отчётов")
