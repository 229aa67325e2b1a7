"""The curators' card of a campaign and the counts of what was sent edit themselves, at most once a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from roadmap.brevity import brief
from roadmap.clock import Clock
from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import DeliveryId
from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.monitoring.live_boards import LiveBoard
from services.composing import Cancelled
from services.delivery.sent_counts import SentCounts, compose_sent_counts
from services.monitoring.monitoring import compose_card
from storage.unit_of_work import Store

REDRAWN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBoardService:
    store: Store
    clock: Clock

    async def claim(self, limit: int, besides: frozenset[DeliveryId]) -> Sequence[LiveBoard]:
        """Cards to be drawn anew: something was reported since, or the campaign is over."""
        now = self.clock.now()
        async with self.store.read() as uow:
            drawn_by = now - REDRAWN_EVERY
            due = [
                *await uow.live_boards.due(now, drawn_by, limit),
                *await uow.live_boards.due_counts(now, drawn_by, limit),
            ]
        due = [each for each in due if each.id not in besides]
        if not due:
            return ()
        async with self.store.write() as uow:
            taken = [each for each in due if await uow.live_boards.take(each, now)]
            await uow.commit()
        return taken

    async def view(self, board: LiveBoard) -> CampaignBoard | SentCounts | None:
        """What the message says now; None where it says nothing any more."""
        compose = compose_sent_counts if board.delivery.kind is DeliveryKind.SENT_COUNTS else compose_card
        async with self.store.read() as uow:
            found = await compose(uow, board.delivery, self.clock.now())
            chosen = await uow.department_settings.of(board.delivery.department_id)
        if isinstance(found, Cancelled):
            return None
        return brief(found) if chosen.is_brief else found
