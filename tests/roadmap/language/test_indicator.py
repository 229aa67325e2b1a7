"""The number a measure is to come to, and what was typed of it."""

import pytest

from roadmap.language.indicator import Indicator, indicator_of, is_of_all, number_words, typed_value, value_in


@pytest.mark.parametrize(
    ("result", "found"),
    [
        ("Доля учителей, прошедших обучение, не менее 85 %", Indicator(target=85, unit="%")),
        ("Охват 1 200 человек", Indicator(target=1200, unit="человек")),
        ("не ниже 4,5 балла", Indicator(target=4.5, unit="балла")),
        ("Справка", None),
        ("Приказ № 14 от 12.05.2026", None),
        ("5-9 классы", None),
    ],
)
def test_the_expected_result_names_what_is_counted_or_nothing(result: str, found: Indicator | None) -> None:
    assert indicator_of(result) == found


@pytest.mark.parametrize(("words", "value"), [("85", 85), ("85,5 %", 85.5), ("120 человек", 120)])
def test_a_number_alone_is_a_value(words: str, value: float) -> None:
    assert typed_value(words) == value


@pytest.mark.parametrize("words", ["выполнено на 85", "12.05.2026", "", "85 из 100"])
def test_a_number_among_words_is_not(words: str) -> None:
    assert typed_value(words) is None


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("Провели, охват 64 %", "%", 64),
        ("Охват 64 процента", "%", 64),
        ("Обучено 18 из 20 человек", "человек", 18),
        ("Было 18 чел., все довольны", "человек", 18),
        ("Из 20 человек обучено почти все", "человек", None),
        ("12 сентября провели в школе № 3", "%", None),
        ("Пришли 18 человек и ещё 3 человека", "человек", None),
        ("Обучили 1 200 педагогов", "педагогов", 1200),
    ],
)
def test_one_number_of_the_unit_among_words_is_a_value_and_nothing_is_guessed(
    words: str, unit: str, value: float | None
) -> None:
    assert value_in(words, Indicator(target=20, unit=unit)) == value


def test_a_whole_number_is_told_without_a_comma() -> None:
    assert (number_words(85.0), number_words(85.5)) == ("85", "85,5")


@pytest.mark.parametrize(
    ("result", "is_shared"),
    [
        ("Не менее 40 педагогов прошли курсы", True),
        ("Не менее 40 педагогов в каждой школе", False),
        ("Обучено не менее 80 % педагогов", False),
        ("Каждая организация провела 3 семинара", False),
    ],
)
def test_a_target_is_of_all_together_unless_the_words_say_each(result: str, is_shared: bool) -> None:
    found = indicator_of(result)
    assert found is not None and is_of_all(result, found) is is_shared
