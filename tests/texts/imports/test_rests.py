"""What became no part of the plan is said with its place and its first words."""

import pytest

from roadmap.imports.proposal_places import Rest
from texts.imports.problems import explain_problem

WORDS = "Год | Количество уходов"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (
            Rest(code="table-skipped", table=2, row=1, words=WORDS, rows=3, kind="statistics"),
            "Таблица 2 не взята, она похожа на статистику (3 строки): «Год | Количество уходов». Проверьте.",
        ),
        (
            Rest(code="table-skipped", table=2, row=1, words=WORDS, rows=1),
            "Таблица 2 не взята, она не от плана (1 строка): «Год | Количество уходов». Проверьте.",
        ),
        (
            Rest(code="row-skipped", table=1, row=7, words="Итого"),
            "Таблица 1, строка 7: не взято в план (1 строка): «Итого». Проверьте.",
        ),
        (
            Rest(code="column-not-understood", table=1, row=4, words="а\nб", rows=2),
            "Таблица 1, строка 4: не взято, непонятно, к какому столбцу относится: «а б».",
        ),
        (
            Rest(code="text-between-parts", table=0, row=9, words="Провести ярмарку в мае."),
            "Текст вне таблиц не взят в план: «Провести ярмарку в мае.». Проверьте, нет ли там мероприятий.",
        ),
    ],
)
def test_a_rest_is_said_with_its_place_and_first_words(rest: Rest, said: str) -> None:
    assert explain_problem(rest.problem) == said
