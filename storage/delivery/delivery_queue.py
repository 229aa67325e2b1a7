"""The outbox as the delivery engine works it off: claims, marks, settlements, recovery."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Update, bindparam, case, exists, func, or_, select, text, update
from sqlalchemy.orm import aliased

from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import (
    LEASE,
    MAYBE_ARRIVED,
    UNSURE_WAIT,
    Delivery,
    DeliveryState,
    Dispatching,
    Settlement,
)
from roadmap.ids import DeliveryId, PersonId
from roadmap.people.place import Place
from storage.by_channel import by_channel
from storage.connection import Connection
from storage.delivery.catch_up import fold, load_folded
from storage.delivery.tables import DOUBTFUL, IN_FLIGHT, WAITING, DeliveryRow
from storage.lists import none_of, one_of
from storage.mapping import restore
from storage.spelled import is_state

_UNSURE_CHATS = select(DeliveryRow.chat_id).where(
    DOUBTFUL,
    DeliveryRow.channel == bindparam("of_channel"),
    one_of(DeliveryRow.chat_id, "chats"),
    is_state(DeliveryRow.state, "unsure", "pending", "claimed"),
)
_EVERY_PRIORITY = text(f"priority IN ({', '.join(str(each.value) for each in Priority)})")
"""Lets the index be searched per priority for what is due, instead of walked past what is not."""


_NEXT = (
    select(DeliveryRow.id)
    .where(
        WAITING,
        _EVERY_PRIORITY,
        DeliveryRow.not_before <= bindparam("now"),
        none_of(DeliveryRow.recipient_id, "held"),
    )
    .order_by(DeliveryRow.priority, DeliveryRow.not_before)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(DeliveryRow)
    .where(DeliveryRow.id.in_(_NEXT), WAITING)
    .values(
        state=DeliveryState.CLAIMED.value,
        fence=DeliveryRow.fence + 1,
        lease_until=bindparam("until"),
        is_repeat=case((is_state(DeliveryRow.state, "unsure"), True), else_=DeliveryRow.is_repeat),
    )
    .returning(DeliveryRow)
)
_NEXT_DUE = select(
    *(
        select(func.min(DeliveryRow.not_before))
        .where(WAITING, DeliveryRow.priority == each)
        .scalar_subquery()
        for each in Priority
    )
)
"""Priority by priority: the head of the index, however many rows wait."""
_CLAIMED = (
    select(DeliveryRow.id, DeliveryRow.fence)
    .where(
        one_of(DeliveryRow.id, "ids"),
        is_state(DeliveryRow.state, DeliveryState.CLAIMED),
    )
    .with_for_update()
)
_MARK = (
    update(DeliveryRow)
    .where(DeliveryRow.id == bindparam("row"))
    .values(
        state=DeliveryState.DISPATCHING.value,
        channel=bindparam("to_channel"),
        chat_id=bindparam("to_chat"),
        dispatched_at=bindparam("at"),
        fingerprint=bindparam("print"),
    )
)
_SETTLE = (
    update(DeliveryRow)
    .where(DeliveryRow.id == bindparam("id_"), DeliveryRow.fence == bindparam("fence_"), IN_FLIGHT)
    .values(
        state=bindparam("state_"),
        attempts=bindparam("attempts_"),
        message_id=bindparam("message_id_"),
        reason=bindparam("reason_"),
        lease_until=None,
    )
)
_PUT_OFF = _SETTLE.values(not_before=bindparam("not_before_"), settled_at=None)
_FINISH = _SETTLE.values(settled_at=bindparam("at_"))


def _lost(state: DeliveryState) -> Update:
    """Those in this state whose holder is gone, but not the spared."""
    held = select(DeliveryRow.id).where(
        IN_FLIGHT,
        none_of(DeliveryRow.id, "spared"),
        or_(
            bindparam("is_alone", type_=Boolean),
            DeliveryRow.lease_until < bindparam("late"),
            DeliveryRow.lease_until > bindparam("early"),
        ),
        is_state(DeliveryRow.state, state),
    )
    # Rows somebody is settling just now are not lost; nobody waits for a lost one's locks.
    statement = update(DeliveryRow).where(DeliveryRow.id.in_(held.with_for_update(skip_locked=True)))
    return statement.values(fence=DeliveryRow.fence + 1, lease_until=None)


_PUT_BACK = _lost(DeliveryState.CLAIMED).values(state=DeliveryState.PENDING.value)
_DOUBT = _lost(DeliveryState.DISPATCHING).values(
    state=case((DeliveryRow.is_repeat, DeliveryState.DEAD.value), else_=DeliveryState.UNSURE.value),
    not_before=bindparam("again_at"),
    reason=case((DeliveryRow.is_repeat, MAYBE_ARRIVED), else_="stopped while sending"),
    settled_at=case(
        (DeliveryRow.is_repeat, bindparam("moment", type_=DeliveryRow.settled_at.type)), else_=None
    ),
)
"""Unsure once; a repeat that is unsure again is given up: never a third copy."""


class DeliveryQueue:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def claim(
        self, now: datetime, lease_until: datetime, limit: int, *, held: Collection[PersonId] = ()
    ) -> Sequence[Delivery]:
        """Take the most urgent due rows, `unsure` ones as repeats; others get them only after the lease.

        Rows of `held` recipients are left where they are.
        """
        which = {"now": now, "until": lease_until, "limit": limit, "held": list(held)}
        claimed = [restore(Delivery, row) for row in await self._connection.execute(_CLAIM, which)]
        return sorted(claimed, key=lambda each: (each.priority, each.not_before, each.id))

    async def mark_dispatching(self, marks: Sequence[Dispatching]) -> set[DeliveryId]:
        """The ids that are still ours and may be sent now."""
        if not marks:
            return set()
        fences = {each.id: each.fence for each in marks}
        # Pairs of id and fence would make SQLite read the whole table: it searches by id only.
        found = await self._connection.execute(_CLAIMED, {"ids": list(fences)})
        ours = {DeliveryId(row.id) for row in found if row.fence == fences[DeliveryId(row.id)]}
        rows = [
            {
                "row": each.id,
                "to_channel": each.place.channel,
                "to_chat": each.place.chat_id,
                "at": each.at,
                "print": each.fingerprint,
            }
            for each in marks
            if each.id in ours
        ]
        if rows:
            await self._connection.execute(_MARK, rows)
        return ours

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Write what became of claimed rows that are still ours: one whose fence moved on stays."""
        waiting = [_values(each) for each in settlements if each.not_before is not None]
        final = [_values(each) for each in settlements if each.not_before is None]
        for statement, rows in ((_PUT_OFF, waiting), (_FINISH, final)):
            if rows:
                await self._connection.execute(statement, rows)

    async def renew(self, deliveries: Collection[DeliveryId], lease_until: datetime) -> None:
        """Those that are still held are not lost."""
        held = update(DeliveryRow).where(one_of(DeliveryRow.id, deliveries), IN_FLIGHT)
        await self._connection.execute(held.values(lease_until=lease_until))

    async def recover(
        self, now: datetime, *, is_alone: bool, spared: Collection[DeliveryId] = ()
    ) -> tuple[int, int]:
        """Take back rows whose holder is lost, but not the spared: `(returned to the queue, unsure)`.

        With `is_alone` every held row is lost: this process has just started and no other may run.
        """
        which = {"spared": list(spared), "late": now, "early": now + 2 * LEASE, "is_alone": is_alone}
        after = {"moment": now, "again_at": now + UNSURE_WAIT}
        unsure = (await self._connection.execute(_DOUBT, {**which, **after})).rowcount
        back = (await self._connection.execute(_PUT_BACK, which)).rowcount
        return back, unsure

    async def fold_crowds(self, now: datetime, recipients: Collection[PersonId]) -> set[DeliveryId]:
        """Fold what is due for crowded or late recipients into one catch-up each; gives the folded ids."""
        return await fold(self._connection, now, recipients)

    async def folded(self, catch_up: DeliveryId) -> Sequence[Delivery]:
        """What a catch-up message stands for, oldest first."""
        return await load_folded(self._connection, catch_up)

    async def block_waiting(self, recipient: PersonId, now: datetime, reason: str) -> None:
        """Nothing more can reach this person: settle what waits for them as blocked."""
        await self._connection.execute(
            update(DeliveryRow)
            .where(DeliveryRow.recipient_id == recipient, WAITING)
            .values(state=DeliveryState.BLOCKED.value, reason=reason, settled_at=now)
        )

    async def revive(self, recipient: PersonId, now: datetime) -> None:
        """The person can be reached again: what was settled as blocked waits once more, due now.

        All but the kinds that do not revive: what is theirs by now is to be said anew.
        """
        change = {"state": DeliveryState.PENDING.value, "attempts": 0, "reason": "", "settled_at": None}
        await self._connection.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.recipient_id == recipient,
                is_state(DeliveryRow.state, DeliveryState.BLOCKED),
                DeliveryRow.kind.not_in([kind.value for kind in DeliveryKind if not kind.rules.revives]),
            )
            .values(not_before=now, **change)
        )

    async def unsure_places(self, places: Collection[Place]) -> Collection[Place]:
        """Those of them into which something was sent that still waits for proof."""
        unsure: set[Place] = set()
        for channel, chats in by_channel(places).items():
            found = await self._connection.execute(_UNSURE_CHATS, {"of_channel": channel, "chats": chats})
            unsure |= {Place(channel, row.chat_id) for row in found}
        return unsure

    async def prove_sent(self, place: Place, message_id: int, fingerprint: str, now: datetime) -> bool:
        """A press on that message shows that it arrived: an unsure row it came from is settled as sent."""
        proved = (
            select(func.min(DeliveryRow.id))
            .where(*_might_be(place, message_id, fingerprint))
            .scalar_subquery()
        )
        change = {
            "state": DeliveryState.SENT.value,
            "fence": DeliveryRow.fence + 1,
            "lease_until": None,
            "message_id": message_id,
            "settled_at": now,
            "reason": "proved by a press",
        }
        statement = update(DeliveryRow).where(DeliveryRow.id == proved).values(**change)
        return (await self._connection.execute(statement)).rowcount == 1

    async def next_due(self) -> datetime | None:
        """When the next waiting row becomes due."""
        (moments,) = await self._connection.execute(_NEXT_DUE)
        return min((moment for moment in moments if moment is not None), default=None)


def _values(each: Settlement) -> dict[str, Any]:
    return {
        "id_": each.id,
        "fence_": each.fence,
        "state_": each.state.value,
        "attempts_": each.attempts,
        "message_id_": each.message_id,
        "reason_": each.reason,
        "at_": each.at,
        "not_before_": each.not_before,
    }


def _might_be(place: Place, message_id: int, fingerprint: str) -> tuple[Any, ...]:
    """An unsure row that looked like this message, and nothing known to have come before or instead of it."""
    known = aliased(DeliveryRow)
    contradicts = exists().where(
        known.recipient_id == DeliveryRow.recipient_id,
        is_state(known.state, DeliveryState.SENT),
        known.channel == place.channel,
        known.chat_id == place.chat_id,
        (known.message_id == message_id)
        | ((known.message_id > message_id) & (known.settled_at <= DeliveryRow.dispatched_at)),
    )
    return (
        DeliveryRow.channel == place.channel,
        DeliveryRow.chat_id == place.chat_id,
        DeliveryRow.fingerprint == fingerprint,
        text("deliveries.phase = 'doubtful'"),
        is_state(DeliveryRow.state, "unsure", "pending", "claimed"),
        ~contradicts,
    )
