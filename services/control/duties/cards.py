"""Cards of duties: what one viewer sees of one duty, and where in the chats its cards are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from roadmap.brevity import IsBrief, PersonName, brief
from roadmap.clock import Clock, local_date
from roadmap.control.duty_lines import DutyCard, DutyLine
from roadmap.control.requests import ExtensionRequest, Reassignment, Request
from roadmap.delivery.outbox import Delivery
from roadmap.errors import NotFound
from roadmap.ids import DutyId, ExtensionId, ReassignmentId, ReportId
from roadmap.people.invites import Recipient
from roadmap.people.persons import WATCHING, Actor, Role
from roadmap.people.place import Place
from roadmap.process.handled_update import HandledUpdate
from services.composing import Cancelled
from services.control.duties.verbs import Verb, Viewer, verbs_of
from services.people.recipients import actor_of, assignees
from services.people.rights import HasAssignee, decides, is_assignee, reporting_for, watches
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    card: DutyCard
    viewer: Viewer
    today: date
    time_zone: str
    shown: "Shown | None" = None
    """Where the card is drawn, where that was put on record with the deed."""
    hearing: "Hearing | None" = None
    """Who hears of it now, where the viewer is not the assignee."""
    takes_files: bool = True
    """Else a report says where its evidence is kept."""
    is_brief: IsBrief = False
    """It has come unasked, to people who want messages short: the whole card is behind a button."""

    @property
    def verbs(self) -> frozenset[Verb]:
        """What this viewer may do about the duty; the services refuse whatever is not among them."""
        return verbs_of(self.card, self.viewer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """`is_unheard`: nobody who answers for it is in the chat; `stand_in` hears of it for a named person.

    `left` answered for it and work here no more, where nobody else does.
    """

    is_unheard: bool
    left: tuple[PersonName, ...] = ()
    stand_in: PersonName = ""
    people: tuple[Recipient, ...] = ()
    """Who answers for it, to be written to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCard:
    """A card in a chat, as it should look now; no view: the duty is not this person's to see any more."""

    place: Place
    message_id: int
    view: CardView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The card where the person pressed; `replaced` was it before and goes away; copies elsewhere."""

    replaced: int | None
    elsewhere: tuple[PlacedCard, ...]


class CardService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open(self, actor: Actor, duty_id: DutyId) -> CardView:
        """The card as this person sees it now; NotFound outside their scope."""
        async with self._store.read() as uow:
            return await view_card(uow, actor, duty_id, self._clock.now())

    async def of_report(self, actor: Actor, report_id: ReportId) -> CardView:
        """The card of the duty this report is about; NotFound outside the actor's scope."""
        async with self._store.read() as uow:
            stored = await uow.reports.report(report_id)
            if stored is None:
                raise NotFound
            return await view_card(uow, actor, stored.report.duty_id, self._clock.now())

    async def of_extension(self, actor: Actor, extension_id: ExtensionId) -> CardView:
        """The card of the duty this request is about."""
        return await self._of_request(actor, ExtensionRequest, extension_id)

    async def of_reassignment(self, actor: Actor, reassignment_id: ReassignmentId) -> CardView:
        """The card of the duty this «не моё» is about."""
        return await self._of_request(actor, Reassignment, reassignment_id)

    async def _of_request(self, actor: Actor, kind: type[Request], request_id: int) -> CardView:
        async with self._store.read() as uow:
            request = await uow.requests.get(kind, request_id)
            if request is None:
                raise NotFound
            return await view_card(uow, actor, request.duty_id, self._clock.now())

    async def record(self, update: HandledUpdate) -> list[int]:
        """Put on record which messages of the chat are cards now, and settle what the update still owes.

        Gives the messages that were a card of the same duty before and are to go away. Whoever has opened
        the card of somebody else's report stands in the audit.
        """
        replaced: list[int] = []
        opened: list[DutyId] = []
        async with self._store.write() as uow:
            for message_id, duty_id in update.cards.items():
                if duty_id is None:
                    await uow.duties.forget_card(update.place, message_id)
                    continue
                before = await uow.duties.card_message(update.place, duty_id)
                if before != message_id:
                    await uow.duties.remember_card(update.place, duty_id, message_id)
                    opened.append(duty_id)
                    replaced += [before] if before is not None else []
            if opened and update.visitor is not None and update.visitor.has(*WATCHING):
                await self._audit_opened(uow, update.visitor, opened)
            await uow.commit()
        update.cards.clear()
        return replaced

    async def _audit_opened(self, uow: UnitOfWork, actor: Actor, duty_ids: Sequence[DutyId]) -> None:
        of_others = await uow.reports.latest_of_others(duty_ids, actor.person_id)
        for report_id in of_others:
            await uow.audit.add(actor, self._clock.now(), "report.opened", ("report", report_id))

    async def elsewhere(self, duty_id: DutyId, besides: Place | None = None) -> tuple[PlacedCard, ...]:
        """The cards in other chats, as they should look now; without `besides`, in all of them."""
        async with self._store.read() as uow:
            placed = await uow.duties.card_messages(duty_id)
            others = [each for each in placed if each[0] != besides]
            return await _elsewhere(uow, duty_id, others, self._clock.now())

    async def at(self, actor: Actor, place: Place, message_id: int) -> CardView | None:
        """The card this message of the chat is, as it is now; None where it is no card of the person's."""
        async with self._store.read() as uow:
            duty_id = await uow.duties.duty_of_card(place, message_id)
            return await view_or_none(uow, actor, duty_id, self._clock.now()) if duty_id else None

    async def is_gone(self, actor: Actor, place: Place, message_id: int, duty_id: DutyId) -> bool:
        """Whether this message is on record as the card of a duty that the person may not see now."""
        async with self._store.read() as uow:
            if await uow.duties.duty_of_card(place, message_id) != duty_id:
                return False
            return await view_or_none(uow, actor, duty_id, self._clock.now()) is None


async def view_or_none(uow: UnitOfWork, actor: Actor, duty_id: DutyId, now: datetime) -> CardView | None:
    """The card in this actor's eyes; None outside their scope."""
    try:
        return await view_card(uow, actor, duty_id, now)
    except NotFound:
        return None


async def view_card(uow: UnitOfWork, actor: Actor, duty_id: DutyId, now: datetime) -> CardView:
    """The card in this actor's eyes; NotFound outside their scope."""
    return await view_of(uow, actor, await uow.duties.card(duty_id), now)


async def view_of(uow: UnitOfWork, actor: Actor, card: DutyCard | None, now: datetime) -> CardView:
    """The same of a card that has been read."""
    if card is None:
        raise NotFound
    is_watched = await watches(uow, actor, card.duty.home_unit_id)
    if not (is_watched or is_assignee(actor, card.duty)):
        raise NotFound
    given = await uow.entrusting.of_duty(card.duty.id) if card.duty.unit_id is not None else None
    card = replace(card, entrusted=given)
    viewer = Viewer(
        person_id=actor.person_id,
        is_assignee=is_assignee(actor, card.duty),
        is_answering=given is not None and given.answered_by(actor.persons) is not None,
        has_colleagues=await _has_colleagues(uow, actor, card.duty),
        is_curator=is_watched and await decides(uow, actor, card.duty.home_unit_id),
        is_head=is_watched and actor.heads_department,
        now=now,
        stands_for=_stood_for(actor, card.duty),
    )
    return CardView(
        card=card,
        viewer=viewer,
        today=local_date(now, actor.time_zone),
        time_zone=actor.time_zone,
        hearing=None if viewer.is_assignee else await _hearing(uow, card.duty),
        takes_files=await _takes_files(uow, actor, card.duty),
    )


async def _takes_files(uow: UnitOfWork, actor: Actor, duty: DutyLine) -> bool:
    """Asked only where a report is waited for."""
    return not duty.waits_for_assignee or (await uow.department_settings.of(actor.department_id)).takes_files


async def _has_colleagues(uow: UnitOfWork, actor: Actor, duty: DutyLine) -> bool:
    """Asked only where it may be given to them."""
    if duty.unit_id is None or not (is_assignee(actor, duty) and duty.waits_for_assignee):
        return False
    return any(one != actor.person_id for one in await uow.recipients.holders(duty.unit_id, Role.EXECUTOR))


def _stood_for(actor: Actor, duty: HasAssignee) -> str:
    absent = reporting_for(actor, duty).on_behalf_of if is_assignee(actor, duty) else None
    return next((each.name for each in actor.stands_for if each.person_id == absent), "")


async def _hearing(uow: UnitOfWork, duty: DutyLine) -> Hearing:
    """Who hears of the duty now, for those who watch it."""
    told = await assignees(uow, duty)
    instead = [each.name for each in told if duty.person_id not in (None, each.person_id)]
    return Hearing(
        is_unheard=not any(each.place for each in told),
        stand_in=", ".join(instead),
        people=tuple(told),
        left=() if told else await _left(uow, duty),
    )


async def _left(uow: UnitOfWork, duty: HasAssignee) -> tuple[str, ...]:
    if duty.unit_id is not None:
        return tuple(await uow.recipients.left_of(duty.unit_id))
    return tuple((await uow.people.names([duty.person_id or 0])).values())


async def shown_card(uow: UnitOfWork, actor: Actor, duty_id: DutyId, now: datetime) -> CardView:
    """The card as `view_card`, put on record as drawn where the person has pressed."""
    view = await view_card(uow, actor, duty_id, now)
    update = uow.update
    if update is None or update.pressed_message_id is None:
        return view
    replaced, others = await uow.duties.draw_card(update.place, duty_id, update.pressed_message_id)
    shown = Shown(replaced=replaced, elsewhere=await _elsewhere(uow, duty_id, others, now))
    return replace(view, shown=shown)


async def _elsewhere(
    uow: UnitOfWork,
    duty_id: DutyId,
    placed: Sequence[tuple[Place, int]],
    now: datetime,
) -> tuple[PlacedCard, ...]:
    found = []
    for place, message_id in placed:
        actor = await uow.actors.actor(place)
        if actor is not None:
            view = await view_or_none(uow, actor, duty_id, now)
            shown = await unasked(uow, actor, view) if view is not None else None
            found.append(PlacedCard(place=place, message_id=message_id, view=shown))
    return tuple(found)


async def unasked(uow: UnitOfWork, actor: Actor, view: CardView) -> CardView:
    """The card for a chat where nobody has pressed: in short, where the department wants that."""
    return brief(view) if (await uow.department_settings.of(actor.department_id)).is_brief else view


async def recipient_view(
    uow: UnitOfWork, delivery: Delivery, duty_id: DutyId, now: datetime
) -> CardView | Cancelled:
    """The card in the recipient's eyes, with the rights they have just before sending."""
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None:
        return Cancelled("the recipient cannot be reached")
    return await view_or_cancelled(uow, actor, duty_id, now)


async def view_or_cancelled(
    uow: UnitOfWork, actor: Actor, duty_id: DutyId, now: datetime
) -> CardView | Cancelled:
    """The card in this recipient's eyes, if it is still theirs to see."""
    view = await view_or_none(uow, actor, duty_id, now)
    return view or Cancelled("not the recipient's any more")
