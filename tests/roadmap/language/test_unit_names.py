"""What is made of a name nobody has entered yet."""

import pytest

from roadmap.language.unit_names import made_kind
from roadmap.people.persons import UnitKind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("МБОУ СОШ № 4", UnitKind.SCHOOL),
        ("Социальный педагог МБОУ СОШ № 4", UnitKind.OTHER),
        ("Директор школы № 5", UnitKind.OTHER),
        ("Администрация гимназии", UnitKind.OTHER),
        ("Заведующий МКУ «Центр роста»", UnitKind.OTHER),
        ("МКУ «Центр роста»", UnitKind.CENTRE),
        ("Педагогический центр", UnitKind.CENTRE),
        ("Школы района", UnitKind.GROUP),
        ("Управление образования", UnitKind.DEPARTMENT),
    ],
)
def test_a_name_is_made_into_what_it_is(words: str, kind: UnitKind) -> None:
    assert made_kind(words) is kind
