"""Telling people what a road map has put on them, once per edition and person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.brevity import MapTitle, PersonOrUnitName
from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, new_delivery
from roadmap.delivery.sent_rounds import SentAbout
from roadmap.ids import MeasureId, PersonId, RoadMapId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, SystemActor
from roadmap.plan.measure import RoadMap
from services.composing import Cancelled
from services.counting_sent import count_sent
from services.people.no_recipient import report_no_recipient
from services.people.recipients import actor_of
from services.people.rights import HasAssignee
from storage.unit_of_work import UnitOfWork

FIRST_EDITION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedView:
    """A person's measures of one road map, each by its next control point, the nearest first.

    `before` is who had what was handed over to them, if that is what brought them.
    """

    title: MapTitle
    is_first_edition: bool
    count: int
    measures: tuple[DutyLine, ...]
    today: date
    before: PersonOrUnitName = ""
    by_itself: DutyLine | None = None
    """The measure that is the monitoring: its report is the result, and nobody owes it by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who was told, and who could not be: units without people, and people without a chat."""

    told: int
    empty_units: tuple[str, ...]
    absent: tuple[str, ...]


async def tell_assigned(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    road_map: RoadMap,
    occasion: str,
    duties: Sequence[HasAssignee],
    now: datetime,
    *,
    before: str = "",
) -> Told:
    """One message to each person these duties fall on; an alarm about each unit without people.

    `occasion` names what brought the duties (an edition, an answer), so that nobody is told twice of one.
    `before` is who had them, where they were handed over.
    """
    people, empty = await _fall_on(uow, road_map.department_id, duties)
    me = actor.person_id if isinstance(actor, Actor) else None
    reachable = [person for person in people if person.place is not None and person.person_id != me]
    news = [assigned_news(road_map, occasion, each.person_id, now, before=before) for each in reachable]
    sent = [each for each in news if await uow.outbox.add(each)]
    if me is not None:
        await count_sent(uow, me, SentAbout.PLAN_NEWS, road_map.short_name or road_map.title, sent, now)
    for unit_id in empty:
        await report_no_recipient(uow, road_map.department_id, unit_id, now, besides=me)
    return Told(
        told=len(reachable),
        empty_units=tuple(empty.values()),
        absent=tuple(person.name for person in people if person.place is None),
    )


async def _fall_on(
    uow: UnitOfWork, department_id: UnitId, duties: Sequence[HasAssignee]
) -> tuple[list[Recipient], dict[UnitId, str]]:
    """The people of these duties, and the units among them that have none."""
    names = {unit.id: unit.name for unit in await uow.people.units(department_id)}
    people: dict[PersonId, Recipient] = {}
    empty: dict[UnitId, str] = {}
    for unit_id in dict.fromkeys(duty.unit_id for duty in duties if duty.unit_id is not None):
        staff = await uow.recipients.responsible_persons(unit_id)
        people |= {person.person_id: person for person in staff}
        if not staff:
            empty[unit_id] = names.get(unit_id, "")
    for person_id in dict.fromkeys(duty.person_id for duty in duties if duty.person_id is not None):
        people |= {person.person_id: person for person in await uow.recipients.told_for([person_id])}
    return list(people.values()), empty


def assigned_news(
    road_map: RoadMap,
    occasion: str,
    person_id: PersonId,
    now: datetime,
    *,
    said_as: str = "",
    before: str = "",
) -> NewDelivery:
    """What the road map has put on this person: one message per occasion, worded as another if it says so."""
    return new_delivery(
        DeliveryKind.ASSIGNED,
        subject_id=road_map.id,
        department_id=road_map.department_id,
        recipient_id=person_id,
        occasion=occasion,
        not_before=now,
        payload={"occasion": said_as or occasion, "before": before},
    )


async def compose_assigned(uow: UnitOfWork, delivery: Delivery, now: datetime) -> AssignedView | Cancelled:
    """What waits for this person in the road map at this moment."""
    road_map = await uow.plan.road_map(RoadMapId(delivery.subject_id), delivery.department_id)
    if road_map is None:
        return Cancelled("the road map is gone")
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None:
        return Cancelled("nobody to tell")
    duties = await uow.duties.lines(
        DutyFilter(
            road_map_id=road_map.id,
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=WAITING_FOR_ASSIGNEE,
        )
    )
    if not duties:
        return Cancelled("nothing of this road map waits for the person")
    measures: dict[MeasureId, DutyLine] = {}
    for duty in duties:
        measures.setdefault(duty.measure_id, duty)
    monitoring = (await uow.plan.monitoring_rules(road_map.id)).measure_id
    by_itself = measures.pop(monitoring, None) if monitoring is not None else None
    return AssignedView(
        title=road_map.title,
        is_first_edition=delivery.payload.get("occasion") == FIRST_EDITION,
        count=len(measures),
        measures=tuple(measures.values()),
        today=local_date(now, actor.time_zone),
        before=str(delivery.payload.get("before", "")),
        by_itself=by_itself,
    )
