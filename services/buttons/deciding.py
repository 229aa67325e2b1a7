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
