"""What is written already and waits for its hour: it is to come as well."""

from datetime import datetime

from roadmap.clock import local_date
from roadmap.delivery.kinds import DeliveryKind
from roadmap.reminding.expected import Expected, InLine, Occasion, Outlooked, Piece
from storage.unit_of_work import UnitOfWork

FORETOLD = (DeliveryKind.DIGEST, DeliveryKind.WEEKLY_LETTER, DeliveryKind.MONDAY)
"""What is told beforehand until its hour has come, in line or not."""


async def expected_in_line(uow: UnitOfWork, of: Outlooked, now: datetime, until: datetime) -> list[Expected]:
    """The stages of digests in line, and other messages, each with its kind."""
    found = [*await uow.reminders.stages_in_line(of, now, until)]
    for each in await uow.outbox.in_line(of.department_id, until, FORETOLD):
        occasion = Occasion.LATE if each.kind is DeliveryKind.LATE_DECISIONS else Occasion.IN_LINE
        piece = Piece(occasion=occasion, unit_id=of.department_id, kind=each.kind)
        found.append(InLine(recipient_id=each.recipient_id, at=max(each.not_before, now), piece=piece))
    people = await uow.recipients.recipients(sorted({each.recipient_id for each in found})) if found else {}
    return [
        Expected(
            recipient=person,
            at=each.at,
            on=local_date(each.at, person.time_zone),
            pieces=(each.piece,),
        )
        for each in found
        if (person := people.get(each.recipient_id)) is not None
    ]
