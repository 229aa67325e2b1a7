"""What a pressed button says: ids and a version, never rights, never words.

Every kind of button is a dataclass below, registered with a short code; `pack` and `unpack` are the only
way in and out of the ≤ 64 bytes of callback data. `unpack` is strict: what it does not fully understand
is None, and the person is told that the button is out of date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol, TypeVar, dataclass_transform

MAX_BYTES = 64
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,17})\Z")  # fits a signed 64-bit id; no sign, space or underscore
_WORD = re.compile(r"[a-z0-9_-]{0,32}\Z")


class ButtonData(Protocol):
    """A frozen dataclass of `int` and short lower-case `str` fields."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


_BY_CODE: dict[str, type] = {}
_CODES: dict[type, str] = {}
_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def button(code: str) -> Callable[[type[_T]], type[_T]]:
    """Register a frozen dataclass as a kind of button under a code of at most four characters."""

    def register(cls: type[_T]) -> type[_T]:
        frozen = dataclass(frozen=True, slots=True)(cls)
        if code in _BY_CODE:
            raise ValueError(f"button code {code} is taken by {_BY_CODE[code].__name__}")
        _BY_CODE[code], _CODES[frozen] = frozen, code
        return frozen

    return register


def pack(data: ButtonData) -> str:
    """Callback data of this button."""
    values = [getattr(data, field.name) for field in fields(data)]
    packed = ":".join([_CODES[type(data)], *(str(value) for value in values)])
    if len(packed.encode()) > MAX_BYTES:
        raise ValueError(f"{type(data).__name__} packs into more than {MAX_BYTES} bytes")
    return packed


def unpack(raw: str) -> ButtonData | None:
    """The button this callback data was packed from, or None: forged, damaged or long gone."""
    if len(raw.encode(errors="replace")) > MAX_BYTES:
        return None
    code, *parts = raw.split(":")
    cls = _BY_CODE.get(code)
    if cls is None or len(parts) != len(fields(cls)):
        return None
    values: list[int | str] = []
    for field, part in zip(fields(cls), parts, strict=True):
        pattern = _NUMBER if field.type in (int, "int") else _WORD
        if not pattern.match(part):
            return None
        values.append(int(part) if pattern is _NUMBER else part)
    restored: ButtonData = cls(*values)
    return restored


def kinds() -> tuple[type, ...]:
    """Every kind of button that is registered."""
    return tuple(_CODES)


def pack_code(kind: type) -> str:
    """The short code of this kind of button."""
    return _CODES[kind]
