"""Buttons of the consolidated report."""

from services.buttons.packing import button


@button("em")
class ReportsButton:
    """Which road map?"""


@button("ep")
class ReportPeriodButton:
    """For which quarter?"""

    road_map_id: int


@button("er")
class MakeReportButton:
    """`year` and `quarter` are 0 for the whole period."""

    road_map_id: int
    year: int
    quarter: int
