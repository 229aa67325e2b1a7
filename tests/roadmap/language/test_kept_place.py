"""Where evidence is kept, told as a line of a report."""

import pytest

from roadmap.language.kept_place import as_place, place_told, without_place


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Хранится: кабинет 12", "кабинет 12"),
        ("Провели.\nГде хранится: дело 01-12\nВсё", "дело 01-12"),
        ("хранятся — в архиве", "в архиве"),
        ("Провели семинар", ""),
        ("Хранится:", ""),
        ("Журнал хранится: у директора", ""),
        ("", ""),
    ],
)
def test_the_place_is_a_line_of_its_own(words: str, place: str) -> None:
    assert place_told(words) == place


def test_what_is_typed_as_the_place_becomes_that_line_and_comes_out_again() -> None:
    assert as_place("кабинет 12,\nпапка 3") == "Хранится: кабинет 12, папка 3"
    assert as_place("Хранится: сейф") == "Хранится: сейф"
    assert without_place("Провели\nХранится: сейф") == "Провели"
    assert without_place("Провели") == "Провели"
