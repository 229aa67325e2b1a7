"""Buttons of the lists and cards of duties, and of reminders."""

from services.buttons import button


@button("d")
class OpenDutyButton:
    """Turns the pressed message into the card."""

    execution_id: int


@button("dd")
class DigestDutyButton:
    """Opens the card below the digest, which stays."""

    execution_id: int


@button("di")
class ListedDutyButton:
    """Turns a list into the card; `shelf` and `page` are the way back."""

    execution_id: int
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


@button("dz")
class SnoozeButton:
    """Puts the next reminder off; `choice` is a `SnoozeChoice`."""

    execution_id: int
    choice: str


@button("dl")
class SnoozeChoicesButton:
    execution_id: int


@button("dw")
class WhyButton:
    """«Почему я это получил?»"""

    execution_id: int


@button("dp")
class ReminderSettingsButton:
    """How often and when; `execution_id` is the card to go back to, 0 for none."""

    execution_id: int


@button("dq")
class PaceButton:
    """`pace` is a `Pace`."""

    pace: str
    execution_id: int


@button("dh")
class DigestHourButton:
    hour: int
    execution_id: int
