"""Whoever changes what people agree to changes its version too: everybody is asked again."""

import hashlib

from roadmap.people.privacy import CONSENT_TEXT, Operator, Privacy
from services.notice import plain
from texts.people.privacy import AGREED, privacy_page

VERSIONS = {"2026-12": "383d3aeb0a249773"}
"""Each version of the words and their fingerprint; a new text gets a new line."""


def test_other_words_have_another_version() -> None:
    assert VERSIONS[CONSENT_TEXT] == hashlib.sha256(AGREED.encode()).hexdigest()[:16]


def test_another_operator_has_to_ask_again() -> None:
    one, other = (Privacy(operator=Operator(name=name)).consent for name in ("Управление", "Отдел"))
    assert len({one, other, Privacy().consent}) == 3


def test_the_page_names_the_operator_the_terms_and_where_to_complain() -> None:
    operator = Operator(name="Отдел образования", address="г. Приозёрный, ул. Мира, 1", contact="приёмная")
    words = plain(privacy_page(Privacy(operator=operator, reports_days=730), "", None, None).body)
    for said in (
        "Оператор данных: Отдел образования.",
        "Адрес: г. Приозёрный, ул. Мира, 1.",
        "слова отчётов, просьб и решений: 2 года;",
        "файлы подтверждений: 5 лет;",
        "то, что вы писали боту: 3 дня;",
        "Жалобы: приёмная; также в Роскомнадзор.",
        "/mydata",
    ):
        assert said in str(words), said
