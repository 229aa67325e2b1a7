"""Updates stored before they are confirmed to the messenger, and claimed one per chat."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Update,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from roadmap.people.place import Place
from roadmap.process.handled_update import HandledUpdate
from roadmap.process.updates import INBOX_LEASE, InboxUpdate, NewUpdate, UpdateKey
from storage.by_channel import by_channel
from storage.connection import Connection
from storage.inserting import insert_new
from storage.lists import one_of
from storage.process.tables import OPEN_UPDATES, InboxUpdateRow
from storage.spelled import is_state

"""Word for word the condition of the partial index: a bound parameter would not match it."""
FORGOTTEN_AT_ONCE = 500
_KEY = tuple_(InboxUpdateRow.channel, InboxUpdateRow.id)
_TAKEN = (
    InboxUpdateRow.id,
    InboxUpdateRow.channel,
    InboxUpdateRow.chat_id,
    InboxUpdateRow.payload,
    InboxUpdateRow.attempts,
    InboxUpdateRow.fence,
)
_HEADS = (
    select(InboxUpdateRow.channel, func.min(InboxUpdateRow.id))
    .where(OPEN_UPDATES)
    .group_by(InboxUpdateRow.channel, InboxUpdateRow.chat_id)
)
_READY = (
    select(InboxUpdateRow.channel, InboxUpdateRow.id)
    .where(
        _KEY.in_(_HEADS),
        is_state(InboxUpdateRow.state, "new"),
        InboxUpdateRow.not_before <= bindparam("now"),
    )
    .order_by(InboxUpdateRow.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(InboxUpdateRow)
    .where(_KEY.in_(_READY), is_state(InboxUpdateRow.state, "new"))
    .values(
        state="claimed",
        fence=InboxUpdateRow.fence + 1,
        attempts=InboxUpdateRow.attempts + 1,
        lease_until=bindparam("until"),
    )
    .returning(*_TAKEN)
)
_ANSWERED = (
    update(InboxUpdateRow)
    .where(
        InboxUpdateRow.channel == bindparam("of_channel"),
        one_of(InboxUpdateRow.id, "ids"),
        is_state(InboxUpdateRow.state, "owed"),
    )
    .values(state="done", lease_until=None)
)
_HANDLED = update(InboxUpdateRow).where(
    InboxUpdateRow.channel == bindparam("in_channel"),
    InboxUpdateRow.id == bindparam("update"),
    InboxUpdateRow.fence == bindparam("held"),
    is_state(InboxUpdateRow.state, "claimed", "owed"),
)
_OWE = _HANDLED.values(state="owed")
_DONE = _HANDLED.values(state="done", lease_until=None)
_OLDEST = (
    select(InboxUpdateRow.channel, InboxUpdateRow.id)
    .where(InboxUpdateRow.received_at < bindparam("before"), is_state(InboxUpdateRow.state, "done", "dead"))
    .order_by(InboxUpdateRow.received_at)
    .limit(bindparam("limit"))
)
_FORGET = delete(InboxUpdateRow).where(_KEY.in_(_OLDEST))


async def settle_in_transaction(connection: Connection, handled: HandledUpdate) -> bool:
    """Mark the update as part of the handler's own transaction; False when it is no longer ours.

    `owed` until the person has seen the answer, then `done`.
    """
    which = {"in_channel": handled.place.channel, "update": handled.id, "held": handled.fence}
    settled = await connection.execute(_DONE if handled.is_answered else _OWE, which)
    return settled.rowcount == 1


def _taken(row: Any) -> InboxUpdate:
    return InboxUpdate(
        id=row.id,
        place=Place(row.channel, row.chat_id),
        payload=row.payload,
        attempts=row.attempts,
        fence=row.fence,
    )


def _lost(state: str, channels: Collection[str]) -> Update:
    """Those in this state whose holder is gone, but not the spared; with `is_alone` all that are held.

    Rows somebody is settling just now are passed over: nobody waits for the locks of a lost process.
    """
    held = select(InboxUpdateRow.channel, InboxUpdateRow.id).where(
        OPEN_UPDATES,
        is_state(InboxUpdateRow.state, state),
        *(~_these(channel, f"spared_{channel}") for channel in channels),
        or_(
            bindparam("is_alone", type_=Boolean),
            InboxUpdateRow.lease_until < bindparam("late"),
            InboxUpdateRow.lease_until > bindparam("from_the_future"),  # the clock was set back
        ),
    )
    return update(InboxUpdateRow).where(_KEY.in_(held.with_for_update(skip_locked=True)))


@cache
def _take_owed(channels: tuple[str, ...]) -> ReturningUpdate[Any]:
    return _lost("owed", channels).values(state="done", lease_until=None).returning(*_TAKEN)


@cache
def _take_back(channels: tuple[str, ...]) -> Update:
    return _lost("claimed", channels).values(
        state="new",
        fence=InboxUpdateRow.fence + 1,
        attempts=InboxUpdateRow.attempts - 1,  # the process failed, not the handling
        lease_until=None,
    )


def _which_lost(now: datetime, spared: Mapping[str, Collection[int]], *, is_alone: bool) -> dict[str, Any]:
    which = {"is_alone": is_alone, "late": now, "from_the_future": now + 2 * INBOX_LEASE}
    return which | {f"spared_{channel}": ids for channel, ids in spared.items()}


def _these(channel: str, ids: Collection[int] | str) -> ColumnElement[bool]:
    return and_(InboxUpdateRow.channel == channel, one_of(InboxUpdateRow.id, ids))


def _ours(claimed: InboxUpdate) -> Update:
    return update(InboxUpdateRow).where(
        InboxUpdateRow.channel == claimed.place.channel,
        InboxUpdateRow.id == claimed.id,
        InboxUpdateRow.fence == claimed.fence,
        is_state(InboxUpdateRow.state, "claimed"),
    )


class Inbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, updates: Sequence[NewUpdate], now: datetime) -> int:
        """Store them; those already stored are left as they are. How many were new."""
        if not updates:
            return 0
        rows = [
            {
                "id": each.id,
                **each.place._asdict(),
                "payload": dict(each.payload),
                "state": "new",
                "attempts": 0,
                "fence": 0,
                "not_before": now,
                "reason": "",
                "received_at": now,
            }
            for each in updates
        ]
        added = await insert_new(
            self._connection, InboxUpdateRow, rows, keys=UpdateKey._fields, returning=(InboxUpdateRow.id,)
        )
        return len(added.all())

    async def claim(self, now: datetime, lease_until: datetime, limit: int) -> Sequence[InboxUpdate]:
        """The oldest waiting update of each chat that has none under way."""
        found = await self._connection.execute(_CLAIM, {"now": now, "until": lease_until, "limit": limit})
        return sorted((_taken(row) for row in found), key=lambda each: each.id)

    async def answered(self, updates: Collection[UpdateKey]) -> None:
        """The people have seen the answers of these."""
        for channel, ids in by_channel(updates).items():
            which = {"of_channel": channel, "ids": ids}
            await self._connection.execute(_ANSWERED, which)

    async def take_owed(
        self, now: datetime, *, is_alone: bool, spared: Collection[UpdateKey] = ()
    ) -> Sequence[InboxUpdate]:
        """Updates whose answer is not known to have been seen; they are done and given to one caller only."""
        apart = by_channel(spared)
        which = _which_lost(now, apart, is_alone=is_alone)
        found = await self._connection.execute(_take_owed(tuple(apart)), which)
        return [replace(_taken(row), is_owed=True) for row in found]

    async def put_back(self, update: InboxUpdate, not_before: datetime, reason: str) -> None:
        """Try again from this moment on; later updates of the chat wait."""
        await self._settle(update, state="new", not_before=not_before, reason=reason)

    async def release(self, update: InboxUpdate) -> None:
        """Give it back untouched: handling never began."""
        await self._settle(update, state="new", attempts=update.attempts - 1)

    async def put_off(self, update: InboxUpdate, not_before: datetime) -> None:
        """Its chat is in too great a haste: it waits, and the later ones behind it; no attempt is counted."""
        await self._settle(update, state="new", attempts=update.attempts - 1, not_before=not_before)

    async def bury(self, update: InboxUpdate, now: datetime, reason: str) -> None:
        """Give it up: kept as dead with the reason, unless it was settled already."""
        await self._settle(update, state="dead", settled_at=now, reason=reason)

    async def _settle(self, claimed: InboxUpdate, **values: Any) -> None:
        await self._connection.execute(_ours(claimed).values(lease_until=None, **values))

    async def renew(self, updates: Collection[UpdateKey], lease_until: datetime) -> None:
        """Those that are still being handled are not lost."""
        for channel, ids in by_channel(updates).items():
            held = update(InboxUpdateRow).where(
                _these(channel, ids), is_state(InboxUpdateRow.state, "claimed", "owed")
            )
            await self._connection.execute(held.values(lease_until=lease_until))

    async def recover(self, now: datetime, *, is_alone: bool, spared: Collection[UpdateKey] = ()) -> int:
        """Take back updates whose handler is lost, but not the spared; with `is_alone` all that are held.

        That attempt is not counted: the process failed, not the handling.
        """
        apart = by_channel(spared)
        which = _which_lost(now, apart, is_alone=is_alone)
        return (await self._connection.execute(_take_back(tuple(apart)), which)).rowcount

    async def forget(self, before: datetime) -> int:
        """Delete a slice of the settled updates received before that moment, the oldest; how many."""
        which = {"before": before, "limit": FORGOTTEN_AT_ONCE}
        return (await self._connection.execute(_FORGET, which)).rowcount
