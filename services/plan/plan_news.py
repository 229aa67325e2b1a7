"""Telling people what was changed of a plan by hand: once it stands, one message for many edits.

A plan that is being worked on is left alone until nothing has been changed for ten minutes, an hour at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from roadmap.brevity import Briefly, MapTitle
from roadmap.clock import Clock, local_date
from roadmap.control.duty import UNDO_WINDOW
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.delivery.sent_rounds import SentAbout
from roadmap.ids import MeasureId, PersonId, PlanEditId, RoadMapId
from roadmap.imports.questions import Assigned
from roadmap.language.initials import initials, with_initials
from roadmap.people.persons import Actor
from roadmap.plan.measure import MeasureStanding, RoadMap
from roadmap.plan.measure_content import Answering, Aspect, MeasureContent, aspects
from roadmap.plan.plan_edits import ChangedMeasure, PlanEdit
from services.composing import Cancelled
from services.counting_sent import count_sent
from services.people.no_recipient import report_no_recipient
from services.plan.contents import contents
from services.plan.names import names_in
from services.plan.planning import Staff, read_staff
from storage.unit_of_work import Store, UnitOfWork

_Names = Annotated[Mapping[Assigned, str], Briefly(lambda _, names: _briefly(names))]
LONGEST_WAIT = timedelta(hours=1)
UNTOLD = frozenset({Aspect.SECTION, Aspect.COMPLETION})
"""What the people of a measure need not be told."""


class Concern(StrEnum):
    """What a change is to the one who is told."""

    CHANGED = "changed"
    TAKEN_ON = "taken on"
    TAKEN_OFF = "taken off"
    DROPPED = "dropped"
    CANCELLED = "cancelled"
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """One measure in one person's eyes; of their own, how much earlier they owe it."""

    concern: Concern
    before: MeasureContent | None
    after: MeasureContent
    aspects: tuple[Aspect, ...]
    days_earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNews:
    """What was changed of a road map, as far as it concerns one person."""

    title: MapTitle
    changed_on: date
    lines: tuple[NewsLine, ...]
    names: _Names
    today: date


def _briefly(names: Mapping[Assigned, str]) -> Mapping[Assigned, str]:
    return {each: initials(name) if each.person_id else with_initials(name) for each, name in names.items()}


class PlanNewsService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tell_due(self) -> int:
        """Put into line what can be undone no more; how many messages that makes."""
        now = self._clock.now()
        async with self._store.read() as uow:
            if not _due(await uow.plan_edits.untold(), now):
                return 0
        told = 0
        async with self._store.write() as uow:
            for road_map_id, edits in _due(await uow.plan_edits.untold(), now).items():
                told += await _tell(uow, road_map_id, edits, now)
                await uow.plan_edits.told([edit.id for edit in edits], now)
            await uow.commit()
        return told

    async def next_at(self) -> datetime | None:
        """When the next news of a plan is to be expected, if nothing more is changed."""
        async with self._store.read() as uow:
            untold = await uow.plan_edits.untold()
        return max(edit.at for edit in untold) + UNDO_WINDOW if untold else None


def _due(untold: Sequence[PlanEdit], now: datetime) -> dict[RoadMapId, list[PlanEdit]]:
    """Edits to tell of by road map: of one that rests, or has been worked on for too long."""
    by_map: dict[RoadMapId, list[PlanEdit]] = {}
    for edit in untold:
        by_map.setdefault(edit.road_map_id, []).append(edit)
    due = {}
    for road_map_id, edits in by_map.items():
        rests = all(now - edit.at >= UNDO_WINDOW for edit in edits)
        settled = [edit for edit in edits if now - edit.at >= UNDO_WINDOW]
        if rests or (settled and now - edits[0].at >= LONGEST_WAIT):
            due[road_map_id] = settled
    return due


async def _tell(uow: UnitOfWork, road_map_id: RoadMapId, edits: Sequence[PlanEdit], now: datetime) -> int:
    road_map = await uow.plan.road_map_of(road_map_id)
    changes = await uow.plan_edits.changes([edit.id for edit in edits])
    if road_map is None:
        return 0
    staff = await read_staff(uow, road_map.department_id, ())
    authors = {edit.by for edit in edits}
    only_author = authors.pop() if len(authors) == 1 else None
    people = await _concerned(uow, staff, changes, road_map, now)
    reached = sorted(people - {only_author})
    news = [
        new_delivery(
            DeliveryKind.PLAN_CHANGED,
            subject_id=road_map_id,
            department_id=road_map.department_id,
            recipient_id=person_id,
            occasion=edits[-1].id,
            not_before=now,
            payload={"edits": [edit.id for edit in edits]},
        )
        for person_id in reached
    ]
    sent = [each for each in news if await uow.outbox.add(each)]
    if only_author is not None:
        await count_sent(uow, only_author, SentAbout.PLAN_NEWS, road_map.short_name, sent, now)
    return len(reached)


async def _concerned(
    uow: UnitOfWork, staff: Staff, changes: Sequence[ChangedMeasure], road_map: RoadMap, now: datetime
) -> set[PersonId]:
    """Who answers, or answered, for what was changed and can be written to.

    A unit that is newly named and has nobody is an alarm to its curator.
    """
    before, after = _everybody(staff, changes, was=True), _everybody(staff, changes, was=False)
    named = [one.person_id for one in before | after if one.person_id is not None]
    recipients = await uow.recipients.recipients(named) if named else {}
    people = {person.person_id for person in recipients.values() if person.place is not None}
    for unit_id in sorted(one.unit_id for one in before | after if one.unit_id is not None):
        found = await uow.recipients.responsible_persons(unit_id)
        people |= {person.person_id for person in found if person.place is not None}
        if not found and Assigned(unit_id=unit_id) not in before:
            await report_no_recipient(uow, road_map.department_id, unit_id, now)
    return people


def _everybody(staff: Staff, changes: Sequence[ChangedMeasure], *, was: bool) -> set[Assigned]:
    contents = [change.before if was else change.after for change in changes]
    return {
        one
        for content in contents
        if content is not None and content.standing is not MeasureStanding.DROPPED
        for answering in content.answering
        for one in staff.members_of(answering.assigned)
    }


async def compose_plan_changed(uow: UnitOfWork, delivery: Delivery, now: datetime) -> PlanNews | Cancelled:
    """What of these edits stands and concerns the person; their own edits are no news to them."""
    road_map = await uow.plan.road_map(RoadMapId(delivery.subject_id), delivery.department_id)
    actor = await uow.actors.actor_of(delivery.recipient_id)
    if road_map is None or actor is None:
        return Cancelled("the road map or the person is gone")
    edits = await uow.plan_edits.standing(_edit_ids(delivery.payload))
    others = [edit for edit in edits if edit.by != delivery.recipient_id]
    changes = await uow.plan_edits.changes([edit.id for edit in others])
    staff = await read_staff(uow, road_map.department_id, ())
    present = await contents(uow, road_map.id)
    lines = [
        line
        for net in _net(changes)
        if (line := _line(net, staff, actor)) is not None
        and not (line.concern is Concern.TAKEN_OFF and _own(present.get(net.measure_id), staff, actor))
    ]
    if not lines:
        return Cancelled("nothing of it concerns the person")
    return PlanNews(
        title=road_map.short_name,
        changed_on=local_date(others[-1].at, actor.time_zone),
        lines=tuple(lines),
        names=await names_in(uow, road_map.department_id, changes),
        today=local_date(now, actor.time_zone),
    )


def _edit_ids(payload: Mapping[str, object]) -> list[PlanEditId]:
    stored = payload.get("edits")
    return [PlanEditId(int(one)) for one in stored] if isinstance(stored, list) else []


def _net(changes: Sequence[ChangedMeasure]) -> list[ChangedMeasure]:
    """Each measure once: as it was before the first change, as it is after the last."""
    first: dict[MeasureId, ChangedMeasure] = {}
    last: dict[MeasureId, ChangedMeasure] = {}
    for change in changes:
        first.setdefault(change.measure_id, change)
        last[change.measure_id] = change
    net = [
        ChangedMeasure(measure_id=id_, before=first[id_].before, after=change.after)
        for id_, change in last.items()
    ]
    return sorted(net, key=lambda change: change.after.position)


def _line(change: ChangedMeasure, staff: Staff, actor: Actor) -> NewsLine | None:
    before, after = change.before, change.after
    was = _own(before, staff, actor) if _counts(before) else None
    now = _own(after, staff, actor) if _counts(after) else None
    concern = _concern(change, was, now)
    differing = tuple(one for one in (aspects(before, after) if before else ()) if one not in UNTOLD)
    if concern is None or (concern is Concern.CHANGED and not differing):
        return None
    return NewsLine(
        concern=concern,
        before=before,
        after=after,
        aspects=differing,
        days_earlier=now.days_earlier if now else 0,
    )


def _counts(content: MeasureContent | None) -> bool:
    return content is not None and content.standing is not MeasureStanding.DROPPED


def _concern(change: ChangedMeasure, was: Answering | None, now: Answering | None) -> Concern | None:
    before, after = change.before, change.after
    if was is not None and after.standing is MeasureStanding.DROPPED:
        return Concern.DROPPED
    if was is None or before is None:
        is_owed = now is not None and after.standing is MeasureStanding.IN_FORCE
        return Concern.TAKEN_ON if is_owed else None
    if now is None:
        return Concern.TAKEN_OFF
    if before.standing is after.standing:
        return Concern.CHANGED
    turned = {
        MeasureStanding.CANCELLED: Concern.CANCELLED,
        MeasureStanding.PAUSED: Concern.PAUSED,
        MeasureStanding.IN_FORCE: Concern.RESUMED,
    }
    return turned[after.standing]


def _own(content: MeasureContent | None, staff: Staff, actor: Actor) -> Answering | None:
    """In what way the person answers for it; None if they do not."""
    for answering in content.answering if content else ():
        for one in staff.members_of(answering.assigned):
            if one.person_id == actor.person_id or (one.unit_id is not None and one.unit_id in actor.own):
                return answering
    return None
