"""What departments have chosen for their people, as rows."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from roadmap.ids import UnitId
from roadmap.reminding.department_settings import USUAL_DEPARTMENT, DepartmentSettings
from roadmap.reminding.ladders import Profile
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours
from storage.connection import Connection
from storage.inserting import upsert
from storage.people.tables import DepartmentSettingsRow


class DepartmentSettingsRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, department_id: UnitId) -> DepartmentSettings:
        """What the department has chosen, else the usual."""
        query = select(DepartmentSettingsRow).where(DepartmentSettingsRow.department_id == department_id)
        row = (await self._connection.execute(query)).first()
        if row is None:
            return USUAL_DEPARTMENT
        return DepartmentSettings(
            profile=Profile(row.profile),
            digest_hour=row.digest_hour,
            quiet=quiet_hours(row),
            rule_set=row.rule_set,
        )

    async def choose(self, department_id: UnitId, **change: Any) -> None:
        """Change these of the settings and leave the others."""
        await self.keep(department_id, replace(await self.of(department_id), **change))

    async def keep(self, department_id: UnitId, settings: DepartmentSettings) -> None:
        change = {
            "profile": settings.profile.value,
            "digest_hour": settings.digest_hour,
            "quiet_start": settings.quiet.start,
            "quiet_end": settings.quiet.end,
            "rule_set": settings.rule_set,
        }
        values = {"department_id": department_id, **change}
        keys, update = ("department_id",), tuple(change)
        await upsert(self._connection, DepartmentSettingsRow, values, keys=keys, update=update)


def quiet_hours(row: Any) -> QuietHours:
    """Those of a row that was joined; the usual ones where the department has chosen nothing."""
    if row.quiet_end is None:
        return QUIET_HOURS
    return QuietHours(start=row.quiet_start, end=row.quiet_end)
