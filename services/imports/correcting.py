"""A row of a document under review is corrected by the coordinator; what was printed stays in sight."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotFound
from roadmap.ids import ImportId, PersonId, UnitId
from roadmap.imports.corrections import (
    RowField,
    answered_by,
    as_printed,
    corrected,
    left_out,
    printed_of,
)
from roadmap.imports.proposal import PrintedRow, Proposal, ProposedMeasure, ResponsibleKind
from roadmap.imports.questions import Import, ImportState
from roadmap.people.persons import Actor, Role
from roadmap.typed_words import typed
from roadmap.wording import name_key
from services.imports.names_on_desk import names_on_desk
from services.imports.on_desk import ask, import_of, require_review
from services.people.directory import require, unit_of
from storage.unit_of_work import Store, UnitOfWork

LIMITS = {RowField.TITLE: 1_000, RowField.NUMBER: 20, RowField.SECTION: 300, RowField.RESULT: 1_000}
PAGE_SIZE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCard:
    """A row as it would be planned, and as printed where it was corrected."""

    import_id: ImportId
    is_reviewed: bool
    row: int
    measure: ProposedMeasure
    printed: PrintedRow
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChoice:
    """Who may answer for a row: a unit or a person of the department."""

    unit_id: UnitId | None
    person_id: PersonId | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChoices:
    """A page of them."""

    import_id: ImportId
    row: int
    title: str
    choices: tuple[RowChoice, ...]
    page: int
    pages: int
    words: str = ""
    """What was typed to narrow the list."""


class CorrectingService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def card(self, actor: Actor, import_id: ImportId, row: int) -> RowCard:
        """The row, NotFound where the document has no such."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return _card(await import_of(uow, actor, import_id), row)

    async def choices(
        self, actor: Actor, import_id: ImportId, row: int, page: int, words: str = ""
    ) -> RowChoices:
        """Units, then people of the department, a page of them; with these words in their names."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            measure = _row(imported, row)
            known = await names_on_desk(uow, actor.department_id)
        found = [
            *(RowChoice(unit_id=unit.id, person_id=None, name=unit.name) for unit in known.units),
            *(RowChoice(unit_id=None, person_id=PersonId(one.id), name=one.name) for one in known.persons),
        ]
        sought = name_key(words)
        found = [one for one in found if sought in name_key(one.name)]
        pages = max(1, -(-len(found) // PAGE_SIZE))
        page = min(max(page, 0), pages - 1)
        return RowChoices(
            import_id=import_id,
            row=row,
            title=f"{measure.number} {measure.title}".strip(),
            choices=tuple(found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]),
            page=page,
            pages=pages,
            words=" ".join(words.split()),
        )

    async def say(self, actor: Actor, import_id: ImportId, row: int, field: RowField, raw: str) -> RowCard:
        """Other words; «-» takes a number, a section or a result away."""
        words = " ".join(typed(raw, limit=LIMITS[field]).split())
        if field is not RowField.TITLE and words in ("-", "–", "—"):
            words = ""
        return await self._change(
            actor, import_id, row, lambda proposal: corrected(proposal, row, field, words), field.value
        )

    async def choose_section(self, actor: Actor, import_id: ImportId, row: int, number: int) -> RowCard:
        """The section of this number of the document."""
        card = await self.card(actor, import_id, row)
        if not 0 <= number < len(card.sections):
            raise NotFound
        section = card.sections[number]
        return await self._change(
            actor,
            import_id,
            row,
            lambda proposal: corrected(proposal, row, RowField.SECTION, section),
            RowField.SECTION.value,
        )

    async def answer_by_unit(self, actor: Actor, import_id: ImportId, row: int, unit_id: UnitId) -> RowCard:
        """This unit answers for the row, and nobody else; other rows of the same words stay."""
        async with self._store.read() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id)
        return await self._change(
            actor,
            import_id,
            row,
            lambda proposal: answered_by(proposal, row, unit.name, ResponsibleKind.BODY),
            "responsible",
        )

    async def answer_by_person(
        self, actor: Actor, import_id: ImportId, row: int, person_id: PersonId
    ) -> RowCard:
        """This person answers for the row, and nobody else."""
        async with self._store.read() as uow:
            person = await uow.people.person(person_id)
        if person is None or person.department_id != actor.department_id:
            raise NotFound
        return await self._change(
            actor,
            import_id,
            row,
            lambda proposal: answered_by(proposal, row, person.name, ResponsibleKind.PERSON),
            "responsible",
        )

    async def leave_out(self, actor: Actor, import_id: ImportId, row: int, *, is_dropped: bool) -> RowCard:
        """The row is no part of the plan, or is again; BadInput for the last one."""
        return await self._change(
            actor,
            import_id,
            row,
            lambda proposal: left_out(proposal, row, is_dropped=is_dropped),
            "dropped" if is_dropped else "brought back",
        )

    async def restore(self, actor: Actor, import_id: ImportId, row: int) -> RowCard:
        """The row as the document says it."""
        return await self._change(
            actor, import_id, row, lambda proposal: as_printed(proposal, row), "as printed"
        )

    async def _change(
        self, actor: Actor, import_id: ImportId, row: int, change: Callable[[Proposal], Proposal], what: str
    ) -> RowCard:
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            require_review(imported)
            _row(imported, row)
            changed = change(imported.proposal)
            if all(measure.is_dropped for measure in changed.measures):
                raise BadInput("nothing-left")
            if changed != imported.proposal:
                await _keep(uow, actor, imported, changed, row, what, now)
            shown = _card(await import_of(uow, actor, import_id), row)
            await uow.commit()
        return shown


async def _keep(
    uow: UnitOfWork,
    actor: Actor,
    imported: Import,
    proposal: Proposal,
    row: int,
    what: str,
    now: datetime,
) -> None:
    """Store it, ask what is asked now, and tell the audit what the row was."""
    before = imported.proposal.measures[row]
    await uow.imports.set_proposal(imported.id, proposal)
    await ask(uow, await import_of(uow, actor, imported.id), now)
    facts = {"row": row, "what": what, "number": before.number, "title": before.title}
    await uow.audit.add(actor, now, "import.corrected", ("import", imported.id), facts)


def _card(imported: Import, row: int) -> RowCard:
    measure = _row(imported, row)
    titles = (
        *(s.title for s in imported.proposal.sections),
        *(m.section for m in imported.proposal.measures),
    )
    return RowCard(
        import_id=imported.id,
        is_reviewed=imported.state is ImportState.REVIEWING,
        row=row,
        measure=measure,
        printed=printed_of(measure),
        sections=tuple(title for title in dict.fromkeys(titles) if title.strip()),
    )


def _row(imported: Import, row: int) -> ProposedMeasure:
    if not 0 <= row < len(imported.proposal.measures):
        raise NotFound
    return imported.proposal.measures[row]
