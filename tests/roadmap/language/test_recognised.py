"""Other spellings of a known name: known without asking where only one bears it."""

import pytest

from roadmap.language.recognised import Recognised

UNITS = [
    (1, "Школа № 5"),
    (2, "Гимназия № 5"),
    (3, "МБОУ СОШ № 7 имени Героя"),
    (4, "Районный методический центр"),
    (5, "Детский сад «Росинка»"),
    (6, "Школа «Росинка»"),
    (7, "СОШ № 9 г. Дальний"),
    (8, "СОШ № 9 п. Лесной"),
    (9, "Музыкальная школа № 4"),
]
PERSONS = [
    (21, "Куницына Софья Андреевна"),
    (22, "Норкина Галина Львовна"),
    (23, "Норкина Глафира Лукинична"),
    (24, "Рысев Антон"),
    (25, "Рысев Андрей Денисович"),
]
KNOWN = Recognised[int](UNITS, PERSONS, (0, "Управление образования"))


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("СОШ № 5", 1),
        ("школа 5", 1),
        ("Школе №5", 1),
        ("МБОУ «СОШ № 5»", 1),
        ("гимназией № 5", 2),
        ("Школа № 7", 3),
        ("РМЦ", 4),
        ("МДОУ «Росинка»", 5),
        ("школе „Росинка“", 6),
        ("СОШ № 9 п. Лесной", 8),
        ("Наше управление", 0),
        ("нашему управлению", 0),
        ("Школа № 9", None),
        ("Школа № 4", None),
        ("Школы", None),
        ("Директор школы № 5", None),
        ("Наш отдел", None),
        ("ДК", None),
    ],
)
def test_an_organisation_is_known_by_what_tells_it_from_others(words: str, unit: int | None) -> None:
    assert KNOWN.unit(words) == unit


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Куницына С.А.", 21),
        ("С. А. Куницына", 21),
        ("Куницына С.", 21),
        ("Куницына А.С.", None),
        ("Норкина Г.Л.", None),
        ("Рысев А.Д.", None),
        ("Куницын С.А.", None),
        ("Куницына Светлана Андреевна", None),
        ("Рысев", None),
    ],
)
def test_a_person_is_known_by_initials_that_only_one_bears(words: str, person: int | None) -> None:
    assert KNOWN.person(words) == person
