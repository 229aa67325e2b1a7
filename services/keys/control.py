"""Buttons of reporting, deciding and asking for another date or assignee."""

from services.buttons import button

# The assignee


@button("rk")
class AcknowledgeButton:
    """«Принял в работу»."""

    execution_id: int
    version: int


@button("rs")
class StartReportButton:
    """Opens a draft; `outcome` is a `ReportOutcome`."""

    execution_id: int
    version: int
    outcome: str


@button("rm")
class MoreButton:
    """The rarer verbs of a card."""

    execution_id: int


@button("ro")
class DraftOutcomeButton:
    draft_id: int
    outcome: str


@button("rz")
class SendDraftButton:
    """`execution_id` is what to show when the draft has been sent already; 0: a draft without a measure."""

    draft_id: int
    execution_id: int


@button("rx")
class DropDraftButton:
    draft_id: int
    execution_id: int


@button("rf")
class DropFilesButton:
    """Takes text and files out of the draft: start again."""

    draft_id: int


@button("rl")
class CoversButton:
    """«Отметить ещё пункты»."""

    draft_id: int
    page: int


@button("rt")
class TickButton:
    draft_id: int
    execution_id: int
    page: int


@button("rb")
class BackToDraftButton:
    draft_id: int


@button("rp")
class ResumeDraftButton:
    """Back to the draft that is in the way."""

    draft_id: int


@button("ru")
class UndoReportButton:
    report_id: int


@button("re")
class EditReportButton:
    report_id: int


@button("rv")
class EvidenceButton:
    """Sends the report's files."""

    report_id: int


# The supervisor


@button("sq")
class QueueButton:
    page: int


@button("sv")
class ReviewButton:
    """A report in the queue."""

    execution_id: int
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

    execution_id: int
    is_required: int


# Another date


@button("xa")
class AskExtensionButton:
    execution_id: int
    version: int


@button("xd")
class ExtensionDateButton:
    """`day` is the date as a number, 20260930."""

    execution_id: int
    version: int
    day: int


@button("xt")
class TypeExtensionDateButton:
    execution_id: int
    version: int


@button("xr")
class ExtensionReasonButton:
    execution_id: int
    version: int
    day: int
    preset: int


@button("xo")
class OpenExtensionButton:
    extension_id: int


@button("xg")
class GrantExtensionButton:
    extension_id: int
    day: int


@button("xc")
class OtherDateButton:
    extension_id: int


@button("xn")
class RefuseExtensionButton:
    """Asks why."""

    extension_id: int


@button("xq")
class RefuseExtensionSilentlyButton:
    extension_id: int


@button("xw")
class WithdrawExtensionButton:
    extension_id: int


# Another assignee


@button("na")
class AskReassignmentButton:
    execution_id: int
    version: int


@button("nr")
class ReassignmentReasonButton:
    execution_id: int
    version: int
    preset: int


@button("ni")
class OpenReassignmentButton:
    reassignment_id: int


@button("np")
class TargetsButton:
    """Whom to pass it to; `kind` is `units` or `persons`."""

    reassignment_id: int
    kind: str
    page: int


@button("nu")
class PassButton:
    """`kind` is `unit` or `person`; `scope` is `ask`, `one` or `all` control points of the measure."""

    reassignment_id: int
    kind: str
    target_id: int
    scope: str


@button("nn")
class RefuseReassignmentButton:
    """Asks why."""

    reassignment_id: int


@button("nq")
class RefuseReassignmentSilentlyButton:
    reassignment_id: int


@button("nw")
class WithdrawReassignmentButton:
    reassignment_id: int
