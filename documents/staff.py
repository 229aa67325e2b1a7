"""A department's staff list, a CSV as a spreadsheet saves it, into rows."""

import csv
import io
from collections.abc import Mapping

from documents.formats.encoding import decode
from roadmap.errors import BadInput
from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow

ROLES = {
    "исполнитель": Role.EXECUTOR,
    "куратор": Role.CURATOR,
    "координатор": Role.COORDINATOR,
    "руководитель": Role.HEAD,
}
KINDS = {
    "управление": UnitKind.DEPARTMENT,
    "школа": UnitKind.SCHOOL,
    "центр": UnitKind.CENTRE,
    "другое": UnitKind.OTHER,
}
REQUIRED = ("организация", "сотрудник", "роль")


def read_staff(data: bytes) -> tuple[StaffRow, ...]:
    """Rows of a CSV with a header row, `;` or `,` between cells, UTF-8 or Windows-1251; else BadInput.

    Columns: организация, вид, часовой пояс, сотрудник, должность, роль; in any order, the first, the fourth
    and the last are needed.
    """
    text = decode(data)
    if not text.strip() or "\0" in text:
        raise BadInput("people-file")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",", restkey="")
    columns = {(name or "").strip().casefold() for name in reader.fieldnames or ()}
    for name in REQUIRED:
        if name not in columns:
            raise BadInput("people-columns", name)
    try:
        return tuple(_row(_cells(raw)) for raw in reader)
    except csv.Error:
        raise BadInput("people-file") from None


def _cells(raw: Mapping[str, object]) -> dict[str, str]:
    """Cells by column; those beyond the header row are left out, missing ones are empty."""
    named = {name.strip().casefold(): cell for name, cell in raw.items() if name}
    return {name: cell.strip() if isinstance(cell, str) else "" for name, cell in named.items()}


def _row(cells: dict[str, str]) -> StaffRow:
    kind, role = cells.get("вид", "").casefold(), cells["роль"].casefold()
    if kind and kind not in KINDS:
        raise BadInput("unknown-kind", kind)
    if cells["сотрудник"] and role not in ROLES:
        raise BadInput("unknown-role", role)
    return StaffRow(
        unit=cells["организация"],
        kind=KINDS.get(kind),
        time_zone=cells.get("часовой пояс", ""),
        person=cells["сотрудник"],
        post=cells.get("должность", ""),
        role=ROLES.get(role),
    )
