"""Buttons of the consolidated report."""

from services.buttons.packing import button


@button("td")
class TodayButton:
    """What is asked of the person now."""


@button("wk")
class WaitingButton:
    """Opens what waits below the list, which stays; `of` is a `Waiting`."""

    of: str


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


@button("ef")
class ReportFilesButton:
    """Which files? `year` and `quarter` as above."""

    road_map_id: int
    year: int
    quarter: int


@button("eo")
class MakeFormButton:
    """The Word form; `unit_id` is 0 for everybody's rows."""

    road_map_id: int
    year: int
    quarter: int
    unit_id: int


@button("ea")
class MakeAnalysisButton:
    """The written analysis; `year` and `quarter` as above."""

    road_map_id: int
    year: int
    quarter: int


@button("ez")
class MakeArchiveButton:
    """All files of the reports; `year` and `quarter` as above."""

    road_map_id: int
    year: int
    quarter: int


@button("eu")
class FormUnitsButton:
    """Whose rows?"""

    road_map_id: int
    year: int
    quarter: int
    page: int


@button("es")
class SignersButton:
    """Who signs? `year` and `quarter` are the way back."""

    road_map_id: int
    year: int
    quarter: int


@button("eg")
class PicturesButton:
    """How it goes, drawn; `year` and `quarter` as above."""

    road_map_id: int
    year: int
    quarter: int


@button("ed")
class DisciplineButton:
    """How well days are kept, and why so; `year` and `quarter` as above."""

    road_map_id: int
    year: int
    quarter: int
    page: int


@button("edx")
class ExplainDisciplineButton:
    """The same of one assignee; `place` is theirs in the list, worst first."""

    road_map_id: int
    year: int
    quarter: int
    place: int


# Of one section


@button("esf")
class SectionFilesButton:
    """Which file of a section? `year` and `quarter` are 0 for the whole period."""

    road_map_id: int
    section_id: int
    year: int
    quarter: int


@button("esw")
class SectionFormButton:
    road_map_id: int
    section_id: int
    year: int
    quarter: int


@button("esa")
class SectionAnalysisButton:
    road_map_id: int
    section_id: int
    year: int
    quarter: int


@button("esx")
class SectionReportButton:
    """The workbook."""

    road_map_id: int
    section_id: int
    year: int
    quarter: int


# For a meeting


@button("ek")
class MeetingButton:
    """One picture with what is to be decided."""


@button("ekp")
class MeetingPaperButton:
    """The same on a page to be printed."""


@button("ou")
class OutlookButton:
    """What is to be sent; `by` is an `OutlookBy`, `id` 0 for the list of those to choose from."""

    by: str
    id: int
    page: int


@button("oug")
class GoneButton:
    """What has gone of these: `by` and `id` as above; of everybody where `by` is empty."""

    by: str
    id: int
    page: int
