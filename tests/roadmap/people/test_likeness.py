"""Two spellings of one person are noticed; two people with one surname are not."""

import pytest

from roadmap.people.likeness import are_alike, name_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лугова Анна Петровна", "Лугова А. П."),
        ("Лугова Анна Петровна", "А.П. Лугова"),
        ("Анна Лугова", "Лугова Анна Петровна"),
        ("Озёрная Галина", "Озерная Галина Ильинична"),
        ("Лугова Анна", "лугова  анна"),
    ],
)
def test_the_same_person_in_two_spellings(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лугова Анна Петровна", "Лугова Вера Петровна"),
        ("Лугова Анна Петровна", "Лугова"),
        ("Лугова А. П.", "Речная А. П."),
        ("А. П.", "А. П."),
        ("Лугова Анна Петровна", "Лугова А. И."),
        ("", ""),
    ],
)
def test_different_people(one: str, other: str) -> None:
    assert not are_alike(one, other)


def test_a_name_is_found_by_each_of_its_words() -> None:
    assert name_words("Озёрная-Лис Г. И.") == {"озерная-лис", "г", "и"}
