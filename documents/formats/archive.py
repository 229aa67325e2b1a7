"""Opens an Office file, looking at its table of contents before anything is unpacked."""

import io
import struct
import zipfile
import zlib

from documents import limits
from roadmap.errors import DocumentRefused

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` lets escape over a damaged archive."""

_END = b"PK\x05\x06"
_END_BYTES = 22
_END_REACH = _END_BYTES + 65_536
_MACROS = ("vbaproject.bin", "vbadata.xml")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive if its contents are within the limits. Nothing is unpacked here."""
    _check_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DocumentRefused("damaged") from error
    _check(archive.infolist(), len(data))
    return archive


def _check_directory(data: bytes) -> None:
    """A table of contents that would itself take long to read is refused by its size."""
    end = data.rfind(_END, max(0, len(data) - _END_REACH))
    if end < 0 or len(data) < end + _END_BYTES:
        raise DocumentRefused("damaged")
    directory_bytes = int.from_bytes(data[end + 12 : end + 16], "little")
    if directory_bytes > limits.MAX_DIRECTORY_BYTES:
        raise DocumentRefused("archive-bomb", str(directory_bytes))


def _check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > limits.MAX_ENTRIES:
        raise DocumentRefused("archive-bomb", str(len(entries)))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.MAX_UNPACKED_BYTES or unpacked > limits.MAX_RATIO * max(packed, 1):
        raise DocumentRefused("archive-bomb", str(unpacked))
    for entry in entries:
        if entry.flag_bits & 1:
            raise DocumentRefused("encrypted")
        if entry.filename.lower().endswith(_MACROS):
            raise DocumentRefused("macros")
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
    except _BROKEN as error:
        raise DocumentRefused("damaged", name) from error
