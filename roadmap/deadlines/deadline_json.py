"""A deadline rule as the database keeps it: `{"type": "Month", "month": 3}`, each part of it alike."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints

from roadmap.deadlines.deadline import DaysOfUnit, Deadline, Point, Rhythm, Time

_PARTS: dict[str, type[Any]] = {
    part.__name__: part
    for union in (Deadline, Time, Point, DaysOfUnit, Rhythm)
    for part in (get_args(union) or (union,))
}


def to_json(deadline: Deadline) -> dict[str, Any]:
    """A mapping that survives `json.dumps`; fields at their defaults are left out."""
    encoded: dict[str, Any] = _encode(deadline)
    return encoded


def from_json(stored: Mapping[str, Any]) -> Deadline:
    """The deadline `to_json` wrote."""
    decoded: Deadline = _decode(stored)
    return decoded


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        defaults = {field.name: field.default for field in fields(value)}
        kept = {name: _encode(part) for name, part in named.items() if part != defaults[name]}
        return {"type": type(value).__name__, **kept}
    if isinstance(value, Enum):
        return value.value
    return [_encode(part) for part in value] if isinstance(value, tuple) else value


def _decode(stored: Any) -> Any:
    if isinstance(stored, list):
        return tuple(_decode(part) for part in stored)
    if not isinstance(stored, Mapping):
        return stored
    part = _PARTS[stored["type"]]
    enums = _ENUMS[part]
    return part(
        **{
            name: _restore(enums[name], value) if name in enums else _decode(value)
            for name, value in stored.items()
            if name != "type"
        }
    )


def _restore(enum: type[Enum], value: Any) -> Any:
    return tuple(enum(one) for one in value) if isinstance(value, list) else enum(value)


def _enum_fields(part: type[Any]) -> Mapping[str, type[Enum]]:
    """The fields of this part that hold an enumeration, or a tuple of one."""
    found: dict[str, type[Enum]] = {}
    for name, hint in get_type_hints(part).items():
        for kind in (hint, *get_args(hint)):
            if isinstance(kind, type) and issubclass(kind, Enum):
                found[name] = kind
    return found


_ENUMS = {part: _enum_fields(part) for part in _PARTS.values()}
