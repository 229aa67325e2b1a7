"""Alarms that are to come about units nobody of whom can be told, told beforehand: each once a week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from roadmap.clock import local_date
from roadmap.delivery.outbox import NewDelivery
from roadmap.ids import UnitId
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.reminding.expected import Expected, Occasion, Piece
from services.people.no_recipient import ALARMED, alarms
from storage.unit_of_work import UnitOfWork


@dataclass(slots=True, kw_only=True)
class Alarms:
    """Those found so far; `said` are the keys of what is in line already or has gone."""

    said: Collection[str] = ()
    found: list[Expected] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def add(self, unit_id: UnitId, curators: Sequence[Recipient], at: datetime) -> None:
        """Nobody of this unit could be told at that moment: these are alarmed, unless they are this week."""
        for curator, alarm in zip(curators, _alarms(unit_id, curators, at), strict=True):
            if alarm.dedupe_key in self.said or alarm.dedupe_key in self.keys:
                continue
            self.keys.add(alarm.dedupe_key)
            piece = Piece(occasion=Occasion.NOBODY, unit_id=unit_id)
            on = local_date(at, curator.time_zone)
            self.found.append(Expected(recipient=curator, at=at, on=on, pieces=(piece,)))


async def alarmed_this_week(uow: UnitOfWork, staff: Staff, now: datetime) -> set[str]:
    """The keys of the alarms about units of the department that this week has seen."""
    keys = {
        alarm.dedupe_key
        for unit_id in staff.parents
        for role in ALARMED
        for alarm in _alarms(unit_id, staff.reachable_above(unit_id, role), now)
    }
    return await uow.reminders.planned(keys) if keys else set()


def _alarms(unit_id: UnitId, curators: Sequence[Recipient], at: datetime) -> list[NewDelivery]:
    return alarms(unit_id, unit_id, curators, at, is_found=True)
