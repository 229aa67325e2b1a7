"""What stands in a file and is not handed over by its reader: said, so that nothing is lost in silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from roadmap.imports.proposal_places import Rest
from roadmap.problem import Fact, Problem

_FIRST_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """Where in the file, as far as its kind can tell; pages, tables and rows count from one."""

    sheet: str = ""
    page: int = 0
    table: int = 0
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Every word that was left out at one place, and the code that says why."""

    code: str
    text: str
    place: SourcePlace = SourcePlace()


def as_rests(left_out: Iterable[LeftOut]) -> tuple[Rest, ...]:
    """What was left out, listed with what was handed over and became no part of the plan.

    What goes for one reason in one table, sheet or page is one rest: a line for each row.
    """
    in_order = sorted(left_out, key=_where)
    return tuple(_rest(list(group)) for _, group in groupby(in_order, key=_where))


def _where(one: LeftOut) -> tuple[str, str, int, int]:
    return one.code, one.place.sheet, one.place.page, one.place.table


def _rest(group: list[LeftOut]) -> Rest:
    first = group[0].place
    rows = [" | ".join(one.text for one in row) for _, row in groupby(group, key=lambda one: one.place.row)]
    return Rest(
        code=group[0].code,
        table=first.table,
        row=first.row,
        words="\n".join(rows),
        rows=len(rows),
        sheet=first.sheet,
        page=first.page,
        column=first.column,
    )


def reported(left_out: Iterable[LeftOut]) -> tuple[Problem, ...]:
    """One problem for each reason and sheet: how often, where first, and the first words."""
    in_order = sorted(left_out, key=_reason)
    return tuple(_problem(list(group)) for _, group in groupby(in_order, key=_reason))


def _reason(one: LeftOut) -> tuple[str, str]:
    return one.code, one.place.sheet


def _problem(group: list[LeftOut]) -> Problem:
    first = group[0].place
    where: dict[str, Fact] = {
        "sheet": first.sheet,
        "page": first.page,
        "table": first.table,
        "row": first.row,
        "column": first.column,
    }
    known: dict[str, Fact] = {name: value for name, value in where.items() if value}
    said: dict[str, Fact] = {"count": len(group), "text": _first_words(group)}
    return Problem(code=group[0].code, facts=said | known)


def _first_words(group: list[LeftOut]) -> str:
    words = " ".join(" ".join(one.text for one in group[:_FIRST_WORDS]).split())
    return words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rpartition(" ")[0] + " …"
