"""Names stand as the Russian alphabet and their numbers have them."""

from roadmap.natural_order import natural


def test_yo_stands_after_ye_and_numbers_count() -> None:
    names = ["Жукова", "Ёлкина", "Ершова", "Абрикосова", "Школа № 10", "Школа № 2"]
    assert sorted(names, key=natural) == [
        "Абрикосова",
        "Ершова",
        "Ёлкина",
        "Жукова",
        "Школа № 2",
        "Школа № 10",
    ]
