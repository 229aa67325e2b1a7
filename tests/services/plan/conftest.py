"""Fixtures of tests about changing a plan in force."""

import pytest

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.ids import MeasureId, RoadMapId
from roadmap.plan.measure_content import MeasureContent
from services.plan.assignees import AssigneeEditService
from services.plan.contents import contents
from services.plan.editing import PlanEditService
from services.plan.plan_news import PlanNewsService
from services.plan.undoing import UndoingEditService
from tests.desk import Desk


class Pen:
    """The services that change a plan, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.edits = PlanEditService(desk.store, desk.clock, WEEKENDS_ONLY)
        self.assignees = AssigneeEditService(desk.store, desk.clock, WEEKENDS_ONLY)
        self.undoing = UndoingEditService(desk.store, desk.clock, WEEKENDS_ONLY)
        self.news = PlanNewsService(desk.store, desk.clock)

    async def contents(self, road_map_id: RoadMapId) -> list[MeasureContent]:
        async with self.desk.store.read() as uow:
            return list((await contents(uow, road_map_id)).values())

    async def measure(self, number: str) -> MeasureId:
        """The measure of this number in the only road map."""
        async with self.desk.store.read() as uow:
            (road_map,) = await uow.plan.road_maps(self.desk.department_id)
            found = {m.number.rstrip("."): m.id for m in await uow.plan.measures(road_map.id)}
        return found[number]


@pytest.fixture
def pen(desk: Desk) -> Pen:
    return Pen(desk)
