"""All files of a road map's reports, to be kept beside the signed paper."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from roadmap.clock import Clock
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import Actor
from roadmap.plan.measure import RoadMap
from roadmap.summary.evidence import EvidencePassport, parts, with_doubles
from services.ports.exports import NewEvidenceArchive
from services.ports.files import FileStore
from services.summary.exporting import reported, roots_of
from storage.unit_of_work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceOf:
    """What there is to pack; nothing is read yet."""

    road_map: RoadMap
    time_zone: str
    parts: Sequence[Sequence[EvidencePassport]]

    @property
    def files(self) -> int:
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart:
    """One finished archive; `missing` are files that are not kept any more."""

    number: int
    data: bytes
    files: int
    missing: int


class EvidenceArchiveService:
    def __init__(
        self, store: Store, clock: Clock, files: FileStore, new: NewEvidenceArchive, largest: int
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._new = new
        self._largest = largest

    async def found(
        self, actor: Actor, road_map_id: RoadMapId, quarter: CalendarQuarter | None = None
    ) -> EvidenceOf:
        """The files of the reports this actor may see, of one quarter or all; refuses as a report does."""
        async with self._store.read() as uow:
            road_map = await reported(uow, actor, road_map_id, quarter)
            department = await uow.people.unit(road_map.department_id)
            assert department is not None
            passports = await uow.summaries.passports(
                road_map_id, roots_of(actor), quarter, department.time_zone
            )
        doubles = with_doubles(passports)
        named = [replace(each, seen=seen) for each, seen in zip(passports, doubles, strict=True)]
        return EvidenceOf(
            road_map=road_map, time_zone=department.time_zone, parts=parts(named, self._largest)
        )

    async def packed(self, actor: Actor, of: EvidenceOf, title: str) -> AsyncIterator[ArchivePart]:
        """Each part when it is finished; one file is read at a time, and packed beside the event loop."""
        for number, passports in enumerate(of.parts, 1):
            archive, missing = self._new(title, of.time_zone), 0
            for passport in passports:
                try:
                    data = await self._files.get(passport.file_key)
                except NotFound:
                    missing += 1
                    continue
                await asyncio.to_thread(archive.add, passport, data)
            data = await asyncio.to_thread(archive.finished)
            yield ArchivePart(number=number, data=data, files=len(passports) - missing, missing=missing)
        async with self._store.write() as uow:
            facts = {"files": of.files}
            await uow.audit.add(
                actor, self._clock.now(), "evidence.exported", ("road_map", of.road_map.id), facts
            )
            await uow.commit()
