"""Buttons of the lists and cards of duties."""

from services.buttons import button


@button("d")
class OpenDutyButton:
    execution_id: int
