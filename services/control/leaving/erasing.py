"""Somebody's data are erased: what is theirs alone goes at once, their name in all words soon after."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WEEKENDS_ONLY, WorkingCalendar
from roadmap.errors import NotFound, WrongState
from roadmap.ids import PersonId
from roadmap.language.name_forms import ERASED, namesakes, taker, traces
from roadmap.people.erasures import ErasedPerson
from roadmap.people.persons import Actor, Person, Role, SystemActor, Through
from roadmap.people.roster import RosterPerson
from services.control.leaving.closing import hand_on
from services.people.directory import require
from services.people.person_cards import PersonCard, person_of, view_person
from services.ports.erased import ErasedPlace
from services.ports.files import KeptFiles
from storage.erasing import OF_DOCUMENTS, Erasure, LeftBehind
from storage.unit_of_work import Store, UnitOfWork

PAGE = 8

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureView:
    """What erasing this person would mean; `has_namesakes`: the surname alone stays in words."""

    card: PersonCard
    left: LeftBehind
    has_namesakes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutConsent:
    """A page of people whose data are kept although they do not work here or have never agreed to it."""

    people: tuple[RosterPerson, ...]
    page: int
    pages: int
    total: int
    now: datetime


class ErasureService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def list(self, actor: Actor, page: int) -> WithoutConsent:
        """Those named in lists and documents who never joined, and those who left."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            total = await uow.roster.count_erasable(actor.department_id)
            pages = max(1, -(-total // PAGE))
            page = min(page, pages - 1)
            found = await uow.roster.erasable(actor.department_id, limit=PAGE, offset=page * PAGE)
        return WithoutConsent(people=tuple(found), page=page, pages=pages, total=total, now=self._clock.now())

    async def look(self, actor: Actor, person_id: PersonId) -> ErasureView:
        """What would go and what would stay."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            person = await _erasable(uow, actor, person_id)
            others = await uow.erasures.others_names(actor.department_id, person_id)
            return ErasureView(
                card=await view_person(uow, actor, person_id, self._clock.now()),
                left=await uow.erasures.left_behind(person_id),
                has_namesakes=namesakes(person.name, others).surname,
            )

    async def erase(self, actor: Actor, person_id: PersonId, *, with_evidence: bool) -> PersonCard:
        """Erase whoever works here no more; WrongState for whoever does."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            person = await _erasable(uow, actor, person_id)
            if person.is_active:
                raise WrongState("active", "erase")
            if not await _erase(uow, actor, person, now, with_evidence=with_evidence):
                raise NotFound
            card = await view_person(uow, actor, person_id, now)
            await uow.commit()
        return card


class ErasureWork:
    """What the beat does about it, and a start over a restored copy."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: KeptFiles,
        place: ErasedPlace,
        calendar: WorkingCalendar = WEEKENDS_ONLY,
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._place = place
        self._calendar = calendar

    async def look(self) -> int:
        """Go on with what was begun; how many people were erased wholly. A crash loses nothing of it."""
        async with self._store.read() as uow:
            begun = await uow.erasures.unfinished()
        for erasure in begun:
            if erasure.name is not None:
                await self._note(erasure)
                await self._take_out(erasure, erasure.name)
        if not begun or not await self._store.forget_old_pages():
            return 0
        people = [each.person_id for each in begun]
        async with self._store.write() as uow:
            await uow.erasures.finish(people, self._clock.now())
            await uow.commit()
        log.info("people were erased", people=people)
        return len(people)

    async def erase_again(self) -> int:
        """Whom this copy of the database knows again although they were erased since; how many.

        What is open to them in the copy goes to others, as it did when they left.
        """
        known = await self._place.all()
        if not known:
            return 0
        now, again = self._clock.now(), 0
        async with self._store.write() as uow:
            database = await uow.erasures.mark_of()
            for erased in known:
                if erased.database == database and await _erase_again(uow, erased, self._calendar, now):
                    again += 1
            await uow.commit()
        await self.look()
        return again

    async def _note(self, erasure: Erasure) -> None:
        async with self._store.read() as uow:
            noted = ErasedPerson(
                database=await uow.erasures.mark_of(),
                person_id=erasure.person_id,
                person_mark=await uow.erasures.mark_of(erasure.person_id),
                with_evidence=erasure.with_evidence,
                at=erasure.at,
            )
        await self._place.add(noted)

    async def _take_out(self, erasure: Erasure, name: str) -> None:
        """Table by table in short transactions; the last to go is the name this was done by."""
        department_id = erasure.department_id
        async with self._store.read(is_long=True) as uow:
            others = namesakes(name, await uow.erasures.others_names(department_id, erasure.person_id))
            found = await uow.erasures.naming(department_id, traces(name))
        instead = ERASED.format(number=erasure.person_id)
        anywhere = taker(name, instead, others)
        in_documents = taker(name, instead, others, is_strict=True)
        for table, keys in found:
            async with self._store.write(is_long=True) as uow:
                take = in_documents if table in OF_DOCUMENTS else anywhere
                await uow.erasures.take_out(table, keys, take)
                await uow.commit()
        for key in erasure.file_keys:
            await self._files.remove(key)
        async with self._store.write() as uow:
            await uow.erasures.forget_name(erasure.person_id)
            await uow.commit()


async def _erasable(uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Person:
    person = await person_of(uow, actor, person_id)
    if person.erased_at is not None:
        raise NotFound
    return person


async def _erase(
    uow: UnitOfWork, actor: Actor | SystemActor, person: Person, now: datetime, *, with_evidence: bool
) -> bool:
    begun = Erasure(
        person_id=person.id,
        department_id=person.department_id,
        name=person.name,
        file_keys=(),
        with_evidence=with_evidence,
        at=now,
        done_at=None,
    )
    if not await uow.erasures.erase(begun, ERASED.format(number=person.id)):
        return False
    facts = {"evidence": with_evidence}
    await uow.audit.add(actor, now, "person.erased", ("person", person.id), facts)
    return True


async def _erase_again(
    uow: UnitOfWork, erased: ErasedPerson, calendar: WorkingCalendar, now: datetime
) -> bool:
    """False where the number is nobody's here, somebody else's, or erased already."""
    person = await uow.people.person(erased.person_id)
    if person is None or person.erased_at is not None:
        return False
    if await uow.erasures.mark_of(person.id) != erased.person_mark:
        return False
    system = SystemActor(department_id=person.department_id, through=Through.BEAT)
    if person.is_active:
        nameless = ERASED.format(number=person.id)
        await hand_on(uow, system, person, calendar, now, before=nameless)
    return await _erase(uow, system, person, now, with_evidence=erased.with_evidence)
