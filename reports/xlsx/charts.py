"""Native charts of the report's own cells."""

from collections.abc import Sequence

from openpyxl.chart import BarChart
from openpyxl.chart.label import DataLabelList

from reports.xlsx.cells import Sheet
from reports.xlsx.duty_groups import COUNT_COLUMNS, DutyGroup

COLOURS = ("70AD47", "5B9BD5", "D9D9D9", "FFC000", "C55A11", "7F7F7F", "BF9000")
"""Of the columns of counts in their order, after the sum."""
FIRST_COUNT = 3
_NO_NOUGHTS = "0;;;"


def counts_chart(
    sheet: Sheet, rows: tuple[int, int], groups: Sequence[DutyGroup], *, width: int, height: int
) -> BarChart:
    """Every line of a table of counts as one bar; `rows` are those of its headings and its last line.

    What no line has a count of is left out; `width` and `height` are in centimetres.
    """
    chart = BarChart(barDir="bar", grouping="stacked", overlap=100, gapWidth=35)
    shown = [
        (place, colour)
        for place, (column, colour) in enumerate(zip(COUNT_COLUMNS[1:], COLOURS, strict=True), FIRST_COUNT)
        if any(column.value(group).content for group in groups)
    ]
    for place, _ in shown:
        chart.add_data(sheet.cells((place, place), rows), titles_from_data=True)
    chart.set_categories(sheet.cells((1, 1), (rows[0] + 1, rows[1])))
    for series, (_, colour) in zip(chart.series, shown, strict=True):
        series.graphicalProperties.solidFill = colour
    chart.dataLabels = DataLabelList(
        numFmt=_NO_NOUGHTS, showVal=True, showSerName=False, showCatName=False, showLegendKey=False
    )
    chart.legend.position = "b"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.y_axis.majorGridlines = None
    chart.width, chart.height = width, height
    return chart
