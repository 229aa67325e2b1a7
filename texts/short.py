"""Words and moments as they stand on one line of a message."""

from datetime import datetime
from zoneinfo import ZoneInfo

from texts.plural import day

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


def file_title(name: str, limit: int = 60) -> str:
    """A file's name on one line; of a long one the beginning, and the end that tells files apart."""
    flat = " ".join(name.split())
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
