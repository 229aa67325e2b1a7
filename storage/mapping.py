"""Rows to domain objects: same names, enumerations restored from the field's type."""

from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar, get_type_hints

from sqlalchemy import Row as SqlRow

T = TypeVar("T")


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
