"""People as the database keeps them."""

from itertools import product

from roadmap.ids import UnitId
from roadmap.people.persons import Membership, Role, UnitKind
from roadmap.people.place import in_telegram
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases

ZONE = "Europe/Moscow"


async def test_a_person_acts_with_the_roles_and_units_they_have_now(store: Store, clock: FrozenClock) -> None:
    async with store.write() as uow:
        department = await uow.people.add_department("Отдел образования Приозёрного района", "Europe/Moscow")
        school = await uow.people.add_unit(department, department, "Школа № 3", UnitKind.SCHOOL, "Asia/Omsk")
        curator = await uow.people.add_person(department, "Ольга Ветрова", "специалист")
        teacher = await uow.people.add_person(department, "Анна Лугова", "завуч")
        await uow.people.add_membership(Membership(person_id=curator, unit_id=department, role=Role.CURATOR))
        await uow.people.add_membership(Membership(person_id=teacher, unit_id=school, role=Role.EXECUTOR))
        await uow.accounts.bind(curator, in_telegram(1), clock.now())
        await uow.accounts.bind(teacher, in_telegram(2), clock.now())
        await uow.commit()

    async with store.read() as uow:
        watching = await uow.actors.actor(in_telegram(1))
        answering = await uow.actors.actor(in_telegram(2))

        assert watching is not None and watching.roots == {department}
        assert answering is not None and answering.own == {school} and answering.roots == frozenset()
        assert answering.time_zone == "Asia/Omsk"
        assert await uow.actors.actor(in_telegram(3)) is None
        assert [r.place for r in await uow.recipients.curators(school, Role.CURATOR)] == [in_telegram(1)]


@both_databases
async def test_a_unit_is_watched_by_whoever_has_the_unit_or_one_above_it(store: Store) -> None:
    async with store.write() as uow:
        here = await uow.people.add_department("Отдел образования Приозёрного района", "Europe/Moscow")
        there = await uow.people.add_department("Отдел образования Дальнего района", "Europe/Moscow")
        parents: dict[UnitId, UnitId | None] = {here: None, there: None}
        for n, parent in enumerate((here, here, here, there)):
            cluster = await uow.people.add_unit(parent, parent, f"Куст {n}", UnitKind.OTHER, ZONE)
            parents[cluster] = parent
            for m in range(n):
                school = await uow.people.add_unit(parent, cluster, f"Школа {n}-{m}", UnitKind.SCHOOL, ZONE)
                parents[school] = cluster
        await uow.commit()

    def is_under(unit: UnitId | None, root: UnitId) -> bool:
        return unit is not None and (unit == root or is_under(parents[unit], root))

    async with store.read() as uow:
        for first, second in product(parents, parents):
            watched = {unit for unit in parents if is_under(unit, first) or is_under(unit, second)}
            assert await uow.actors.watched({first, second}, parents) == watched
        assert not await uow.actors.watched((), parents)
        assert not await uow.actors.watched(parents, ())


async def test_work_that_is_not_committed_leaves_no_trace(store: Store) -> None:
    async with store.write() as uow:
        await uow.people.add_department("Отдел", "Europe/Moscow")

    async with store.read() as uow:
        assert await uow.people.departments() == []
