"""Files of older and other offices, turned into today's by LibreOffice where the machine has it."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from documents import limits
from roadmap.contents import Content, content_of
from roadmap.errors import DocumentRefused

_PROGRAMS = ("soffice", "libreoffice")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_BOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_XML_BOOK = b"office:spreadsheet"
_MIME_REACH = 200


@dataclass(frozen=True, slots=True)
class Conversion:
    """The ending the file should have had, and that of the format it is turned into."""

    source: str
    target: str


def conversion_of(data: bytes) -> Conversion | None:
    """How such a file is turned into one that is read here; None for every other."""
    match content_of(data):
        case Content.RTF:
            return Conversion(".rtf", ".docx")
        case Content.XLSB:
            return Conversion(".xlsb", ".xlsx")
        case Content.OLD_OFFICE if _WORD_STREAM in data:
            return Conversion(".doc", ".docx")
        case Content.OLD_OFFICE if any(name in data for name in _BOOK_STREAMS):
            return Conversion(".xls", ".xlsx")
        case Content.OPEN_DOCUMENT if b"opendocument.text" in data[:_MIME_REACH]:
            return Conversion(".odt", ".docx")
        case Content.OPEN_DOCUMENT if b"opendocument.spreadsheet" in data[:_MIME_REACH]:
            return Conversion(".ods", ".xlsx")
        case Content.XML_2003:
            return Conversion(".xml", ".xlsx" if _XML_BOOK in data else ".docx")
        case _:
            return None


def program() -> str | None:
    """LibreOffice on this machine."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


async def converted(data: bytes, conversion: Conversion) -> bytes | None:
    """The file in the other format; None where LibreOffice is absent, cannot be isolated or cannot do it.

    It runs without a network, in a folder and a profile of its own that are gone afterwards, within limits of
    memory and time; DocumentRefused when the time is over.
    """
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="vekha-office-") as folder:
        source = Path(folder) / f"document{conversion.source}"
        source.write_bytes(data)
        await _run(_command(office, folder, source, conversion.target), folder)
        made = source.with_suffix(conversion.target)
        is_sound = made.is_file() and 0 < made.stat().st_size <= limits.MAX_BYTES
        return made.read_bytes() if is_sound else None


def _command(office: str, folder: str, source: Path, target: str) -> list[str]:
    return [
        office,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        target.removeprefix("."),
        "--outdir",
        folder,
        str(source),
    ]


async def _run(command: list[str], folder: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "documents.converter",
        *command,
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(limits.CONVERTER_SECONDS):
            await process.wait()
    except TimeoutError as error:
        raise DocumentRefused("too-heavy") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # LibreOffice is several processes
        await process.wait()


def _environment(folder: str) -> dict[str, str]:
    """A home that is empty, and no token."""
    python_path = os.pathsep.join(filter(None, sys.path))
    return {
        "PYTHONPATH": python_path,
        "PATH": os.defpath,
        "HOME": folder,
        "TMPDIR": folder,
        "LC_ALL": "C.UTF-8",
    }
