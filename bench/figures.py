"""Medians, percentiles and how they are written."""

from collections.abc import Sequence
from math import ceil
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def spread(values: Sequence[float], digits: int = 0, unit: str = "") -> str:
    """The median with the extremes of the runs beside it."""
    middle, low, high = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    tail = f" {unit}" if unit else ""
    return f"{middle}{tail}" if low == high else f"{middle}{tail} ({low}–{high})"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


__all__ = ["median", "milliseconds", "percentile", "spread"]
