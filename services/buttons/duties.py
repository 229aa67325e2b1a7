"""Buttons of the lists and cards of duties."""

from services.buttons.packing import button


@button("rm")
class MoreButton:
    """The rarer verbs of a card."""

    duty_id: int


@button("dn")
class NudgeButton:
    """The curator asks for the report."""

    duty_id: int


@button("d")
class OpenDutyButton:
    """Turns the pressed message into the card."""

    duty_id: int


@button("dd")
class DigestDutyButton:
    """Opens the card below the digest, which stays."""

    duty_id: int


@button("di")
class ListedDutyButton:
    """Turns a list into the card; `shelf` and `page` are the way back."""

    duty_id: int
    shelf: str
    page: int


@button("dm")
class MyDutiesButton:
    """A page of one's own duties; `shelf` is a `Shelf`, empty for the first that holds anything."""

    shelf: str
    page: int


@button("db")
class BoardButton:
    """The overview of those who watch."""


@button("do")
class OverdueUnitsButton:
    page: int


@button("du")
class UnitOverdueButton:
    unit_id: int
    page: int


@button("ds")
class SilentUnitsButton:
    page: int
