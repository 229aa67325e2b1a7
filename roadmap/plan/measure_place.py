"""Where a measure stands in the document it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CellPlaces = tuple[tuple[int, int, int], ...]
"""Cells as (table, row, column), each counted from 1 as the reader of documents counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePlace:
    """The table, its rows and, by column key, the cells (table, row, column) of its own words, from 1.

    A row that goes on in the table of the next page has cells there too. `cells` has no key for a value that
    the measure inherits.
    """

    table: int
    rows: tuple[int, ...]
    cells: Mapping[str, CellPlaces] = field(default_factory=dict)


def place_to_json(place: MeasurePlace) -> dict[str, Any]:
    """The place as JSON keeps it."""
    cells = {key: [list(cell) for cell in cells] for key, cells in place.cells.items()}
    return {"table": place.table, "rows": list(place.rows), "cells": cells}


def place_from_json(stored: Mapping[str, Any]) -> MeasurePlace:
    """What `place_to_json` wrote."""
    cells = {key: tuple((c[0], c[1], c[2]) for c in cells) for key, cells in stored["cells"].items()}
    return MeasurePlace(table=stored["table"], rows=tuple(stored["rows"]), cells=cells)
