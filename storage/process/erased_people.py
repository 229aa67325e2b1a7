"""Whose data were erased, in small files beside the files, the database and its backups."""

import asyncio
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from roadmap.ids import PersonId
from roadmap.people.erasures import ErasedPerson

Key = tuple[str, int, str]


class ErasedFiles:
    """Several places, in case one of them is lost with the machine: what any of them knows counts."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    async def all(self) -> Sequence[ErasedPerson]:
        return await asyncio.to_thread(lambda: [*self._known().values()])

    async def add(self, person: ErasedPerson) -> None:
        await asyncio.to_thread(self._add, person)

    def _known(self) -> dict[Key, ErasedPerson]:
        return {_key(each): each for path in self._paths for each in _read(path)}

    def _add(self, person: ErasedPerson) -> None:
        """Every place learns what the others know too."""
        known = {**self._known(), _key(person): person}
        for path in self._paths:
            _write(path, [*known.values()])


def _key(person: ErasedPerson) -> Key:
    return person.database, person.person_id, person.person_mark


def _read(path: Path) -> list[ErasedPerson]:
    """What the file says; a missing or spoilt one says nothing."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return [
            ErasedPerson(
                database=str(said["database"]),
                person_id=PersonId(int(said["person_id"])),
                person_mark=str(said["person_mark"]),
                with_evidence=bool(said["with_evidence"]),
                at=datetime.fromisoformat(said["at"]),
            )
            for said in json.loads(path.read_text("utf-8"))
        ]
    return []


def _write(path: Path, people: Sequence[ErasedPerson]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    rows = [{**asdict(each), "at": each.at.isoformat()} for each in people]
    with draft.open("w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
