"""A whole staff list at once, as a spreadsheet saves it."""

import pytest

from documents.staff import read_staff
from roadmap.errors import BadInput, DocumentRefused
from roadmap.people.persons import Role, SystemActor, Through
from roadmap.people.place import in_telegram
from services.app import App

LIST = """Организация;Вид;Сотрудник;Должность;Роль
Школа № 3;школа;Лугова Анна Петровна;завуч;исполнитель
Школа № 5;школа;;;
Управление;управление;Ветрова Ольга Игоревна;специалист;куратор
"""


async def opened(app: App) -> SystemActor:
    await app.joining.set_up("Отдел образования Приозёрного района", "Вера Ильина", "Europe/Moscow")
    (department,) = await app.people.departments()
    return SystemActor(department_id=department.id, through=Through.COMMAND)


async def test_a_list_adds_units_and_people_and_gives_each_a_link(app: App) -> None:
    actor = await opened(app)

    issued = await app.joining.load(actor, read_staff(LIST.encode("cp1251")).rows)

    assert [(i.person, i.role) for i in issued] == [
        ("Лугова Анна Петровна", Role.EXECUTOR),
        ("Ветрова Ольга Игоревна", Role.CURATOR),
    ]
    assert [(line.unit.name, line.people) for line in await app.people.units(actor)] == [
        ("Отдел образования Приозёрного района", 2),
        ("Школа № 3", 1),
        ("Школа № 5", 0),
    ]


async def test_loading_the_same_list_again_adds_nobody_twice_and_renews_unused_links(app: App) -> None:
    actor = await opened(app)
    first = await app.joining.load(actor, read_staff(LIST.encode()).rows)
    offer = await app.joining.open_invitation(in_telegram(7), first[0].payload)
    await app.joining.accept(in_telegram(7), offer.secret_hash)

    again = await app.joining.load(actor, read_staff(LIST.encode()).rows)

    assert [issued.person for issued in again] == ["Ветрова Ольга Игоревна"]
    assert sum(line.people for line in await app.people.units(actor)) == 3


@pytest.mark.parametrize(
    ("spoiled", "reason", "detail"),
    [
        (LIST.replace(";куратор", ";надзиратель"), "unknown-role", "надзиратель"),
        (LIST.replace(";школа;Лугова", ";яхт-клуб;Лугова"), "unknown-kind", "яхт-клуб"),
    ],
)
def test_a_row_that_cannot_be_read_says_what_is_wrong(spoiled: str, reason: str, detail: str) -> None:
    (unread,) = read_staff(spoiled.encode()).unread
    assert (unread.reason, unread.detail) == (reason, detail)


def test_without_a_role_somebody_is_an_executor(app: App) -> None:
    table = read_staff(LIST.replace(";Роль", ";Кто").encode())
    assert [row.role for row in table.rows] == [None, None, None]
    assert table.ignored == ("Кто",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n", "no-staff-table"),
        (b"PK\x03\x04\0\0\0\0", "damaged"),
        (LIST.encode("utf-16")[:3] + b"\0", "no-staff-table"),
    ],
)
def test_what_is_not_a_table_at_all_is_refused_as_such(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        read_staff(data)
    assert refusal.value.reason == reason


def test_cells_beyond_the_header_are_left_out() -> None:
    (row, *_) = read_staff(LIST.replace("завуч;исполнитель", "завуч;исполнитель;лишнее;ещё").encode()).rows
    assert (row.person, row.role) == ("Лугова Анна Петровна", Role.EXECUTOR)


async def test_the_same_department_is_not_opened_twice(app: App) -> None:
    await opened(app)
    with pytest.raises(BadInput) as refusal:
        await opened(app)
    assert refusal.value.reason == "department-exists"
