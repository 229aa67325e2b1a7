"""Typed words mean a measure by its number exactly, else by the beginnings of its words."""

import pytest

from roadmap.control.measure_views import SoughtMeasure
from roadmap.ids import MeasureId
from roadmap.language.finding import found

MEASURES = tuple(
    SoughtMeasure(id=MeasureId(place), number=number, title=title, result=result, responsible=who)
    for place, (number, title, result, who) in enumerate(
        (
            ("2.3", "Провести семинар учителей", "Протокол", "Школы"),
            ("2.3.1", "Собрать отчёты", "Справка о семинарах", "Центр"),
            ("12.3", "Обновить сайт", "Ссылка", "Школы"),
            ("4.", "Ежегодный учёт детей", "Реестр", "Отдел"),
        )
    )
)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("2.3", ["2.3"]),
        ("п. 2.3.", ["2.3"]),
        ("пункт 4", ["4."]),
        ("2", ["2.3", "2.3.1"]),
        ("семинары", ["2.3", "2.3.1"]),
        ("СЕМИНАР учителям", ["2.3"]),
        ("учет", ["4."]),
        ("сайт школы", ["12.3"]),
        ("99", []),
        ("спасибо", []),
        ("да", []),
        ("", []),
    ],
)
def test_what_is_found(words: str, numbers: list[str]) -> None:
    by_id = {one.id: one.number for one in MEASURES}
    assert [by_id[id_] for id_ in found(words, MEASURES)] == numbers


def test_words_too_many_to_be_a_question_find_nothing() -> None:
    assert found("семинар " * 9, MEASURES) == ()
