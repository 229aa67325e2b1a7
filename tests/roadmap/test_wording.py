"""When two wordings are the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.wording import normal


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
