"""Rows to domain objects: same names, enumerations restored from the field's type."""

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_type_hints

from sqlalchemy import Row as SqlRow

T = TypeVar("T")


class Sharing:
    """Of the words, days and numbers that thousands of rows have in common, one is kept."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def __call__(self, value: Any) -> Any:
        return self._kept.setdefault(value, value) if type(value) in (str, date, int) else value


def as_it_is(value: Any) -> Any:
    """For few rows sharing costs more than it saves."""
    return value


_PLANS: dict[type, tuple[tuple[str, type[Enum] | None], ...]] = {}


def _plan(cls: type[Any]) -> tuple[tuple[str, type[Enum] | None], ...]:
    hints = get_type_hints(cls)
    return tuple(
        (field.name, hint if isinstance(hint := hints[field.name], type) and issubclass(hint, Enum) else None)
        for field in fields(cls)
    )


def restore(cls: type[T], row: SqlRow[Any]) -> T:
    """The domain object whose fields are named as the columns of this row; extra columns are ignored."""
    if cls not in _PLANS:
        _PLANS[cls] = _plan(cls)
    mapping = row._mapping
    return cls(**{name: enum(mapping[name]) if enum else mapping[name] for name, enum in _PLANS[cls]})
