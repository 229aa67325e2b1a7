"""Changing who answers for a measure of a road map in force: in this row, or everywhere the name stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotFound
from roadmap.ids import MeasureId
from roadmap.imports.questions import Assigned
from roadmap.language.named_day import named_day
from roadmap.people.persons import Actor
from roadmap.plan.measure_content import Answering, MeasureChange, MeasureContent
from roadmap.typed_words import typed
from roadmap.wording import name_key
from services.plan.changing import change_plan, map_of, of_road_map
from services.plan.contents import contents
from services.plan.edit_views import Candidate, Candidates, Edited, Replacement
from services.plan.editing import edited
from services.plan.names import names_of, responsible_words
from storage.unit_of_work import Store, UnitOfWork

PAGE = 8
MOST_DAYS_EARLIER = 180
MAX_WORDS = 60
MAX_AHEAD = 730
Answer = tuple[Answering, ...]


class AssigneeEditService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def candidates(
        self,
        actor: Actor,
        measure_id: MeasureId,
        instead: Assigned | None = None,
        words: str = "",
        page: int = 0,
    ) -> Candidates:
        """A page of units and people who do not answer for it yet, with these words in their names."""
        async with self._store.read() as uow:
            content, names = await self._looked_at(uow, actor, measure_id)
        present = {one.assigned for one in content.answering}
        sought = name_key(words)
        found = [
            Candidate(assigned=assigned, name=name)
            for assigned, name in names.items()
            if assigned not in present and sought in name_key(name)
        ]
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(page, 0), pages - 1)
        return Candidates(
            measure_id=measure_id,
            content=content,
            instead=instead,
            instead_name=names.get(instead, "") if instead else "",
            found=tuple(found[page * PAGE : (page + 1) * PAGE]),
            words=words,
            page=page,
            pages=pages,
        )

    async def replacement(
        self, actor: Actor, measure_id: MeasureId, old: Assigned, new: Assigned
    ) -> Replacement:
        """Who comes for whom, and in how many other measures of the road map the old one answers."""
        async with self._store.read() as uow:
            content, names = await self._looked_at(uow, actor, measure_id)
            road_map = await map_of(uow, actor, measure_id)
            known = await contents(uow, road_map.id)
        if old not in names or new not in names:
            raise NotFound
        others = [one for id_, one in known.items() if id_ != measure_id and _answers(one, old)]
        return Replacement(
            measure_id=measure_id,
            content=content,
            old=Candidate(assigned=old, name=names[old]),
            new=Candidate(assigned=new, name=names[new]),
            elsewhere=len(others),
        )

    async def replace(
        self, actor: Actor, measure_id: MeasureId, old: Assigned, new: Assigned, *, everywhere: bool
    ) -> Edited:
        """Put one assignee in the place of another, in this measure or in all of the old one."""

        def change(answering: Answer) -> Answer:
            if new in {one.assigned for one in answering}:
                return tuple(one for one in answering if one.assigned != old)
            return tuple(replace(one, assigned=new) if one.assigned == old else one for one in answering)

        return await self._change(actor, measure_id, change, wherever=old if everywhere else None, named=new)

    async def add(self, actor: Actor, measure_id: MeasureId, new: Assigned) -> Edited:
        """One more executor: the main one where there is none."""

        def change(answering: Answer) -> Answer:
            has_main = any(one.is_main for one in answering)
            return (*answering, Answering(assigned=new, is_main=not has_main))

        return await self._change(actor, measure_id, change, named=new)

    async def remove(self, actor: Actor, measure_id: MeasureId, old: Assigned) -> Edited:
        """One executor less; BadInput for the last one."""

        def change(answering: Answer) -> Answer:
            left = tuple(one for one in answering if one.assigned != old)
            if not left:
                raise BadInput("last-assignee")
            is_headless = not any(one.is_main for one in left)
            return (replace(left[0], is_main=True, days_earlier=0), *left[1:]) if is_headless else left

        return await self._change(actor, measure_id, change)

    async def make_main(self, actor: Actor, measure_id: MeasureId, chosen: Assigned) -> Edited:
        """This one is the main executor, the others are co-executors."""

        def change(answering: Answer) -> Answer:
            return tuple(
                replace(
                    one,
                    is_main=one.assigned == chosen,
                    days_earlier=0 if one.assigned == chosen else one.days_earlier,
                )
                for one in answering
            )

        return await self._change(actor, measure_id, change)

    async def set_days_earlier(
        self, actor: Actor, measure_id: MeasureId, chosen: Assigned, days: int
    ) -> Edited:
        """A co-executor owes it so many days before the measure is due; 0: on its own day."""
        if not 0 <= days <= MOST_DAYS_EARLIER:
            raise BadInput("days-earlier")

        def change(answering: Answer) -> Answer:
            return tuple(
                replace(one, days_earlier=days) if one.assigned == chosen and not one.is_main else one
                for one in answering
            )

        return await self._change(actor, measure_id, change)

    async def days_of(self, actor: Actor, measure_id: MeasureId, raw: str) -> int:
        """How much earlier the typed number of days, or the typed date, is than the measure.

        A date fits only a measure with exactly one date ahead: BadInput otherwise.
        """
        words = typed(raw, limit=MAX_WORDS)
        if words.isdecimal():
            return min(int(words), MOST_DAYS_EARLIER + 1)
        today = local_date(self._clock.now(), actor.time_zone)
        day = named_day(words, today, timedelta(days=MAX_AHEAD))
        async with self._store.read() as uow:
            road_map = await map_of(uow, actor, measure_id)
            points = [p for p in await uow.plan.control_points(road_map.id) if p.measure_id == measure_id]
        ahead = [point.due_on for point in points if point.due_on and point.due_on >= today]
        if len(ahead) != 1:
            raise BadInput("own-day-of-many")
        if not today <= day < ahead[0] or ahead[0] - day > timedelta(days=MOST_DAYS_EARLIER):
            raise BadInput("own-day-not-earlier")
        return (ahead[0] - day).days

    # Steps

    async def _looked_at(
        self, uow: UnitOfWork, actor: Actor, measure_id: MeasureId
    ) -> tuple[MeasureContent, Mapping[Assigned, str]]:
        road_map = await map_of(uow, actor, measure_id)
        content = (await of_road_map(uow, road_map.id, [measure_id]))[measure_id]
        return content, await names_of(uow, road_map.department_id)

    async def _change(
        self,
        actor: Actor,
        measure_id: MeasureId,
        change: Callable[[Answer], Answer],
        *,
        wherever: Assigned | None = None,
        named: Assigned | None = None,
    ) -> Edited:
        """In this measure, or also in every other that `wherever` answers for."""
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_of(uow, actor, measure_id)
            known = await contents(uow, road_map.id)
            names = await names_of(uow, road_map.department_id)
            if measure_id not in known or (named is not None and named not in names):
                raise NotFound
            ids = [id_ for id_, one in known.items() if id_ == measure_id or _answers(one, wherever)]
            changes = _changes(known, ids, change, names)
            edit_id = await change_plan(uow, actor, road_map, changes, now, self._calendar)
            done = await edited(uow, road_map, edit_id)
            await uow.commit()
        return done


def _changes(
    known: Mapping[MeasureId, MeasureContent],
    ids: Sequence[MeasureId],
    change: Callable[[Answer], Answer],
    names: Mapping[Assigned, str],
) -> list[MeasureChange]:
    found = []
    for id_ in ids:
        before = known[id_]
        answering = change(before.answering)
        words = responsible_words(answering, names)
        same_people = {one.assigned for one in answering} == {one.assigned for one in before.answering}
        after = replace(
            before,
            answering=answering,
            responsible_text=before.responsible_text if same_people else words,
        )
        found.append(MeasureChange(measure_id=id_, before=before, after=after))
    return found


def _answers(content: MeasureContent, assigned: Assigned | None) -> bool:
    return assigned is not None and any(one.assigned == assigned for one in content.answering)
