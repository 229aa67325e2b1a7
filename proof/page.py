"""The table of a run: for the terminal, and as docs/guarantees.md."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from proof.counting import Tally
from proof.course import Outcome
from proof.trial import Setting

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
    "показано недоставленным",
    "нажатий",
    "нажатий потеряно",
    "учтено дважды",
)
POLICY_NAMES = {
    "product": "Веха",
    "mark-first": "сначала отметить, потом отправить",
    "retry-everything": "повторять всё подряд",
    "forgets-to-mark": "Веха, которая забывает о пометке",
}
DATABASE_NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def sums(outcomes: Sequence[Outcome]) -> dict[Setting, Tally]:
    """A line for each setting, in the order of the course."""
    found: dict[Setting, list[Tally]] = {}
    for outcome in sorted(outcomes, key=lambda each: each.task.seed):
        found.setdefault(outcome.task.setting, []).append(outcome.tally)
    order = list(POLICY_NAMES)
    settings = sorted(
        found, key=lambda each: (order.index(each.policy), -len(each.database) % 7, each.workers)
    )
    return {setting: reduce(add, found[setting]) for setting in settings}


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
    )
    return (
        POLICY_NAMES[setting.policy],
        DATABASE_NAMES[setting.database],
        *(f"{number:,}".replace(",", " ") for number in numbers),
    )


def as_text(outcomes: Sequence[Outcome], seconds: float) -> str:
    """For a terminal."""
    rows = [COLUMNS, *(cells(setting, tally) for setting, tally in sums(outcomes).items())]
    lines = [f"{name}: {'; '.join(row[place] for row in rows[1:])}" for place, name in enumerate(COLUMNS)]
    killed = reduce(add, (outcome.tally for outcome in outcomes)).kills
    lines.append("убийства по точкам: " + ", ".join(f"{point} {n}" for point, n in sorted(killed.items())))
    return "\n".join(["", *lines, f"за {seconds:.0f} с"])


def page(outcomes: Sequence[Outcome], seconds: float) -> str:
    raise NotImplementedError
