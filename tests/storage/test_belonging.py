"""Every table knows which of its rows are of a department, or says that they are nobody's."""

from storage.all_tables import METADATA
from storage.belonging import of_department
from storage.erasing import OF_PERSON

NOBODYS = {
    *("leases", "watermarks", "audit_cuts", "unit_members", "unit_subtrees"),
    *("calendar_years", "calendar_state", "school_holidays", "drawn_boards"),
}
"""Of the process, of the calendar, or without a word in them."""


def test_every_table_knows_its_departments_rows() -> None:
    unknown = {table.name for table in METADATA.sorted_tables if of_department(table) is None}
    assert unknown == NOBODYS


def test_whatever_is_a_persons_goes_with_them_or_is_known_to_stay() -> None:
    gone = {row.__tablename__ for row in OF_PERSON} | {"report_drafts"}
    theirs = {
        table.name
        for table in METADATA.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "persons" and key.parent.name in ("person_id", "recipient_id")
    }
    assert theirs - gone == STAYING


STAYING = {
    *("duties", "assignments", "campaign_items", "import_names", "filled_forms", "entrusted_people"),
    *("deliveries", "delivery_items", "invites", "erasures"),
}
"""What was done for the department: the number stays, the name behind it does not."""
