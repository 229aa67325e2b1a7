"""Who watches a unit: the subtree of each unit is stored, so that nothing has to walk the tree."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select, union_all

from storage.lists import List, one_of
from storage.people.tables import UnitSubtreeRow


def is_under(unit: Any, roots: List) -> ColumnElement[bool]:
    """The unit in this column is one of the roots or stands under one."""
    subtrees = select(UnitSubtreeRow.unit_id).where(one_of(UnitSubtreeRow.root_id, roots))
    answer: ColumnElement[bool] = unit.in_(subtrees)
    return answer


def stands_under(unit: Any, roots: List) -> ColumnElement[bool]:
    """The same of a row that is found another way: looked up for it alone."""
    at = UnitSubtreeRow
    return (
        select(at.unit_id).where(at.unit_id == unit, one_of(at.root_id, roots)).correlate_except(at).exists()
    )


WATCHED = (
    select(UnitSubtreeRow.unit_id)
    .where(
        one_of(UnitSubtreeRow.unit_id, "units"),
        one_of(UnitSubtreeRow.root_id, "roots"),
    )
    .distinct()
)
"""Those of the units that are one of the roots or stand under one."""
_NEW = bindparam("unit", type_=UnitSubtreeRow.unit_id.type)
PLANT = insert(UnitSubtreeRow).from_select(
    ["root_id", "unit_id"],
    union_all(
        select(_NEW, _NEW),
        select(UnitSubtreeRow.root_id, _NEW).where(UnitSubtreeRow.unit_id == bindparam("parent")),
    ),
)
"""A new unit stands under itself and under whatever its parent stands under."""
