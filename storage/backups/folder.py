"""The folder of backups: their names say when they were made."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"vekha-(\d{8}T\d{6})Z\.tar\.age\Z")
_FORMAT = "%Y%m%dT%H%M%S"


def name_of(made_at: datetime) -> str:
    return f"vekha-{made_at.astimezone(UTC):{_FORMAT}}Z.tar.age"


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Whole backups by the moment they were made, the oldest first; nothing where there is no folder."""
    found = {}
    for path in sorted(folder.glob("vekha-*.tar.age")):
        if match := _NAME.match(path.name):
            found[datetime.strptime(match[1], _FORMAT).replace(tzinfo=UTC)] = path
    return found


def remove_all_but(folder: Path, kept: Collection[datetime]) -> int:
    """Delete the others; how many."""
    others = [path for made_at, path in backups_in(folder).items() if made_at not in kept]
    for path in others:
        path.unlink(missing_ok=True)
    return len(others)
