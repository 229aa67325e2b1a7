"""Names that may be one name spelled twice."""

import pytest

from roadmap.people.alike import Alike

UNITS = {1: "Школа № 3", 2: "Школа № 13", 3: "Центр «Радуга»", 4: "Управление образования"}
PERSONS = {1: "Лугова Анна Петровна", 2: "Речной Б. И.", 3: "Ветрова Ольга"}


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("МБОУ СОШ № 3", 1),
        ("МБОУ «Школа №13»", 2),
        ("Школа № 4", None),
        ("Центр Радуга", 3),
        ("Центр «Радугa»", 3),
        ("Центр «Росток»", None),
        ("Детский сад № 3", None),
    ],
)
def test_units(name: str, like: int | None) -> None:
    assert Alike(UNITS, PERSONS).unit(name) == like


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Лугова А. П.", 1),
        ("Лугова Анна", 1),
        ("Луговая Анна Петровна", 1),
        ("Лугова Мария Петровна", None),
        ("Речной Борис Ильич", 2),
        ("Речной Пётр Ильич", None),
        ("Ветрова Ольга Игоревна", 3),
        ("Соколова Ольга", None),
    ],
)
def test_persons(name: str, like: int | None) -> None:
    assert Alike(UNITS, PERSONS).person(name) == like
