"""What copying a whole database relies on."""

from storage.all_tables import METADATA
from storage.copying import own_references


def test_references_into_the_own_table_may_be_filled_in_later() -> None:
    tables = {table: own_references(table) for table in METADATA.sorted_tables}
    assert any(tables.values())
    for table, own in tables.items():
        assert all(table.c[name].nullable for name in own)
        assert not own or len(table.primary_key.columns) == 1
