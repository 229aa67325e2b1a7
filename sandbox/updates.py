"""Updates waiting for one bot: given out again and again until the bot confirms them by its offset."""

from collections import deque
from dataclasses import dataclass
from itertools import islice

from sandbox.pulse import Pulse
from sandbox.refusal import Json

FIRST_UPDATE_ID = 700_000_001
ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds a bot gets only if it names them."""
DEFAULT_KINDS = frozenset(
    {
        *("message", "edited_message", "channel_post", "edited_channel_post", "business_connection"),
        *("business_message", "edited_business_message", "deleted_business_messages", "inline_query"),
        *("chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "poll"),
        *("purchased_paid_media", "poll_answer", "my_chat_member", "chat_join_request", "chat_boost"),
        "removed_chat_boost",
    }
)


@dataclass(slots=True)
class HeldPoll:
    """A getUpdates waiting for something to happen; it ends with a reason for 409, or with none."""

    reason: str = ""
    is_over: bool = False

    def end(self, reason: str) -> None:
        self.reason = reason
        self.is_over = True


class UpdateQueue:
    def __init__(self) -> None:
        self.next_id = FIRST_UPDATE_ID
        self.pending: deque[Json] = deque()
        self.allowed = DEFAULT_KINDS
        self.arrived = Pulse()

    def __len__(self) -> int:
        return len(self.pending)

    def allow(self, kinds: list[str]) -> None:
        """What the bot wants from now on; unknown kinds are passed over, none known means the default set.

        Old updates stay.
        """
        named = frozenset(kind.lower() for kind in kinds)
        self.allowed = named & (DEFAULT_KINDS | ON_DEMAND) or DEFAULT_KINDS

    def add(self, kind: str, body: Json) -> int:
        """Queue one update and return its id; 0 when the bot has not asked for this kind."""
        if kind not in self.allowed:
            return 0
        update_id = self.next_id
        self.next_id += 1
        self.pending.append({"update_id": update_id, kind: body})
        self.arrived.beat()
        return update_id

    def repeat(self, update_id: int) -> bool:
        """Put an update that is still unconfirmed at the end once more, as a duplicate with its old id."""
        for update in self.pending:
            if update["update_id"] == update_id:
                self.pending.append(update)
                self.arrived.beat()
                return True
        return False

    def confirm(self, offset: int) -> int:
        """Forget what lies before the offset (a negative one keeps that many of the last); how many went."""
        gone = 0
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
                gone += 1
            return gone
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
            gone += 1
        return gone

    def first(self, limit: int) -> list[Json]:
        return list(islice(self.pending, limit))

    def clear(self) -> None:
        self.pending.clear()
