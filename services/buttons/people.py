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


@button("prv")
class PrivacyButton:
    """What is stored about a person."""
