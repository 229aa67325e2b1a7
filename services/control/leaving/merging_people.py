"""One person entered twice: one card is left, and everything of the other is on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from roadmap.clock import Clock
from roadmap.control.duty_filter import DutyFilter
from roadmap.errors import BadInput, NotFound
from roadmap.ids import MeasureId, MergeId, PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.language.name_forms import whole_words
from roadmap.people.likeness import are_alike
from roadmap.people.merges import MergeKind
from roadmap.people.persons import Account, AccountState, Actor, Role
from roadmap.people.place import Place
from roadmap.people.roster import Presence, RosterPerson
from roadmap.wording import normal
from services.control.duties.duty_lists import PAGE, paging_of
from services.control.leaving.handing_over import unsettled_of
from services.control.leaving.merged_duties import owe_once
from services.control.requests.passing_on import Target
from services.people.after_joining import owed_by, welcome
from services.people.directory import require
from services.people.person_cards import PersonCard, person_of, view_person
from services.people.roster import FoundPeople, find_people
from services.people.stand_ins import refresh, stop_absences
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleMerge:
    """What is left and what goes: `kept` is the card that stays, `gone` the one that leaves the lists.

    `open_duties` and `settled_duties` of the one that goes are on its name. `closes_chat`: both have a chat
    in one messenger, and the chat of the one that goes is let go.
    """

    kept: PersonCard
    gone: PersonCard
    open_duties: int
    settled_duties: int
    moves_chat: bool
    closes_chat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleMerged:
    """The card that is left, and the chats that are nobody's any more."""

    id: MergeId
    card: PersonCard
    gone: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two of one organisation whose names may be one person's."""

    unit: str
    one: RosterPerson
    other: RosterPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinsPage:
    pairs: tuple[Twins, ...]
    page: int
    pages: int
    now: datetime


class PeopleMergeService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def twins(self, actor: Actor, page: int) -> TwinsPage:
        """A page of the pairs that may be one person."""
        require(actor, Role.COORDINATOR)
        async with self._store.read(is_long=True) as uow:
            found = await twins_of(uow, actor)
            paging = paging_of(len(found), page)
            shown = found[paging.offset : paging.offset + PAGE]
            people = await uow.roster.people([each for _, *pair in shown for each in pair])
        return TwinsPage(
            pairs=tuple(Twins(unit=unit, one=people[one], other=people[other]) for unit, one, other in shown),
            page=paging.page,
            pages=paging.pages,
            now=self._clock.now(),
        )

    async def look(self, actor: Actor, person_id: PersonId) -> PersonCard:
        """The card with those who may be the same person."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await view_person(uow, actor, person_id, self._clock.now())

    async def find(self, actor: Actor, person_id: PersonId, typed: str) -> FoundPeople:
        """Others of the department by name."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await find_people(uow, actor, typed, self._clock.now(), besides=person_id)

    async def preview(self, actor: Actor, kept: PersonId, gone: PersonId) -> PeopleMerge:
        """What would move, before it is done."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.read() as uow:
            await _mergeable(uow, actor, kept, gone)
            own = Target(person_id=gone)
            moving, closing = await _accounts(uow, kept, gone)
            open_duties = await uow.duties.count(unsettled_of(own))
            return PeopleMerge(
                kept=await view_person(uow, actor, kept, now),
                gone=await view_person(uow, actor, gone, now),
                open_duties=open_duties,
                settled_duties=await uow.duties.count(
                    DutyFilter(assigned_unit_ids=(), assigned_person_ids=(gone,))
                )
                - open_duties,
                moves_chat=bool(moving),
                closes_chat=any(account.person_id == gone for account in closing),
            )

    async def proposed(self, actor: Actor, asked: PersonId, other: PersonId) -> PeopleMerge:
        """The same with the better card of the two as the one that stays."""
        merge = await self.preview(actor, asked, other)
        is_other = _fuller(actor, merge.kept, merge.gone)
        return await self.preview(actor, other, asked) if is_other else merge

    async def merge(self, actor: Actor, kept: PersonId, gone: PersonId) -> PeopleMerged:
        """Everything of `gone` is `kept`'s: roles, chat, links, duties, reports, decisions, spellings.

        What both owe is owed once. NotFound where either works here no more; BadInput for giving oneself up.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            await _mergeable(uow, actor, kept, gone)
            names = await uow.people.names([kept, gone])
            before = await uow.merges.rows_about(MergeKind.PERSON, kept, gone)
            moving, closing = await _accounts(uow, kept, gone)
            told = await _owed_measures(uow, gone) if moving else frozenset()
            await uow.merges.drop_accounts([account.id for account in closing])
            owed = await owe_once(uow, Assigned(person_id=gone), Assigned(person_id=kept), now)
            if await uow.absences.of_person(kept):
                await stop_absences(uow, gone)
            await uow.merges.absorb_person(gone, kept, await _home(uow, kept, gone))
            await _keep_post(uow, kept, gone)
            await uow.people.change_person(gone, is_active=False, left_at=None)
            await refresh(uow, actor.department_id, now)
            await _answer_to(uow, actor, names[gone], names[kept], kept)
            facts = {"other": gone, "name": names[gone], "doubled": owed.taken_back}
            await uow.audit.add(actor, now, "person.merged", ("person", kept), facts)
            newly_here = await uow.actors.actor_of(kept) if moving else None
            if newly_here is not None:
                await welcome(uow, newly_here, now, told)
            pair = (int(kept), int(gone))
            id_ = await uow.merges.remember(
                actor.department_id, MergeKind.PERSON, pair, actor.person_id, now, owed.swapped, before
            )
            card = await view_person(uow, actor, kept, now)
            await uow.commit()
        return PeopleMerged(
            id=id_,
            gone=names[gone],
            card=card,
            places=tuple(Place(account.channel, account.chat_id) for account in closing),
        )


async def twins_of(uow: UnitOfWork, actor: Actor) -> Sequence[tuple[str, PersonId, PersonId]]:
    """Pairs of active people of one unit whose names may be one person's, each once, with the unit."""
    found: dict[tuple[PersonId, PersonId], str] = {}
    for unit, people in await uow.people.names_by_unit(actor.department_id):
        for one, other in combinations(sorted(people), 2):
            if are_alike(people[one], people[other]):
                found.setdefault((one, other), unit)
    return [(unit, *pair) for pair, unit in found.items()]


async def count_twins(uow: UnitOfWork, actor: Actor, now: datetime) -> int:
    """How many pairs may be one person: for messages that count what waits."""
    return len(await twins_of(uow, actor))


async def _answer_to(uow: UnitOfWork, actor: Actor, former: str, name: str, kept: PersonId) -> None:
    """Documents that have the name of the card that went mean the one that is left."""
    if normal(former) != normal(name):
        await uow.spellings.remember(actor.department_id, normal(former), None, kept, spelled=former)


async def _owed_measures(uow: UnitOfWork, person_id: PersonId) -> frozenset[MeasureId]:
    """What the chat that moves has been told of."""
    actor = await uow.actors.actor_of(person_id)
    return frozenset(duty.measure_id for duty in await owed_by(uow, actor)) if actor else frozenset()


def _fuller(actor: Actor, asked: PersonCard, other: PersonCard) -> bool:
    """Whether the other card is the better one to keep: one's own, the fuller name, the one in the chat."""

    def worth(card: PersonCard) -> tuple[bool, int, bool]:
        person = card.person
        is_here = person.presence(card.now) is Presence.HERE
        return person.id == actor.person_id, whole_words(person.name), is_here

    return worth(other) > worth(asked)


async def _home(uow: UnitOfWork, kept: PersonId, gone: PersonId) -> UnitId:
    """The unit whose curator answers for them: as an executor of either."""
    homes = [await uow.recipients.unit_of_person(person_id) for person_id in (kept, gone)]
    roles = await uow.roster.roles([kept, gone])
    own = [held.unit_id for held in roles if held.role is Role.EXECUTOR]
    return min(own, default=homes[0])


async def _keep_post(uow: UnitOfWork, kept: PersonId, gone: PersonId) -> None:
    """A post that only the other card names is not lost."""
    one, other = await uow.people.person(kept), await uow.people.person(gone)
    if one is not None and other is not None and not one.post and other.post:
        await uow.people.change_person(kept, post=other.post)


async def _mergeable(uow: UnitOfWork, actor: Actor, kept: PersonId, gone: PersonId) -> None:
    for person_id in (kept, gone):
        person = await person_of(uow, actor, person_id)
        if not person.is_active or kept == gone:
            raise NotFound
    if gone == actor.person_id:
        raise BadInput("own-merge")


async def _accounts(
    uow: UnitOfWork, kept: PersonId, gone: PersonId
) -> tuple[Sequence[Account], Sequence[Account]]:
    """Which accounts of `gone` become `kept`'s, which are let go: one is left of each messenger."""
    found = await uow.accounts.of([kept, gone])
    moving, closing = [], []
    for channel in {account.channel for account in found}:
        here = [account for account in found if account.channel == channel]
        here.sort(key=lambda a: (a.state is not AccountState.ACTIVE, a.person_id != kept))
        moving += [account for account in here[:1] if account.person_id == gone]
        closing += here[1:]
    return moving, closing
