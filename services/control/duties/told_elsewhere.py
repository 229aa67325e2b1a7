"""What told somebody of a matter that is settled now is a card from then on: it follows the duty."""

from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import DutyId
from storage.unit_of_work import UnitOfWork


async def make_cards(uow: UnitOfWork, duty_id: DutyId, kind: DeliveryKind, subject_id: int) -> None:
    """The messages of this kind about this subject in other chats lose their buttons with the next redraw."""
    here = uow.update.place if uow.update else None
    for place, message_id in await uow.outbox.sent_alone(kind, subject_id):
        if place != here and await uow.duties.card_message(place, duty_id) is None:
            await uow.duties.remember_card(place, duty_id, message_id)
