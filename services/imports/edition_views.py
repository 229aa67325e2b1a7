"""Read models of a document beside the road maps in force."""

from dataclasses import dataclass

from roadmap.ids import RoadMapId


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEdition:
    """A road map in force this document may be a new edition of."""

    id: RoadMapId
    title: str
    short_name: str
    is_same_file: bool
    is_alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """What this document changes in the road map in force; rows by number and title."""

    road_map_id: RoadMapId
    title: str
    added: tuple[str, ...]
    changed: tuple["ChangedMeasure", ...]
    removed: tuple[str, ...]
    unchanged: int
    is_unlike: bool = False
    """So little of the road map in force is in this document that it is hardly its edition."""
    reread: tuple["RereadDeadline", ...] = ()
    """The same words, understood otherwise than when they were approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadDeadline:
    """A deadline the document has left as it was, and its two readings."""

    name: str
    words: str
    reading: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeasure:
    """Old → new words of what changed; equal pairs are not shown."""

    name: str
    deadline: tuple[str, str]
    responsible: tuple[str, str]
    title: tuple[str, str]
