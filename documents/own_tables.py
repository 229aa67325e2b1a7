"""Tables and forms that we gave out ourselves, known by what stands unseen in them, whatever they are called.

Only looked through for the sign: nothing is parsed here.
"""

import re
from collections.abc import Iterator

from documents.formats.archive import open_archive, read_part
from documents.formats.xml_parts import xml_names
from roadmap.errors import DocumentRefused
from roadmap.monitoring.filled_forms import SIGN

_PLAN = b"vekha-plan-"
_PERSON = re.compile(rb">\d{1,18}\.\d{1,18}\.[a-z]*\.[0-9a-f]{12}<")
_OLD = (b"\xd0\xcf\x11\xe0", b"%PDF")
_ARCHIVE = b"PK"


def own_table(data: bytes) -> str | None:
    """What the reader of road maps refuses it as: a form, the plan's or the people's table; else None."""
    for part in _parts(data):
        if SIGN.encode() in part:
            return "filled-form"
        if _PLAN in part:
            return "plan-table"
        if _PERSON.search(part):
            return "staff-list"
    return None


def _parts(data: bytes) -> Iterator[bytes]:
    if data.startswith(_ARCHIVE):
        try:
            archive = open_archive(data)
            for name in xml_names(archive):
                yield read_part(archive, name) or b""
        except DocumentRefused:
            return
    elif data.startswith(_OLD):
        yield from _of_old_programs(data)


def _of_old_programs(data: bytes) -> Iterator[bytes]:
    """Signs as these programs write them, letter by letter in two bytes; in a PDF spelled in digits."""
    sign = SIGN.encode("utf-16-le")
    spelled = SIGN.encode("utf-16-be").hex().encode()
    is_form = sign in data or spelled in data or spelled.upper() in data
    yield SIGN.encode() if is_form else data
