"""Documents on their way to the coordinator's desk: sent, not read and shown yet."""

from dataclasses import dataclass

from roadmap.ids import ImportId, IncomingDocumentId, PersonId
from roadmap.people.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingDocument:
    """`message_id` says in the chat that it is coming; `import_id` once it is on the desk and not shown yet.

    `minutes_caption` is what was said under a table of minutes, None of every other document; `attempts`
    counts how often it was begun to be fetched.
    """

    id: IncomingDocumentId
    person_id: PersonId
    place: Place
    message_id: int
    ref: str
    name: str
    size: int
    import_id: ImportId | None
    minutes_caption: str | None = None
    attempts: int
