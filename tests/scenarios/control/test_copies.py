"""A report is told to every curator; once one of them has decided, the others' copies say so."""

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_story import bound, set_stage
from tests.world import World

NADEZHDA = "Надежда Вторая"


async def test_the_copy_of_another_curator_follows_the_decision_and_its_undoing(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        district = stage.district
        nadezhda = await bound(world, district, uow, NADEZHDA, Role.CURATOR, district.department)
        await uow.commit()
    await stage.reports()
    await nadezhda.sees("Новый отчёт: выполнено")
    await stage.olga.sees("Новый отчёт: выполнено")

    await stage.olga.presses("Снять с контроля")
    (copy,) = await nadezhda.sees("Снято с контроля 1 сентября, Ольга Ветрова")
    assert "Снять с контроля" not in copy.buttons

    await stage.olga.presses("Отменить решение")
    (copy,) = await nadezhda.sees("на проверке|ждёт решения")
    assert "Снять с контроля" in copy.buttons
    await stage.olga.news()
    await stage.anna.news()
