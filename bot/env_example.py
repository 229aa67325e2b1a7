"""`.env.example`, written from the settings themselves so that it cannot lag behind."""

import json
from collections.abc import Iterator

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings


def env_example() -> str:
    """The whole file: every setting with its description and its default, commented out."""
    blocks = [f"# {field.description}\n{_setting(name, field)}" for name, field in _fields(Settings, "")]
    return "\n\n".join(blocks) + "\n"


def _fields(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, f"{prefix}{name}__")
        else:
            yield f"{prefix}{name}".upper(), field


def _setting(name: str, field: FieldInfo) -> str:
    default = field.get_default(call_default_factory=True)
    value = default.get_secret_value() if isinstance(default, SecretStr) else default
    if value is None:
        return f"{name}="
    shown = json.dumps(value) if isinstance(value, bool) else str(value)
    return f"# {name}={shown}"
