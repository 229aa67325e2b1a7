"""The newest mark of the database in small files beside the data it belongs to."""

import asyncio
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from roadmap.process.watermark import Watermark


class WatermarkFiles:
    """Several places, in case one of them is restored together with the database: the newest counts."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    async def read(self) -> Watermark | None:
        return await asyncio.to_thread(self._newest)

    async def write(self, mark: Watermark) -> None:
        await asyncio.to_thread(self._write_everywhere, mark)

    def _newest(self) -> Watermark | None:
        marks = [mark for path in self._paths if (mark := _read(path)) is not None]
        return max(marks, key=lambda mark: mark.number, default=None)

    def _write_everywhere(self, mark: Watermark) -> None:
        for path in self._paths:
            known = _read(path)
            if known is None or known.number <= mark.number:
                _write(path, mark)


def _read(path: Path) -> Watermark | None:
    """What the file says; a missing or spoilt one says nothing."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(path.read_text("utf-8"))
        return Watermark(number=int(said["number"]), at=datetime.fromisoformat(said["at"]))
    return None


def _write(path: Path, mark: Watermark) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.write_text(json.dumps({"number": mark.number, "at": mark.at.isoformat()}), "utf-8")
    draft.replace(path)
