"""Changing one measure of a road map in force: its words, its deadline, who answers, whether it stands."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine, planned_deadline
from roadmap.deadlines.deadline import Basis, Deadline, Missing, Unscheduled
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.planned_points import PlannedPoint, planned_points
from roadmap.errors import BadInput
from roadmap.ids import MeasureId, PlanEditId, RoadMapId
from roadmap.language.counted_day import with_day
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.people.persons import Actor, Role
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule, MeasureStanding, RoadMap, Section
from roadmap.plan.measure_content import Aspect, MeasureChange, MeasureContent, empty_measure, with_words
from roadmap.typed_words import in_words, typed
from roadmap.wording import normal
from services.people.directory import require
from services.plan.changing import change_plan, map_of, map_to_change, of_road_map
from services.plan.contents import contents
from services.plan.edit_views import Edited, MeasureEditor, ReadBack
from services.plan.names import names_in, names_of
from services.plan.planning import laying_of, read_staff
from services.plan.undoing import undoable_edit
from storage.unit_of_work import Store, UnitOfWork

LIMITS = {Aspect.NUMBER: 20, Aspect.TITLE: 1_000, Aspect.RESULT: 1_000, Aspect.SECTION: 300}
"""How long the words of each may be."""
MAX_REASON = 300
MAX_DEADLINE = 300
Become = Callable[[MeasureContent], MeasureContent]


class PlanEditService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def open(self, actor: Actor, measure_id: MeasureId) -> MeasureEditor:
        """The measure as it can be changed now."""
        now = self._clock.now()
        async with self._store.read() as uow:
            road_map = await map_of(uow, actor, measure_id)
            content = (await of_road_map(uow, road_map.id, [measure_id]))[measure_id]
            today = local_date(now, actor.time_zone)
            points = await uow.plan.control_points(road_map.id)
            ahead = [p for p in points if p.measure_id == measure_id and p.due_on and p.due_on >= today]
            return MeasureEditor(
                measure_id=measure_id,
                road_map_id=road_map.id,
                content=content,
                names=await names_of(uow, road_map.department_id),
                undoable=await undoable_edit(uow, actor, measure_id, now),
                dates=len(ahead),
            )

    async def sections(self, actor: Actor, road_map_id: RoadMapId) -> tuple[Section, ...]:
        """The sections of the road map, in order."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            return tuple(await uow.plan.sections(road_map.id))

    # Words

    async def say(self, actor: Actor, measure_id: MeasureId, aspect: Aspect, raw: str) -> Edited:
        """Another number, title, result or section; a number and a result may be taken away by «-»."""
        words = said_of(aspect, raw)
        return await self._change(actor, measure_id, lambda content: with_words(content, aspect, words))

    async def read_back(self, actor: Actor, measure_id: MeasureId, raw: str) -> ReadBack:
        """The typed deadline as it would be planned; BadInput where it cannot be read."""
        now = self._clock.now()
        today = local_date(now, actor.time_zone)
        async with self._store.read() as uow:
            road_map = await map_of(uow, actor, measure_id)
            words = with_day(typed(raw, limit=MAX_DEADLINE), today, _period(road_map))
            content = (await of_road_map(uow, road_map.id, [measure_id]))[measure_id]
            after = with_deadline(content, words, _period(road_map))
            return ReadBack(
                measure_id=measure_id,
                content=content,
                words=words,
                reading=after.reading,
                points=await self._points(uow, road_map, after, today),
                today=today,
            )

    async def set_deadline(self, actor: Actor, measure_id: MeasureId, words: str) -> Edited:
        """The deadline these words say, as `read_back` has shown it."""
        async with self._store.read() as uow:
            period = _period(await map_of(uow, actor, measure_id))
        return await self._change(actor, measure_id, lambda content: with_deadline(content, words, period))

    # Rules

    async def ask_evidence(self, actor: Actor, measure_id: MeasureId, rule: EvidenceRule) -> Edited:
        """What «Выполнено» has to come with."""
        return await self._change(actor, measure_id, lambda content: replace(content, evidence=rule))

    async def choose_completion(self, actor: Actor, measure_id: MeasureId, rule: CompletionRule) -> Edited:
        """When the measure counts as done: by all, by any, or by its main executor."""
        return await self._change(actor, measure_id, lambda content: replace(content, completion_rule=rule))

    # Whether it stands

    async def add(self, actor: Actor, road_map_id: RoadMapId, section: str, raw: str) -> Edited:
        """A measure at the end of this section; a number before its title becomes its number."""
        number, title = split_number(typed(raw, limit=LIMITS[Aspect.TITLE]))
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            position = place_in((await contents(uow, road_map_id)).values(), section)
            await uow.plan.make_room(road_map_id, position)
            after = empty_measure(section, position, number, title)
            change = MeasureChange(measure_id=None, before=None, after=after)
            return await self._done(uow, actor, road_map, [change], now)

    async def drop(self, actor: Actor, measure_id: MeasureId) -> Edited:
        """Take it out of the plan: what waits ends as «исключено из плана», reports stay."""
        return await self._stand(actor, measure_id, MeasureStanding.DROPPED, "")

    async def pause(self, actor: Actor, measure_id: MeasureId) -> Edited:
        """No reminders and no delay until it goes on."""
        return await self._stand(actor, measure_id, MeasureStanding.PAUSED, "")

    async def resume(self, actor: Actor, measure_id: MeasureId) -> Edited:
        """A paused or cancelled measure goes on."""
        return await self._stand(actor, measure_id, MeasureStanding.IN_FORCE, "")

    async def cancel(self, actor: Actor, measure_id: MeasureId, raw: str) -> Edited:
        """It stays in the plan as cancelled, with the reason; nothing is owed any more."""
        reason = in_words(raw, limit=MAX_REASON)
        return await self._stand(actor, measure_id, MeasureStanding.CANCELLED, reason)

    async def _stand(
        self, actor: Actor, measure_id: MeasureId, standing: MeasureStanding, reason: str
    ) -> Edited:
        return await self._change(
            actor, measure_id, lambda content: replace(content, standing=standing, reason=reason)
        )

    # Steps

    async def _change(self, actor: Actor, measure_id: MeasureId, become: Become) -> Edited:
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_of(uow, actor, measure_id)
            before = (await of_road_map(uow, road_map.id, [measure_id]))[measure_id]
            change = MeasureChange(measure_id=measure_id, before=before, after=become(before))
            return await self._done(uow, actor, road_map, [change], now)

    async def _done(
        self,
        uow: UnitOfWork,
        actor: Actor,
        road_map: RoadMap,
        changes: list[MeasureChange],
        now: datetime,
    ) -> Edited:
        edit_id = await change_plan(uow, actor, road_map, changes, now, self._calendar)
        done = await edited(uow, road_map, edit_id)
        await uow.commit()
        return done

    async def _points(
        self, uow: UnitOfWork, road_map: RoadMap, content: MeasureContent, today: date
    ) -> tuple[PlannedPoint, ...]:
        staff = await read_staff(uow, road_map.department_id, ())
        laying = await laying_of(uow, road_map, staff, self._calendar)
        return planned_points(planned_deadline(content.deadline, content.pace), laying, today)


async def edited(uow: UnitOfWork, road_map: RoadMap, edit_id: PlanEditId | None) -> Edited:
    """What this edit has changed, with the names it speaks of."""
    changes = await uow.plan_edits.changes([edit_id]) if edit_id is not None else ()
    names = await names_in(uow, road_map.department_id, changes) if changes else {}
    return Edited(edit_id=edit_id, road_map_id=road_map.id, changes=tuple(changes), names=names)


def said_of(aspect: Aspect, raw: str) -> str:
    """The typed words, fit for this; "" where they take a number or a result away."""
    words = typed(raw, limit=LIMITS[aspect])
    is_taken_away = words in ("-", "–", "—") and aspect in (Aspect.NUMBER, Aspect.RESULT)
    if aspect is Aspect.NUMBER:
        words = words.rstrip(".")
    return "" if is_taken_away else words


def with_deadline(content: MeasureContent, words: str, period: PlanPeriod) -> MeasureContent:
    """The measure due by these words; BadInput where they say no deadline or one outside the plan."""
    deadline = of_plan(read_deadline(words).deadline, period)
    if is_unread(deadline):
        raise BadInput("dates-unread", words)
    is_same_work = is_routine(deadline) and is_routine(content.deadline)
    pace = content.pace if is_same_work else ControlPace.ROUTINE
    return replace(content, deadline_text=words, deadline=deadline, reading=phrase(deadline), pace=pace)


def is_unread(deadline: Deadline) -> bool:
    """Whether the words said no deadline that is understood."""
    return isinstance(deadline, Missing) or (
        isinstance(deadline, Unscheduled) and deadline.basis is Basis.UNREAD
    )


def split_number(words: str) -> tuple[str, str]:
    """«2.4 Провести семинар» → its number and title; without a number it is all title."""
    first, _, rest = words.partition(" ")
    bare = first.rstrip(".)")
    is_number = bool(rest.strip()) and all(part.isdigit() for part in bare.split(".")) and bare != ""
    return (bare, rest.strip()) if is_number else ("", words)


def place_in(known: Collection[MeasureContent], section: str) -> int:
    """Where a measure added to this section stands: after the last one there, else after all."""
    there = [one.position for one in known if normal(one.section) == normal(section)]
    return max(there or [one.position for one in known], default=-1) + 1


def _period(road_map: RoadMap) -> PlanPeriod:
    return PlanPeriod(start=road_map.period_start, end=road_map.period_end)
