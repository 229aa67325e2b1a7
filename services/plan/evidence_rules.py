"""What reports of a road map in force have to come with: seen and set for a section or the whole map."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId, SectionId
from roadmap.language.asked_evidence import proposed_rule
from roadmap.people.persons import Actor
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure_content import MeasureChange, MeasureContent
from roadmap.wording import normal
from services.plan.changing import change_plan, map_to_change
from services.plan.contents import contents
from services.plan.edit_views import Edited
from services.plan.editing import edited
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceScope:
    """A section, or with no id the whole road map: what its measures ask for, and what their results name."""

    section_id: SectionId | None
    title: str
    asked: Mapping[EvidenceRule, int]
    proposed: Mapping[EvidenceRule, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEvidence:
    """The whole road map first, then its sections in order."""

    road_map_id: RoadMapId
    scopes: tuple[EvidenceScope, ...]


class EvidenceRuleService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def of_map(self, actor: Actor, road_map_id: RoadMapId) -> MapEvidence:
        """What is asked for by section."""
        async with self._store.read() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            known = list((await contents(uow, road_map_id)).values())
            sections = await uow.plan.sections(road_map_id)
        scopes = [_scope(None, road_map.short_name, known)]
        for section in sections:
            inside = [one for one in known if normal(one.section) == normal(section.title)]
            scopes += [_scope(section.id, section.title, inside)] if inside else []
        return MapEvidence(road_map_id=road_map_id, scopes=tuple(scopes))

    async def ask(
        self,
        actor: Actor,
        road_map_id: RoadMapId,
        section_id: SectionId | None,
        rule: EvidenceRule | None,
    ) -> Edited:
        """This rule for every measure of the scope, as one edit; no rule: what each result names."""
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            title = await _title(uow, road_map_id, section_id) if section_id is not None else None
            changes = [
                MeasureChange(measure_id=id_, before=one, after=replace(one, evidence=_asked(one, rule)))
                for id_, one in (await contents(uow, road_map_id)).items()
                if title is None or normal(one.section) == normal(title)
            ]
            edit_id = await change_plan(uow, actor, road_map, changes, now, self._calendar)
            done = await edited(uow, road_map, edit_id)
            await uow.commit()
        return done


async def _title(uow: UnitOfWork, road_map_id: RoadMapId, section_id: SectionId) -> str:
    for section in await uow.plan.sections(road_map_id):
        if section.id == section_id:
            return section.title
    raise NotFound


def _asked(content: MeasureContent, rule: EvidenceRule | None) -> EvidenceRule:
    return proposed_rule(content.result) if rule is None else rule


def _scope(section_id: SectionId | None, title: str, inside: Iterable[MeasureContent]) -> EvidenceScope:
    known = list(inside)
    return EvidenceScope(
        section_id=section_id,
        title=title,
        asked=Counter(one.evidence for one in known),
        proposed=Counter(proposed_rule(one.result) for one in known),
    )
