"""States spelled out in a statement instead of bound.

The conditions of partial indexes speak of them. A bound value might meet such a condition or not, so SQLite
plans the statement anew at every execution, which costs several times what running it does.
"""

from typing import Any

from sqlalchemy import ColumnElement, literal


def is_state(column: Any, *states: str) -> ColumnElement[bool]:
    """The column holds one of these states."""
    spelled = [literal(str(state), literal_execute=True) for state in states]
    answer: ColumnElement[bool] = column == spelled[0] if len(spelled) == 1 else column.in_(spelled)
    return answer
