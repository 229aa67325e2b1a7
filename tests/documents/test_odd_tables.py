"""The list of people and the plan's table come back spoilt: read within limits, or refused for a reason."""

import time

import pytest

from documents.reader import read_document
from roadmap.errors import DocumentRefused
from tests.documents.odd_tables import DOORS, EDIT, ODD_TABLES, Door, OddTable, said
from texts.errors import explain

READABLE = [odd for odd in ODD_TABLES if isinstance(odd.says, int)]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
@pytest.mark.parametrize("odd", ODD_TABLES, ids=lambda odd: odd.what)
def test_it_is_read_or_refused_with_its_reason_in_no_time(odd: OddTable, door: Door) -> None:
    data = odd.make(door)
    began = time.process_time()
    assert said(door, data, odd.name) == odd.says
    assert time.process_time() - began < 3


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
@pytest.mark.parametrize("odd", READABLE, ids=lambda odd: odd.what)
def test_what_a_door_reads_is_led_to_that_door(odd: OddTable, door: Door) -> None:
    """However it was saved: the chat has one place for files, and what is in them tells them apart."""
    with pytest.raises(DocumentRefused) as refusal:
        read_document(odd.make(door), odd.name)
    assert refusal.value.reason == ("plan-table" if door is EDIT else "staff-list")


@pytest.mark.parametrize("odd", ODD_TABLES, ids=lambda odd: odd.what)
def test_every_refusal_has_its_words(odd: OddTable) -> None:
    for door in DOORS:
        try:
            door.read(odd.make(door), odd.name)
        except DocumentRefused as refusal:
            assert explain(refusal).endswith((".", "»."))
