"""By which ladder a department, a road map or one measure is reminded: looked at and chosen."""

from dataclasses import dataclass

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.persons import Actor, Role
from roadmap.plan.measure import RoadMap
from roadmap.reminding.ladders import LadderOf, Profile, chosen
from services.people.directory import require
from services.plan.changing import map_of, map_to_change
from storage.unit_of_work import Store, UnitOfWork

SUBJECTS = {LadderOf.DEPARTMENT: "unit", LadderOf.ROAD_MAP: "road_map", LadderOf.MEASURE: "measure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """`own` is chosen here; None: `inherited` holds, that of what it belongs to.

    `name` is "" for a department.
    """

    of: LadderOf
    id: int
    name: str
    own: Profile | None
    inherited: Profile

    @property
    def holds(self) -> Profile:
        return chosen(self.own, self.inherited)


class LadderService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open(self, actor: Actor, of: LadderOf, id_: int) -> LadderView:
        """The ladder as it is chosen now; for coordinators."""
        async with self._store.read() as uow:
            return await _view(uow, actor, of, id_)

    async def choose(self, actor: Actor, of: LadderOf, id_: int, profile: str) -> LadderView:
        """Remind by this one from now on; "": by that of what it belongs to.

        What was said is not said again, and overdue duties climb on as they began to.
        """
        if profile and profile not in set(Profile):
            raise BadInput("profile")
        now = self._clock.now()
        picked = Profile(profile) if profile else None
        async with self._store.write() as uow:
            before = await _view(uow, actor, of, id_)
            if picked != before.own:
                await _keep(uow, actor, of, id_, picked)
                await uow.reminders.look_again(of, id_, now)
                facts = {"was": before.own and before.own.value, "is": profile or None}
                await uow.audit.add(actor, now, "ladder.chosen", (SUBJECTS[of], id_), facts)
            view = await _view(uow, actor, of, id_)
            await uow.commit()
        return view


async def _keep(uow: UnitOfWork, actor: Actor, of: LadderOf, id_: int, profile: Profile | None) -> None:
    if of is LadderOf.DEPARTMENT:
        await uow.department_settings.choose(actor.department_id, profile=profile or Profile.USUAL)
    else:
        await uow.reminders.set_profile(of, id_, profile)


async def _view(uow: UnitOfWork, actor: Actor, of: LadderOf, id_: int) -> LadderView:
    require(actor, Role.COORDINATOR)
    department = (await uow.department_settings.of(actor.department_id)).profile
    if of is LadderOf.DEPARTMENT:
        if id_ != actor.department_id:
            raise NotFound
        return LadderView(of=of, id=id_, name="", own=department, inherited=Profile.USUAL)
    own = await uow.reminders.profile(of, id_)
    if of is LadderOf.ROAD_MAP:
        road_map = await map_to_change(uow, actor, RoadMapId(id_))
        return LadderView(of=of, id=id_, name=road_map.short_name, own=own, inherited=department)
    name, road_map = await _measure(uow, actor, MeasureId(id_))
    of_map = await uow.reminders.profile(LadderOf.ROAD_MAP, road_map.id)
    return LadderView(of=of, id=id_, name=name, own=own, inherited=chosen(of_map, department))


async def _measure(uow: UnitOfWork, actor: Actor, measure_id: MeasureId) -> tuple[str, RoadMap]:
    road_map = await map_of(uow, actor, measure_id)
    measure = await uow.plan.measure(measure_id)
    assert measure is not None
    return f"{measure.number} {measure.title}".strip(), road_map
