"""Parts of an Office package: which is the main one, and what a part refers to."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from documents.formats.xml_parts import parse_part

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """`kind` is the last word of its type; `target` is a name inside the package, or an address outside."""

    id: str
    kind: str
    target: str
    is_outside: bool


def main_part(archive: zipfile.ZipFile, likely: re.Pattern[str]) -> str:
    """The part the package names as its document, else the first with a likely name, else ""."""
    names = set(archive.namelist())
    for relationship in relationships(archive, ""):
        if relationship.kind == "officeDocument" and relationship.target in names:
            return relationship.target
    return next(filter(likely.match, archive.namelist()), "")


def relationships(archive: zipfile.ZipFile, part: str) -> Iterator[Relationship]:
    """What this part refers to; the package itself is ""."""
    folder, name = posixpath.split(part)
    root = parse_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    for element in [] if root is None else root.iter(_RELATIONSHIP):
        target = element.get("Target", "")
        is_outside = element.get("TargetMode") == "External"
        yield Relationship(
            id=element.get("Id", ""),
            kind=element.get("Type", "").rpartition("/")[2],
            target=target if is_outside else _inside(folder, target),
            is_outside=is_outside,
        )


def _inside(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")
