"""Buttons that change a measure in force. An assignee is a unit or a person; the other id is 0."""

from services.buttons.packing import button


@button("mx")
class EditMeasureButton:
    """What can be changed about a measure."""

    measure_id: int


@button("mxw")
class SayAspectButton:
    """Ask for other words: of the number, the title, the result."""

    measure_id: int
    aspect: str


@button("mxs")
class MoveMeasureButton:
    """Move the measure to this section; section 0: ask which."""

    measure_id: int
    section_id: int


@button("mxd")
class AskDeadlineButton:
    """Ask for another deadline."""

    measure_id: int


@button("mxk")
class SetDeadlineButton:
    """The deadline that was read back is right; its words wait in the conversation."""

    measure_id: int


@button("mxe")
class MeasureEvidenceButton:
    """What a report of this measure has to come with; an empty rule: ask which."""

    measure_id: int
    rule: str


@button("mxv")
class MapEvidenceButton:
    """What reports of the road map have to come with, or of this section; section 0: the whole map."""

    road_map_id: int
    section_id: int


@button("mxz")
class AskMapEvidenceButton:
    """Ask this of every measure of the section; section 0: of the whole road map."""

    road_map_id: int
    section_id: int
    rule: str


@button("mxc")
class CompletionButton:
    """When the measure counts as done; an empty rule: ask which."""

    measure_id: int
    rule: str


@button("mxa")
class AssigneesButton:
    """Everybody who answers for a measure."""

    measure_id: int


@button("mxp")
class AssigneeButton:
    """What can be done about one of them."""

    measure_id: int
    unit_id: int
    person_id: int


@button("mxq")
class CandidatesButton:
    """A page of those who could answer instead of this one; of nobody: beside the others."""

    measure_id: int
    unit_id: int
    person_id: int
    page: int


@button("mxr")
class ChooseAssigneeButton:
    """Somebody new instead of somebody old, or of nobody; scope 0: ask where, 1: this row, 2: everywhere."""

    measure_id: int
    old_unit: int
    old_person: int
    new_unit: int
    new_person: int
    scope: int


@button("mxo")
class RemoveAssigneeButton:
    """This one answers for it no more."""

    measure_id: int
    unit_id: int
    person_id: int


@button("mxm")
class MakeMainButton:
    """This one is the main executor."""

    measure_id: int
    unit_id: int
    person_id: int


@button("mxy")
class DaysEarlierButton:
    """This one owes it so many days earlier; is_asked 1: ask how many."""

    measure_id: int
    unit_id: int
    person_id: int
    days: int
    is_asked: int


@button("mxt")
class StandButton:
    """Drop, pause, resume or cancel the measure; not sure yet: ask."""

    measure_id: int
    how: str
    is_sure: int


@button("mxn")
class AddMeasureButton:
    """Ask for a new measure at the end of this section; section 0: outside of sections."""

    road_map_id: int
    section_id: int


@button("mxu")
class UndoEditButton:
    """Undo this edit of the plan."""

    edit_id: int
