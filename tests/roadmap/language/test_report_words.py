"""The first words of a report tell its outcome, and which other date they ask for."""

from datetime import date

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.control.requests import MAX_EXTENSION
from roadmap.language.report_words import outcome_in, percent_in, wanted_day

TODAY = date(2026, 9, 16)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("не успеваем перенесите на 25.09", ReportOutcome.NOT_DONE),
        ("Не успели, заболел тренер", ReportOutcome.NOT_DONE),
        ("не сделали", ReportOutcome.NOT_DONE),
        ("ещё не провели", ReportOutcome.NOT_DONE),
        ("Пока не готово", ReportOutcome.NOT_DONE),
        ("не сможем провести", ReportOutcome.NOT_DONE),
        ("Просим продлить до конца месяца", ReportOutcome.NOT_DONE),
        ("половину сделали, остальное потом", ReportOutcome.PARTIAL),
        ("Выполнено частично", ReportOutcome.PARTIAL),
        ("сделали не все", ReportOutcome.PARTIAL),
        ("Провели 12 сентября, было 30 человек", ReportOutcome.DONE),
        ("Справка готова", ReportOutcome.DONE),
        ("Провели, двое не успели прийти", None),
        ("Протокол в папке", None),
        ("Акты", None),
    ],
)
def test_the_outcome_follows_the_words(words: str, outcome: ReportOutcome | None) -> None:
    assert outcome_in(words) is outcome


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("не успеваем перенесите на 25.09", date(2026, 9, 25)),
        ("Просим перенести до 1 октября, нет бланков", date(2026, 10, 1)),
        ("перенесите, пожалуйста, на понедельник", date(2026, 9, 21)),
        ("не успеваем, продлите на неделю", date(2026, 9, 23)),
        ("перенесите через неделю", date(2026, 9, 23)),
        ("не успеваем", None),
        ("Провели 25.09", None),
    ],
)
def test_the_day_that_is_asked_for_is_read(words: str, day: date | None) -> None:
    assert wanted_day(words, TODAY, MAX_EXTENSION) == day


def test_how_much_is_done_is_read() -> None:
    assert percent_in("половину сделали, остальное потом") == 50
    assert percent_in("выполнено частично, 60 %") == 60
    assert percent_in("сделали не все") is None
