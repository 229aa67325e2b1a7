"""What a road map is called on a button."""

import pytest

from roadmap.language.short_name import LONGEST, short_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Дорожная карта ШНОР", "ШНОР"),
        ("План мероприятий («дорожная карта») по развитию чтения на 2026-2027 годы", "Развитие чтения"),
        ("Муниципальная «дорожная карта» по проекту «500+» на 2026 год", "План по проекту «500+»"),
        ("Профилактика учебной неуспешности в школах района", "Профилактика учебной неуспешности…"),
        ("План мероприятий на 2026 год", "План мероприятий на 2026 год"),
        ("План", "План"),
        ("Комплекс мер по подготовке школ к зиме", "Подготовка школ к зиме"),
        ("План мероприятий по дальнейшему развитию сети", "План по дальнейшему развитию сети"),
        ("Протокол совещания при начальнике отдела от 12.12.2026 № 4", "Протокол № 4 от 12.12.2026"),
        ("Протокол совещания директоров", "Протокол совещания директоров"),
    ],
)
def test_the_telling_words_of_the_title(title: str, name: str) -> None:
    assert short_name(title) == name


def test_two_maps_of_one_title_have_two_names() -> None:
    first = short_name("План поддержки школ")
    second = short_name("План поддержки школ", [first])
    third = short_name("План поддержки школ", [first, second])
    assert len({first, second, third}) == 3
    assert all(len(name) <= LONGEST + 1 for name in (first, second, third))
