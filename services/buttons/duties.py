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


@button("dnp")
class NudgePointButton:
    """The curator asks everybody who is silent about a control point."""

    measure_id: int
    control_point_id: int


@button("dnu")
class NudgeUnitButton:
    """The curator asks a unit about everything it is silent about."""

    unit_id: int


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


@button("dy")
class YearButton:
    """One's own duties by the months of a year."""

    year: int


@button("dyh")
class MonthButton:
    """A page of one's own duties that are due in this month."""

    year: int
    month: int
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


@button("dua")
class UnitDutiesButton:
    """All that is asked of a unit."""

    unit_id: int
    page: int
