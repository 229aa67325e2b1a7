"""When two wordings are the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.wording import name_key, normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Методическая служба", "методическая  СЛУЖБА"),
        ("«Методический центр»", "Методический центр"),
        ("О. А. Ветрова", "О.А.Ветрова"),
        ("сентябрь – май", "сентябрь - май"),
        ("Учётная запись", "учетная запись;"),
        ("По гра\u00adфи\u200bку", "По графику"),
    ],
)
def test_wordings_that_mean_the_same_fold_alike(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_different_people_do_not_fold_alike() -> None:
    assert normal("Ветрова О.А.") != normal("Ветрова О.И.")


@given(st.text())
def test_folding_twice_changes_nothing_more(words: str) -> None:
    assert normal(normal(words)) == normal(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("СОШ № 3", "СОШ №3"),
        ("СОШ N 3", "СОШ №3"),
        ("МБОУ СОШ No 3", "МБОУ СОШ № 3"),
        ("COШ № 3", "СОШ № 3"),  # Latin C and O
        ("МБОУ «сош № 3»", "МБОУ СОШ №3"),
        ("Королёв Семён", "Семён Королев"),
    ],
)
def test_two_spellings_of_a_name_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("СОШ № 3", "СОШ № 13"), ("СОШ № 3", "ООШ № 3")])
def test_names_of_two_bodies_are_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
