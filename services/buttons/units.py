"""Buttons of one organisation's card."""

from services.buttons.packing import button


@button("v")
class UnitCardButton:
    unit_id: int


@button("ve")
class EditUnitButton:
    """Ask to type the `name`, or one more `spelling`."""

    unit_id: int
    field: str


@button("vs")
class SaveUnitButton:
    """Keep what was typed and read back; the words wait in the conversation."""

    unit_id: int
    field: str


@button("vd")
class DropSpellingButton:
    """`place` is the spelling's in the list shown."""

    unit_id: int
    place: int


@button("vt")
class UnitTimeButton:
    unit_id: int


@button("vz")
class UnitZoneButton:
    """`zone` is the place in the list of zones, counted from 1."""

    unit_id: int
    zone: int
