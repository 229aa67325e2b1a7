"""Buttons of joining, of the menu and of the people screens."""

from services.buttons.packing import button


@button("menu")
class MenuButton:
    """Back to the menu."""


@button("yes")
class AcceptInviteButton:
    """Agree and join; which invitation it is stays in the conversation, not in the button."""


@button("no")
class DeclineInviteButton:
    """Not now: the link stays valid."""


@button("nm")
class NotMeButton:
    """Whoever has joined says that it is not them, or what is wrong."""

    invite_id: int


@button("nmy")
class SayNotMeButton:
    """Just that: it is not me."""

    invite_id: int


@button("ul")
class UnitsButton:
    page: int


@button("u")
class UnitButton:
    unit_id: int


@button("ua")
class AddUnitButton:
    """Ask for a new unit's kind and name."""


@button("uk")
class UnitKindButton:
    kind: str


@button("pa")
class AddPersonButton:
    unit_id: int


@button("pr")
class PersonRoleButton:
    unit_id: int
    role: str


@button("pe")
class EnterPastedButton:
    """Add what was pasted and read back; the words wait in the conversation."""


@button("pi")
class InvitePersonButton:
    person_id: int


@button("sl")
class StaffListButton:
    """A page of a list of people that was sent."""

    list_id: int
    page: int


@button("sls")
class SameNameButton:
    """The new name in this row of the list is the known one it is like; pressed again: it is not."""

    list_id: int
    line: int
    page: int


@button("sll")
class LoadStaffButton:
    list_id: int


@button("sld")
class DropStaffButton:
    list_id: int


@button("slx")
class StaffSheetButton:
    """Give the present list as a workbook."""


@button("prv")
class PrivacyButton:
    """What is stored about a person."""


@button("prg")
class MyDataButton:
    """Give everything that is stored about the person as a file."""


@button("pra")
class AgreeAgainButton:
    """Agree to the words of the consent as they are now."""


@button("prw")
class AskWithdrawButton:
    """Say what taking the consent back means."""


@button("prx")
class WithdrawButton:
    """Take the consent back: the account closes."""
