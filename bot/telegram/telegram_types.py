"""aiogram's types are built when first used, not all at import.

aiogram asks pydantic to put the building of its models off (`defer_build`), then builds every one of them at
the end of its import: 450 types, seconds of processor time and a hundred megabytes in each process, of which
the bot meets a few dozen (decision 0008). `put_off` has to run before aiogram is imported; `bot/__init__.py`
sees to it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

LIBRARY = "aiogram."


def put_off() -> None:
    """Let `model_rebuild` of aiogram's models remember the names it is given, and build at the first use."""
    build = BaseModel.__dict__["model_rebuild"].__func__
    names: dict[str, Any] = {}

    def model_rebuild(
        cls: type[BaseModel],
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        if cls.__module__.startswith(LIBRARY):
            if _types_namespace is not None:  # aiogram's own call, at its import
                names.update(_types_namespace)
                return None
            _types_namespace = names
        return build(  # type: ignore[no-any-return]
            cls,
            force=force,
            raise_errors=raise_errors,
            _parent_namespace_depth=_parent_namespace_depth + 1,
            _types_namespace=_types_namespace,
        )

    BaseModel.model_rebuild = classmethod(model_rebuild)  # type: ignore[method-assign, assignment]
