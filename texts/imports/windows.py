"""Stretches of days in words: «с 1 по 31 марта 2027 года», «15 марта 2027 года»."""

from collections.abc import Sequence

from roadmap.deadlines.period import PlanPeriod, Window
from texts.plural import day, plural


def window(stretch: Window | PlanPeriod) -> str:
    """The days of a window; what both ends share is said once."""
    first, last = (
        (stretch.first, stretch.last) if isinstance(stretch, Window) else (stretch.start, stretch.end)
    )
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_since(first.day)} {first.day} по {day(last)}"
    return f"{_since(first.day)} {day(first, today=last)} по {day(last)}"


def _since(number: int) -> str:
    return "со" if number == 2 else "с"


def windows(stretches: Sequence[Window], *, is_hard: bool) -> str:
    """What a deadline comes to: its days, or how many control points from which to which."""
    if not stretches:
        return "дат нет"
    if len(stretches) == 1:
        days = window(stretches[0])
        return days if is_hard else f"{days}, без жёсткого срока"
    if len(stretches) <= 3:
        return "; ".join(window(one) for one in stretches)
    points = plural(len(stretches), "контрольная точка", "контрольные точки", "контрольных точек")
    return f"{points}, первая до {day(stretches[0].last)}, последняя до {day(stretches[-1].last)}"
