"""A post office for tests: people with chats, plain words to deliver, a messenger that does as it is told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.delivery.outbox import Delivery, NewDelivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Membership, Role, UnitKind
from roadmap.people.place import in_telegram
from services.buttons.people import MenuButton
from services.composing import Cancelled, SayMany
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer, Rates
from services.delivery.preparing import Preparer, say_none
from services.delivery.views import compose_catch_up
from services.notice import Attachment, Button, Notice, plain, text
from services.ports.messenger import SendOutcome, Sent
from storage.delivery.tables import DeliveryRow
from storage.mapping import restore
from storage.unit_of_work import Store, UnitOfWork
from tests.clock import FrozenClock
from texts.outgoing import MESSAGES, Message

PLAIN_WORDS = (DeliveryKind.ASSIGNED, DeliveryKind.DIGEST, DeliveryKind.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Words:
    """What a test delivery says."""

    words: str
    has_button: bool = True


def rendered(view: Words) -> Notice:
    return Notice(
        body=text(view.words), buttons=((Button("Меню", MenuButton()),),) if view.has_button else ()
    )


@dataclass
class FakeMessenger:
    """Keeps what it was asked to send; outcomes are taken from the script, then everything arrives."""

    script: list[SendOutcome | Exception] = field(default_factory=list)
    sent: list[tuple[int, str]] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        self.sent.append((chat_id, plain(notice.body)))
        if self.gate is not None:
            await self.gate.wait()
        outcome = self.script.pop(0) if self.script else Sent(100 + len(self.sent))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def edit(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        raise NotImplementedError

    async def download(self, file_ref: str) -> bytes:
        raise NotImplementedError

    async def invite_link(self, payload: str) -> str:
        raise NotImplementedError


@dataclass
class PostOffice:
    store: Store
    clock: FrozenClock
    department: UnitId = field(init=False)
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    cancelled: dict[int, str] = field(default_factory=dict)
    poisoned: set[int] = field(default_factory=set)
    _numbers: int = 0

    async def open(self) -> "PostOffice":
        async with self.store.write() as uow:
            self.department = await uow.people.add_department("Отдел образования", "Europe/Moscow")
            await uow.commit()
        self.engine = self.new_engine()
        return self

    def new_engine(self, rates: Rates | None = None, say_many: SayMany = say_none) -> DeliveryEngine:
        """Another process over the same database."""
        rates = rates or Rates(per_second=0, per_chat_per_second=0, per_group_per_minute=0)
        preparer = Preparer(self.store, self.say, WEEKENDS_ONLY, say_many)
        return DeliveryEngine(
            self.store, self.clock, self.messenger, preparer, Pacer(rates), sleep=Patience(20).sleep
        )

    async def say(self, uow: UnitOfWork, delivery: Delivery, now: datetime) -> Notice | Cancelled:
        """The engine's own kinds say what they say in life, the others plain words."""
        message: Message[Any] = MESSAGES[delivery.kind]
        if delivery.kind is DeliveryKind.CATCH_UP:
            message = replace(message, compose=compose_catch_up(self.say))
        elif delivery.kind in PLAIN_WORDS:
            message = replace(message, compose=self._compose, render=rendered)
        return await message.say(uow, delivery, now)

    async def _compose(self, uow: UnitOfWork, delivery: Delivery, now: datetime) -> Words | Cancelled:
        if delivery.subject_id in self.poisoned:
            raise ValueError("no such template")
        if reason := self.cancelled.get(delivery.subject_id):
            return Cancelled(reason)
        return Words(str(delivery.payload["words"]), bool(delivery.payload.get("button", True)))

    async def person(
        self, name: str, chat_id: int | None, *, zone: str = "Europe/Moscow", role: Role = Role.EXECUTOR
    ) -> PersonId:
        async with self.store.write() as uow:
            person = await uow.people.add_person(self.department, name, "")
            unit = self.department
            if role is Role.EXECUTOR:
                unit = await uow.people.add_unit(
                    self.department, self.department, f"Школа {name}", UnitKind.SCHOOL, zone
                )
            await uow.people.add_membership(Membership(person_id=person, unit_id=unit, role=role))
            if chat_id is not None:
                await uow.accounts.bind(person, in_telegram(chat_id), self.clock.now())
            await uow.commit()
        return person

    async def post(self, recipient: PersonId, words: str, **changes: Any) -> NewDelivery:
        """Put words in line for a person."""
        self._numbers += 1
        button = changes.pop("button", True)
        delivery = NewDelivery(
            dedupe_key=f"test:{self._numbers}",
            kind=DeliveryKind.ASSIGNED,
            subject_id=self._numbers,
            department_id=self.department,
            recipient_id=recipient,
            priority=Priority.NEWS,
            not_before=self.clock.now(),
            payload={"words": words, "button": button},
        )
        delivery = replace(delivery, **changes)
        async with self.store.write() as uow:
            await uow.outbox.add(delivery)
            await uow.commit()
        return delivery

    async def rows(self) -> Sequence[Delivery]:
        """The whole outbox, oldest first."""
        async with self.store.engine.connect() as connection:
            rows = await connection.execute(select(DeliveryRow).order_by(DeliveryRow.id))
            return [restore(Delivery, row) for row in rows]

    async def row(self) -> Delivery:
        (only,) = await self.rows()
        return only

    def later(self, **parts: float) -> datetime:
        return self.clock.now() + timedelta(**parts)


class Patience:
    """Waiting out an error takes no time in tests, but not for ever."""

    def __init__(self, times: int) -> None:
        self.left = times

    async def sleep(self, _: float) -> None:
        self.left -= 1
        if self.left < 0:
            raise AssertionError("waited too often")
