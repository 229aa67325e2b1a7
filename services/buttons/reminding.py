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


@button("kl")
class CalendarButton:
    """Due days in a phone's calendar; `unit_id` is 0 for one's own, here and below."""

    unit_id: int


@button("klf")
class CalendarFileButton:
    unit_id: int


@button("kla")
class CalendarAddressButton:
    """Give a new address; the earlier one stops working."""

    unit_id: int


@button("klx")
class ForgetCalendarButton:
    unit_id: int


@button("rma")
class LadderButton:
    """By which ladder it is reminded; `of` is a `LadderOf`."""

    of: str
    id: int


@button("rmb")
class ChooseLadderButton:
    """`profile` is a `Profile`, or "" for that of what it belongs to."""

    of: str
    id: int
    profile: str


@button("rmd")
class DepartmentSettingsButton:
    """What is chosen for the whole department."""


@button("rmh")
class DepartmentHourButton:
    hour: int


@button("rmq")
class QuietHoursButton:
    start: int
    end: int


@button("rmv")
class BriefButton:
    """`is_brief`: 1 for short messages, 0 for whole ones."""

    is_brief: int


@button("rmf")
class TakeFilesButton:
    """`takes_files`: 1 to take files in the chat, 0 to take words of where they are kept."""

    takes_files: int


@button("rmr")
class DepartmentRulesButton:
    """`rule_set` is the name of one, or "" to be shown them all."""

    rule_set: str
