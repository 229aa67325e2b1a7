"""One tree of refusals. Errors carry facts, never words for people: `texts.errors` explains each."""

from dataclasses import dataclass


class VekhaError(Exception):
    """A refusal with a reason a person can act on; everything else that is raised is a defect."""


@dataclass
class DocumentRefused(VekhaError):
    """A file that cannot be read as a road map; `reason` is a code of `texts.errors`."""

    reason: str
    detail: str = ""
