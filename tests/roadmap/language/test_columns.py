"""Words that the row or column over them completes."""

import pytest

from roadmap.language.columns import completed, of_columns


@pytest.mark.parametrize(
    ("words", "over", "complete"),
    [
        ("25–26", "Сентябрь", "25–26 сентября"),
        ("5.", "сентябрь 2023 г.", "5 сентября 2023 года"),
        ("5, 12, 19", "май", "5, 12, 19 мая"),
        ("до 15 числа", "май", "до 15 мая"),
        ("1 неделя", "октябрь", "1 неделя октября"),
        ("конец месяца", "май", "конец мая"),
        ("в течение месяца", "ноябрь 2023", "ноябрь 2023"),
        ("10.00–11.00", "5 сентября", "5 сентября"),
        ("с 10:00 до 11:30", "Сентябрь", "Сентябрь"),
        ("+", "март", "март"),
        ("Х", "I квартал", "I квартал"),
        ("", "март", "март"),
        ("март", "2024 год", "март 2024"),
        ("15 октября", "сентябрь", "15 октября"),
        ("по плану", "май", "по плану"),
        ("5", "Отдел образования", "5"),
    ],
)
def test_a_day_or_an_hour_takes_what_stands_over_it(words: str, over: str, complete: str) -> None:
    assert completed(words, over) == complete


def test_marked_columns_are_one_deadline_of_their_headings() -> None:
    columns = [("сентябрь", "+"), ("октябрь", ""), ("ноябрь", "5"), ("декабрь", "–"), ("май", "Х")]
    assert of_columns(columns) == "сентябрь; 5 ноября; май"
