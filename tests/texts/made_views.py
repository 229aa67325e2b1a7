"""A view of any message, made from the hints of its fields: every name, title and number is there."""

import types
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from roadmap.brevity import (
    AssigneeName,
    Briefly,
    Columns,
    MapTitle,
    MeasureWords,
    PersonName,
    PersonOrUnitName,
)
from roadmap.control.duty import DecisionKind
from services.notice import Notice, text

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
FULL_NAME = "Лугова Анна Петровна"
TITLE = "Провести ярмарку вакансий"
MAP = "Дорожная карта по развитию образования Заречного района"
OTHER = "Учреждение «Рассвет»"
_MARKED = {
    PersonName: FULL_NAME,
    AssigneeName: FULL_NAME,
    PersonOrUnitName: FULL_NAME,
    MeasureWords: TITLE,
    MapTitle: MAP,
    Columns: {"note": TITLE},
}
_PLAIN: dict[Any, Any] = {
    str: OTHER,
    int: 1,
    float: 1.0,
    date: NOW.date(),
    datetime: NOW,
    time: time(9),
    timedelta: timedelta(days=1),
    ZoneInfo: ZoneInfo("Europe/Moscow"),
    object: OTHER,
}
_BY_FIELD = {
    "time_zone": "Europe/Moscow",
    "number": "2.4",
    "rule_set": "literal",
    "decision": DecisionKind.ACCEPT,
    "retracted_at": None,
    "shown": None,
}
"""What a view does not stand without, and what leads back to itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """`is_full`: what may be missing is there, and every yes-or-no is yes."""

    is_full: bool

    def made(self, hint: Any) -> Any:
        if hint in _MARKED:
            return _MARKED[hint]
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._annotated(hint)
        if origin in (Union, types.UnionType):
            return self._one_of(args)
        if origin is tuple and args[-1] is not Ellipsis:
            return tuple(map(self.made, args))
        if origin in (tuple, list, Sequence, Collection):
            return (self.made(args[0]),)
        if origin in (frozenset, set):
            return frozenset((self.made(args[0]),))
        if origin is not None and issubclass(origin, Mapping):
            return {self.made(args[0]): self.made(args[1])}
        return self._one(hint)

    def _annotated(self, hint: Any) -> Any:
        """A mark of one view only: a person's name, or names by whom they are of."""
        inner = get_args(hint)[0]
        return FULL_NAME if inner is str and isinstance(hint.__metadata__[0], Briefly) else self.made(inner)

    def _one_of(self, args: tuple[Any, ...]) -> Any:
        if type(None) in args and not self.is_full:
            return None
        return self.made(next(each for each in args if each is not type(None)))

    def _one(self, hint: Any) -> Any:
        if isinstance(hint, NewType):
            return self.made(hint.__supertype__)
        if hint is bool:
            return self.is_full
        if hint in _PLAIN:
            return _PLAIN[hint]
        if hint is Notice:
            return Notice(body=text(OTHER))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint))
        if hasattr(hint, "_fields"):
            return hint(*map(self.made, get_type_hints(hint).values()))
        if is_dataclass(hint):
            return self._view(hint)
        raise TypeError(hint)

    def _view(self, kind: Any) -> Any:
        hints = get_type_hints(kind, include_extras=True)
        return kind(
            **{
                each.name: _BY_FIELD[each.name] if each.name in _BY_FIELD else self.made(hints[each.name])
                for each in fields(kind)
                if each.init
            }
        )
