"""Organisations by typed words: the name that was typed comes first."""

from roadmap.people.persons import UnitKind
from roadmap.people.unit_search import bears_words, closest_first, has_other_number, means_unit

SCHOOLS = [
    "МБОУ СОШ № 1 имени П. Берегового",
    "МБОУ СОШ № 2",
    "МБОУ «Гимназия № 7»",
    "МАОУ «Лицей № 12»",
    "МАОУ «Лицейские классы»",
    "МАОУ «Лицей»",
]


def found(typed: str) -> list[str]:
    return closest_first(typed, SCHOOLS, lambda name: (name,), lambda _: UnitKind.SCHOOL)


def test_the_very_name_is_first_then_whole_words_then_beginnings_then_the_kind() -> None:
    assert found("лицей") == [
        "МАОУ «Лицей»",
        "МАОУ «Лицей № 12»",
        "МАОУ «Лицейские классы»",
        "МБОУ СОШ № 1 имени П. Берегового",
        "МБОУ СОШ № 2",
        "МБОУ «Гимназия № 7»",
    ]
    assert found("гимназия")[0] == "МБОУ «Гимназия № 7»"


def test_a_number_is_only_itself() -> None:
    assert found("школа 2") == ["МБОУ СОШ № 2"]
    assert found("школа № 1") == ["МБОУ СОШ № 1 имени П. Берегового"]
    assert has_other_number("Школа № 9", "Школа № 8") and not has_other_number("Школа", "Школа № 8")


def test_every_word_has_to_be_met() -> None:
    assert not means_unit("лицей росток", ["МАОУ «Лицей»"], UnitKind.SCHOOL)
    assert bears_words("Лицей", "МАОУ «Лицей»") and not bears_words("Лицей", "МАОУ «Лицейские классы»")
