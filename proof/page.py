"""The table of a run: for the terminal, and as docs/guarantees.md."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from pathlib import Path

from proof.counting import Tally
from proof.course import Outcome
from proof.points import Point
from proof.trial import Setting

TEMPLATE = Path(__file__).with_name("guarantees.md")
COLUMNS = (
    "как отправляется",
    "база",
    "процессов",
    "зёрен",
    "сообщений",
    "убийств",
    "потеряно",
    "пришло дважды",
    "из них без пометки",
    "копий не больше",
    "недоставленных показано",
    "нажатий и слов",
    "из них потеряно",
    "учтено дважды",
    "документов и файлов",
    "из них потеряно или удвоено",
)
POINT_NAMES = {
    Point.ANY_MOMENT: "в любой миг",
    Point.CLAIM_BEFORE: "взял сообщения из очереди, не записав этого",
    Point.CLAIM_AFTER: "записал, что взял",
    Point.MARK_BEFORE: "собрался отправлять, не записав этого",
    Point.MARK_AFTER: "записал, что отправляет",
    Point.REQUESTED: "запрос дошёл до Telegram",
    Point.ACCEPTED: "Telegram показал сообщение и ещё не ответил",
    Point.ANSWERED: "ответ пришёл и ещё не записывается",
    Point.RECORD_BEFORE: "исход известен и не записан",
    Point.RECORD_AFTER: "исход записан",
    Point.RECOVER_BEFORE: "забирает оставшееся от убитого, не записав этого",
    Point.RECOVER_AFTER: "забрал оставшееся от убитого",
    Point.PLAN_BEFORE: "запланировал напоминания, не записав этого",
    Point.PLAN_AFTER: "записал запланированное",
    Point.STORE_BEFORE: "получил нажатия, не сохранив их",
    Point.STORE_AFTER: "сохранил нажатия, не подтвердив их Telegram",
    Point.TAKE_BEFORE: "взял нажатие в работу, не записав этого",
    Point.TAKE_AFTER: "записал, что взял нажатие",
    Point.HANDLE_BEFORE: "ещё не начал обрабатывать нажатие",
    Point.WORK_BEFORE: "сделал всё по нажатию, не записав этого",
    Point.WORK_AFTER: "записал сделанное и ещё не показал",
    Point.MORE_BEFORE: "дописывает мелочи после сделанного",
    Point.MORE_AFTER: "дописал мелочи после сделанного",
    Point.HANDLE_AFTER: "обработал нажатие до конца",
    Point.READING: "читает документ или таблицу",
    Point.DESK_BEFORE: "прочитал документ или таблицу, не записав этого",
    Point.DESK_AFTER: "записал прочитанное и ещё не показал",
    Point.APPROVE_BEFORE: "утверждает план, не записав этого",
    Point.APPROVE_AFTER: "записал утверждённый план",
    Point.ROLL_BEFORE: "переносит план на другой год, не записав этого",
    Point.ROLL_AFTER: "записал перенесённый план",
    Point.TABLE_BEFORE: "вносит таблицу правки, не записав этого",
    Point.TABLE_AFTER: "записал правку из таблицы",
    Point.MAKING: "делает файл Excel",
    Point.EXPORT_BEFORE: "записывает, что файл выдан",
    Point.EXPORT_AFTER: "записал, что файл выдан, и ещё не отправил",
}
POLICY_NAMES = {
    "product": "Веха",
    "mark-first": "сначала отметить, потом отправить",
    "retry-everything": "повторять всё подряд",
    "forgets-to-mark": "Веха, которая забывает о пометке",
}
DATABASE_NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def sums(outcomes: Sequence[Outcome]) -> dict[Setting, Tally]:
    """A line for each setting: the product first, then the others."""
    found: dict[Setting, list[Tally]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.task.setting, []).append(outcome.tally)
    policies, databases = list(POLICY_NAMES), list(DATABASE_NAMES)
    order = sorted(
        found, key=lambda each: (policies.index(each.policy), databases.index(each.database), each.workers)
    )
    return {setting: reduce(add, found[setting]) for setting in order}


def cells(setting: Setting, tally: Tally) -> tuple[str, ...]:
    numbers = (
        setting.workers,
        tally.seeds,
        tally.messages,
        sum(tally.kills.values()),
        tally.lost,
        tally.doubled,
        tally.unmarked,
        tally.copies,
        tally.shown,
        tally.presses + tally.words,
        tally.presses_lost + tally.words_lost,
        tally.presses_twice,
        tally.errands,
        tally.errands_broken,
    )
    return (
        POLICY_NAMES[setting.policy],
        DATABASE_NAMES[setting.database],
        *(f"{number:,}".replace(",", " ") for number in numbers),
    )


def as_text(outcomes: Sequence[Outcome], seconds: float) -> str:
    """For a terminal: a block of lines for each setting."""
    blocks = [
        "\n".join(f"{name}: {cell}" for name, cell in zip(COLUMNS, cells(setting, tally), strict=True))
        for setting, tally in sums(outcomes).items()
    ]
    points = "\n".join(f"  {name}: {number}" for name, number in killed_at(outcomes))
    return "\n\n".join(["", *blocks, f"убийства по точкам:\n{points}", f"за {seconds:.0f} с"])


def killed_at(outcomes: Sequence[Outcome]) -> list[tuple[str, int]]:
    """How often lives ended at each point, in the order of the points."""
    kills = reduce(add, (outcome.tally for outcome in outcomes), Tally()).kills
    return [(POINT_NAMES[point], kills[point]) for point in Point]


def page(outcomes: Sequence[Outcome], seconds: float) -> str:
    """docs/guarantees.md."""
    rows = [COLUMNS, ["---"] * len(COLUMNS)]
    rows += [cells(setting, tally) for setting, tally in sums(outcomes).items()]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    points = "\n".join(f"| {name} | {number} |" for name, number in killed_at(outcomes))
    template = TEMPLATE.read_text("utf-8")
    return template.format(table=table, points=points, minutes=f"{seconds / 60:.0f}")
