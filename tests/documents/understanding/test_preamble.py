"""Title, order, edition and period are found among the prose before the plan."""

from datetime import date

import pytest

from documents.understanding.plan_period import period_of_title
from documents.understanding.preamble import find_approval, find_edition, find_title
from roadmap.imports.proposal import Approval
from tests.documents.plans import codes, read_rows


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["Приказ", "Дорожная карта", "по развитию школ", "на 2024 год", "", "Введение"],
            "Дорожная карта по развитию школ на 2024 год",
        ),
        (
            ["«Дорожная карта»", "", "по развитию школ на 2024 год", "", "Цель"],
            "«Дорожная карта» по развитию школ на 2024 год",
        ),
        (
            ["ПЛАН МЕРОПРИЯТИЙ", "(«Дорожная карта») по спорту", "на 2024 год"],
            "ПЛАН МЕРОПРИЯТИЙ («Дорожная карта») по спорту на 2024 год",
        ),
        (
            ["План работы отдела на 2023 год", "", "Комплексный план «Дорожная карта» на 2024 год"],
            "Комплексный план «Дорожная карта» на 2024 год",
        ),
        (
            ["Дорожная карта", "на 2024-2026 гг.", "(в редакции от 01.02.2024 № 5)"],
            "Дорожная карта на 2024-2026 гг.",
        ),
        (["Об утверждении дорожной карты", "- 1. Утвердить"], "Об утверждении дорожной карты"),
        (["Утвердить «дорожную карту» согласно приложению."], ""),
    ],
)
def test_the_title_is_found_over_its_lines(lines: list[str], title: str) -> None:
    assert find_title(lines) == title


@pytest.mark.parametrize(
    ("lines", "number", "signed_on"),
    [
        (["Приложение", "к приказу отдела", "20.05.2020  № 1104"], "1104", date(2020, 5, 20)),
        (["УТВЕРЖДЕНА", "приказом от 1 марта 2023 года №4"], "4", date(2023, 3, 1)),
        (["Утверждено постановлением № 12-п от «05» июня 2023 г."], "12-п", date(2023, 6, 5)),
        (["УТВЕРЖДАЮ", "Начальник ______ Сорокина Л.П.", "25.08.2022"], None, date(2022, 8, 25)),
        (["ПРИКАЗ", "", "19.02.2021 55", "пгт. Заря"], "55", date(2021, 2, 19)),
        (["П Р И К А З", "от 3 мая 2023 г. № 01-12/7"], "01-12/7", date(2023, 5, 3)),
    ],
)
def test_the_order_is_found(lines: list[str], number: str | None, signed_on: date) -> None:
    assert find_approval(lines) == Approval(number=number, signed_on=signed_on)


@pytest.mark.parametrize(
    "lines",
    [
        ["План на 2024 год"],
        ["Приложение к приказу от «__» ________ 20__ г. № ____"],
        ["Карта, утверждённая приказом министерства от 15.02.2021 № 190"],
        ["УТВЕРЖДЕНО приказом от 31.02.2023"],
    ],
)
def test_another_order_or_a_blank_one_is_not_taken(lines: list[str]) -> None:
    approval = find_approval(lines)
    assert approval is None or approval == Approval(number=None, signed_on=None)


def test_the_order_the_document_is_an_appendix_to_wins_over_the_orders_it_mentions() -> None:
    lines = [
        "Во исполнение приказа министерства от 15.02.2021 № 190",
        "Приложение к приказу отдела от 19.02.2021 № 55",
    ]
    assert find_approval(lines) == Approval(number="55", signed_on=date(2021, 2, 19))


def test_the_edition_is_found() -> None:
    assert find_edition(["План", "( в редакции от 18.02.2020 №362)"]) == Approval(
        number="362", signed_on=date(2020, 2, 18)
    )


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("на 2020-2023 г.г.", "2020-01-01", "2023-12-31"),
        ("на 2021-2022 учебный год", "2021-09-01", "2022-08-31"),
        ("на 2021/22 уч. год", "2021-09-01", "2022-08-31"),
        ("на 2022 год", "2022-01-01", "2022-12-31"),
        ("на 2021/2022 и 2022/2023 учебные годы", "2021-09-01", "2023-08-31"),
        ("на 2024 год и плановый период 2025-2026 годов", "2024-01-01", "2026-12-31"),
        ("с 1 сентября 2023 года по 31 мая 2024 года", "2023-09-01", "2024-05-31"),
        ("на 2023 -2024 гг.", "2023-01-01", "2024-12-31"),
        ("на 2024, 2025 и 2026 годы", "2024-01-01", "2026-12-31"),
        ("на период с 2021 по 2025 год", "2021-01-01", "2025-12-31"),
        ("на I полугодие 2022 года", "2022-01-01", "2022-06-30"),
        ("на второе полугодие 2022 года", "2022-07-01", "2022-12-31"),
        ("на IV квартал 2022 года", "2022-10-01", "2022-12-31"),
    ],
)
def test_the_title_names_the_period(title: str, start: str, end: str) -> None:
    period = period_of_title(f"Дорожная карта развития {title}")
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize("title", ["Дорожная карта", "на 2023-2020 годы", "Проект «500+»"])
def test_a_title_without_a_period_names_none(title: str) -> None:
    period = period_of_title(title)
    assert period is None or period.start.year == period.end.year


def test_without_a_period_the_deadlines_tell_it_and_it_is_said() -> None:
    proposal = read_rows(
        "1\tКурс\tмарт 2023\tИМЦ\t", "2\tСеминар\tдо 05.06.2025\tИМЦ\t", title="Дорожная карта"
    )
    assert proposal.period is not None
    assert (proposal.period.start, proposal.period.end) == (date(2023, 1, 1), date(2025, 12, 31))
    assert "period-guessed" in codes(proposal)


def test_without_years_the_order_tells_the_period() -> None:
    proposal = read_rows(
        "1\tКурс\tмарт\tИМЦ\t", title="Приложение к приказу от 09.01.2024 № 3\n\nДорожная карта"
    )
    assert proposal.period is not None and proposal.period.start == date(2024, 1, 1)
    assert "period-guessed" in codes(proposal)


def test_a_document_that_tells_no_period_says_so() -> None:
    proposal = read_rows("1\tКурс\tмарт\tИМЦ\t", title="Дорожная карта")
    assert proposal.period is None and "period-missing" in codes(proposal)
