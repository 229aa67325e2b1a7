"""Every kind of message has its one row, and the two functions of a row speak of the same views."""

from typing import get_args, get_type_hints

import pytest

from roadmap.delivery.kinds import DeliveryKind
from services.composing import Cancelled
from texts.outgoing import MESSAGES, ROWS


def test_every_kind_has_exactly_one_row() -> None:
    assert sorted(row.kind for row in ROWS) == sorted(DeliveryKind)
    assert set(MESSAGES) == set(DeliveryKind)


@pytest.mark.parametrize("kind", DeliveryKind)
def test_what_a_kind_is_composed_of_is_what_its_renderer_takes(kind: DeliveryKind) -> None:
    row = MESSAGES[kind]
    composed = set(get_args(get_type_hints(row.compose)["return"]))
    (taken,) = [hint for name, hint in get_type_hints(row.render).items() if name != "return"]
    assert composed - {Cancelled} == set(get_args(taken) or (taken,))


def test_no_two_kinds_are_called_the_same() -> None:
    assert len({row.noun for row in ROWS}) == len(ROWS) and all(row.noun for row in ROWS)
