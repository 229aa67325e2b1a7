"""Edited words take the place of what they were."""

import pytest

from roadmap.control.typed_words import retyped


@pytest.mark.parametrize(
    ("text", "was", "now", "becomes"),
    [
        ("один\nдва", "один", "первый", "первый\nдва"),
        ("один\nдва", "два", "второй\nтретий", "один\nвторой\nтретий"),
        ("да\nда", "да", "нет", "нет\nда"),
        ("дата\nда", "да", "нет", "дата\nнет"),
        ("один\nдва", "один", "", "два"),
        ("один", "", "подпись", "один\nподпись"),
        ("", "", "подпись", "подпись"),
        ("другое", "один", "первый", "другое\nпервый"),
    ],
)
def test_edited_words_stand_where_they_stood(text: str, was: str, now: str, becomes: str) -> None:
    assert retyped(text, was, now) == becomes
