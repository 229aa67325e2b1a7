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


@button("vj")
class AskMergeUnitButton:
    """Ask which other entry is the same organisation."""

    unit_id: int


@button("vjt")
class MergeUnitWithButton:
    """Read back what of the other entry would come to this one."""

    unit_id: int
    other_id: int


@button("vjj")
class MergeUnitsButton:
    """The other entry leaves the lists; everything of it is this organisation's."""

    unit_id: int
    other_id: int
