"""One person or one school that was entered twice becomes one, and nothing of either is lost."""

from datetime import date

from sqlalchemy import select, update

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from roadmap.wording import normal
from services.people.assignment_news import assigned_news
from storage.all_tables import METADATA
from storage.delivery.tables import DeliveryRow
from storage.merging import references_to
from storage.people.tables import PersonRow, UnitRow
from storage.row import Row
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import District
from tests.quarter_district import Row as PlanRow
from tests.world import Hero, World

pytestmark = both_databases

SCHOOL, TWIN = "Школа № 3", "МБОУ СОШ № 3"
SHORT, WHOLE = "Лугова А. П.", "Лугова Анна Петровна"


def row(number: str, *people: str, units: tuple[str, ...] = (), day: int = 30) -> PlanRow:
    (person,) = people or ("",)
    return PlanRow(
        number=number, title=f"Дело {number}", person=person, units=units, due_on=date(2026, 10, day)
    )


async def refers_to(store: Store, what: type[Row], gone: int) -> set[str]:
    """Columns in which something still refers to the one that is gone."""
    found = set()
    async with store.engine.connect() as connection:
        for column in references_to(what):
            if (await connection.execute(select(column).where(column == gone))).first() is not None:
                found.add(f"{column.table.name}.{column.name}")
    return found


async def report(hero: Hero, words: str) -> None:
    await hero.says("/my")
    await hero.presses("^1$")
    await hero.presses("^Отчитаться")
    await hero.says(words)
    await hero.presses("^Отправить")
    await hero.news()


async def test_two_cards_of_one_person_become_one_with_the_chat_the_work_and_the_past(
    world: World, store: Store
) -> None:
    vera = await world.department()
    anna = await world.executor(SHORT, SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, person=WHOLE, role=Role.EXECUTOR))
    await world.staff(StaffRow(unit="Школа № 5", kind=UnitKind.SCHOOL, person=SHORT, role=Role.CURATOR))
    async with store.engine.begin() as connection:
        await connection.execute(update(PersonRow).where(PersonRow.name == SHORT).values(post="методист"))
    district = await lay_rows(world, store, row("1.1", SHORT, day=10), row("1.2", SHORT), row("1.3", WHOLE))
    await hush(world)
    await report(anna, "Собрали семинар")
    await hush(world)

    await open_card(vera, WHOLE)
    await vera.presses("Объединить с")
    await vera.sees("С кем объединить: Лугова Анна Петровна")
    await vera.presses("Лугова А. П. · в чате")
    (said,) = await vera.sees(
        "Останется: Лугова Анна Петровна .*Уйдёт из списков: Лугова А. П., методист .в чате.*"
        "• Школа № 3, исполнитель\n• Школа № 5, куратор\n• 2 открытых поручения\n• чат"
    )
    assert said.buttons == ["Объединить", "Оставить другую карточку", "‹ К карточке"]
    await vera.presses("^Объединить$")
    await vera.sees("^Объединено.*Осталась карточка: Лугова Анна Петровна.*Ушла из списков: Лугова А. П.")
    await vera.presses("К карточке")
    await vera.sees("^Лугова Анна Петровна.*• Школа № 3, исполнитель\n• Школа № 5, куратор.*В чате")
    await vera.presses("‹ Школа № 3")
    (page,) = await vera.news()
    assert SHORT not in page.text

    await hush(world)
    await anna.says("/my")
    said = " ".join(message.text for message in await anna.news())
    assert "1.2" in said and "1.3" in said
    kept, gone = district.persons[WHOLE], district.persons[SHORT]
    assert await refers_to(store, PersonRow, gone) == set()
    async with store.read() as uow:
        duties = await uow.duties.lines(DutyFilter(assigned_unit_ids=(), assigned_person_ids=(kept,)))
        aliases = await uow.spellings.known(UnitId(1))
        left = await uow.people.person(kept)
    assert left is not None and left.post == "методист", "only the other card named the post"
    assert {duty.state for duty in duties} == {DutyState.OPEN, DutyState.REPORTED} and len(duties) == 3
    assert aliases[normal(SHORT)].person_id == kept
    await hush(world)


async def test_what_both_owe_is_owed_once_and_the_one_that_is_done_stays(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor("Озёрная Галина", SCHOOL)
    boris = await world.executor("Речной Борис", TWIN)
    district = await lay_rows(
        world,
        store,
        row("1.1", units=(SCHOOL, TWIN), day=10),
        row("1.2", units=(SCHOOL, TWIN)),
        row("1.3", units=(TWIN,)),
    )
    await hush(world)
    await report(boris, "Провели диагностику")
    await hush(world)

    await vera.says("/people")
    await vera.presses("^Школа № 3")
    await vera.presses("Название, куратор")
    await vera.news()
    await vera.presses("Объединить с")
    (asked,) = await vera.sees("С чем объединить: Школа № 3")
    assert TWIN in asked.buttons
    await vera.presses(TWIN)
    await vera.sees(
        "Останется: Школа № 3\nУйдёт из списков: МБОУ СОШ № 3.*• 1 человек с ролями\n• 3 открытых поручения"
    )
    await vera.presses("^Объединить$")
    await vera.sees("^Объединено.*Осталась: Школа № 3.*Ушла из списков: МБОУ СОШ № 3")
    await vera.presses("К организации")
    await vera.sees("^Школа № 3.*Озёрная Галина.*Речной Борис")
    await hush(world)

    kept, gone = district.units[SCHOOL], district.units[TWIN]
    async with store.read() as uow:
        ours = await uow.duties.lines(DutyFilter(assigned_unit_ids=(kept,), assigned_person_ids=()))
        theirs = await uow.duties.lines(DutyFilter(assigned_unit_ids=(gone,), assigned_person_ids=()))
        aliases = await uow.spellings.known(UnitId(1))
        assignments = await uow.plan.assignments(district.road_map)
    assert {duty.number: duty.state for duty in ours} == {
        "1.1": DutyState.REPORTED,
        "1.2": DutyState.OPEN,
        "1.3": DutyState.OPEN,
    }
    assert {duty.state for duty in theirs} == {DutyState.WITHDRAWN}
    assert aliases[normal(TWIN)].unit_id == kept
    assert {each.unit_id for each in assignments} == {kept}
    assert await refers_to(store, UnitRow, gone) <= {"duties.unit_id"}


async def everything(store: Store) -> dict[str, list[str]]:
    """All rows but those of the way there: the journal, messages, chats, versions."""
    left_out = {"audit_entries", "audit_links", "deliveries", "delivery_items", "merges", "cards"}
    left_out |= {"inbox_updates", "conversations", "absences", "leases", "watermarks", "calendar_state"}
    found: dict[str, list[str]] = {}
    async with store.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            if table.name in left_out:
                continue
            rows = await connection.execute(select(table))
            grown = {"version", "revision", "next_stage_at", "department_id"}
            found[table.name] = sorted(
                str({key: cell for key, cell in row._mapping.items() if key not in grown}) for row in rows
            )
    return found


async def test_a_merge_of_two_cards_is_taken_back_to_the_last_row(world: World, store: Store) -> None:
    vera = await world.department()
    anna = await world.executor(SHORT, SCHOOL)
    other = await world.executor("Полянина Вера", SCHOOL)
    await world.staff(StaffRow(unit="Школа № 5", kind=UnitKind.SCHOOL, person=SHORT, role=Role.CURATOR))
    district = await lay_rows(
        world, store, row("1.1", SHORT, day=10), row("1.2", SHORT), row("1.3", "Полянина Вера")
    )
    await hush(world)
    await report(anna, "Собрали семинар")
    await hush(world)
    kept, gone = district.persons["Полянина Вера"], district.persons[SHORT]
    before = await everything(store)
    await vera.forges(f"hjj:{kept}:{gone}")  # two people of whom it was thought they are one
    assert await everything(store) != before
    await hush(world)
    await anna.says("/my")
    assert not any("1.2" in one.text for one in await anna.news())
    await vera.presses("Разъединить")
    assert "Снова две записи" in await vera.last_toast()
    await hush(world)
    assert await everything(store) == before
    await anna.says("/my")
    assert any("1.2" in one.text for one in await anna.news())
    await other.says("/my")
    assert not any("1.2" in one.text for one in await other.news())
    await vera.says(SHORT)
    assert any(SHORT in one.text for one in await vera.news()), "the name is found again"
    await vera.forges("vju:1")
    assert "10 минут" in await vera.last_toast()
    await hush(world)


async def test_a_merge_of_two_schools_is_taken_back_but_what_was_reported_since_stays(
    world: World, store: Store
) -> None:
    vera = await world.department()
    await world.executor("Озёрная Галина", SCHOOL)
    boris = await world.executor("Речной Борис", TWIN)
    district = await lay_rows(
        world,
        store,
        row("1.1", units=(SCHOOL, TWIN), day=10),
        row("1.2", units=(SCHOOL, TWIN)),
        row("1.3", units=(TWIN,)),
    )
    await report(boris, "Провели диагностику")
    await hush(world)
    kept, gone = district.units[SCHOOL], district.units[TWIN]
    before = await everything(store)
    await vera.forges(f"vjj:{kept}:{gone}")
    await hush(world)
    await vera.forges("vju:1")
    await hush(world)
    assert await everything(store) == before

    await vera.forges(f"vjj:{kept}:{gone}")
    await hush(world)
    await boris.says("/my")
    await boris.presses("^1$")
    await boris.presses("^Отчитаться")
    await boris.says("Провели диктант")
    await boris.presses("^Отправить")
    await hush(world)
    await vera.forges("vju:2")
    await hush(world)
    async with store.read() as uow:
        theirs = await uow.duties.lines(DutyFilter(assigned_unit_ids=(gone,), assigned_person_ids=()))
        units = {unit.name for unit in await uow.people.units(UnitId(1))}
    assert {SCHOOL, TWIN} <= units
    assert DutyState.REPORTED in {duty.state for duty in theirs}


async def test_what_was_absorbed_is_in_no_list_of_data_or_of_the_archive(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor(SHORT, SCHOOL)
    await world.staff(
        StaffRow(unit=SCHOOL, person=WHOLE, role=Role.EXECUTOR),
        StaffRow(unit=TWIN, kind=UnitKind.SCHOOL, person="Речной Борис", role=Role.EXECUTOR),
    )
    async with store.read() as uow:
        people = {person.name: person.id for person in await uow.people.persons(UnitId(1))}
        units = {unit.name: unit.id for unit in await uow.people.units(UnitId(1))}
    await vera.forges(f"hjj:{people[SHORT]}:{people[WHOLE]}")
    await vera.forges(f"vjj:{units[SCHOOL]}:{units[TWIN]}")
    await hush(world)
    await vera.says("/people")
    (page,) = await vera.news()
    assert not any("Архив" in label for label in page.buttons)
    await vera.presses("Персональные данные")
    (page,) = await vera.news()
    assert "1 человек" in page.text
    assert any("Речной Борис" in label for label in page.buttons)
    assert not any(WHOLE in label for label in page.buttons)


async def test_after_ten_minutes_a_merge_stays(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor(SHORT, SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, person=WHOLE, role=Role.EXECUTOR))
    async with store.read() as uow:
        people = {person.name: person.id for person in await uow.people.persons(UnitId(1))}
    await vera.forges(f"hjj:{people[SHORT]}:{people[WHOLE]}")
    await world.at("2026-09-01 09:11")
    await vera.forges("vju:1")
    assert "Разъединить можно было 10 минут" in await vera.last_toast()
    await hush(world)


async def test_one_is_never_merged_into_nothing(world: World, store: Store) -> None:
    """Oneself, a group, the department, somebody of the past: each is refused with what to do."""
    vera = await world.department("Ильина Вера")
    await world.executor("Лугова Анна", SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, person="Ильина В.", role=Role.EXECUTOR))
    district: District = await lay_rows(world, store, row("1.1", "Лугова Анна"))
    await hush(world)
    me, other = district.persons["Ильина Вера"], district.persons["Ильина В."]
    await vera.forges(f"hjj:{other}:{me}")
    assert "Это ваша карточка" in await vera.last_toast()
    await vera.forges(f"vjj:{district.units[SCHOOL]}:1")
    assert "Группу с организацией" in await vera.last_toast()
    await vera.forges(f"hjj:{me}:{PersonId(999)}")
    await hush(world)
    async with store.read() as uow:
        assert {person.name for person in await uow.people.persons(UnitId(1))} == {
            "Ильина Вера",
            "Лугова Анна",
            "Ильина В.",
        }


async def test_the_fuller_card_is_proposed_to_stay_and_nothing_is_told_twice(
    world: World, store: Store
) -> None:
    vera = await world.department()
    anna = await world.executor(WHOLE, SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, person=SHORT, role=Role.EXECUTOR))
    district = await lay_rows(world, store, row("1.1", WHOLE, day=10), row("1.2", units=(SCHOOL,)))
    kept, gone = district.persons[SHORT], district.persons[WHOLE]
    async with store.write() as uow:
        road_map = await uow.plan.road_map(district.road_map, district.department)
        assert road_map is not None
        await uow.outbox.add(assigned_news(road_map, "first", gone, world.clock.now()))
        await uow.commit()
    await world.at("2026-09-08 10:00")
    await hush(world)

    await open_card(vera, SHORT)
    await vera.presses("Объединить с")
    await vera.news()
    await vera.presses("Лугова Анна Петровна · в чате")
    (said,) = await vera.sees("Останется: Лугова Анна Петровна .в чате.*Уйдёт из списков: Лугова А. П.")
    await vera.presses("Оставить другую карточку")
    await vera.sees("Останется: Лугова А. П. .*Уйдёт из списков: Лугова Анна Петровна .в чате.*• чат")
    await vera.presses("^Объединить$")
    await vera.sees("^Объединено.*Осталась карточка: Лугова А. П.")
    await anna.sees_nothing()
    assert said.buttons == ["Объединить", "Оставить другую карточку", "‹ К карточке"]

    assert await messages_of(store, gone) == 0 < await messages_of(store, kept)
    await vera.presses("Разъединить")
    await hush(world)
    assert await messages_of(store, kept) == 0 < await messages_of(store, gone)


async def messages_of(store: Store, person_id: int) -> int:
    """How many assignments the person has been told of."""
    of_person = (DeliveryRow.recipient_id == person_id, DeliveryRow.kind == DeliveryKind.ASSIGNED.value)
    async with store.engine.connect() as connection:
        return len((await connection.execute(select(DeliveryRow.id).where(*of_person))).all())


async def test_those_entered_twice_are_noticed_in_the_list_and_on_monday(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor(WHOLE, SCHOOL)
    await world.staff(
        StaffRow(unit=SCHOOL, person=SHORT, role=Role.EXECUTOR),
        StaffRow(unit="Школа № 5", kind=UnitKind.SCHOOL, person="Речной Борис", role=Role.EXECUTOR),
    )
    await hush(world)
    await vera.says("/people")
    await vera.presses("Записаны дважды")
    (listed,) = (await vera.news())[-1:]
    assert "Школа № 3: Лугова Анна Петровна (в чате) и Лугова А. П." in listed.text
    assert "Борис" not in listed.text
    await vera.presses("Лугова Анна Петровна = Лугова А. П.")
    await vera.sees("Объединить две карточки")
    await world.at("2026-09-07 10:00")
    said = " ".join(message.text for message in await vera.news())
    assert "Возможно, записаны дважды: 1 пара имён" in said
    await hush(world)


async def test_a_name_that_is_there_already_is_asked_about_as_soon_as_it_is_added(world: World) -> None:
    vera = await world.department()
    await world.executor(WHOLE, SCHOOL)
    await hush(world)
    await vera.says("/people")
    await vera.presses("^Школа № 3")
    await vera.presses("Добавить сотрудника")
    await vera.presses("Исполнитель")
    await vera.news()
    await vera.says("Лугова А.П., завуч")
    await vera.sees("Приглашение для: Лугова А.П.", "Похоже, этот человек уже записан.*Лугова Анна Петровна")
    await vera.presses("Это тот же человек: Лугова Анна Петровна")
    await vera.sees("Останется: Лугова Анна Петровна .*Уйдёт из списков: Лугова А.П., завуч")


async def test_a_chat_that_was_another_persons_is_told_of_with_the_way_to_merge(world: World) -> None:
    vera = await world.department()
    anna = await world.executor(SHORT, SCHOOL)
    await hush(world)
    await open_card(vera, SHORT)
    await vera.says("/people")
    await vera.presses("^Школа № 3")
    await vera.presses("Добавить сотрудника")
    await vera.presses("Исполнитель")
    await vera.says("Светлова Анна Петровна")
    (invited, *_) = [each for each in await vera.news() if "Приглашение" in each.text]
    payload = invited.text.split("start=")[1].split()[0]
    await anna.starts(payload)
    await anna.presses("Согласен")
    (told,) = await vera.sees("Светлова Анна Петровна: вход.*Раньше этот чат был записан за: Лугова А. П.")
    assert told.buttons == ["Это один человек: объединить", "Это не тот человек"]
    await vera.presses("Это один человек")
    await vera.sees("Останется: Светлова Анна Петровна.*Уйдёт из списков: Лугова А. П.")
    await vera.presses("^Объединить$")
    await vera.sees("^Объединено.*Осталась карточка: Светлова Анна Петровна")
    await vera.presses("К карточке")
    await vera.sees("^Светлова Анна Петровна.*В чате")
    await hush(world)
