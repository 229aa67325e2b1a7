"""How a road map is monitored: what the coordinator chooses by buttons, and what the plan itself says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput
from roadmap.ids import MeasureId, RoadMapId
from roadmap.language.monitoring_words import is_monitoring
from roadmap.monitoring.campaign import next_opening
from roadmap.people.persons import Actor, Role
from roadmap.plan.measure import Measure, RoadMap
from roadmap.plan.monitoring_rules import MonitoringRhythm, MonitoringRules
from services.people.directory import require
from services.plan.changing import map_to_change
from services.plan.monitored import driven_by
from storage.unit_of_work import Store, UnitOfWork

OPENS = (3, 5, 7, 10)
CLOSES = (0, 3, 5, 10)
NUDGES = ((1, 3), (2,), (1,), (2, 4), ())
"""What the buttons offer: working days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """The rules in force; `measure` is the one that is the monitoring, `candidates` those that read so."""

    road_map: RoadMap
    rules: MonitoringRules
    measure: Measure | None
    candidates: tuple[Measure, ...]
    opens_at: datetime | None
    now: datetime
    time_zone: str


class MonitoringRulesService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def open(self, actor: Actor, road_map_id: RoadMapId) -> RulesView:
        """The rules of a road map in force; NotFound for anybody else's."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await self._view(uow, actor, await map_to_change(uow, actor, road_map_id))

    async def choose(self, actor: Actor, road_map_id: RoadMapId, rule: str, value: str) -> RulesView:
        """Change one rule; it holds from the next campaign on, reminders at once.

        BadInput for what no button offers.
        """
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            before = await uow.plan.monitoring_rules(road_map_id)
            rules = await _changed(uow, road_map_id, before, rule, value)
            if rules != before:
                await uow.plan.set_monitoring_rules(road_map_id, rules)
                await uow.campaigns.follow_rules(road_map_id, rules, self._clock.now())
                facts: dict[str, object] = {"rule": rule, "is": value}
                now, about = self._clock.now(), ("road_map", road_map_id)
                await uow.audit.add(actor, now, "road_map.monitoring", about, facts)
            view = await self._view(uow, actor, road_map)
            await uow.commit()
        return view

    async def _view(self, uow: UnitOfWork, actor: Actor, road_map: RoadMap) -> RulesView:
        rules = await uow.plan.monitoring_rules(road_map.id)
        points = await uow.plan.control_points(road_map.id) if rules.measure_id is not None else ()
        days = (point.due_on for point in points if point.measure_id == rules.measure_id)
        rules = replace(rules, due_days=tuple(day for day in days if day is not None))
        measures = await uow.plan.measures(road_map.id)
        now = self._clock.now()
        calendar = self._calendar.of(road_map.department_id)
        period = PlanPeriod(start=road_map.period_start, end=road_map.period_end)
        return RulesView(
            road_map=road_map,
            rules=rules,
            measure=next((each for each in measures if each.id == rules.measure_id), None),
            candidates=tuple(each for each in measures if is_monitoring(each.title)),
            opens_at=next_opening(period, now, actor.time_zone, rules, calendar),
            now=now,
            time_zone=actor.time_zone,
        )


async def _changed(
    uow: UnitOfWork, road_map_id: RoadMapId, rules: MonitoringRules, rule: str, value: str
) -> MonitoringRules:
    match rule:
        case "rhythm" if value in set(MonitoringRhythm):
            return replace(rules, rhythm=MonitoringRhythm(value))
        case "opens" if value in {str(days) for days in OPENS}:
            return replace(rules, opens=int(value))
        case "closes" if value in {str(days) for days in CLOSES}:
            return replace(rules, closes=int(value))
        case "nudges" if value in {nudges_word(days) for days in NUDGES}:
            return replace(rules, nudges=tuple(int(day) for day in value.split("-") if day))
        case "measure" if value == "0":
            return replace(rules, measure_id=None)
        case "measure" if value.isdecimal():
            return await driven_by(uow, road_map_id, rules, MeasureId(int(value)))
        case _:
            raise BadInput("no-such-rule")


def nudges_word(days: Sequence[int]) -> str:
    """Days of reminders as a button carries them."""
    return "-".join(map(str, days))
