"""Opens an Office file, looking at its table of contents before anything is unpacked."""

import io
import zipfile

from documents import limits
from roadmap.contents import BROKEN, directory_bytes, has_macros, part_name
from roadmap.errors import DocumentRefused


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive if its contents are within the limits, with the names Office knows its parts by.

    Nothing is unpacked here.
    """
    _check_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise DocumentRefused("damaged") from error
    _check(archive.infolist(), len(data))
    for entry in archive.infolist():
        entry.filename = part_name(entry.filename)
    archive.NameToInfo = {entry.filename: entry for entry in archive.infolist()}
    return archive


def _check_directory(data: bytes) -> None:
    """A table of contents that would itself take long to read is refused by its size."""
    size = directory_bytes(data)
    if size is None:
        raise DocumentRefused("damaged")
    if size > limits.MAX_DIRECTORY_BYTES:
        raise DocumentRefused("archive-bomb", str(size))


def _check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > limits.MAX_ENTRIES:
        raise DocumentRefused("archive-bomb", str(len(entries)))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.MAX_UNPACKED_BYTES or unpacked > limits.MAX_RATIO * max(packed, 1):
        raise DocumentRefused("archive-bomb", str(unpacked))
    if has_macros(entry.filename for entry in entries):
        raise DocumentRefused("macros")
    for entry in entries:
        if entry.flag_bits & 1:
            raise DocumentRefused("encrypted")
        large = entry.file_size > limits.RATIO_MATTERS_FROM_BYTES
        if large and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1):
            raise DocumentRefused("archive-bomb", entry.filename)


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One part, never longer than the table of contents promised; None if there is no such part."""
    try:
        with archive.open(name) as part:
            return part.read(limits.MAX_UNPACKED_BYTES)
    except KeyError:
        return None
    except BROKEN as error:
        raise DocumentRefused("damaged", name) from error
