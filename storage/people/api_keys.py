"""Keys of the read-only interface as rows."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update

from roadmap.ids import ApiKeyId, UnitId
from roadmap.people.api_keys import ApiKey
from storage.connection import Connection
from storage.inserting import insert_one
from storage.mapping import restore
from storage.people.tables import ApiKeyRow


class ApiKeyRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, department_id: UnitId, name: str, secret_hash: str, now: datetime) -> ApiKeyId:
        values = {
            "department_id": department_id,
            "name": name,
            "secret_hash": secret_hash,
            "created_at": now,
            "used_on": None,
            "revoked_at": None,
        }
        return ApiKeyId(await insert_one(self._connection, ApiKeyRow, values))

    async def of_department(self, department_id: UnitId) -> Sequence[ApiKey]:
        """All of them, the revoked too, in the order they were given."""
        query = select(ApiKeyRow).where(ApiKeyRow.department_id == department_id).order_by(ApiKeyRow.id)
        return [restore(ApiKey, row) for row in await self._connection.execute(query)]

    async def behind(self, secret_hash: str) -> ApiKey | None:
        """The key with this secret, unless it was revoked."""
        query = select(ApiKeyRow).where(ApiKeyRow.secret_hash == secret_hash, ApiKeyRow.revoked_at.is_(None))
        row = (await self._connection.execute(query)).first()
        return restore(ApiKey, row) if row else None

    async def used(self, key_id: ApiKeyId, on: date) -> None:
        statement = update(ApiKeyRow).where(ApiKeyRow.id == key_id)
        await self._connection.execute(statement.values(used_on=on))

    async def revoke(self, key_id: ApiKeyId, now: datetime) -> None:
        statement = update(ApiKeyRow).where(ApiKeyRow.id == key_id)
        await self._connection.execute(statement.values(revoked_at=now))
