"""What a seed decides: where lives end, what goes wrong on the wire, who does what and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Any

from proof.ground import POSTPONED, REPORTED, TAKEN, Ground
from proof.points import OF_MESSAGES, Point

PASSINGS = (1, 2, 3, 5, 8, 13)
"""At which passing of its point a life ends."""
FEW = (1, 1, 2)
"""The same of points that only work with files passes."""
FUSES = 2
"""Of one life, besides one of work with files. The first to come counts: some points are passed rarely. A
life that passes none is ended at any moment."""
STEPS = range(1, 5)
LIVES = range(3, 7)
FAULTS = range(4, 9)
IMPATIENT = 0.2
"""How often a button is pressed twice at once."""
RETURNED = 0.3
"""How often a curator returns what could be accepted."""
METHODS = ("sendMessage",) * 6 + ("editMessageText", "answerCallbackQuery", "getUpdates", "deleteMessage")
Rule = dict[str, Any]
READ = (Point.READING, Point.DESK_BEFORE, Point.DESK_AFTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Somebody is about to do something about one of their duties; `verb` names a deed of `people.py`."""

    verb: str
    chat_id: int
    duty_id: int
    draft_id: int = 0
    is_impatient: bool = False


class ErrandKind(StrEnum):
    IMPORT = "import"
    TABLE = "table"
    ROLL = "roll"
    EXPORT = "export"


PASSED_BY = {
    ErrandKind.IMPORT: (*READ, Point.APPROVE_BEFORE, Point.APPROVE_AFTER),
    ErrandKind.TABLE: (*READ, Point.MAKING, Point.TABLE_BEFORE, Point.TABLE_AFTER),
    ErrandKind.ROLL: (Point.ROLL_BEFORE, Point.ROLL_AFTER, Point.APPROVE_BEFORE, Point.APPROVE_AFTER),
    ErrandKind.EXPORT: (Point.MAKING, Point.EXPORT_BEFORE, Point.EXPORT_AFTER),
}
"""Where an errand may be cut short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A coordinator is about to do something with files; `kind` names a story of `office.py`."""

    kind: ErrandKind
    chat_id: int
    road_map_id: int
    is_impatient: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Things done in one breath, and for how long nothing is done before them."""

    seconds: int
    deeds: tuple[Deed, ...]
    errands: tuple[Errand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The whole of a seed; the days run one after another."""

    seed: int
    lives: tuple[Mapping[Point, int], ...]
    faults: tuple[Rule, ...]
    days: tuple[tuple[Step, ...], ...]
    moods: int
    """The seed of what cannot be known beforehand: how people react to what they get."""


def draw(seed: int, ground: Ground) -> Fate:
    """The same for every policy and database."""
    dice, office = Random(f"proof {seed}"), Random(f"proof {seed}, the office")
    lives = tuple(_fuses(dice) for _ in range(dice.choice(LIVES)))
    faults = tuple(_fault(dice) for _ in range(dice.choice(FAULTS)))
    kinds = [office.choice(list(ErrandKind)) for _ in ground.coordinators]
    return Fate(
        seed=seed,
        lives=tuple({**life, _point_of(office, kinds): office.choice(FEW)} for life in lives),
        faults=(*faults, _file_fault(office)),
        days=_with_errands(office, ground, kinds, _days(dice, ground)),
        moods=dice.getrandbits(32),
    )


def _fuses(dice: Random) -> dict[Point, int]:
    drawn: dict[Point, int] = {point: dice.choice(PASSINGS) for point in dice.sample(OF_MESSAGES, FUSES)}
    return {**drawn, Point.ANY_MOMENT: dice.choice(STEPS)}


def _fault(dice: Random) -> Rule:
    method = dice.choice(METHODS)
    rule: Rule = {"method": method, "skip": dice.randint(0, 30), "moment": dice.choice(("before", "after"))}
    match dice.choice(("flood", "refuse", "html", "truncate", "hang", "reset")):
        case "flood" if method == "sendMessage":
            return {**rule, "kind": "refuse", "moment": "before", "retry_after": dice.choice((1, 35))}
        case "html":
            return {**rule, "kind": "html", "code": 502}
        case "truncate":
            return {**rule, "kind": "truncate"}
        case "hang":
            return {**rule, "kind": "hang", "seconds": 0.05}
        case "reset":
            return {**rule, "kind": "reset"}
        case _:
            return {**rule, "kind": "refuse", "code": 500}


def _point_of(dice: Random, kinds: Sequence[ErrandKind]) -> Point:
    """Somewhere in the midst of one of these errands."""
    return dice.choice(PASSED_BY[dice.choice(kinds)])


def _file_fault(dice: Random) -> Rule:
    rule: Rule = {"method": dice.choice(("sendDocument", "getFile")), "skip": dice.randint(0, 2)}
    rule["moment"] = dice.choice(("before", "after"))
    return {**rule, **dice.choice(({"kind": "reset"}, {"kind": "refuse", "code": 500}))}


def _days(dice: Random, ground: Ground) -> tuple[tuple[Step, ...], ...]:
    deeds: list[Deed] = []
    for each in ground.executors:
        verbs = {TAKEN: "take", POSTPONED: "postpone", REPORTED: "send" if each.draft_id else "tell"}
        deeds += [
            Deed(
                verb=verb,
                chat_id=each.chat_id,
                duty_id=each.duties[number],
                draft_id=each.draft_id or 0,
                is_impatient=dice.random() < IMPATIENT,
            )
            for number, verb in verbs.items()
            if dice.random() < 0.7
        ]
    dice.shuffle(deeds)
    half = len(deeds) // 2
    return tuple(_steps(dice, part) for part in (deeds[:half], deeds[half:]))


def _steps(dice: Random, deeds: list[Deed]) -> tuple[Step, ...]:
    steps = []
    while deeds:
        count = dice.randint(3, 6)
        steps.append(Step(seconds=dice.randint(1, 20), deeds=tuple(deeds[:count])))
        deeds = deeds[count:]
    return tuple(steps)


def _with_errands(
    dice: Random, ground: Ground, kinds: Sequence[ErrandKind], days: tuple[tuple[Step, ...], ...]
) -> tuple[tuple[Step, ...], ...]:
    """Each coordinator is about one errand, begun in the midst of what the others do."""
    told = [list(steps) or [Step(seconds=1, deeds=())] for steps in days]
    for each, kind in zip(ground.coordinators, kinds, strict=True):
        errand = Errand(
            kind=kind,
            chat_id=each.chat_id,
            road_map_id=each.road_map_id,
            is_impatient=dice.random() < IMPATIENT,
        )
        steps = dice.choice(told)
        at = dice.randrange(len(steps))
        steps[at] = replace(steps[at], errands=(*steps[at].errands, errand))
    return tuple(tuple(steps) for steps in told)
