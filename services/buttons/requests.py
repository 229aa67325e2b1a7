"""Buttons of asking for another date or another assignee."""

from services.buttons.packing import button


@button("xy")
class AskWantedDateButton:
    """The words of a draft ask for this day: they become the request, and the draft goes."""

    draft_id: int
    duty_id: int
    day: int


@button("xa")
class AskExtensionButton:
    duty_id: int
    version: int


@button("xd")
class ExtensionDateButton:
    """`day` is the date as a number, 20260930."""

    duty_id: int
    version: int
    day: int


@button("xt")
class TypeExtensionDateButton:
    duty_id: int
    version: int


@button("xr")
class ExtensionReasonButton:
    duty_id: int
    version: int
    day: int
    preset: int


@button("xp")
class ProlongButton:
    """The curator moves the day without being asked."""

    duty_id: int
    version: int


@button("xe")
class ProlongDateButton:
    """`day` as above."""

    duty_id: int
    version: int
    day: int


@button("xo")
class OpenExtensionButton:
    extension_id: int


@button("xm")
class ExtensionMemoButton:
    """The service memo of a request."""

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


@button("na")
class AskReassignmentButton:
    duty_id: int
    version: int


@button("nr")
class ReassignmentReasonButton:
    duty_id: int
    version: int
    preset: int


@button("nh")
class WhoseButton:
    """Whose it is instead? A page of the department's organisations."""

    duty_id: int
    page: int


@button("nv")
class NameWhoseButton:
    """It is this one's; `kind` is `unit` or `person`."""

    duty_id: int
    kind: str
    target_id: int


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


@button("ng")
class TakersButton:
    """A curator gives it away unasked; `kind` is `units` or `persons`."""

    duty_id: int
    kind: str
    page: int


@button("ngt")
class GiveButton:
    """`kind` is `unit` or `person`; `scope` as above."""

    duty_id: int
    kind: str
    target_id: int
    scope: str


@button("nz")
class UndoPassButton:
    reassignment_id: int


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
