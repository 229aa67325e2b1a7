"""Buttons of a plan that goes out as a table and comes back."""

from services.buttons.packing import button


@button("tm")
class MakeTableButton:
    """Send the plan as a table to be changed."""

    road_map_id: int


@button("tv")
class TableButton:
    """A page of what a returned table would change."""

    return_id: int
    page: int


@button("tw")
class TableTroublesButton:
    """A page of cells that could not be taken."""

    return_id: int
    page: int


@button("tc")
class TableChoiceButton:
    """Whose word counts in this line; line 0: in every one both have changed."""

    return_id: int
    line: int
    choice: str
    page: int


@button("ta")
class ApplyTableButton:
    """Take the table."""

    return_id: int


@button("tx")
class DropTableButton:
    """Leave the plan as it is."""

    return_id: int
