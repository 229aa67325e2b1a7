"""What a view says where a department wants messages short: people by initials, measures by number.

Views mark their fields; `brief` makes the same view with less in it, and texts render either alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from roadmap.language.initials import initials, initials_if_person, with_initials
from roadmap.language.short_name import short_name

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Briefly:
    """How a marked field is said in short: from the view it is of and its value."""

    say: Callable[[Any, Any], Any]


PersonName = Annotated[str, Briefly(lambda _, name: initials(name))]
AssigneeName = Annotated[
    str, Briefly(lambda view, name: with_initials(name) if view.person_id is None else initials(name))
]
"""Of a person or of a unit; the view has a `person_id`."""
PersonOrUnitName = Annotated[str, Briefly(lambda _, name: initials_if_person(name))]
"""Kept as words alone: two capitalised words are taken for a person."""
MeasureWords = Annotated[str, Briefly(lambda _, words: "")]
"""A title and what else describes a measure: the card says it."""
Columns = Annotated[Mapping[str, object], Briefly(lambda _, columns: {})]
"""What further columns of a document say of a measure."""
MapTitle = Annotated[str, Briefly(lambda _, title: short_name(title))]
IsBrief = Annotated[bool, Briefly(lambda _, is_brief: True)]
"""Whether the view has been made short."""


def brief(view: View) -> View:
    """The same view in short; words that people typed stay, but for full names in them."""
    return _said(view)  # type: ignore[no-any-return]


def _said(value: Any) -> Any:
    if type(value) is str:
        return with_initials(value)
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    if isinstance(value, Mapping):
        return {key: _said(one) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for name, mark in _marks(type(value)):
        old = getattr(value, name)
        new = _marked(mark, value, old) if mark else _said(old)
        if new != old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def _marked(mark: Briefly, view: Any, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_marked(mark, view, one) for one in value)
    return value if value is None else mark.say(view, value)


@cache
def _marks(kind: type) -> tuple[tuple[str, Briefly | None], ...]:
    """The fields of a view, each with its mark if it has one."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple((each.name, mark_in(hints[each.name])) for each in fields(kind) if each.init)


def mark_in(hint: Any) -> Briefly | None:
    """The mark of a field, also where it stands inside of a tuple or beside None."""
    found = [each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Briefly)]
    inner = [mark for each in get_args(hint) if (mark := mark_in(each))] if not found else []
    return next(iter((*found, *inner)), None)
