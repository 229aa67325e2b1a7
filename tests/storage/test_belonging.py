"""Every table knows which of its rows are of a department, or says that they are nobody's."""

from storage.all_tables import METADATA
from storage.belonging import of_department

NOBODYS = {"leases", "watermarks", "unit_members", "unit_subtrees"}
"""Of the process, or without a word in them."""


def test_every_table_knows_its_departments_rows() -> None:
    unknown = {table.name for table in METADATA.sorted_tables if of_department(table) is None}
    assert unknown == NOBODYS
