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


@button("vju")
class UndoMergeButton:
    """Two that became one are two again."""

    merge_id: int


@button("vk")
class UnitKindsButton:
    """Show the kinds of organisation; it is not what it was entered as."""

    unit_id: int


@button("vks")
class SetKindButton:
    unit_id: int
    kind: str


@button("vc")
class UnitCuratorsButton:
    """Who curates the organisation, and who might."""

    unit_id: int


@button("vcs")
class SetCuratorButton:
    unit_id: int
    person_id: int


@button("vcx")
class DropCuratorButton:
    unit_id: int
    person_id: int


@button("vm")
class GroupMembersButton:
    """Organisations, with those marked that belong to the group."""

    group_id: int
    page: int


@button("vmt")
class ToggleMemberButton:
    """Put the organisation into the group, or take it out again."""

    group_id: int
    unit_id: int
    page: int


@button("vh")
class UnitDaysButton:
    """School holidays and days off of the organisation, the group or the department; others may be typed."""

    unit_id: int


@button("vhs")
class SaveUnitDaysButton:
    """Keep the days that were typed and read back; the words wait in the conversation."""

    unit_id: int


@button("vhx")
class AskDropDaysButton:
    """Read back what dropping these days moves."""

    unit_id: int
    days_id: int


@button("vhy")
class DropDaysButton:
    unit_id: int
    days_id: int


@button("va")
class AskArchiveButton:
    """Say what is open to the organisation, and ask who takes it over."""

    unit_id: int


@button("vat")
class ArchiveToButton:
    """Read back where the duties go; `to_unit_id` 0: nothing is open."""

    unit_id: int
    to_unit_id: int


@button("vaa")
class ArchiveButton:
    """The organisation leaves the lists; `to_unit_id` takes over what is open, 0 where nothing is."""

    unit_id: int
    to_unit_id: int


@button("val")
class ArchiveListButton:
    """A page of organisations that have left the lists."""

    page: int


@button("var")
class RestoreUnitButton:
    """The organisation is back in the lists."""

    unit_id: int
