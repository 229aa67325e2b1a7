"""The outbox as services write it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select, update

from roadmap.delivery.gone import Fate, WaitingMessage, fate_of
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import (
    GATHERED,
    Delivery,
    DeliveryState,
    NewDelivery,
    NewDeliveryItem,
)
from roadmap.ids import DeliveryId, DutyId, PersonId, UnitId
from roadmap.people.place import Place
from storage.connection import Connection
from storage.delivery.tables import OPEN, DeliveryItemRow, DeliveryRow
from storage.inserting import insert_new, slices
from storage.lists import one_of
from storage.mapping import restore
from storage.spelled import is_state

_UNSENT = (DeliveryState.PENDING, DeliveryState.CLAIMED)

_TAKE_OUT = (
    delete(DeliveryItemRow)
    .where(
        DeliveryItemRow.duty_id == bindparam("duty"),
        exists().where(  # by the key of the row: «in» would read every delivery there ever was
            DeliveryRow.id == DeliveryItemRow.delivery_id,
            is_state(DeliveryRow.state, *_UNSENT),
        ),
    )
    .returning(DeliveryItemRow.delivery_id)
)
_COUNT = select(func.count()).where(
    DeliveryRow.recipient_id == bindparam("recipient"),
    DeliveryRow.kind == bindparam("kind"),
    DeliveryRow.not_before.between(bindparam("since"), bindparam("until")),
)
_ITEMS = (
    select(DeliveryItemRow)
    .where(one_of(DeliveryItemRow.delivery_id, "deliveries"))
    .order_by(DeliveryItemRow.id)
)

_BY_KEY = select(DeliveryRow).where(one_of(DeliveryRow.dedupe_key, "keys"))
_OPEN_TO_FILL = (
    select(DeliveryRow.id, DeliveryRow.state)
    .where(DeliveryRow.dedupe_key == bindparam("key"))
    .with_for_update()
)
"""Locked: nobody may claim and render it between this look and our commit."""
_STAGES = select(DeliveryItemRow).where(
    one_of(DeliveryItemRow.recipient_id, "recipients"), one_of(DeliveryItemRow.duty_id, "duties")
)
_SENT_ABOUT = select(DeliveryRow).where(
    DeliveryRow.kind == bindparam("kind"),
    DeliveryRow.subject_id == bindparam("subject"),
    is_state(DeliveryRow.state, DeliveryState.SENT),
)
_CANCEL = (
    update(DeliveryRow)
    .where(
        DeliveryRow.kind == bindparam("of_kind"),
        DeliveryRow.subject_id == bindparam("subject"),
        is_state(DeliveryRow.state, *_UNSENT),
    )
    .values(
        state=DeliveryState.CANCELLED.value,
        fence=DeliveryRow.fence + 1,
        lease_until=None,
        reason=bindparam("why"),
    )
)


class Outbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_grown = False
        """Whether something was put in line by this transaction."""

    async def add(self, delivery: NewDelivery) -> bool:
        """Put it in line; False when its key is already there (planning twice is harmless)."""
        return await self._insert(delivery, delivery.dedupe_key) is not None

    async def add_all(self, deliveries: Sequence[NewDelivery]) -> None:
        """The same for many at once."""
        for some in slices(deliveries):
            rows = [_row(delivery, delivery.dedupe_key) for delivery in some]
            await insert_new(self._connection, DeliveryRow, rows, keys=("dedupe_key",))
        self.has_grown = self.has_grown or bool(deliveries)

    async def _insert(self, delivery: NewDelivery, key: str) -> DeliveryId | None:
        row = (
            await insert_new(
                self._connection,
                DeliveryRow,
                _row(delivery, key),
                keys=("dedupe_key",),
                returning=(DeliveryRow.id,),
            )
        ).first()
        if row is None:
            return None
        self.has_grown = True
        return DeliveryId(row[0])

    async def add_to_digest(self, digest: NewDelivery, items: Sequence[NewDeliveryItem]) -> None:
        """Add stages to the recipient's digest that is still waiting under this key, or open the next one."""
        await self.add_to_digests([(digest, items)])

    async def add_to_digests(self, digests: Sequence[tuple[NewDelivery, Sequence[NewDeliveryItem]]]) -> None:
        """The same for several people at once."""
        planned = await self._planned([item for _, items in digests for item in items])
        rows: list[dict[str, object]] = []
        for digest, items in digests:
            fresh = [item for item in items if item not in planned]
            if fresh:
                delivery_id = await self._open_digest(digest)
                rows += [{"delivery_id": delivery_id, **asdict(item)} for item in fresh]
        if rows:
            await insert_new(self._connection, DeliveryItemRow, rows)

    async def _planned(self, items: Sequence[NewDeliveryItem]) -> set[NewDeliveryItem]:
        """Which of these stages somebody's digest holds or held already: one look for all of them."""
        which = {
            "recipients": list({item.recipient_id for item in items}),
            "duties": list({item.duty_id for item in items}),
        }
        return {restore(NewDeliveryItem, row) for row in await self._connection.execute(_STAGES, which)}

    async def stages_of(self, duty_ids: Collection[DutyId]) -> set[NewDeliveryItem]:
        """Which stages of these duties stand in anybody's digest, sent or waiting."""
        query = select(DeliveryItemRow).where(one_of(DeliveryItemRow.duty_id, duty_ids))
        return {restore(NewDeliveryItem, row) for row in await self._connection.execute(query)}

    async def _open_digest(self, digest: NewDelivery) -> DeliveryId:
        """The digest of this key that is still pending, else a next one: `key`, `key:2`, `key:3`…"""
        number = 1
        while True:
            key = digest.dedupe_key if number == 1 else f"{digest.dedupe_key}:{number}"
            row = (await self._connection.execute(_OPEN_TO_FILL, {"key": key})).first()
            if row is None:
                created = await self._insert(digest, key)
                if created is not None:
                    return created
            elif row.state == DeliveryState.PENDING:
                return DeliveryId(row.id)
            else:
                number += 1

    async def cancel_for_duty(self, duty_id: DutyId, reason: str) -> None:
        """Take this duty's stages out of digests that are not sent; an emptied digest is cancelled."""
        removed = await self._connection.execute(_TAKE_OUT, {"duty": duty_id})
        if touched := {row.delivery_id for row in removed}:
            await self._take_back(touched)
            await self._connection.execute(
                update(DeliveryRow)
                .where(
                    one_of(DeliveryRow.id, touched),
                    is_state(DeliveryRow.state, DeliveryState.PENDING),
                    ~exists().where(DeliveryItemRow.delivery_id == DeliveryRow.id),
                )
                .values(state=DeliveryState.CANCELLED.value, reason=reason)
            )

    async def _take_back(self, delivery_ids: Collection[DeliveryId]) -> None:
        """A claimed digest may be rendered already: its holder loses it, and it is rendered anew."""
        await self._connection.execute(
            update(DeliveryRow)
            .where(one_of(DeliveryRow.id, delivery_ids), is_state(DeliveryRow.state, DeliveryState.CLAIMED))
            .values(state=DeliveryState.PENDING.value, fence=DeliveryRow.fence + 1, lease_until=None)
        )

    async def cancel(self, kind: DeliveryKind, subject_id: int, reason: str) -> None:
        """Cancel what is not sent yet about this subject."""
        which = {"of_kind": kind.value, "subject": subject_id}
        await self._connection.execute(_CANCEL, {**which, "why": reason})

    async def unsay(self, keys: Collection[str], reason: str) -> Sequence[tuple[Place, int]]:
        """Cancel what is not sent yet under these keys, and free the keys; the messages that have left."""
        found = await self._connection.execute(_BY_KEY, {"keys": list(keys)})
        left: list[tuple[Place, int]] = []
        for row in found.all():
            values: dict[str, object] = {"dedupe_key": f"{row.dedupe_key}:unsaid:{row.id}"}
            if row.state in (DeliveryState.PENDING, DeliveryState.CLAIMED):
                cancelled = {"state": DeliveryState.CANCELLED.value, "lease_until": None, "reason": reason}
                values |= {**cancelled, "fence": row.fence + 1}
            elif row.message_id is not None:
                left.append((Place(row.channel, row.chat_id), row.message_id))
            await self._connection.execute(
                update(DeliveryRow).where(DeliveryRow.id == row.id).values(**values)
            )
        return left

    async def sent_alone(self, kind: DeliveryKind, subject_id: int) -> Sequence[tuple[Place, int]]:
        """The messages of this kind that have left about this subject and nothing else."""
        which = {"kind": kind.value, "subject": subject_id}
        return [
            (Place(row.channel, row.chat_id), row.message_id)
            for row in await self._connection.execute(_SENT_ABOUT, which)
            if row.message_id is not None and not row.payload.get(GATHERED)
        ]

    async def fates(self, kind: DeliveryKind, subject_id: int) -> Mapping[Fate, int]:
        """How many messages of this kind about this subject have come to what."""
        query = (
            select(DeliveryRow.state, DeliveryRow.reason, func.count().label("messages"))
            .where(DeliveryRow.kind == kind.value, DeliveryRow.subject_id == subject_id)
            .group_by(DeliveryRow.state, DeliveryRow.reason)
        )
        found = Counter[Fate]()
        for row in await self._connection.execute(query):
            found[fate_of(DeliveryState(row.state), row.reason)] += row.messages
        return found

    async def sent_about(self, kind: DeliveryKind, subject_id: int) -> Sequence[Delivery]:
        """The deliveries of this kind that have left about this subject."""
        which = {"kind": kind.value, "subject": subject_id}
        return [restore(Delivery, row) for row in await self._connection.execute(_SENT_ABOUT, which)]

    async def count(
        self, kind: DeliveryKind, recipient_id: PersonId, since: datetime, until: datetime
    ) -> int:
        """How many of a kind fell due for one person in this time, whatever became of them."""
        which = {"recipient": recipient_id, "kind": kind.value, "since": since, "until": until}
        return int((await self._connection.execute(_COUNT, which)).scalar_one())

    async def in_line(
        self, department_id: UnitId, until: datetime, besides: Collection[DeliveryKind]
    ) -> Sequence[WaitingMessage]:
        """What is written and is to go by then, but for these kinds."""
        row = DeliveryRow
        query = select(row.kind, row.recipient_id, row.not_before).where(
            row.department_id == department_id,
            OPEN,
            is_state(row.state, DeliveryState.PENDING),
            row.not_before <= until,
            row.kind.not_in([kind.value for kind in besides]),
        )
        found = await self._connection.execute(query.order_by(row.id))
        return [restore(WaitingMessage, each) for each in found]

    async def items(
        self, delivery_ids: Collection[DeliveryId]
    ) -> Mapping[DeliveryId, Sequence[NewDeliveryItem]]:
        """The stages in each of these digests, in the order they were put there."""
        found: dict[DeliveryId, list[NewDeliveryItem]] = {}
        for row in await self._connection.execute(_ITEMS, {"deliveries": list(delivery_ids)}):
            found.setdefault(DeliveryId(row.delivery_id), []).append(restore(NewDeliveryItem, row))
        return found


def _row(delivery: NewDelivery, key: str) -> dict[str, object]:
    return {
        "dedupe_key": key,
        "kind": delivery.kind.value,
        "subject_id": delivery.subject_id,
        "payload": dict(delivery.payload),
        "department_id": delivery.department_id,
        "recipient_id": delivery.recipient_id,
        "priority": delivery.priority.value,
        "state": DeliveryState.PENDING.value,
        "not_before": delivery.not_before,
        "expires_at": delivery.expires_at,
        "attempts": 0,
        "is_repeat": False,
        "fence": 0,
        "reason": "",
        "created_at": delivery.not_before,
    }
