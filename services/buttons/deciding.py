"""Buttons of the curator: the queue, accepting and returning."""

from services.buttons.packing import button


@button("sq")
class QueueButton:
    page: int


@button("sv")
class ReviewButton:
    """A report in the queue."""

    duty_id: int
    page: int


@button("sa")
class AcceptButton:
    report_id: int
    version: int


@button("sr")
class ReturnButton:
    """Asks why."""

    report_id: int
    version: int


@button("sp")
class ReturnPresetButton:
    report_id: int
    version: int
    preset: int


@button("se")
class RequireEvidenceButton:
    """`is_required` is 0 or 1."""

    duty_id: int
    is_required: int


@button("su")
class UndoDecisionButton:
    report_id: int


@button("xut")
class UndoTogetherButton:
    """Undoes what was decided by one press; `at` is its moment in microseconds."""

    at: int


@button("sd")
class DeedButton:
    """Pauses this duty, takes it off the plan, or undoes that; `deed` is a `Deed`."""

    duty_id: int
    deed: str


@button("sh")
class LeaveToHeadButton:
    """Asks what to say to the head."""

    duty_id: int


@button("shs")
class LeaveSilentlyButton:
    """Leaves it to the head without a word."""

    duty_id: int


@button("shw")
class HeadsWordButton:
    """What the head decides; `word` is a `HeadsWord`, the one that is typed asks for the words."""

    duty_id: int
    word: str


@button("shb")
class TakeBackButton:
    """The head need not decide it any more."""

    duty_id: int


@button("st")
class TickAllButton:
    """Ticks what says «выполнено» on a page of the queue."""

    page: int


@button("stt")
class TickReportsButton:
    """The page with what is ticked: a bit of `mask` for each report; `seal` is of the reports themselves."""

    page: int
    mask: int
    seal: int


@button("sta")
class AcceptTickedButton:
    page: int
    mask: int
    seal: int


@button("str")
class ReturnTickedButton:
    """Asks why, once for all of them."""

    page: int
    mask: int
    seal: int


@button("stp")
class ReturnTickedPresetButton:
    page: int
    mask: int
    seal: int
    preset: int


@button("sn")
class TakeNoteButton:
    """The curator has seen the difficulty."""

    report_id: int


@button("srd")
class ReturnDatesButton:
    """Offers later days to return it until."""

    report_id: int
    version: int


@button("sru")
class ReturnUntilButton:
    """Asks why; `day` is the new date as a number, 20260930."""

    report_id: int
    version: int
    day: int


@button("spu")
class ReturnPresetUntilButton:
    """`day` as above."""

    report_id: int
    version: int
    preset: int
    day: int


@button("xhl")
class PassedUpButton:
    """What curators have left to the head, a page of it."""

    page: int
