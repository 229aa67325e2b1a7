"""Labels of buttons: no part of them is lost, and two that open different things read differently."""

from dataclasses import dataclass
from datetime import date

from texts.short import key_words, told_apart

SCHOOL = "Муниципальное бюджетное общеобразовательное учреждение «Школа № 12»"


def test_a_label_that_fits_is_whole() -> None:
    assert key_words("Решить 1", "п. 1.2", "", "Школа № 3", limit=60) == "Решить 1 · п. 1.2 · Школа № 3"


def test_where_two_maps_are_named_the_school_keeps_its_beginning_and_its_number() -> None:
    label = key_words("Решить 1", "п. 1.2", "Повышение качества образования", SCHOOL, limit=60)
    assert len(label) <= 60
    parts = label.split(" · ")
    assert parts[:2] == ["Решить 1", "п. 1.2"]
    assert parts[2].startswith("Повыш")
    assert parts[3].startswith("Муни") and parts[3].endswith("№ 12»")


@dataclass(frozen=True)
class Item:
    name: str
    owed_by: date | None


def test_labels_that_would_read_the_same_are_told_apart_by_their_day() -> None:
    def label(item: Item, when: str) -> str:
        return " ".join(filter(None, (item.name, when)))

    items = [Item("п. 1", date(2026, 9, 1)), Item("п. 1", date(2026, 10, 1)), Item("п. 2", date(2026, 9, 1))]
    assert told_apart(items, label, lambda item: item.owed_by) == ["п. 1 до 01.09", "п. 1 до 01.10", "п. 2"]
