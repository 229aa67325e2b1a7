"""People are told what concerns them, words reach who can act on them, names are found as they are typed."""

from datetime import date

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases
SCHOOL = "Школа № 3"


async def invited(world: World, vera: Hero, name: str) -> Hero:
    """Somebody whom Vera has invited in the chat, and who has just agreed."""
    await vera.says("/people")
    await vera.presses(f"^{SCHOOL}")
    await vera.presses("Добавить сотрудника")
    await vera.presses("Исполнитель")
    await vera.news()
    await vera.says(name)
    (link, *_) = await vera.news()
    hero = await world.stranger("Гость")
    await hero.starts(link.text.split("start=")[1].split()[0])
    await hero.presses("Согласен")
    await hush_but(world, hero)
    return hero


async def hush_but(world: World, hero: Hero) -> None:
    for other in world.heroes:
        if other is not hero:
            await other.news()


async def test_a_role_given_and_taken_away_is_told_to_whom_it_concerns(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)
    await world.staff(StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL))
    await hush(world)
    await open_card(vera, "Лугова Анна")
    await vera.presses("^Роли")
    await vera.presses("Добавить роль")
    await vera.presses("Руководитель")
    await vera.presses("^Школа № 8")
    await anna.sees("Вам добавлена роль: руководитель\nШкола № 8.*Что должна ваша организация")
    await vera.presses("Убрать: Школа № 8")
    await vera.presses("^Убрать$")
    await anna.sees("Роль снята: руководитель\nШкола № 8")
    await hush(world)


async def test_this_is_not_me_reaches_who_invited_and_ends_the_account(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    guest = await invited(world, vera, "Озёрная Галина, завуч")
    (welcome,) = (await guest.news())[-1:]
    assert "Сразу напишите" not in welcome.text
    await guest.presses("Это не я или ошибка в имени")
    await guest.sees("Что не так")
    await guest.says("Я Светлова, ссылку переслали мне")
    await guest.sees("Передано: Вера Ильина")
    (told,) = await vera.sees(
        "Озёрная Галина: по ссылке вошёл кто-то другой.*Пишет: «Я Светлова, ссылку переслали мне»"
    )
    assert told.buttons == ["Это не тот человек", "Карточка"]
    await vera.presses("Это не тот человек")
    await vera.sees("Озёрная Галина: вход отменён")
    await guest.sees("Координатор не подтвердил этот вход")


async def test_one_press_says_it_too_and_only_from_the_chat_that_joined(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)
    guest = await invited(world, vera, "Озёрная Галина, завуч")
    await guest.presses("Это не я или ошибка")
    await guest.presses("^Это не я$")
    await vera.sees("Вошедший отвечает: «Это не я»")
    for forged in ("nmy:3", "nmy:999"):
        await anna.forges(forged)
    await vera.sees_nothing()
    await hush(world)


async def test_a_surname_and_a_school_are_found_as_they_are_typed(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor("Берёзкина Анна", "МБОУ СОШ № 3")
    await world.executor("Речной Борис", "Школа № 13")
    olga = await world.curator()
    await lay_rows(
        world,
        store,
        Row(number="1.1", title="Открыть клуб в школе 3", units=("МБОУ СОШ № 3",), due_on=date(2026, 9, 15)),
    )
    await hush(world)
    for hero in (vera, olga):
        await hero.says("Берёзкина")
        await hero.sees("^Берёзкина Анна\n\n• МБОУ СОШ № 3, исполнитель")
        await hero.says("Школа 3")
        (found,) = await hero.sees("^МБОУ СОШ № 3.*Берёзкина Анна")
        assert "Мероприятия по этим словам: 1" in found.buttons
        await hero.says("Школа")
        await hero.sees("• Школа № 13.*• МБОУ СОШ № 3")
        await hero.says("клуб")
        await hero.sees("Открыть клуб")
    anna = world.heroes[1]
    await anna.says("Речной")
    await anna.sees("никуда не записано")


async def test_a_curator_has_a_list_of_their_organisations_with_who_is_in_the_chat(world: World) -> None:
    await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await world.staff(
        StaffRow(unit=SCHOOL, person="Речной Борис", role=Role.EXECUTOR),
        StaffRow(unit=SCHOOL, person="Ветрова Ольга", role=Role.CURATOR),
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Озёрная Галина", role=Role.EXECUTOR),
    )
    olga = await world.join("Ветрова Ольга")
    await hush(world)
    await olga.says("/menu")
    await olga.presses("Мои организации")
    (listed,) = (await olga.news())[-1:]
    assert "Мои организации\n1 организация\nЕщё не в чате: 1 человек" in listed.text
    assert "Школа № 3 · 1 из 2" in listed.buttons
    await olga.presses("Школа № 3")
    await olga.sees("Лугова Анна.*в чате.*Речной Борис.*ещё не в чате")


async def test_names_of_a_document_are_made_into_what_they_are(world: World, store: Store) -> None:
    vera = await world.department()
    plan = road_map_text(
        ("1.", "Неделя книги", "Март", "УО"),
        ("2.", "Смотр", "Март", "Детские сады"),
        ("3.", "Форум", "Март", "Центр «Озеро»"),
        ("4.", "Олимпиада", "Март", "МБОУ СОШ № 8"),
    )
    await vera.sends_document(plan, "План.txt")
    await vera.news()
    await vera.presses("Завести .* как новые")
    await vera.sees(
        "УО: это само управление.*Детские сады: группа организаций.*Центр «Озеро»: новый центр.*"
        "МБОУ СОШ № 8: новая школа"
    )
    await vera.presses("Завести всё")
    await vera.sees("Появятся с утверждением: Детские сады, Центр «Озеро», МБОУ СОШ № 8")
    await vera.presses("^Утвердить")
    await hush(world)
    async with store.read() as uow:
        (department, *_) = await uow.people.departments()
        kinds = {unit.name: unit.kind for unit in await uow.people.units(department.id)}
    assert kinds == {
        department.name: UnitKind.DEPARTMENT,
        "Детские сады": UnitKind.GROUP,
        "Центр «Озеро»": UnitKind.CENTRE,
        "МБОУ СОШ № 8": UnitKind.SCHOOL,
    }


async def test_whoever_joins_late_hears_what_is_late_already(world: World, store: Store) -> None:
    await world.department()
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Полянин Борис", role=Role.EXECUTOR))
    await lay_rows(
        world,
        store,
        Row(number="1.1", title="Открыть клуб", units=(SCHOOL,), due_on=date(2026, 9, 10)),
        Row(number="1.2", title="Провести смотр", units=(SCHOOL,), due_on=date(2026, 12, 10)),
    )
    await world.at("2026-09-14 10:00")
    await hush(world)
    boris = await world.stranger("Борис")
    await boris.starts(world.link_of("Полянин Борис"))
    await boris.presses("Согласен")
    await world.settle()
    said = " ".join(message.text for message in await boris.news())
    assert "Вам назначено 2 мероприятия" in said
    assert "Срок уже прошёл: 1 мероприятие. Отчитайтесь или попросите о переносе. Об остальных" in said
    await hush(world)
