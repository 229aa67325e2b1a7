"""A press proves that the message it came from has arrived."""

from collections.abc import Sequence

from roadmap.clock import Clock
from roadmap.people.place import Place
from services.delivery.preparing import fingerprint
from storage.unit_of_work import Store


async def prove_by_press(
    store: Store, clock: Clock, place: Place, message_id: int, callback_data: Sequence[str]
) -> bool:
    """Settle the unsure delivery this message must be, so that it is not repeated."""
    async with store.write() as uow:
        is_proved = await uow.deliveries.prove_sent(
            place, message_id, fingerprint(callback_data), clock.now()
        )
        await uow.commit()
    return is_proved
