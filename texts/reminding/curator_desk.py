"""The desk of a curator in the digest, and the head's line about decisions that are late."""

from collections.abc import Sequence
from datetime import date

from services.buttons.deciding import QueueButton
from services.buttons.duties import BoardButton, DigestDutyButton
from services.control.deciding.decisions import QueueLine
from services.control.deciding.waiting_long import LongWait
from services.notice import Button, Html, Notice, bold, lines
from services.reminding.curator_desk import Desk
from services.reminding.mornings import LateDecisions
from texts.control.decisions import KINDS, MARKS, waiting_key
from texts.control.duty_words import duties, name, on_day
from texts.plural import plural
from texts.short import shortened, told_apart

TITLE_LENGTH, UNIT_LENGTH, NAME_LENGTH = 70, 40, 40
Rows = tuple[tuple[Button, ...], ...]


def desk_lines(desk: Desk | None, today: date) -> list[Html | str]:
    """What waits for their decision, and once a week how much is due by Sunday."""
    if desk is None:
        return []
    said: list[Html | str] = []
    if desk.waiting:
        said += ["", bold(waiting_head(desk.waiting, desk.days))]
        said += [
            Html(f"{MARKS[line.item.kind]} ")
            + name(line.duty, TITLE_LENGTH)
            + f" — {shortened(line.duty.assignee, UNIT_LENGTH)}, {KINDS[line.item.kind]}"
            for line in desk.oldest
        ]
        if more := desk.waiting - len(desk.oldest):
            said.append(f"…и ещё {more}")
    if desk.week is not None and desk.week.due:
        until = on_day(desk.week.until, today)
        said += ["", f"Скоро срок: {duties(desk.week.due)} до {until}."]
    return said


def waiting_head(count: int, days: int) -> str:
    """«Ждут вас: 3, старшему 5 дней»."""
    return f"Ждут вас: {count}" + (f", старшему {_days(days)}" if days else "")


def desk_keys(desk: Desk | None) -> Rows:
    """The oldest as cards below the digest, then the whole queue."""
    if desk is None or not desk.waiting:
        return ()
    labels = told_apart(desk.oldest, _label, lambda line: line.duty.owed_by)
    rows = [
        (Button(label, DigestDutyButton(line.duty.id)),)
        for line, label in zip(desk.oldest, labels, strict=True)
    ]
    if desk.waiting > 1:
        rows.append((Button(f"Вся очередь ({desk.waiting})", QueueButton(0)),))
    return tuple(rows)


def late_decisions(view: LateDecisions) -> Notice:
    """To the head: whose decisions have been waited for longer than a working week."""
    count, oldest = view.waits.count, view.waits.oldest
    return Notice(
        body=lines(
            bold(f"Ждут решения куратора пять рабочих дней и дольше: {count}"),
            "",
            *(late_line(wait) for wait in oldest),
            f"…и ещё {count - len(oldest)}" if count > len(oldest) else None,
        ),
        buttons=(
            *(
                (Button(label, DigestDutyButton(wait.duty.id)),)
                for wait, label in zip(oldest, _late_labels(oldest), strict=True)
            ),
            (Button("Обзор", BoardButton()),),
        ),
    )


def late_line(wait: LongWait) -> Html:
    """One decision that is late: what waits, for how long and for whom."""
    who = ", ".join(shortened(person, NAME_LENGTH) for person in wait.curators) or "координатор: куратора нет"
    assignee = shortened(wait.duty.assignee, UNIT_LENGTH)
    verb = "решают" if len(wait.curators) > 1 else "решает"
    return (
        Html(f"{MARKS[wait.kind]} ")
        + name(wait.duty, TITLE_LENGTH)
        + f" — {assignee}, {KINDS[wait.kind]}, {_days(wait.days)}; {verb} {who}"
    )


def _days(count: int) -> str:
    return plural(count, "день", "дня", "дней")


def _label(line: QueueLine, when: str) -> str:
    return waiting_key(line.item.kind, line.duty, when)


def _late_labels(waits: Sequence[LongWait]) -> list[str]:
    return told_apart(
        waits, lambda wait, when: waiting_key(wait.kind, wait.duty, when), lambda wait: wait.duty.owed_by
    )
