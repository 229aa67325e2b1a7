"""What one look of `vekha check` found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line: what was looked at (a code of `texts.checks`), whether it is well, and what was seen.

    `is_well` is None where there was nothing to look at. `remedy` is a code too; `detail` fits into either.
    """

    about: str
    is_well: bool | None
    seen: str = ""
    remedy: str = ""
    detail: str = ""
