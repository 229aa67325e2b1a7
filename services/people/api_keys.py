"""Keys for other programs of the department: given, listed, revoked, and known again when shown."""

from collections.abc import Sequence
from datetime import UTC

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import ApiKeyId
from roadmap.people.api_keys import ApiKey, hash_of, new_secret
from roadmap.people.persons import SystemActor, Through
from storage.unit_of_work import Store

LONGEST_NAME = 100


class ApiKeyService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def give(self, actor: SystemActor, name: str) -> tuple[ApiKeyId, str]:
        """A new key and its secret, which is shown once; BadInput without a name for what it is."""
        name, now, secret = " ".join(name.split()), self._clock.now(), new_secret()
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadInput("api-key-name", name)
        async with self._store.write() as uow:
            key_id = await uow.api_keys.add(actor.department_id, name, hash_of(secret), now)
            await uow.audit.add(actor, now, "api_key.given", ("api_key", key_id), {"name": name})
            await uow.commit()
        return key_id, secret

    async def keys(self, actor: SystemActor) -> Sequence[ApiKey]:
        async with self._store.read() as uow:
            return await uow.api_keys.of_department(actor.department_id)

    async def revoke(self, actor: SystemActor, key_id: ApiKeyId) -> ApiKey:
        """The key stops working at once; NotFound where the department has no such key in use."""
        now = self._clock.now()
        async with self._store.write() as uow:
            keys = await uow.api_keys.of_department(actor.department_id)
            found = next((key for key in keys if key.id == key_id and key.revoked_at is None), None)
            if found is None:
                raise NotFound
            await uow.api_keys.revoke(key_id, now)
            await uow.audit.add(actor, now, "api_key.revoked", ("api_key", key_id))
            await uow.commit()
        return found

    async def reader(self, secret: str) -> SystemActor:
        """For whom this key reads; NotAllowed for one that is none. Its first use of a day is audited."""
        now = self._clock.now()
        async with self._store.read() as uow:
            key = await uow.api_keys.behind(hash_of(secret))
        if key is None:
            raise NotAllowed
        actor = SystemActor(department_id=key.department_id, through=Through.API)
        today = now.astimezone(UTC).date()
        if key.used_on != today:
            async with self._store.write() as uow:
                await uow.api_keys.used(key.id, today)
                await uow.audit.add(actor, now, "api_key.used", ("api_key", key.id))
                await uow.commit()
        return actor
