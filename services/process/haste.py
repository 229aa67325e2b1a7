"""How fast one chat is worked off: what comes faster waits its turn and is never dropped."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from roadmap.people.place import Place
from roadmap.process.updates import InboxUpdate, UpdateKey

MANY_CHATS = 2000
"""So many are remembered before those that have gone quiet are forgotten."""
TOLD_AGAIN = timedelta(minutes=1)


class ChatHaste:
    """At most `updates` of a chat in `window`; an album counts once. Each process counts what it takes."""

    def __init__(
        self,
        updates: int,
        window: timedelta,
        *,
        album_of: Callable[[Mapping[str, Any]], str | None],
        wants_word: Callable[[Mapping[str, Any]], bool],
    ) -> None:
        self._updates = updates
        self._window = window
        self._album_of = album_of
        self._wants_word = wants_word
        self._taken: dict[Place, deque[datetime]] = {}
        self._albums: dict[Place, str] = {}
        self._told: dict[Place, datetime] = {}
        self._to_tell: list[Place] = []

    def put_off(self, claimed: Sequence[InboxUpdate], now: datetime) -> dict[UpdateKey, datetime]:
        """Which of these come too fast, each with the moment it may be handled."""
        if len(self._taken) > MANY_CHATS:
            self._forget(now)
        waiting = ((each, self._until(each, now)) for each in claimed)
        return {each.key: until for each, until in waiting if until is not None}

    def to_tell(self) -> list[Place]:
        """Chats that have not been told yet that a command or document of theirs waits."""
        found, self._to_tell = self._to_tell, []
        return found

    def _until(self, update: InboxUpdate, now: datetime) -> datetime | None:
        place, album = update.place, self._album_of(update.payload)
        if album is not None and self._albums.get(place) == album:
            return None
        taken = self._taken.setdefault(place, deque())
        while taken and now - taken[0] >= self._window:
            taken.popleft()
        if len(taken) >= self._updates:
            self._note(update, now)
            return taken[0] + self._window
        taken.append(now)
        if album is not None:
            self._albums[place] = album
        return None

    def _note(self, update: InboxUpdate, now: datetime) -> None:
        told = self._told.get(update.place)
        if self._wants_word(update.payload) and (told is None or now - told >= TOLD_AGAIN):
            self._told[update.place] = now
            self._to_tell.append(update.place)

    def _forget(self, now: datetime) -> None:
        for place in [each for each, taken in self._taken.items() if now - taken[-1] >= self._window]:
            for kept in (self._taken, self._albums, self._told):
                kept.pop(place, None)
