"""Buttons of the plan in force: road maps, sections, measures, and what became of them."""

from services.buttons.packing import button


@button("pl")
class PlanButton:
    """The road maps in force."""


@button("pm")
class RoadMapButton:
    """A road map: its sections, or its measures where it has none."""

    road_map_id: int


@button("ps")
class SectionButton:
    """A page of measures of a section; section 0: those that stand in none."""

    road_map_id: int
    section_id: int
    page: int


@button("prt")
class MapRoutineButton:
    """The routine work of a road map, a page of it."""

    road_map_id: int
    page: int


@button("prm")
class MapRoutineMeasureButton:
    """How often one measure of routine work may be asked about."""

    road_map_id: int
    measure_id: int


@button("prp")
class MapPaceButton:
    """Ask about it so often; the control points change at once, and it can be undone."""

    measure_id: int
    pace: str


@button("pf")
class FoundButton:
    """A page of what the typed words found; the words wait in the conversation."""

    page: int


@button("me")
class MeasureButton:
    """The card of a measure; `way` is the list it was opened from: its letter and page, or nothing."""

    measure_id: int
    way: str


@button("mec")
class MeasurePointsButton:
    """A page of the control points of a measure."""

    measure_id: int
    page: int


@button("mep")
class PointButton:
    """Who owes a control point and how each stands, a page of them."""

    measure_id: int
    control_point_id: int
    page: int


@button("meh")
class MeasureHistoryButton:
    """What has happened to the measure, a page of it."""

    measure_id: int
    page: int


@button("mer")
class MeasureReportsButton:
    """Every version of every report about the measure, a page of them."""

    measure_id: int
    page: int


# Dates to give


@button("pd")
class UndecidedButton:
    """Measures that wait for their dates or for somebody who answers, a page of them."""

    page: int


@button("med")
class AskDatesButton:
    """Say when this measure falls due."""

    measure_id: int


@button("meg")
class GiveDatesButton:
    """The dates were understood; the words wait in the conversation."""

    measure_id: int


# A whole road map


@button("pmd")
class MapDeskButton:
    """What can be done with the whole road map, and its editions."""

    road_map_id: int


@button("pef")
class EditionFileButton:
    """The document of this edition, as it was sent."""

    edition_id: int


@button("pmr")
class RenameMapButton:
    road_map_id: int


@button("pmo")
class ReopenMapButton:
    """Undo the closing of the road map."""

    road_map_id: int


@button("pmx")
class CloseMapButton:
    """Send nothing more about the road map; `is_sure` 1: what that ends was said."""

    road_map_id: int
    is_sure: int


@button("pmy")
class RollMapButton:
    """Propose the same plan for the period that begins in this year."""

    road_map_id: int
    year: int


@button("pmc")
class ClosedMapsButton:
    """Road maps that are in force no more."""


# On paper


@button("ppm")
class PaperMonthsButton:
    """For which months is the list of this organisation printed?"""

    unit_id: int


@button("ppl")
class PaperListButton:
    """The list of so many months, from this one."""

    unit_id: int
    year: int
    month: int
    months: int
