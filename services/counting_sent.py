"""What one press sends to many is counted: one message to who has pressed, which edits itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import NewDelivery, new_delivery
from roadmap.delivery.sent_rounds import SentAbout
from roadmap.ids import PersonId
from storage.unit_of_work import UnitOfWork

MANY = 5
"""To fewer people the answer of the press has said it all."""
FIRST_COUNT = timedelta(minutes=1)


async def count_sent(
    uow: UnitOfWork,
    by: PersonId,
    about: SentAbout,
    name: str,
    sent: Sequence[NewDelivery],
    now: datetime,
) -> None:
    """Put in line what tells this person how many of these arrive; nothing where they are few."""
    if len({each.recipient_id for each in sent}) < MANY:
        return
    department_id = sent[0].department_id
    keys = [each.dedupe_key for each in sent]
    round_id = await uow.sent_rounds.open(department_id, by, about, name, keys, now)
    await uow.outbox.add(
        new_delivery(
            DeliveryKind.SENT_COUNTS,
            subject_id=round_id,
            department_id=department_id,
            recipient_id=by,
            not_before=now + FIRST_COUNT,
        )
    )
