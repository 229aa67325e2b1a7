"""Typed words mean a measure by its number exactly, else by the beginnings of its words."""

import pytest

from roadmap.ids import MeasureId
from roadmap.language.finding import Found, SoughtNumber, SoughtWords, number_of, ranked, sought, words_of

ONE, TWO, THREE = MeasureId(1), MeasureId(2), MeasureId(3)


@pytest.mark.parametrize(
    ("words", "looked_for"),
    [
        ("2.3", SoughtNumber("2.3")),
        ("п. 2.3.", SoughtNumber("2.3")),
        ("пункт 4", SoughtNumber("4")),
        ("№ 12", SoughtNumber("12")),
        ("семинары", SoughtWords(("семина",))),
        ("СЕМИНАР учителям", SoughtWords(("семин", "учител"))),
        ("учёт", SoughtWords(("учет",))),
        ("Школа 3", SoughtWords(("школ", "3"))),
        ("да", None),
        ("", None),
        ("семинар " * 9, None),
    ],
)
def test_what_is_looked_for(words: str, looked_for: SoughtNumber | SoughtWords | None) -> None:
    assert sought(words) == looked_for


def test_a_word_of_the_title_counts_as_one_of_the_title_wherever_else_it_stands() -> None:
    assert words_of("Учёт детей", "Реестр детей, отдел") == {
        "учет": Found.TITLE,
        "детей": Found.TITLE,
        "реестр": Found.ELSEWHERE,
        "отдел": Found.ELSEWHERE,
    }


def test_a_number_is_compared_without_its_last_dot() -> None:
    assert (number_of("4."), number_of("")) == ("4", "")


def test_all_words_are_wanted_and_those_of_the_title_go_first() -> None:
    seminar = {ONE: Found.ELSEWHERE, TWO: Found.TITLE, THREE: Found.TITLE}
    school = {ONE: Found.TITLE, TWO: Found.TITLE}
    assert ranked([seminar, school], [ONE, TWO, THREE]) == (TWO, ONE)
    assert ranked([seminar], [ONE, TWO, THREE]) == (TWO, THREE, ONE)
