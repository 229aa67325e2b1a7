"""Buttons of reminders: later, how often, at what hour, and why."""

from services.buttons.packing import button


@button("dz")
class SnoozeButton:
    """Puts the next reminder off; `choice` is a `SnoozeChoice`."""

    duty_id: int
    choice: str


@button("dl")
class SnoozeChoicesButton:
    duty_id: int


@button("dw")
class WhyButton:
    """«Почему я это получил?»"""

    duty_id: int


@button("dp")
class ReminderSettingsButton:
    """How often and when; `duty_id` is the card to go back to, 0 for none."""

    duty_id: int


@button("dq")
class PaceButton:
    """`pace` is a `Pace`."""

    pace: str
    duty_id: int


@button("dh")
class DigestHourButton:
    hour: int
    duty_id: int
