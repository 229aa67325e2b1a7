"""Rules of a table that its page does not draw: a side that is open is closed, so that no row is lost."""

from collections.abc import Iterable, Iterator, Sequence
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
        """Horizontal and vertical rules to add: open sides of tables, and ends that meet nothing."""
        across: list[_Rule] = []
        down: list[_Rule] = []
        for own_down, own_across in _tables(self._down, self._across):
            across += [*_closing(own_down, own_across), *_sides(own_across, own_down)]
            down += [*_closing(own_across, own_down), *_sides(own_down, own_across)]
        return (
            [_edge(rule.start, rule.end, rule.place, rule.place) for rule in across],
            [_edge(rule.place, rule.place, rule.start, rule.end) for rule in down],
        )


def _tables(down: list[_Rule], across: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Rules that meet, directly or by way of others; one that meets none belongs to no table."""
    left = set(range(len(across)))
    waiting = set(range(len(down)))
    while waiting:
        own_down, own_across = {waiting.pop()}, set[int]()
        new = set(own_down)
        while new:
            met = {one for one in left if any(_meet(down[index], across[one]) for index in new)}
            left -= met
            own_across |= met
            new = {one for one in waiting if any(_meet(down[one], across[index]) for index in met)}
            waiting -= new
            own_down |= new
        if own_across:
            yield [down[index] for index in own_down], [across[index] for index in own_across]


def _sides(rules: list[_Rule], others: list[_Rule]) -> Iterator[_Rule]:
    """The first and the last rule of a table, where the rules of the other kind reach beyond those drawn."""
    start, end = min(other.start for other in others), max(other.end for other in others)
    first, last = min(other.place for other in others), max(other.place for other in others)
    places = [rule.place for rule in rules]
    begin, finish = min(first, *(rule.start for rule in rules)), max(last, *(rule.end for rule in rules))
    if start < min(places) - _NEAR:
        yield _Rule(start, begin, finish)
    if end > max(places) + _NEAR:
        yield _Rule(end, begin, finish)


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
