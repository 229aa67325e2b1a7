"""What a department promises about personal data: who keeps them, for how long, to whom to complain."""

import hashlib
from dataclasses import dataclass

CONSENT_TEXT = "2026-12"
"""The version of the words everybody agrees to (texts/people/people.py): other words, another version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who keeps the data: name, address and contact as people are shown them; "" where not set."""

    name: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """The operator and how many days each kind is kept."""

    operator: Operator = Operator()
    updates_days: int = 3
    deliveries_days: int = 365
    reports_days: int = 1826
    evidence_days: int = 1826
    audit_days: int = 1826

    @property
    def consent(self) -> str:
        """What somebody agrees to: these words, and this operator. Another one has to ask again."""
        name = self.operator.name
        return f"{CONSENT_TEXT}:{hashlib.sha256(name.encode()).hexdigest()[:8]}" if name else CONSENT_TEXT


BY_DEFAULT = Privacy()
"""Before anything is set: the department itself is the operator."""
