"""The sheet «Матрица»: collective measures down, the units that answer for them across."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.xlsx.cells import PAGE_WIDTH, Book, Look, Value
from reports.xlsx.columns import Column, add_lines, heads, widths
from reports.xlsx.tables import head_row, write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.ids import UnitId
from roadmap.natural_order import natural
from roadmap.summary.summary_views import ORDER, RoadMapSummary, Standing, SummaryMeasure
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words

UNIT_WIDTH, HEAD_HEIGHT, NAME_LENGTH = 12.0, 130.0, 60
ON_EVERY_PAGE = "A:B"
DONE = frozenset({Standing.ACCEPTED, Standing.COVERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOfMeasure:
    """A collective measure and how its duties stand at each unit."""

    measure: SummaryMeasure
    by_unit: Mapping[UnitId, Sequence[Standing]]


def write_matrix(book: Book, summary: RoadMapSummary) -> None:
    """Nothing where no measure is collective."""
    collective = [measure for measure in summary.measures if measure.is_collective]
    units = _units(collective)
    if not units:
        return
    columns = (*COLUMNS, *(_unit_column(unit, name) for unit, name in units.items()))
    is_wide = sum(widths(columns)) > PAGE_WIDTH
    frozen = f"D{head_row(summary, hints=True) + 1}"
    repeated = ON_EVERY_PAGE if is_wide else None
    sheet = book.sheet(words.MATRIX, widths(columns), frozen=frozen, repeated=repeated)
    write_heading(sheet, book, summary)
    sheet.banner(words.MATRIX_HINT, Look.NOTE)
    sheet.head(*heads(columns), height=HEAD_HEIGHT)
    table = [UnitsOfMeasure(measure=measure, by_unit=_standings(measure)) for measure in collective]
    add_lines(sheet, columns, table)
    sums = [_done([line.by_unit.get(unit, []) for line in table]) for unit in units]
    everything = _done([found for line in table for found in line.by_unit.values()])
    sheet.add(Value(None, Look.TOTAL), Value(words.MATRIX_TOTAL, Look.TOTAL), everything, *sums)
    sheet.finish()


def _unit_column(unit: UnitId, name: str) -> Column[UnitsOfMeasure]:
    return Column(
        shortened(name, NAME_LENGTH),
        UNIT_WIDTH,
        lambda line: _cell(line.by_unit.get(unit, ())),
        Look.VERTICAL_HEAD,
    )


def _done(found: Sequence[Sequence[Standing]]) -> Value:
    """How many of all these are done, and how many of the rest wait for the curator."""
    every = [standing for standings in found for standing in standings]
    waiting = every.count(Standing.WAITING)
    said = words.done_of(sum(standing in DONE for standing in every), len(every))
    return Value(f"{said}, {words.waiting(waiting)}" if waiting else said, Look.TOTAL)


def _units(measures: Sequence[SummaryMeasure]) -> dict[UnitId, str]:
    """Units that answer for any of these measures, by name."""
    found = {
        duty.duty.unit_id: duty.duty.assignee
        for measure in measures
        for point in measure.points
        for duty in point.everyone
        if duty.duty.unit_id is not None
    }
    return dict(sorted(found.items(), key=lambda item: (natural(item[1]), item[0])))


def _standings(measure: SummaryMeasure) -> dict[UnitId, list[Standing]]:
    found = defaultdict[UnitId, list[Standing]](list)
    for point in measure.points:
        for duty in point.everyone:
            if duty.duty.unit_id is not None and duty.standing is not Standing.WITHDRAWN:
                found[duty.duty.unit_id].append(duty.standing)
    return found


def _cell(found: Sequence[Standing]) -> Value:
    """One control point: its state; several: how many are done, and how the rest stand, worst first."""
    if not found:
        return Value(None, Look.CENTRE)
    worst = min(found, key=ORDER.index)
    if len(found) == 1:
        return Value(words.SHORT_STANDINGS[worst], Look.CENTRE, STANDING_TINTS[worst])
    others = [standing for standing in ORDER if standing in found and standing is not Standing.ACCEPTED]
    said = [f"{words.SHORT_STANDINGS[standing]}: {found.count(standing)}" for standing in others]
    done = words.done_of(found.count(Standing.ACCEPTED), len(found))
    return Value("\n".join((done, *said)), Look.CENTRE, STANDING_TINTS[worst])


COLUMNS: Sequence[Column[UnitsOfMeasure]] = (
    Column(headings.NUMBER, 7, lambda line: Value(line.measure.number, Look.CENTRE)),
    Column(headings.MEASURE, 34, lambda line: Value(line.measure.title)),
    Column(headings.DONE, 12, lambda line: _done(list(line.by_unit.values()))),
)
"""Before the units' own."""
