"""What a report without an address is most likely about."""

from dataclasses import replace

import pytest

from roadmap.ids import DutyId
from roadmap.language.likely import likely
from tests.summary_rows import DUTY

DUTIES = [
    replace(DUTY, id=DutyId(1), number="1.1", title="Открыть мастерскую", result="Приказ"),
    replace(DUTY, id=DutyId(2), number="2.4", title="Провести родительские собрания", result="Протоколы"),
    replace(DUTY, id=DutyId(3), number="3.", title="Неделя чтения в начальной школе", result="Фотоотчёт"),
]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Собрание родителей 9 класса", 2),
        ("протокол", 2),
        ("Отчёт по п. 2.4", 2),
        ("неделю чтения провели", 3),
        ("мастерская открыта", 1),
        ("приказ 12-р", 1),
        ("IMG_20261012_1200", 1),
        ("", 1),
    ],
)
def test_words_and_file_names_tell(said: str, first: int) -> None:
    assert likely(said, DUTIES)[0].id == first


def test_what_the_answered_message_speaks_of_comes_first_unless_the_words_say_otherwise() -> None:
    assert [duty.id for duty in likely("готово", DUTIES, (DutyId(3),))] == [3, 1, 2]
    assert likely("родительские собрания прошли", DUTIES, (DutyId(3),))[0].id == 2
