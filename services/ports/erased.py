"""Where it is kept, outside the database, whose data were erased: a restored copy knows them again."""

from collections.abc import Sequence
from typing import Protocol

from roadmap.people.erasures import ErasedPerson


class ErasedPlace(Protocol):
    async def all(self) -> Sequence[ErasedPerson]:
        """Everybody known to be erased, of whichever database."""
        ...

    async def add(self, person: ErasedPerson) -> None:
        """Keep it wherever it is kept; once more changes nothing."""
        ...
