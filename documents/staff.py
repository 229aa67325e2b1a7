"""A department's staff list, a CSV as a spreadsheet saves it, into rows."""

import csv
import io

from roadmap.errors import BadInput
from roadmap.people import Role, UnitKind
from roadmap.staff import StaffRow

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
    text = _decode(data)
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    columns = {(name or "").strip().casefold() for name in reader.fieldnames or ()}
    for name in REQUIRED:
        if name not in columns:
            raise BadInput("people-columns", name)
    return tuple(
        _row({(k or "").strip().casefold(): (v or "").strip() for k, v in raw.items()}) for raw in reader
    )


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


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
