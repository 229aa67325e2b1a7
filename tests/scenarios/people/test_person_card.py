"""The coordinator finds a person and puts right whatever is wrong about them, without a server."""

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from roadmap.process.audit import without_words
from storage.process.tables import AuditRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.world import DEPARTMENT, Hero, World

pytestmark = both_databases

SCHOOL = "Школа № 3"


async def open_card(vera: Hero, name: str) -> None:
    await vera.says(f"/people {name}")
    await vera.sees(f"^{name}")


async def test_a_person_is_found_by_the_beginning_of_a_name_and_shown_whole(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна Петровна", SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Речной Борис", role=Role.EXECUTOR))

    await vera.says("/people")
    await vera.presses("Найти человека")
    await vera.sees("Кого найти")
    await vera.says("пет луг")
    await vera.sees("^Лугова Анна Петровна\n\n• Школа № 3, исполнитель")
    await vera.says("речной")
    await vera.sees("^Речной Борис\n\n• Школа № 3, исполнитель")
    await vera.says("Нетакой")
    await vera.sees("«Нетакой»: никого нет")
    await vera.says("лугова")
    (card,) = await vera.sees(
        "Лугова Анна Петровна\n\n• Школа № 3, исполнитель\n\nВ чате с 1 сентября.*"
        "Часовой пояс: Москва, как у организации. Сводка дня в 9:00.*Открытых поручений нет"
    )
    assert card.buttons == [
        "Имя",
        "Должность",
        "Роли",
        "Время",
        "Отвязать чат",
        "Отпуск и замещение",
        "Объединить с…",
        "Больше не работает",
        "‹ Школа № 3",
    ]


async def test_a_misspelt_name_is_typed_anew_and_read_back(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor("Лугва Анна", SCHOOL)

    await open_card(vera, "Лугва")
    await vera.presses("^Имя")
    await vera.news()
    await vera.says("Лугова Анна")
    await vera.sees("Было: Лугва Анна\nСтанет: Лугова Анна.*Не так")
    await vera.says("Лугова Анна Петровна")
    await vera.sees("Станет: Лугова Анна Петровна")
    await vera.presses("Сохранить")
    await vera.sees("^Лугова Анна Петровна")
    assert await vera.last_toast() == "Сохранено."
    await vera.presses("Должность")
    await vera.says("завуч")
    await vera.presses("Сохранить")
    await vera.news()
    await vera.says("/people лугова петровна")
    await vera.sees("^Лугова Анна Петровна\nзавуч")
    await vera.says("/people лугва")
    await vera.sees("никого нет")
    async with store.engine.connect() as connection:
        rows = (await connection.execute(AuditRow.__table__.select())).all()
    renamed = without_words({"was": "Лугва Анна", "is": "Лугова Анна Петровна"})
    assert renamed in [row.facts for row in rows], "what was and is can be proved, and not read"
    assert "Лугва" not in str(rows)


async def test_time_zone_and_hour_of_the_digest_are_chosen_for_them(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", SCHOOL)

    await open_card(vera, "Лугова")
    await vera.presses("Время")
    await vera.presses("Омск")
    await vera.presses("Время")
    await vera.presses("8:00")
    await vera.sees("Часовой пояс: Омск. Сводка дня в 8:00")


async def test_a_role_is_added_and_taken_away_and_the_rights_follow_at_once(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)

    await open_card(vera, "Лугова")
    await vera.presses("Роли")
    await vera.presses("Добавить роль")
    await vera.presses("Куратор")
    await vera.presses(DEPARTMENT[:20])
    assert await vera.last_toast() == "Роль добавлена: куратор."
    await vera.news()
    await anna.says("/queue")
    assert "недоступно" not in (await anna.news())[-1].text

    await vera.presses("Убрать: Отдел")
    await vera.sees("Убрать роль: Отдел.*права кончатся сразу.*Больше никого с этой ролью там не останется")
    await vera.presses("^Убрать$")
    await vera.news()
    await anna.sees("Роль снята: куратор")
    await anna.says("/queue")
    await anna.sees("вам недоступно")


async def test_the_last_coordinator_cannot_be_taken_away(world: World) -> None:
    vera = await world.department()

    await open_card(vera, "Вера")
    await vera.presses("Роли")
    await vera.presses("Убрать")
    await vera.presses("^Убрать$")
    assert "Больше координаторов в управлении нет" in await vera.last_toast()
    await vera.news()


async def test_a_role_over_the_department_says_what_it_gives_before_it_is_given(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)

    await open_card(vera, "Лугова")
    await vera.presses("Роли")
    await vera.presses("Добавить роль")
    await vera.presses("Координатор")
    await vera.news()
    await vera.presses("Добавить роль")
    await vera.sees("Лугова Анна.*координатор")
    await anna.sees("Вам добавлена роль: координатор")


async def test_a_chat_is_let_go_and_a_link_is_revoked(world: World) -> None:
    vera = await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Речной Борис", role=Role.EXECUTOR))

    await open_card(vera, "Лугова")
    await vera.presses("Отвязать чат")
    await vera.sees("Отвязать чат: Лугова Анна.*Роли и поручения останутся")
    await vera.presses("^Отвязать$")
    await vera.sees("действующей ссылки нет")
    await anna.sees("Координатор отвязал этот чат")
    await anna.says("/menu")
    await anna.sees("по личной ссылке")

    await vera.says("/people Речной")
    await vera.sees("^Речной.*Ещё не в чате, ссылка действует до 15 сентября, 09:00")
    await vera.presses("Отозвать ссылку")
    await vera.sees("действующей ссылки нет")
    boris = await world.stranger("Борис")
    await boris.starts(world.link_of("Речной Борис"))
    await boris.sees("не действует")


async def test_a_curator_sees_the_people_of_their_own_units_and_changes_nothing(world: World) -> None:
    await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await world.executor("Речной Борис", "Школа № 8")
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Ольга Ветрова", role=Role.CURATOR))
    olga = await world.join("Ольга Ветрова")

    await olga.says("/people")
    (listed,) = await olga.sees("1 организация")
    assert listed.buttons == ["Школа № 3 · 1 из 1", "Найти человека", "‹ Меню"]
    await olga.presses("Школа № 3")
    await olga.presses("Лугова")
    (card,) = await olga.sees("Лугова Анна.*В чате")
    assert card.buttons == ["‹ Школа № 3"]
    await olga.says("/people речной")
    await olga.sees("никого нет")
    for forged in ("h:3", "hr:3", "hb:3", "u:3"):
        await olga.forges(forged)
        refused = await olga.last_toast()
        assert "Не найдено" in refused or "недоступно" in refused
    for hero in world.heroes:
        await hero.news()


async def test_two_spellings_of_one_person_are_noticed(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна Петровна", SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Лугова А. П.", role=Role.EXECUTOR))

    await vera.says("/people лугова")
    await vera.presses("Лугова Анна")
    await vera.sees("Похоже, это тот же человек: Лугова А. П. .ещё не в чате.")
