"""Buttons of a document under review and of its questions."""

from services.buttons.packing import button

# The document


@button("ik")
class ImportDeskButton:
    """Road maps in force, documents left undecided, and how to send a new one."""


@button("i")
class ImportButton:
    """Back to the preview."""

    import_id: int


@button("ip")
class ImportRowsButton:
    """How the deadlines were read, a page of rows."""

    import_id: int
    page: int


@button("ir")
class ImportProblemsButton:
    import_id: int
    page: int


@button("irs")
class ImportRestsButton:
    """Words that became no part of the plan, a page of them."""

    import_id: int
    page: int


@button("ia")
class ApproveImportButton:
    """`is_sure` 1: open questions were pointed out and left for later; 2: so was that the maps are unlike."""

    import_id: int
    is_sure: int


@button("ial")
class ApproveAllButton:
    """Put every plan of the file in force; `is_sure` 1: they were listed first."""

    import_id: int
    is_sure: int


@button("ix")
class CancelImportButton:
    import_id: int
    is_sure: int


@button("in")
class EnterAllButton:
    """Every unknown name becomes a new unit, group or person; `is_sure` 1: they were listed first."""

    import_id: int
    is_sure: int


@button("iru")
class RulesButton:
    """Choose the rules of the region; an empty name shows the choice."""

    import_id: int
    name: str


@button("iq")
class RoutineWorkButton:
    """Measures that come round more than once a month, a page of them."""

    import_id: int
    page: int


@button("iqe")
class ImportEvidenceButton:
    """What reports will have to come with, a page of measures."""

    import_id: int
    page: int


@button("iqr")
class AskRowEvidenceButton:
    """Ask this of the reports of one row."""

    import_id: int
    row: int
    rule: str
    page: int


@button("iqt")
class TakeEvidenceButton:
    """Ask for all that is proposed, or, not taken, for words only."""

    import_id: int
    is_taken: int


@button("iqm")
class RoutineMeasureButton:
    """What the plan may make of this row of routine work."""

    import_id: int
    row: int


@button("iqp")
class ChoosePaceButton:
    import_id: int
    row: int
    pace: str


@button("iqd")
class TakeMonitoringButton:
    """This row is the monitoring of the plan itself, or no longer."""

    import_id: int
    row: int


@button("ie")
class EditionButton:
    """Take the document for a new edition of this road map; 0: for a road map of its own.

    `is_sure` 1: it was said that they are hardly alike.
    """

    import_id: int
    road_map_id: int
    is_sure: int


@button("id")
class EditionChangesButton:
    import_id: int
    page: int


@button("im")
class MilestonesButton:
    """Dates named inside other cells."""

    import_id: int
    page: int


@button("imt")
class MilestoneButton:
    import_id: int
    number: int
    page: int


@button("io")
class RowButton:
    """One row of the document, to be corrected."""

    import_id: int
    row: int


@button("ioe")
class SayRowButton:
    """Type another title, number, section or result of the row."""

    import_id: int
    row: int
    field: str


@button("ios")
class RowSectionButton:
    """The row belongs to this section of the document."""

    import_id: int
    row: int
    number: int


@button("iow")
class RowChoicesButton:
    """Who answers for this row only, a page of units and people."""

    import_id: int
    row: int
    page: int


@button("iou")
class RowUnitButton:
    import_id: int
    row: int
    unit_id: int


@button("iop")
class RowPersonButton:
    import_id: int
    row: int
    person_id: int


@button("iod")
class DropRowButton:
    """Leave the row out of the plan, or take it back."""

    import_id: int
    row: int
    is_dropped: int


@button("ior")
class RestoreRowButton:
    """The row as the document says it."""

    import_id: int
    row: int


@button("iv")
class ReadingButton:
    """«Как я понял срок»: the reading of this row, its rule, and what to do about it."""

    import_id: int
    row: int


@button("ivy")
class ConfirmReadingButton:
    """The row is read as it is meant."""

    import_id: int
    row: int


@button("ivc")
class AskCuratorButton:
    """Let the curators of the department say what the deadline of this row means."""

    import_id: int
    row: int


@button("jr")
class AcceptReadingButton:
    """The deadline this question is about is read as it is meant."""

    question_id: int


@button("iw")
class CorrectDeadlineButton:
    """Say what the deadline of this row means."""

    import_id: int
    row: int


@button("ied")
class DocumentMarksButton:
    """What the document says is done, a page of it, offered after approval."""

    import_id: int
    page: int


@button("ieds")
class ReportMarkedButton:
    """Report everything the document says is done."""

    import_id: int


@button("ipw")
class PastWorkButton:
    """What passed before a road map came here, a page of it."""

    road_map_id: int
    page: int


@button("ipwm")
class PastMeasureButton:
    """What became of one measure whose day had passed."""

    road_map_id: int
    measure_id: int


@button("ipwr")
class RecordPastButton:
    """Say that it was done, or not; measure 0: of all that is left, asked once more by `is_sure` 0."""

    road_map_id: int
    measure_id: int
    outcome: str
    is_sure: int


@button("ipwu")
class PastUnknownButton:
    """Nobody knows what became of the measure; measure 0: of all that is left."""

    road_map_id: int
    measure_id: int


@button("ipwt")
class TellPastButton:
    """Write down what was typed about the measure and read back; the words wait in the conversation."""

    road_map_id: int
    measure_id: int


@button("ipwl")
class UnknownPastButton:
    """A page of measures of which «не знаю» was said."""

    road_map_id: int
    page: int


# Its questions


@button("jl")
class QuestionsButton:
    import_id: int
    page: int


@button("jn")
class NextQuestionButton:
    import_id: int


@button("j")
class ImportQuestionButton:
    question_id: int


@button("js")
class SkipQuestionButton:
    question_id: int


@button("ju")
class UnitChoicesButton:
    question_id: int
    page: int


@button("jp")
class PersonChoicesButton:
    question_id: int
    page: int


@button("jcu")
class ChooseUnitButton:
    question_id: int
    unit_id: int


@button("jcp")
class ChoosePersonButton:
    question_id: int
    person_id: int


@button("jnu")
class NewUnitButton:
    question_id: int
    kind: str


@button("jnp")
class NewPersonButton:
    """Enter the person these words name: asks where they work."""

    question_id: int


@button("jnpu")
class HomesButton:
    """A page of organisations the new person may work in."""

    question_id: int
    page: int


@button("jnph")
class NewPersonAtButton:
    """The new person works in this organisation."""

    question_id: int
    unit_id: int


@button("jg")
class AllSchoolsButton:
    question_id: int


@button("jm")
class MarkSchoolsButton:
    """Choose the schools of a group one by one."""

    question_id: int
    page: int


@button("jmg")
class OfMarkedButton:
    """The words mean the schools ticked for them."""

    question_id: int


@button("jt")
class TickSchoolButton:
    question_id: int
    unit_id: int
    page: int


@button("jo")
class OngoingButton:
    question_id: int


@button("jd")
class TypeDatesButton:
    question_id: int


@button("jy")
class DatesConfirmedButton:
    """The typed words wait in the conversation; the button says only which question they answer."""

    question_id: int


@button("jc")
class CalendarYearButton:
    """The plan is for this calendar year."""

    question_id: int
    year: int


@button("jsy")
class SchoolYearButton:
    """The plan is for the school year that begins in this year."""

    question_id: int
    year: int


@button("ilm")
class LoadMapButton:
    """Who will have how much when, drawn."""

    import_id: int


# What was decided at a meeting


@button("mn")
class MinutesButton:
    """Asks to type instructions, or to send a table of them."""


@button("mnh")
class HandMinutesButton:
    """Asks the coordinators to approve."""

    import_id: int


@button("mna")
class TypeMinutesAnewButton:
    import_id: int


@button("mnx")
class DropMinutesButton:
    import_id: int
