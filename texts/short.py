"""Words and moments as they stand on one line of a message."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from roadmap.language.short_name import whole_phrase
from texts.plural import day

T = TypeVar("T")
LINE = 90
"""Characters of a document's words on one line of a list."""


def moment(at: datetime, time_zone: str, *, now: datetime | None = None) -> str:
    """«30 декабря, 18:00» in that zone; with the year unless it is the year of `now`."""
    local = at.astimezone(ZoneInfo(time_zone))
    today = now.astimezone(ZoneInfo(time_zone)).date() if now else None
    return f"{day(local.date(), today=today)}, {local:%H:%M}"


def shortened(words: str, limit: int) -> str:
    """At most `limit` characters on one line, cut at a word where there is one."""
    flat = " ".join(words.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:.–-") + "…"


def of_file_name(words: str, limit: int) -> str:
    """Words fit for a file's name: no signs a disk refuses, cut where the phrase reads by itself."""
    return whole_phrase("".join(c if c.isalnum() or c in " -–№" else " " for c in words), limit)


def key_words(*parts: str, limit: int, between: str = " · ") -> str:
    """A button's label of several parts: the longest give way, so that none of them is lost."""
    said = [" ".join(part.split()) for part in parts if part]
    room, left, kept = limit - len(between) * (len(said) - 1), len(said), dict[int, str]()
    for place in sorted(range(len(said)), key=lambda place: len(said[place])):
        kept[place] = _both_ends(said[place], max(1, room // left))
        room, left = room - len(kept[place]), left - 1
    return between.join(kept[place] for place in range(len(said)))


def told_apart(
    found: Sequence[T], label: Callable[[T, str], str], owed_by: Callable[[T], date | None]
) -> list[str]:
    """The label of each; where two would read the same, with the day each is owed by."""
    plain = [label(each, "") for each in found]
    labels = []
    for each, words in zip(found, plain, strict=True):
        day_owed = owed_by(each)
        is_twin = plain.count(words) > 1 and day_owed is not None
        labels.append(label(each, f"до {day_owed:%d.%m}") if is_twin else words)
    return labels


def file_title(name: str, limit: int = 60) -> str:
    """A file's name on one line; of a long one the beginning, and the end that tells files apart."""
    return _both_ends(" ".join(name.split()), limit)


def _both_ends(flat: str, limit: int) -> str:
    """The beginning of long words, and the end that tells them apart: «Муниципальная…школа № 3»."""
    if len(flat) <= limit:
        return flat
    tail = flat[-limit // 3 :]
    tail = tail.split(" ", 1)[1] if " " in tail.rsplit(".", 1)[0] else tail
    return f"{shortened(flat, limit - len(tail)).rstrip('…')}…{tail}"


def passage(words: str, limit: int) -> str:
    """At most `limit` characters with the line breaks as they were typed, cut at a word if possible."""
    kept: list[str] = []
    for line in words.strip().splitlines():
        room = limit - sum(len(each) + 1 for each in kept)
        if room <= 1:
            return "\n".join(kept) + "…"
        kept.append(shortened(line, room))
        if len(" ".join(line.split())) > room:
            break
    return "\n".join(kept)
