"""Rows that only introduce their sub-rows: headings of them, and no duties of their own."""

from collections.abc import Sequence
from dataclasses import replace

from roadmap.imports.answering import parent_rows, rows_with_duty
from roadmap.imports.proposal import ProposedMeasure

_OWED_BELOW = frozenset({"deadline-missing", "responsible-missing"})


def with_headings(measures: Sequence[ProposedMeasure]) -> tuple[ProposedMeasure, ...]:
    """Rows that owe only what their sub-rows owe are marked; nobody is asked when and who about them."""
    owing = rows_with_duty(measures)
    parents = {parent for parent in parent_rows(measures) if parent is not None}
    return tuple(
        _heading(measure) if row in parents and row not in owing else measure
        for row, measure in enumerate(measures)
    )


def _heading(measure: ProposedMeasure) -> ProposedMeasure:
    problems = tuple(problem for problem in measure.problems if problem.code not in _OWED_BELOW)
    return replace(measure, is_heading=True, problems=problems)
