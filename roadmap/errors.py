"""One tree of refusals. Errors carry facts, never words for people: `texts.errors` explains each."""

from dataclasses import dataclass


class VekhaError(Exception):
    """A refusal with a reason a person can act on; everything else that is raised is a defect."""


@dataclass
class DocumentRefused(VekhaError):
    """A file that cannot be read as a road map; `reason` is a code of `texts.errors`."""

    reason: str
    detail: str = ""


class NotAllowed(VekhaError):
    """The actor's role does not permit this."""


class NotFound(VekhaError):
    """There is no such thing, or the actor may not know there is: the answer is the same."""


@dataclass
class WrongState(VekhaError):
    """The step does not fit the state the thing is in now."""

    state: str
    step: str


class StaleVersion(VekhaError):
    """Somebody was quicker: the button belongs to an older version; the card is to be redrawn."""


@dataclass
class BadInput(VekhaError):
    """What was typed or chosen cannot be used; `reason` is a code of `texts.errors`."""

    reason: str
    detail: str = ""


@dataclass
class SettingsRefused(VekhaError):
    """A setting is missing or cannot be used."""

    name: str
    detail: str = ""


@dataclass
class AlreadyRunning(VekhaError):
    """Another process works on this database file."""

    database: str


@dataclass
class DatabaseUnusable(VekhaError):
    """The database cannot be opened or written to; `trouble` is a code of `texts.errors`.

    `backup` is the newest one there is, where that is known.
    """

    database: str
    trouble: str
    backup: str = ""


@dataclass
class ClockWrong(VekhaError):
    """The machine's clock shows a time before this program was written."""

    shown: str


class TooManyTries(VekhaError):
    """Too many wrong links from one chat: wait."""


class DraftInTheWay(VekhaError):
    """Another draft with words or files in it is open: it is finished or dropped first."""
