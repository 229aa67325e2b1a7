"""Columns of a printed table: their words say how wide they are."""

from itertools import pairwise

import pytest

from texts.column_widths import asked, longest_word, shared

NUMBERS = ["№", "1", "12"]
TITLES = ["Мероприятие", "Провести входную диагностику читательской грамотности шестиклассников"] * 2
BODIES = ["Ответственные", "Управление образования", "Школы"]


def test_a_title_is_wide_and_a_number_narrow() -> None:
    columns = [NUMBERS, TITLES, BODIES]
    number, title, body = shared(100, asked(columns), [longest_word(cells) for cells in columns])
    assert number < 12 < body < title
    assert number + title + body == pytest.approx(100)


def test_no_column_is_narrower_than_its_longest_word_while_there_is_room() -> None:
    columns = [["а"], ["выздоравливающий"], ["о" * 10 + " " + "слова " * 90]]
    least = [longest_word(cells) for cells in columns]
    assert shared(100, asked(columns), least)[1] >= 16


def test_where_there_is_no_room_the_talkative_still_get_more() -> None:
    columns = [["образовательный"], ["образовательный"], ["образовательный " * 20]]
    widths = shared(20, asked(columns), [longest_word(cells) for cells in columns])
    assert sum(widths) == pytest.approx(20) and widths[2] > widths[0] == widths[1] > 4


def test_capitals_are_wider_and_a_hyphen_may_end_a_line() -> None:
    said = [longest_word([word]) for word in ("слово-слово", "словослово", "СЛОВОСЛОВО")]
    assert all(one < other for one, other in pairwise(said))
