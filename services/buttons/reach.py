"""Buttons of the board of whom the plan cannot reach."""

from services.buttons.packing import button


@button("gp")
class ReachButton:
    """The board: every gap with its count."""


@button("gpl")
class GapButton:
    """A page of one gap."""

    gap: str
    page: int
