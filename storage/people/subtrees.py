"""Who watches a unit: the subtree of each unit is stored, so that nothing has to walk the tree."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select, union_all

from storage.people.tables import UnitSubtreeRow


def is_under(unit: Any, roots: Any) -> ColumnElement[bool]:
    """The unit in this column is one of the roots or stands under one."""
    subtrees = select(UnitSubtreeRow.unit_id).where(UnitSubtreeRow.root_id.in_(roots))
    answer: ColumnElement[bool] = unit.in_(subtrees)
    return answer


def stands_under(unit: Any, roots: Any) -> ColumnElement[bool]:
    """The same of a row that is found another way: looked up for it alone."""
    at = UnitSubtreeRow
    return select(at.unit_id).where(at.unit_id == unit, at.root_id.in_(roots)).correlate_except(at).exists()


WATCHED = (
    select(UnitSubtreeRow.unit_id)
    .where(
        UnitSubtreeRow.unit_id.in_(bindparam("units", expanding=True)),
        UnitSubtreeRow.root_id.in_(bindparam("roots", expanding=True)),
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
