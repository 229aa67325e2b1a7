"""A duty of an organisation given to people of it: to one who reports, or to each of several who answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import PersonName
from roadmap.control.duty import ReportOutcome
from roadmap.ids import DutyId, EntrustedId, EntrustmentId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrusted:
    """One of those it was given to, and what they have answered so far."""

    id: EntrustedId
    person_id: PersonId
    name: PersonName
    outcome: ReportOutcome | None = None
    text: str = ""
    answered_at: datetime | None = None
    files: int = 0

    @property
    def is_done(self) -> bool:
        return self.outcome is ReportOutcome.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrustment:
    """`is_each`: every one of them answers whoever gave it, who reports; else the only one reports."""

    id: EntrustmentId
    duty_id: DutyId
    given_by: PersonId
    giver: PersonName
    is_each: bool
    given_at: datetime
    people: tuple[Entrusted, ...]

    @property
    def done(self) -> tuple[Entrusted, ...]:
        return tuple(one for one in self.people if one.is_done)

    @property
    def silent(self) -> tuple[Entrusted, ...]:
        """Those who have not answered."""
        return tuple(one for one in self.people if one.outcome is None)

    @property
    def told(self) -> tuple[PersonId, ...]:
        """Who hears of the duty now: whoever gave it, and those who have not answered or reported."""
        return (self.given_by, *(one.person_id for one in self.people if one.outcome is None))

    def is_told(self, persons: Collection[PersonId]) -> bool:
        """Whether any of these persons hears of it."""
        return any(person in persons for person in self.told)

    def answered_by(self, persons: Collection[PersonId]) -> Entrusted | None:
        """Which of these persons answers instead of reporting, if any: never whoever gave it."""
        if not self.is_each or self.given_by in persons:
            return None
        return next((one for one in self.people if one.person_id in persons), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntrustment:
    duty_id: DutyId
    given_by: PersonId
    is_each: bool
    person_ids: tuple[PersonId, ...]
    given_at: datetime
