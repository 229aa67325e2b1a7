"""What departments have chosen for their people, as rows."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from roadmap.ids import UnitId
from roadmap.reminding.department_settings import USUAL_DEPARTMENT, DepartmentSettings
from roadmap.reminding.ladders import Profile
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours
from storage.connection import Connection
from storage.inserting import upsert
from storage.people.tables import DepartmentSettingsRow

_OF_DEPARTMENT = select(DepartmentSettingsRow).where(
    DepartmentSettingsRow.department_id == bindparam("department")
)
_LEFT_OPEN = frozenset({"is_brief", "takes_files"})
"""Written only where they were chosen: else what the program's settings say holds, also when it changes."""


class DepartmentSettingsRepository:
    """Asked once in a unit of work for each department: every message asks."""

    def __init__(self, connection: Connection, usual: DepartmentSettings = USUAL_DEPARTMENT) -> None:
        self._connection = connection
        self._usual = usual
        self._known: dict[UnitId, DepartmentSettings] = {}

    async def of(self, department_id: UnitId) -> DepartmentSettings:
        """What the department has chosen, else the usual."""
        if department_id not in self._known:
            self._known[department_id] = await self._read(department_id)
        return self._known[department_id]

    async def _read(self, department_id: UnitId) -> DepartmentSettings:
        row = (await self._connection.execute(_OF_DEPARTMENT, {"department": department_id})).first()
        if row is None:
            return self._usual
        return DepartmentSettings(
            profile=Profile(row.profile),
            digest_hour=row.digest_hour,
            quiet=quiet_hours(row),
            rule_set=row.rule_set,
            is_brief=self._usual.is_brief if row.is_brief is None else row.is_brief,
            takes_files=self._usual.takes_files if row.takes_files is None else row.takes_files,
        )

    async def choose(self, department_id: UnitId, **change: Any) -> None:
        """Change these of the settings and leave the others."""
        settings = replace(await self.of(department_id), **change)
        kept = {
            "profile": settings.profile.value,
            "digest_hour": settings.digest_hour,
            "quiet_start": settings.quiet.start,
            "quiet_end": settings.quiet.end,
            "rule_set": settings.rule_set,
            **{name: change[name] for name in _LEFT_OPEN & change.keys()},
        }
        values = {"department_id": department_id, **kept}
        keys, update = ("department_id",), tuple(kept)
        await upsert(self._connection, DepartmentSettingsRow, values, keys=keys, update=update)
        self._known[department_id] = settings


def quiet_hours(row: Any) -> QuietHours:
    """Those of a row that was joined; the usual ones where the department has chosen nothing."""
    if row.quiet_end is None:
        return QUIET_HOURS
    return QuietHours(start=row.quiet_start, end=row.quiet_end)
