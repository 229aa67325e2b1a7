"""Keys by which other programs of a department read what the bot knows."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.ids import ApiKeyId, UnitId

PREFIX = "vekha_"
"""So that a key is known for what it is wherever it turns up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """`used_on` is the last day anything was read by it."""

    id: ApiKeyId
    department_id: UnitId
    name: str
    created_at: datetime
    used_on: date | None
    revoked_at: datetime | None


def new_secret() -> str:
    """A key nobody can guess."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
