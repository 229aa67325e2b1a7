"""The number a database had at a moment."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """The database had this number at this moment, with a process working on it."""

    number: int
    at: datetime
