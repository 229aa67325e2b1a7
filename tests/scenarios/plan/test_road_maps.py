"""Whole road maps go all the way: the file, the plan, a reminder, a report.

Our own samples always run; the real road maps of the seeds only where they lie beside the repository.
"""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.people.persons import Role, UnitKind
from roadmap.people.place import in_telegram
from roadmap.people.staff import StaffRow
from sandbox.seen import SeenMessage
from services.imports.desk_views import Approved
from services.imports.row_views import MeasureLine
from tests.clock import ZONE
from tests.places import ROOT
from tests.world import DEPARTMENT, Hero, World

SEEDS = ROOT.parent / "shared" / "seeds"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
FOUND = [*SAMPLES, *(sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else [])]
MEASURES = {"000": 28, "001": 76, "002": 14, "003": 44, "004": 18}
"""Rows of the real road maps, counted by eye."""


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real road maps are not here: ../shared/seeds")
def test_all_real_road_maps_are_there() -> None:
    assert {path.name[:3] for path in FOUND if path.parent == SEEDS} == set(MEASURES)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem[:12])
async def test_a_road_map_goes_from_the_file_to_a_report(world: World, path: Path) -> None:
    await world.department()
    await world.staff(StaffRow(unit="Школа № 3", kind=UnitKind.SCHOOL))
    lines, approved = await _put_in_force(world, path)
    if path.name[:3] in MEASURES:
        assert len(lines) == MEASURES[path.name[:3]]
    duties = await _duties(world)
    ready = [line for line in lines if line.has_duty and line.is_clear and line.is_named]
    assert len({duty.measure_id for duty in duties}) == len(ready) > 0
    assert (approved.duties, approved.predating) == (len(duties), 0)

    first = min((duty for duty in duties if duty.due_on), key=lambda duty: (str(duty.due_on), duty.id))
    hero = await _answering(world, first)
    reminder = await _reminded(world, hero)
    assert len(reminder) == 1

    await hero.forges(f"d:{first.id}")
    await hero.news()
    await hero.presses("Отчитаться")
    await hero.says("Сделано, протокол в папке.")
    await hero.presses("Отправить")
    await hero.news()
    reported = next(duty for duty in await _duties(world) if duty.id == first.id)
    assert reported.state is DutyState.REPORTED
    for anybody in world.heroes:
        await anybody.news()  # who else hears of it is a story of its own


async def _put_in_force(world: World, path: Path) -> tuple[list[MeasureLine], Approved]:
    """Received some weeks before the plan begins; every unknown name is entered as new."""
    (vera,) = world.heroes
    actor = await world.app.people.actor(in_telegram(vera.phone.id))
    assert actor is not None
    import_id = await world.app.documents.receive(actor, path.read_bytes(), path.name)
    period = (await world.app.imports.preview(actor, import_id)).period
    assert period is not None
    await world.at(f"{period.start - timedelta(days=25)} 09:00")
    await world.app.questions.create_unknown(actor, import_id, "Все школы")
    approved = await world.app.imports.approve(actor, import_id)
    pages = [await world.app.imports.measures(actor, import_id, 0)]
    pages += [await world.app.imports.measures(actor, import_id, page) for page in range(1, pages[0].pages)]
    return [line for page in pages for line in page.lines], approved


async def _duties(world: World) -> list[DutyLine]:
    async with world.machine.store.read() as uow:
        return list(await uow.duties.lines(DutyFilter()))


async def _answering(world: World, duty: DutyLine) -> Hero:
    """The person of the duty, or somebody who answers for its unit, joins."""
    person = duty.assignee if duty.person_id is not None else "Анна Лугова"
    unit = DEPARTMENT if duty.person_id is not None else duty.assignee
    kind = UnitKind.DEPARTMENT if duty.person_id is not None else None
    await world.staff(StaffRow(unit=unit, kind=kind, person=person, role=Role.EXECUTOR))
    return await world.join(person)


async def _reminded(world: World, hero: Hero) -> list[SeenMessage]:
    """Let the days go by until the bot writes to this person."""
    for _ in range(200):
        if fresh := await hero.news():
            return fresh
        moment = await world.next_moment()
        assert moment is not None, "nothing is going to happen any more"
        await world.at(f"{moment.astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M:%S}")
    raise AssertionError("no reminder came")
