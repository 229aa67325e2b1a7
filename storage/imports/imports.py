"""Imports, questions and remembered deadlines as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from roadmap.deadlines.rule_set import RULE_SETS, RuleSet
from roadmap.ids import ImportId, MeasureId, PersonId, QuestionId, RoadMapId, UnitId
from roadmap.imports import answer_json, proposal_json
from roadmap.imports.answering import Doubt, QuestionKind
from roadmap.imports.import_rows import NewImport, WaitingImport
from roadmap.imports.proposal import Proposal, ResponsibleKind
from roadmap.imports.questions import (
    UNSETTLED,
    Answer,
    Assigned,
    Import,
    ImportState,
    Question,
    QuestionState,
)
from roadmap.plan.measure import RoadMapState
from storage.connection import Connection
from storage.imports.tables import ImportNameRow, ImportRow, QuestionRow, RememberedDeadlineRow
from storage.inserting import insert_new, insert_one, upsert
from storage.lists import one_of
from storage.plan.tables import RoadMapRow


class ImportRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, new: NewImport) -> ImportId:
        values = {
            "department_id": new.department_id,
            "author_id": new.author_id,
            "file_name": new.file_name,
            "file_key": new.file_key,
            "sha256": new.sha256,
            "proposal": proposal_json.to_json(new.proposal),
            "rule_set": new.rules.name,
            "state": ImportState.REVIEWING.value,
            "created_at": new.created_at,
        }
        return ImportId(await insert_one(self._connection, ImportRow, values))

    async def get(self, import_id: ImportId, department_id: UnitId) -> Import | None:
        """An import of this department; None for anybody else's."""
        query = select(ImportRow).where(ImportRow.id == import_id, ImportRow.department_id == department_id)
        row = (await self._connection.execute(query)).first()
        return _import(row) if row else None

    async def latest(self, road_map_id: RoadMapId) -> Import | None:
        """The last approved import of this road map."""
        query = (
            select(ImportRow)
            .where(ImportRow.road_map_id == road_map_id, ImportRow.state == ImportState.APPROVED.value)
            .order_by(ImportRow.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return _import(row) if row else None

    async def reviewing(self, department_id: UnitId) -> Sequence[WaitingImport]:
        """Documents nobody has approved or dropped, the latest first."""
        query = (
            select(ImportRow.id, ImportRow.file_name, ImportRow.created_at)
            .where(ImportRow.department_id == department_id, ImportRow.state == ImportState.REVIEWING.value)
            .order_by(ImportRow.id.desc())
        )
        return [
            WaitingImport(id=ImportId(row.id), file_name=row.file_name, created_at=row.created_at)
            for row in await self._connection.execute(query)
        ]

    async def of_file(self, imported: Import) -> Sequence[Import]:
        """The plans that came in with this one's file at the same moment, itself among them, in order."""
        query = (
            select(ImportRow)
            .where(
                ImportRow.department_id == imported.department_id,
                ImportRow.sha256 == imported.sha256,
                ImportRow.created_at == imported.created_at,
            )
            .order_by(ImportRow.id)
        )
        return [_import(row) for row in await self._connection.execute(query)]

    async def same_file(self, department_id: UnitId, sha256: str) -> Sequence[Import]:
        """What came in with the same file before and was not cancelled, the oldest first."""
        query = (
            select(ImportRow)
            .where(
                ImportRow.department_id == department_id,
                ImportRow.sha256 == sha256,
                ImportRow.state != ImportState.CANCELLED.value,
            )
            .order_by(ImportRow.id)
        )
        return [_import(row) for row in await self._connection.execute(query)]

    async def set_proposal(self, import_id: ImportId, proposal: Proposal) -> None:
        await self._change(import_id, proposal=proposal_json.to_json(proposal))

    async def set_rules(self, import_id: ImportId, rules: RuleSet) -> None:
        await self._change(import_id, rule_set=rules.name)

    async def set_road_map(self, import_id: ImportId, road_map_id: RoadMapId | None) -> None:
        await self._change(import_id, road_map_id=road_map_id)

    async def _change(self, import_id: ImportId, **values: Any) -> None:
        await self._connection.execute(update(ImportRow).where(ImportRow.id == import_id).values(**values))

    async def settle(self, import_id: ImportId, state: ImportState, at: datetime) -> bool:
        """End the review; False when somebody has ended it already."""
        statement = (
            update(ImportRow)
            .where(ImportRow.id == import_id, ImportRow.state == ImportState.REVIEWING.value)
            .values(state=state.value, settled_at=at)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    # Questions

    async def add_questions(self, import_id: ImportId, doubts: Sequence[Doubt]) -> None:
        """Ask what is not asked yet."""
        rows = [
            {
                "import_id": import_id,
                "kind": doubt.kind.value,
                "subject": doubt.subject,
                "words": doubt.words,
                "hint": doubt.hint.value if doubt.hint else None,
                "beside": doubt.beside,
                "rows": list(doubt.rows),
                "measure_ids": [],
                "state": QuestionState.OPEN.value,
            }
            for doubt in doubts
        ]
        if rows:
            await insert_new(self._connection, QuestionRow, rows, keys=("import_id", "kind", "subject"))

    async def set_rows(self, import_id: ImportId, doubts: Sequence[Doubt]) -> None:
        """The rows of questions that are asked already, where the proposal has got other rows."""
        asked = {(q.kind, q.subject): q for q in await self.questions(import_id)}
        for doubt in doubts:
            question = asked.get((doubt.kind, doubt.subject))
            if question is not None and question.rows != doubt.rows:
                statement = update(QuestionRow).where(QuestionRow.id == question.id)
                await self._connection.execute(statement.values(rows=list(doubt.rows)))

    async def keep_rows(self, question: Question, besides: Collection[int]) -> None:
        """The question is not about these rows any more."""
        rows = [row for row in question.rows if row not in besides]
        statement = update(QuestionRow).where(QuestionRow.id == question.id)
        await self._connection.execute(statement.values(rows=rows))

    async def remove_questions(self, question_ids: Collection[QuestionId]) -> None:
        await self._connection.execute(delete(QuestionRow).where(one_of(QuestionRow.id, question_ids)))

    async def questions(self, import_id: ImportId) -> Sequence[Question]:
        """In the order they were asked."""
        query = select(QuestionRow).where(QuestionRow.import_id == import_id).order_by(QuestionRow.id)
        return [_question(row) for row in await self._connection.execute(query)]

    async def question(self, question_id: QuestionId, department_id: UnitId) -> Question | None:
        """A question of this department; None for anybody else's."""
        query = (
            select(QuestionRow)
            .join(ImportRow, ImportRow.id == QuestionRow.import_id)
            .where(QuestionRow.id == question_id, ImportRow.department_id == department_id)
        )
        row = (await self._connection.execute(query)).first()
        return _question(row) if row else None

    async def answer(
        self,
        question_id: QuestionId,
        state: QuestionState,
        answer: Answer | None,
        by: PersonId | None,
        at: datetime,
    ) -> None:
        statement = update(QuestionRow).where(QuestionRow.id == question_id)
        await self._connection.execute(
            statement.values(
                state=state.value, answer=answer_json.to_json(answer), answered_by=by, answered_at=at
            )
        )

    async def answer_anew(self, import_id: ImportId, source: Assigned, target: Assigned) -> None:
        """Answers to this document that meant the source mean the target."""
        for question in await self.questions(import_id):
            if question.answer == source:
                statement = update(QuestionRow).where(QuestionRow.id == question.id)
                await self._connection.execute(statement.values(answer=answer_json.to_json(target)))

    async def set_marks(self, question_id: QuestionId, marks: Sequence[UnitId]) -> None:
        statement = update(QuestionRow).where(QuestionRow.id == question_id)
        await self._connection.execute(statement.values(marks=list(marks)))

    async def set_measures(self, measures: Mapping[QuestionId, Sequence[MeasureId]]) -> None:
        for question_id, measure_ids in measures.items():
            statement = update(QuestionRow).where(QuestionRow.id == question_id)
            await self._connection.execute(statement.values(measure_ids=list(measure_ids)))

    async def count_open_names(self, department_id: UnitId) -> int:
        """Names of road maps in force that are still asked about."""
        query = (
            select(func.count())
            .select_from(QuestionRow)
            .join(ImportRow, ImportRow.id == QuestionRow.import_id)
            .join(RoadMapRow, RoadMapRow.id == ImportRow.road_map_id)
            .where(
                ImportRow.department_id == department_id,
                ImportRow.state == ImportState.APPROVED.value,
                RoadMapRow.state == RoadMapState.ACTIVE.value,
                QuestionRow.kind == QuestionKind.RESPONSIBLE.value,
                QuestionRow.state.in_([state.value for state in UNSETTLED]),
            )
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def narrow(self, question_id: QuestionId, kept: Sequence[tuple[int, MeasureId]]) -> None:
        """The question is about these rows and measures only."""
        statement = update(QuestionRow).where(QuestionRow.id == question_id)
        rows, measure_ids = [row for row, _ in kept], [measure_id for _, measure_id in kept]
        await self._connection.execute(statement.values(rows=rows, measure_ids=measure_ids))

    async def supersede(self, road_map_id: RoadMapId, kept: ImportId) -> None:
        """Close what earlier imports of this road map still ask: `kept` asks anew."""
        earlier = select(ImportRow.id).where(ImportRow.road_map_id == road_map_id, ImportRow.id != kept)
        statement = update(QuestionRow).where(
            QuestionRow.import_id.in_(earlier), QuestionRow.state.in_([state.value for state in UNSETTLED])
        )
        await self._connection.execute(statement.values(state=QuestionState.SUPERSEDED.value))

    # Names it would bring

    async def note_proposed(self, import_id: ImportId, proposed: Assigned) -> None:
        """A unit or a person waits for the approval of this document."""
        values = {"import_id": import_id, "unit_id": proposed.unit_id, "person_id": proposed.person_id}
        await self._connection.execute(insert(ImportNameRow).values(values))

    async def proposed(self, import_id: ImportId) -> Sequence[Assigned]:
        """Units and people that wait for the approval of this document."""
        query = select(ImportNameRow).where(ImportNameRow.import_id == import_id)
        rows = await self._connection.execute(query.order_by(ImportNameRow.id))
        return [Assigned(unit_id=row.unit_id, person_id=row.person_id) for row in rows]

    async def forget_proposed(self, names: Collection[Assigned]) -> None:
        """These wait for no document any more."""
        row = ImportNameRow
        units = [name.unit_id for name in names if name.unit_id is not None]
        persons = [name.person_id for name in names if name.person_id is not None]
        which = or_(one_of(row.unit_id, units), one_of(row.person_id, persons))
        await self._connection.execute(delete(row).where(which))

    async def meant(self, department_id: UnitId) -> Mapping[Assigned, ImportId]:
        """Whom the answers to documents under review mean, and one of the documents."""
        query = (
            select(QuestionRow.import_id, QuestionRow.answer)
            .join(ImportRow, ImportRow.id == QuestionRow.import_id)
            .where(
                ImportRow.department_id == department_id,
                ImportRow.state == ImportState.REVIEWING.value,
                QuestionRow.kind == QuestionKind.RESPONSIBLE.value,
                QuestionRow.answer.is_not(None),
            )
        )
        found: dict[Assigned, ImportId] = {}
        for row in await self._connection.execute(query):
            answer = answer_json.from_json(row.answer)
            if isinstance(answer, Assigned):
                found.setdefault(answer, ImportId(row.import_id))
        return found

    # Deadlines explained once

    async def remembered_deadlines(self, department_id: UnitId) -> Mapping[str, str]:
        """Normalised words of a deadline → the clear words somebody gave for them."""
        row = RememberedDeadlineRow
        query = select(row.words, row.meaning).where(row.department_id == department_id)
        return {found.words: found.meaning for found in await self._connection.execute(query)}

    async def remember_deadline(self, department_id: UnitId, words: str, meaning: str) -> None:
        values = {"department_id": department_id, "words": words, "meaning": meaning}
        keys = ("department_id", "words")
        await upsert(self._connection, RememberedDeadlineRow, values, keys=keys, update=("meaning",))


def _import(row: Any) -> Import:
    return Import(
        id=ImportId(row.id),
        department_id=UnitId(row.department_id),
        author_id=row.author_id,
        file_name=row.file_name,
        file_key=row.file_key,
        sha256=row.sha256,
        proposal=proposal_json.from_json(row.proposal),
        rules=RULE_SETS[row.rule_set],
        state=ImportState(row.state),
        road_map_id=row.road_map_id,
        created_at=row.created_at,
        settled_at=row.settled_at,
    )


def _question(row: Any) -> Question:
    return Question(
        id=QuestionId(row.id),
        import_id=ImportId(row.import_id),
        kind=QuestionKind(row.kind),
        subject=row.subject,
        words=row.words,
        hint=ResponsibleKind(row.hint) if row.hint else None,
        beside=row.beside,
        rows=tuple(row.rows),
        measure_ids=tuple(MeasureId(measure_id) for measure_id in row.measure_ids),
        state=QuestionState(row.state),
        answer=answer_json.from_json(row.answer),
        answered_by=row.answered_by,
        marks=tuple(UnitId(unit_id) for unit_id in row.marks),
    )
