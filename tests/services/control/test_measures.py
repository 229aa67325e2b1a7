"""Lists and cards of measures: right on both databases, in few statements, by index."""

import pytest

from roadmap.errors import NotFound
from roadmap.ids import SectionId
from services.app import App
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.quarter_district import DIRECTORS, SCHOOLS, build_district
from tests.storage.test_query_plans import listening, scans

IGOR, OLGA = "Игорь Луговой", "Ольга Ветрова"


async def look_through(app: App, store: Store, clock: FrozenClock, name: str) -> list[int]:
    """Every screen of the plan once; how many statements each took."""
    district = await build_district(store, app, clock)
    actor, taken = await district.actor(name), []
    for look in (
        lambda: app.browsing.maps(actor),
        lambda: app.browsing.road_map(actor, district.road_map),
        lambda: app.browsing.find(actor, "диагностику"),
    ):
        with listening() as said:
            await look()
        assert await scans(store, said) == []
        taken.append(len([one for one in said if one.startswith(("SELECT", "WITH"))]))
    (measure_id,) = [line.id for line in (await app.browsing.find(actor, "1.1")).lines]
    with listening() as said:
        view = await app.measure_cards.open(actor, measure_id)
        await app.measure_cards.point(actor, measure_id, view.points[0].id, 0)
        await app.history.changes(actor, measure_id, 0)
        await app.history.reports(actor, measure_id, 0)
        await app.browsing.undecided(actor)
    assert await scans(store, said, of_one_measure=True) == []
    return taken


@pytest.mark.parametrize("name", [IGOR, OLGA, DIRECTORS[0]])
async def test_screens_of_the_plan_take_few_statements_and_walk_through_no_table(
    app: App, store: Store, clock: FrozenClock, name: str
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the plans are SQLite's own; the same indexes serve PostgreSQL")
    assert await look_through(app, store, clock, name) == [1, 2, 3]


@both_databases
async def test_a_director_sees_the_measures_of_their_school_and_only_their_duties_count(
    app: App, store: Store, clock: FrozenClock
) -> None:
    district = await build_district(store, app, clock)
    anna, igor = await district.actor(DIRECTORS[0]), await district.actor(IGOR)
    view = await app.browsing.road_map(anna, district.road_map)
    assert [(line.title, line.measures) for line in view.sections] == [
        ("1. Обучение", 2),
        ("2. Методическая работа", 1),
    ]
    whole = await app.browsing.road_map(igor, district.road_map)
    assert [line.measures for line in whole.sections] == [2, 3]
    (measure,) = (await app.browsing.find(anna, "1.1")).lines
    assert [point.total for point in (await app.measure_cards.open(anna, measure.id)).points] == [1]
    seen = await app.measure_cards.open(igor, measure.id)
    assert [point.total for point in seen.points] == [len(SCHOOLS)]
    assert [one.name for one in seen.assignees] == list(SCHOOLS)
    assert seen.people == tuple(sorted(DIRECTORS))
    point = await app.measure_cards.point(igor, measure.id, seen.points[0].id, 0)
    assert [duty.assignee for duty in point.duties] == list(SCHOOLS)


@both_databases
async def test_a_measure_of_nobody_of_theirs_is_not_found(app: App, store: Store, clock: FrozenClock) -> None:
    district = await build_district(store, app, clock)
    anna, igor = await district.actor(DIRECTORS[0]), await district.actor(IGOR)
    (line,) = (await app.browsing.find(igor, "2.1")).lines
    with pytest.raises(NotFound):
        await app.measure_cards.open(anna, line.id)
    with pytest.raises(NotFound):
        await app.browsing.section(anna, district.road_map, SectionId(99), 0)
