"""Native charts of the report's own cells."""

from openpyxl.chart import BarChart

from reports.xlsx.cells import Sheet
from reports.xlsx.duty_groups import COUNT_COLUMNS

COLOURS = ("70AD47", "5B9BD5", "D9D9D9", "FFC000", "C55A11", "7F7F7F", "BF9000")
"""Of the columns of counts in their order, after the sum."""
FIRST_COUNT = 3


def counts_chart(sheet: Sheet, rows: tuple[int, int], *, width: int, height: int) -> BarChart:
    """Every line of a table of counts as one bar; `rows` are those of its headings and its last line.

    `width` and `height` are in centimetres.
    """
    chart = BarChart(barDir="bar", grouping="stacked", overlap=100, gapWidth=35)
    last = FIRST_COUNT + len(COUNT_COLUMNS) - 2
    chart.add_data(sheet.cells((FIRST_COUNT, last), rows), titles_from_data=True)
    chart.set_categories(sheet.cells((1, 1), (rows[0] + 1, rows[1])))
    for series, colour in zip(chart.series, COLOURS, strict=True):
        series.graphicalProperties.solidFill = colour
    chart.legend.position = "b"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = width, height
    return chart
