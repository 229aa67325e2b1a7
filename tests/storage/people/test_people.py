"""People as the database keeps them."""

from roadmap.people.persons import Membership, Role, UnitKind
from roadmap.people.place import in_telegram
from storage.unit_of_work import Store
from tests.clock import FrozenClock


async def test_a_person_acts_with_the_roles_and_units_they_have_now(store: Store, clock: FrozenClock) -> None:
    async with store.write() as uow:
        department = await uow.people.add_department("Отдел образования Приозёрного района", "Europe/Moscow")
        school = await uow.people.add_unit(department, department, "Школа № 3", UnitKind.SCHOOL, "Asia/Omsk")
        curator = await uow.people.add_person(department, "Ольга Ветрова", "специалист")
        teacher = await uow.people.add_person(department, "Анна Лугова", "завуч")
        await uow.people.add_membership(Membership(person_id=curator, unit_id=department, role=Role.CURATOR))
        await uow.people.add_membership(Membership(person_id=teacher, unit_id=school, role=Role.EXECUTOR))
        await uow.people.bind_account(curator, in_telegram(1), clock.now())
        await uow.people.bind_account(teacher, in_telegram(2), clock.now())
        await uow.commit()

    async with store.read() as uow:
        watching = await uow.people.actor(in_telegram(1))
        answering = await uow.people.actor(in_telegram(2))

        assert watching is not None and watching.watched == {department, school}
        assert answering is not None and answering.own == {school} and answering.watched == frozenset()
        assert answering.time_zone == "Asia/Omsk"
        assert await uow.people.actor(in_telegram(3)) is None
        assert [r.place for r in await uow.people.curators(school, Role.CURATOR)] == [in_telegram(1)]


async def test_work_that_is_not_committed_leaves_no_trace(store: Store) -> None:
    async with store.write() as uow:
        await uow.people.add_department("Отдел", "Europe/Moscow")

    async with store.read() as uow:
        assert await uow.people.departments() == []
