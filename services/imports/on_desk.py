"""Documents on the coordinator's desk: put there, found again, and asked about."""

import hashlib
from datetime import datetime
from pathlib import PurePath

from roadmap.deadlines.rule_set import RuleSet
from roadmap.errors import NotFound, WrongState
from roadmap.ids import ImportId
from roadmap.imports.answering import doubts
from roadmap.imports.corrections import corrected_again
from roadmap.imports.import_rows import NewImport
from roadmap.imports.proposal import Proposal
from roadmap.imports.questions import Assigned, Import, ImportState, QuestionState
from roadmap.people.persons import Actor, SystemActor
from roadmap.typed_words import clean
from services.imports.resolving import known_words
from storage.unit_of_work import UnitOfWork

MAX_FILE_NAME = 120
ENDING = 30
"""Of a longer name so much of its end is kept: it tells files apart, and their kinds."""
UNASKED = frozenset({QuestionState.OPEN, QuestionState.REMEMBERED})
"""The states of questions nobody has answered to this document."""


async def put_on_desk(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    proposal: Proposal,
    rules: RuleSet,
    data: bytes,
    file_key: str,
    filename: str,
    now: datetime,
) -> ImportId:
    """Keep the proposal for review, with its questions.

    What was corrected in the same file when it came before is corrected again.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    for earlier in await uow.imports.same_file(actor.department_id, sha256):
        if earlier.proposal.period == proposal.period:
            proposal = corrected_again(proposal, earlier.proposal)
    import_id = await uow.imports.add(
        NewImport(
            department_id=actor.department_id,
            author_id=actor.person_id if isinstance(actor, Actor) else None,
            file_name=shown_name(filename),
            file_key=file_key,
            sha256=sha256,
            proposal=proposal,
            rules=rules,
            created_at=now,
        )
    )
    await ask(uow, await import_of(uow, actor, import_id), now)
    await uow.audit.add(actor, now, "import.received", ("import", import_id))
    return import_id


async def import_of(uow: UnitOfWork, actor: Actor | SystemActor, import_id: ImportId) -> Import:
    """The import, if it belongs to the actor's department; NotFound either way otherwise."""
    imported = await uow.imports.get(import_id, actor.department_id)
    if imported is None:
        raise NotFound
    return imported


def require_review(imported: Import) -> None:
    """WrongState once it is approved or dropped."""
    if imported.state is not ImportState.REVIEWING:
        raise WrongState(imported.state, "review")


async def ask(uow: UnitOfWork, imported: Import, now: datetime) -> None:
    """Write the questions of the proposal and answer those the department has explained before.

    Asked again after the period has changed: what nobody has answered and is no longer in doubt goes.
    """
    period = imported.proposal.period
    known = await known_words(uow, imported.department_id)
    found = doubts(imported.proposal, period, imported.rules)
    found += known.corrected(imported.proposal, period, besides=found)
    in_doubt = {(doubt.kind, doubt.subject) for doubt in found}
    asked = await uow.imports.questions(imported.id)
    gone = [q.id for q in asked if q.state in UNASKED and (q.kind, q.subject) not in in_doubt]
    await uow.imports.remove_questions(gone)
    dropped = {row for row, measure in enumerate(imported.proposal.measures) if measure.is_dropped}
    for question in asked:
        if dropped & set(question.rows):
            await uow.imports.keep_rows(question, dropped)
    await uow.imports.add_questions(imported.id, found)
    await uow.imports.set_rows(imported.id, found)
    for question in await uow.imports.questions(imported.id):
        answer = known.answer(question, period) if question.is_open else None
        if answer is not None:
            await uow.imports.answer(question.id, QuestionState.REMEMBERED, answer, None, now)


async def ask_again_of_those_who_left(uow: UnitOfWork, imported: Import, now: datetime) -> None:
    """An answer that names somebody who works here no more is none: a plan gives them nothing."""
    named = {
        question.id: question.answer.person_id
        for question in await uow.imports.questions(imported.id)
        if isinstance(question.answer, Assigned) and question.answer.person_id is not None
    }
    here = await uow.people.still_here({*named.values()}) if named else set()
    for question_id, person_id in named.items():
        if person_id not in here:
            await uow.imports.answer(question_id, QuestionState.OPEN, None, None, now)


def shown_name(filename: str) -> str:
    """The file's own name, one safe line of it."""
    name = " ".join(clean(PurePath(filename.replace("\\", "/")).name).split())
    if len(name) > MAX_FILE_NAME:
        name = f"{name[: MAX_FILE_NAME - ENDING - 1]}…{name[-ENDING:]}"
    return name or "document"
