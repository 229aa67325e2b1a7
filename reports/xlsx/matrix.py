"""The sheet «Матрица»: collective measures down, the units that answer for them across."""

from collections import defaultdict
from collections.abc import Sequence

from reports.xlsx.cells import Book, Look, Value
from reports.xlsx.overview import write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.ids import UnitId
from roadmap.natural_order import natural
from roadmap.summary.summary_views import ORDER, RoadMapSummary, Standing, SummaryMeasure
from texts.short import shortened
from texts.summary import report_words as words

UNIT_WIDTH, HEAD_HEIGHT, NAME_LENGTH = 11.0, 130.0, 60


def write_matrix(book: Book, summary: RoadMapSummary) -> None:
    """Nothing where no measure is collective."""
    collective = [measure for measure in summary.measures if measure.is_collective]
    units = _units(collective)
    if not units:
        return
    widths = (8, 46, 9, *[UNIT_WIDTH] * len(units))
    sheet = book.sheet(words.MATRIX, widths, frozen="D7")
    write_heading(sheet, book, summary)
    sheet.add(Value(words.MATRIX_HINT, Look.NOTE))
    names = [Value(shortened(name, NAME_LENGTH), Look.VERTICAL_HEAD) for name in units.values()]
    sheet.add(*(Value(title, Look.HEAD) for title in words.MATRIX_HEADINGS), *names, height=HEAD_HEIGHT)
    table = [(measure, _standings(measure)) for measure in collective]
    for measure, by_unit in table:
        sheet.add(
            Value(measure.number, Look.CENTRE),
            Value(measure.title),
            _done(list(by_unit.values())),
            *(_cell(by_unit.get(unit, ())) for unit in units),
        )
    sums = [_done([by_unit.get(unit, []) for _, by_unit in table]) for unit in units]
    everything = _done([found for _, by_unit in table for found in by_unit.values()])
    sheet.add(Value(None, Look.TOTAL), Value(words.MATRIX_TOTAL, Look.TOTAL), everything, *sums)
    sheet.finish()


def _done(found: Sequence[Sequence[Standing]]) -> Value:
    """How many of all these are done."""
    done = sum(standings.count(Standing.ACCEPTED) for standings in found)
    return Value(words.done_of(done, sum(map(len, found))), Look.TOTAL)


def _units(measures: Sequence[SummaryMeasure]) -> dict[UnitId, str]:
    """Units that answer for any of these measures, by name."""
    found = {
        duty.duty.unit_id: duty.duty.assignee
        for measure in measures
        for point in measure.points
        for duty in point.duties
        if duty.duty.unit_id is not None
    }
    return dict(sorted(found.items(), key=lambda item: (natural(item[1]), item[0])))


def _standings(measure: SummaryMeasure) -> dict[UnitId, list[Standing]]:
    found = defaultdict[UnitId, list[Standing]](list)
    for point in measure.points:
        for duty in point.duties:
            if duty.duty.unit_id is not None and duty.standing is not Standing.WITHDRAWN:
                found[duty.duty.unit_id].append(duty.standing)
    return found


def _cell(found: Sequence[Standing]) -> Value:
    """One control point: its state; several: how many are done and the worst of the rest."""
    if not found:
        return Value(None, Look.CENTRE)
    worst = min(found, key=ORDER.index)
    label = words.SHORT_STANDINGS[worst]
    if len(found) > 1:
        done = words.done_of(found.count(Standing.ACCEPTED), len(found))
        label = done if worst is Standing.ACCEPTED else f"{done}\n{label}"
    return Value(label, Look.CENTRE, STANDING_TINTS[worst])
