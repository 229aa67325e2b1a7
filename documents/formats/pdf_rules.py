"""Rules of a table that its page does not draw: a side that is open is closed, so that no row is lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_NEAR = 3.0
_SAME = 1.5

Edge = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight line at `place` of one axis, from `start` to `end` of the other."""

    place: float
    start: float
    end: float


class Rules:
    """The rules of a page, those drawn in pieces as the whole lines they are."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        down = [edge for edge in edges if edge["orientation"] == "v"]
        across = [edge for edge in edges if edge["orientation"] == "h"]
        self._down = _merged(_Rule(edge["x0"], edge["top"], edge["bottom"]) for edge in down)
        self._across = _merged(_Rule(edge["top"], edge["x0"], edge["x1"]) for edge in across)

    @property
    def work(self) -> int:
        """What finding the cells between them takes: each crossing looks along its two rules."""
        down, across = len(self._down), len(self._across)
        return down * across * (4 + (down + across) // 4)

    def missing(self) -> tuple[list[Edge], list[Edge]]:
        """Horizontal and vertical rules to add where rules of the other kind end together at nothing."""
        down = [rule for rule in self._down if any(_meet(rule, other) for other in self._across)]
        across = [rule for rule in self._across if any(_meet(rule, other) for other in down)]
        return (
            [_edge(rule.start, rule.end, rule.place, rule.place) for rule in _closing(down, across)],
            [_edge(rule.place, rule.place, rule.start, rule.end) for rule in _closing(across, down)],
        )


def _closing(rules: list[_Rule], others: list[_Rule]) -> list[_Rule]:
    """Where two or more rules end side by side and no rule of the other kind passes."""
    ends = sorted((end, rule.place) for rule in rules for end in (rule.start, rule.end))
    closing: list[_Rule] = []
    for place, group in _clusters(ends):
        first, last = min(group), max(group)
        is_open = not any(
            abs(other.place - place) <= _NEAR and other.start < last - _NEAR and other.end > first + _NEAR
            for other in others
        )
        if is_open and last - first > _NEAR:
            closing.append(_Rule(place, first, last))
    return closing


def _clusters(ends: list[tuple[float, float]]) -> Iterable[tuple[float, list[float]]]:
    group: list[float] = []
    begun = 0.0
    for end, place in ends:
        if group and end - begun > _SAME:
            yield begun, group
            group = []
        if not group:
            begun = end
        group.append(place)
    if group:
        yield begun, group


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Rules drawn in pieces, one row after another, as the whole lines they are."""
    merged: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.place / _SAME), rule.start)):
        before = merged[-1] if merged else None
        if before and abs(rule.place - before.place) <= _SAME and rule.start - before.end <= _NEAR:
            merged[-1] = _Rule(before.place, before.start, max(before.end, rule.end))
        else:
            merged.append(rule)
    return merged


def _meet(rule: _Rule, other: _Rule) -> bool:
    return (
        rule.start - _NEAR <= other.place <= rule.end + _NEAR
        and other.start - _NEAR <= rule.place <= other.end + _NEAR
    )


def _edge(x0: float, x1: float, top: float, bottom: float) -> Edge:
    size = {"width": x1 - x0, "height": bottom - top}
    return {"object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom} | size
