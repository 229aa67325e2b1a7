"""How a measure stands, by the words somebody wrote about it."""

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.language.answer_words import answer_in
from roadmap.language.indicator import Indicator, value_in


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Выполнено. Справка на педсовете", ReportOutcome.DONE),
        ("проведены 12 консультаций", ReportOutcome.DONE),
        ("Идёт, пары составлены", ReportOutcome.ON_TRACK),
        ("В работе", ReportOutcome.ON_TRACK),
        ("Выполняется по плану", ReportOutcome.ON_TRACK),
        ("Трудности: нет бланков", ReportOutcome.DIFFICULTY),
        ("Не выполнено, заболел тренер", ReportOutcome.DIFFICULTY),
        ("Не начато", ReportOutcome.NOT_STARTED),
        ("работа не начата", ReportOutcome.NOT_STARTED),
        ("Готово", ReportOutcome.DONE),
        ("провели два семинара", ReportOutcome.DONE),
        ("не провели, нет тренера", ReportOutcome.DIFFICULTY),
        ("пока не готово", ReportOutcome.DIFFICULTY),
        ("Собрались два раза", None),
    ],
)
def test_the_words_tell_the_state_or_nothing(words: str, outcome: ReportOutcome | None) -> None:
    assert answer_in(words) == outcome


def test_a_number_of_the_indicators_own_unit_is_its_value() -> None:
    share = Indicator(target=80, unit="%")
    assert value_in("Идёт. Охвачено 64 % учителей, 3 пары", share) == 64
    assert value_in("Идёт. 3 пары", share) is None
