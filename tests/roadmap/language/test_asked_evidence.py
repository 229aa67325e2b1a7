"""The «Результат» of a measure as what is to be brought with its report."""

import pytest

from roadmap.language.asked_evidence import proposed_rule, to_bring
from roadmap.plan.evidence_rule import EvidenceRule


@pytest.mark.parametrize(
    ("result", "asked"),
    [
        ("Аналитическая справка", "аналитическую справку"),
        ("Аналитическая справка по итогам диагностики.", "аналитическую справку по итогам диагностики"),
        ("Протоколы, аналитические справки", "протоколы, аналитические справки"),
        ("Информационная записка, размещённая на сайте", "информационную записку, размещённую на сайте"),
        ("Проведён семинар, протокол", "протокол"),
        ("1. Приказ 2. Фотоотчёт", "приказ, фотоотчёт"),
        ("ИОМ, дорожная карта", "дорожную карту"),
        ("Расписание сетевых уроков", "расписание сетевых уроков"),
    ],
)
def test_papers_and_pictures_are_named_as_what_to_attach(result: str, asked: str) -> None:
    assert to_bring(result) == asked


@pytest.mark.parametrize(
    "result",
    ["", "Повышение качества образования", "Разработка рекомендаций", "100 % учителей прошли курсы", "Актив"],
)
def test_a_state_of_affairs_asks_for_nothing(result: str) -> None:
    assert (proposed_rule(result), to_bring(result)) == (EvidenceRule.WORDS, "")


def test_a_paper_proposes_a_document_and_pictures_alone_a_photo() -> None:
    assert proposed_rule("Справка; фотоотчёт") is EvidenceRule.DOCUMENT
    assert proposed_rule("Фотографии с занятий") is EvidenceRule.PHOTO


def test_any_file_is_a_document_and_only_a_picture_is_a_photo() -> None:
    assert EvidenceRule.DOCUMENT.is_met_by(["jpg"])
    assert not EvidenceRule.PHOTO.is_met_by(["pdf"])
    assert EvidenceRule.PHOTO.is_met_by(["pdf", "heic"])
    assert EvidenceRule.WORDS.is_met_by([])
