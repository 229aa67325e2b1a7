"""`.env`: settings are put into it without touching the others; only its owner may read it."""

import os
from collections.abc import Mapping
from pathlib import Path

ENV = Path(".env")


def put_into_env(values: Mapping[str, str]) -> None:
    """Give these settings these values, in place where they stand already."""
    lines = ENV.read_text("utf-8").splitlines() if ENV.exists() else []
    for name, value in values.items():
        line = f"{name}={value}"
        places = [number for number, each in enumerate(lines) if each.partition("=")[0].strip() == name]
        for number in places:
            lines[number] = line
        if not places:
            lines.append(line)
    draft = ENV.with_name(".env.part")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("\n".join(lines) + "\n")
    draft.replace(ENV)
