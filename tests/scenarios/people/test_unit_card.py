"""A misspelt school is put right in the chat, and documents still find it."""

from roadmap.ids import UnitId
from roadmap.wording import normal
from storage.unit_of_work import Store
from tests.world import Hero, World

SCHOOL = "Шкла № 3"


async def open_unit(vera: Hero, name: str) -> None:
    await vera.says("/people")
    await vera.presses(name)
    await vera.presses("Название, написания, пояс")
    await vera.news()


async def test_a_misspelt_school_is_renamed_and_its_former_name_still_means_it(
    world: World, store: Store
) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await open_unit(vera, SCHOOL)

    await vera.presses("^Название")
    await vera.sees("Прежнее останется другим написанием")
    await vera.says("Школа № 3")
    await vera.sees("Было: Шкла № 3\nСтанет: Школа № 3")
    await vera.presses("Сохранить")
    await vera.sees("^Школа № 3.*В документах её называют ещё так")
    async with store.read() as uow:
        aliases = await uow.people.aliases(UnitId(1))
    assert normal(SCHOOL) in aliases
    await vera.presses("К организации")
    await vera.sees("^Школа № 3.*Лугова Анна")


async def test_spellings_are_added_and_dropped_and_belong_to_one_organisation(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.executor("Речной Борис", "Школа № 8")
    await open_unit(vera, "Школа № 3")
    await vera.presses("Ещё написание")
    await vera.news()
    await vera.says("СОШ имени Пушкина")
    await vera.presses("Сохранить")
    await vera.news()
    await open_unit(vera, "Школа № 8")
    await vera.presses("Ещё написание")
    await vera.news()
    await vera.says("СОШ имени Пушкина")
    await vera.presses("Сохранить")
    assert "называют другую организацию" in await vera.last_toast()
    await vera.news()
    await open_unit(vera, "Школа № 3")
    await vera.presses("Убрать")
    await vera.sees("Других написаний нет")
    assert "Написание убрано" in await vera.last_toast()


async def test_another_organisations_name_is_refused_and_the_zone_is_chosen(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.executor("Речной Борис", "Школа № 8")
    await open_unit(vera, "Школа № 3")
    await vera.presses("^Название")
    await vera.says("школа № 8")
    await vera.presses("Сохранить")
    assert "уже есть" in await vera.last_toast()
    await vera.news()
    await open_unit(vera, "Школа № 3")
    await vera.presses("Часовой пояс")
    await vera.presses("Омск")
    await vera.sees("Часовой пояс: Омск")
