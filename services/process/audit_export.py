"""The audit as rows for a table: who, when, what, through what."""

from collections.abc import AsyncIterator

from roadmap.clock import Clock
from roadmap.people.persons import SystemActor
from roadmap.process.audit import AuditEntry
from storage.unit_of_work import Store


class AuditExportService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def entries(self, actor: SystemActor) -> AsyncIterator[tuple[AuditEntry, str]]:
        """Every entry of the department with its author's present name; the export is an entry itself."""
        async with self._store.write() as uow:
            subject = ("unit", actor.department_id)
            await uow.audit.add(actor, self._clock.now(), "audit.exported", subject)
            await uow.commit()
        after = 0
        while True:
            async with self._store.read() as uow:
                page = await uow.audit_chain.page(after)
                if not page:
                    return
                authors = {each.actor_id for each in page if each.actor_id is not None}
                names = await uow.people.names(sorted(authors))
            for entry in page:
                if entry.department_id == actor.department_id:
                    yield entry, names.get(entry.actor_id or 0, "")
            after = page[-1].id
