"""Reports, decisions and what waits for one, as rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from roadmap.control.duty import (
    ANSWERS,
    WAITING_FOR_ASSIGNEE,
    WAITING_FOR_CURATOR,
    BeforeDecision,
    Decision,
    DutyState,
    Evidence,
    ExecutionReport,
    ReportOutcome,
)
from roadmap.control.own_time import OwnTime
from roadmap.control.reports import (
    NewEvidence,
    NewReport,
    SeenEvidence,
    StoredReport,
    UnitWaits,
    WaitingItem,
    WaitingKind,
    WaitingTotal,
)
from roadmap.control.requests import RequestState
from roadmap.ids import CampaignItemId, DraftId, DutyId, PersonId, ReportId, UnitId
from roadmap.people.persons import Actor
from storage.connection import Connection
from storage.control.duty_queries import watched_in
from storage.control.report_drafts import SqlDraftRepository
from storage.control.tables import (
    DecisionRow,
    DutyRow,
    EvidenceRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    ReassignmentRow,
    TypedWordsRow,
)
from storage.inserting import insert_new
from storage.lists import none_of, one_of
from storage.mapping import restore
from storage.people.subtrees import stands_under
from storage.people.tables import PersonRow, UnitRow
from storage.plan.tables import MeasureRow
from storage.spelled import is_state

_NEXT_VERSION = (
    select(func.coalesce(func.max(ExecutionReportRow.version), 0) + 1)
    .where(ExecutionReportRow.duty_id == bindparam("duty"))
    .scalar_subquery()
)
_ADD_REPORT = insert(ExecutionReportRow).values(version=_NEXT_VERSION).returning(ExecutionReportRow.id)
_LATER = aliased(ExecutionReportRow)
_OF_OTHERS = select(ExecutionReportRow.id).where(
    one_of(ExecutionReportRow.duty_id, "duties"),
    ExecutionReportRow.author_id != bindparam("reader"),
    ~exists().where(
        _LATER.duty_id == ExecutionReportRow.duty_id, _LATER.version > ExecutionReportRow.version
    ),
)
_REPORT = select(ExecutionReportRow).where(ExecutionReportRow.id == bindparam("report"))
_STANDING = (
    select(ExecutionReportRow)
    .where(
        ExecutionReportRow.duty_id == bindparam("duty"),
        ExecutionReportRow.retracted_at.is_(None),
    )
    .order_by(ExecutionReportRow.version.desc())
    .limit(1)
)
"""The last report of the duty that was not taken back."""
_ANSWER = _STANDING.where(ExecutionReportRow.outcome.in_([outcome.value for outcome in ANSWERS]))
_EARLIER_ANSWER = _ANSWER.where(ExecutionReportRow.id != bindparam("besides"))
_BATCH = (
    select(ExecutionReportRow)
    .where(
        or_(ExecutionReportRow.id == bindparam("batch"), ExecutionReportRow.batch_id == bindparam("batch"))
    )
    .order_by(ExecutionReportRow.id)
)
_DECISION = select(DecisionRow).where(DecisionRow.report_id == bindparam("report"))
_REMEMBER_BEFORE = update(DecisionRow).where(DecisionRow.report_id == bindparam("report"))
_EVIDENCE = select(EvidenceRow).where(EvidenceRow.report_id == bindparam("report")).order_by(EvidenceRow.id)
_ATTACH = (
    update(EvidenceRow)
    .where(EvidenceRow.draft_id == bindparam("draft"))
    .values(draft_id=None, report_id=bindparam("report"))
)

_ATTACH_WORDS = (
    update(TypedWordsRow)
    .where(TypedWordsRow.draft_id == bindparam("draft"))
    .values(draft_id=None, report_id=bindparam("report"))
)


class ReportRepository(SqlDraftRepository):
    """Drafts and reports share the evidence table: a file moves from the one to the other."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)

    async def add_report(self, new: NewReport) -> ReportId:
        """The next version of this duty's report."""
        values = {
            "duty": new.duty_id,
            "duty_id": new.duty_id,
            "outcome": new.outcome.value,
            "percent": new.percent,
            "remaining": new.remaining,
            "text": new.text,
            "author_id": new.author_id,
            "source": new.source.value,
            "campaign_item_id": new.campaign_item_id,
            "state_before": new.state_before.value,
            "batch_id": new.batch_id,
            "created_at": new.created_at,
            "done_on": new.done_on,
            "for_person_id": new.for_person_id,
            "value": new.value,
        }
        return ReportId((await self._connection.execute(_ADD_REPORT, values)).scalar_one())

    async def attach(self, draft_id: DraftId, report_ids: Sequence[ReportId], at: datetime) -> None:
        """The draft's files become the first report's; the others get rows of the same bytes."""
        first, *others = report_ids
        for other in others:
            await self._copy(EvidenceRow.draft_id == draft_id, {"report_id": other, "received_at": at})
        await self._connection.execute(_ATTACH, {"draft": draft_id, "report": first})

    async def add_evidence(self, report_id: ReportId, evidence: NewEvidence, at: datetime) -> None:
        """A file that was made for the report, not sent into a draft."""
        values = {**asdict(evidence), "report_id": report_id, "received_at": at}
        await self._connection.execute(insert(EvidenceRow).values(**values))

    async def close_draft(self, draft_id: DraftId, report_id: ReportId) -> None:
        """The draft is sent: its words belong to the report, its files are attached already."""
        await self._connection.execute(_ATTACH_WORDS, {"draft": draft_id, "report": report_id})
        await self.drop_sent_draft(draft_id)

    async def carry_over(self, report_id: ReportId, new_id: ReportId, at: datetime) -> None:
        """The next version of a report has its files, and the messages its words came in."""
        await self._copy(EvidenceRow.report_id == report_id, {"report_id": new_id, "received_at": at})
        await self._copy_words(report_id, {"report_id": new_id})

    async def copy_evidence(self, report_id: ReportId, draft_id: DraftId, at: datetime) -> None:
        """A draft made from a report has its files too; the same bytes once."""
        held = select(EvidenceRow.sha256).where(EvidenceRow.draft_id == draft_id)
        missing = (EvidenceRow.report_id == report_id) & EvidenceRow.sha256.not_in(held)
        await self._copy(missing, {"draft_id": draft_id, "received_at": at})
        await self._copy_words(report_id, {"draft_id": draft_id})

    async def _copy_words(self, report_id: ReportId, change: dict[str, Any]) -> None:
        query = select(TypedWordsRow).where(TypedWordsRow.report_id == report_id).order_by(TypedWordsRow.id)
        copies = [
            {
                "channel": row.channel,
                "chat_id": row.chat_id,
                "message_id": row.message_id,
                "words": row.words,
                "file_mark": row.file_mark,
                **change,
            }
            for row in await self._connection.execute(query)
        ]
        if copies:
            await self._connection.execute(insert(TypedWordsRow), copies)

    async def _copy(self, condition: Any, change: dict[str, Any]) -> None:
        rows = await self._connection.execute(select(EvidenceRow).where(condition).order_by(EvidenceRow.id))
        copies = [
            {
                "kind": row.kind,
                "file_key": row.file_key,
                "sha256": row.sha256,
                "name": row.name,
                "size": row.size,
                "mime": row.mime,
                **change,
            }
            for row in rows
        ]
        if copies:
            await self._connection.execute(insert(EvidenceRow), copies)

    async def report(self, report_id: ReportId) -> StoredReport | None:
        return await self._one(_REPORT, {"report": report_id})

    async def stored(self, report_ids: Collection[ReportId]) -> Mapping[ReportId, StoredReport]:
        """Those of them there are."""
        query = select(ExecutionReportRow).where(one_of(ExecutionReportRow.id, report_ids))
        rows = await self._connection.execute(query) if report_ids else ()
        return {ReportId(row.id): _stored(row) for row in rows}

    async def last_report(self, duty_id: DutyId) -> StoredReport | None:
        """The latest report that was not taken back, whatever it says."""
        return await self._one(_STANDING, {"duty": duty_id})

    async def last_answer(self, duty_id: DutyId, besides: ReportId | None = None) -> StoredReport | None:
        """The latest report not taken back that a decision may be made on: done, partial or not done."""
        if besides is None:
            return await self._one(_ANSWER, {"duty": duty_id})
        return await self._one(_EARLIER_ANSWER, {"duty": duty_id, "besides": besides})

    async def _one(self, query: Select[Any], which: Mapping[str, Any]) -> StoredReport | None:
        row = (await self._connection.execute(query, which)).first()
        return _stored(row) if row else None

    async def batch(self, batch_id: ReportId) -> Sequence[StoredReport]:
        """The report that gave the batch its id and those sent with it."""
        return [_stored(row) for row in await self._connection.execute(_BATCH, {"batch": batch_id})]

    async def retract(self, report_id: ReportId, at: datetime) -> bool:
        """False when it has been taken back already."""
        statement = update(ExecutionReportRow).where(
            ExecutionReportRow.id == report_id, ExecutionReportRow.retracted_at.is_(None)
        )
        return (await self._connection.execute(statement.values(retracted_at=at))).rowcount == 1

    async def latest_of_others(self, duty_ids: Sequence[DutyId], person_id: PersonId) -> Sequence[ReportId]:
        """The last reports about these duties that somebody else has written."""
        which = {"duties": list(duty_ids), "reader": person_id}
        return [ReportId(id_) for id_ in (await self._connection.execute(_OF_OTHERS, which)).scalars()]

    async def evidence_counts(self, report_ids: Collection[ReportId]) -> Mapping[ReportId, int]:
        """How many files each of these reports has that has any."""
        query = (
            select(EvidenceRow.report_id, func.count().label("files"))
            .where(one_of(EvidenceRow.report_id, report_ids))
            .group_by(EvidenceRow.report_id)
        )
        return {ReportId(row.report_id): row.files for row in await self._connection.execute(query)}

    async def decided_together(self, person_id: PersonId, at: datetime) -> Sequence[ReportId]:
        """The reports this person has decided on at this very moment."""
        query = select(DecisionRow.report_id).where(DecisionRow.by == person_id, DecisionRow.created_at == at)
        rows = await self._connection.execute(query.order_by(DecisionRow.report_id))
        return [ReportId(row.report_id) for row in rows]

    async def evidence(self, report_id: ReportId) -> Sequence[Evidence]:
        found = await self._connection.execute(_EVIDENCE, {"report": report_id})
        return [restore(Evidence, row) for row in found]

    async def seen(
        self, department_id: UnitId, sha256: Collection[str], besides: Collection[DutyId]
    ) -> Sequence[SeenEvidence]:
        """Where the department already holds these bytes, in reports not taken back."""
        query: Select[*tuple[Any, ...]] = (
            select(
                EvidenceRow.sha256,
                DutyRow.id.label("duty_id"),
                MeasureRow.number,
                func.coalesce(UnitRow.name, PersonRow.name).label("assignee"),
                DutyRow.unit_id,
                DutyRow.person_id,
                DutyRow.home_unit_id,
                ExecutionReportRow.created_at.label("sent_at"),
            )
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
            .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
            .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
            .join(PersonRow, PersonRow.id == DutyRow.person_id, isouter=True)
            .where(
                one_of(EvidenceRow.sha256, sha256),
                DutyRow.department_id == department_id,
                none_of(DutyRow.id, besides),
                ExecutionReportRow.retracted_at.is_(None),
            )
            .order_by(ExecutionReportRow.created_at, EvidenceRow.id)
        )
        return [restore(SeenEvidence, row) for row in await self._connection.execute(query)]

    # Decisions

    async def add_decision(self, decision: Decision) -> bool:
        """False when this report is decided on already."""
        values = {
            "report_id": decision.report_id,
            "kind": decision.kind.value,
            "by": decision.by,
            "comment": decision.comment,
            "created_at": decision.created_at,
            "for_person_id": decision.for_person_id,
        }
        return (await insert_new(self._connection, DecisionRow, values, keys=("report_id",))).rowcount == 1

    async def reword_decision(self, report_id: ReportId, comment: str) -> None:
        """Another remark on the same decision."""
        decided = update(DecisionRow).where(DecisionRow.report_id == report_id)
        await self._connection.execute(decided.values(comment=comment))

    async def remember_before(self, report_id: ReportId, before: BeforeDecision) -> None:
        """Keep what undoing this decision needs."""
        values = {
            "report": report_id,
            "state_before": before.state.value,
            "owed_before": before.time.owed_by,
            "stopped_before": before.time.stopped_on,
            "left_version": before.left_version,
        }
        await self._connection.execute(_REMEMBER_BEFORE, values)

    async def before_decision(self, report_id: ReportId) -> BeforeDecision | None:
        """None where the decision is older than the keeping of it, or undone."""
        query = select(DecisionRow).where(
            DecisionRow.report_id == report_id, DecisionRow.left_version.is_not(None)
        )
        row = (await self._connection.execute(query)).first()
        if row is None:
            return None
        return BeforeDecision(
            state=DutyState(row.state_before),
            time=OwnTime(owed_by=row.owed_before, stopped_on=row.stopped_before),
            left_version=row.left_version,
        )

    async def remove_decision(self, report_id: ReportId) -> None:
        """The report waits again; what was decided stays in the audit."""
        await self._connection.execute(delete(DecisionRow).where(DecisionRow.report_id == report_id))

    async def decision(self, report_id: ReportId) -> Decision | None:
        row = (await self._connection.execute(_DECISION, {"report": report_id})).first()
        return restore(Decision, row) if row else None

    async def waiting(
        self, who: Actor, *, limit: int, offset: int = 0, before: datetime | None = None
    ) -> Sequence[WaitingItem]:
        """Reports and requests of the units this person watches that wait for a decision, longest first.

        `before`: only those that came before that moment.
        """
        roots, is_whole = _decided_by(who)
        query = _waits(is_whole=is_whole, has_end=before is not None)
        page = {"limit": limit, "offset": offset}
        which = {"roots": list(roots), "department": who.department_id, "before": before, **page}
        return [restore(WaitingItem, row) for row in await self._connection.execute(query, which)]

    async def waiting_total(self, who: Actor, before: datetime | None = None) -> WaitingTotal:
        """How many of the same there are, and since when the oldest."""
        roots, is_whole = _decided_by(who)
        query = _waits_in_all(is_whole=is_whole, has_end=before is not None)
        which = {"roots": list(roots), "department": who.department_id, "before": before}
        return restore(WaitingTotal, (await self._connection.execute(query, which)).one())

    async def waiting_of_department(self, department_id: UnitId, oldest: int) -> Mapping[UnitId, UnitWaits]:
        """How much waits at each home unit of the department, and the oldest of it."""
        values = {"department": department_id, "oldest": oldest}
        rows: dict[UnitId, list[Any]] = {}
        for row in await self._connection.execute(_waits_by_unit(), values):
            rows.setdefault(UnitId(row.home_unit_id), []).append(row)
        return {
            unit_id: UnitWaits(
                count=of_this[0].total, oldest=tuple(restore(WaitingItem, row) for row in of_this)
            )
            for unit_id, of_this in rows.items()
        }


def _decided_by(who: Actor) -> tuple[frozenset[UnitId], bool]:
    """What waits for this person stands under these units, and whether that is the whole department.

    For those who decide nowhere, what waits where they watch.
    """
    roots = who.decides or who.roots
    return roots, who.department_id in roots


@cache
def _waits(*, is_whole: bool, has_end: bool) -> Select[Any]:
    found = _watched(is_whole=is_whole)
    query = _since(select(found), found, has_end=has_end)
    query = query.order_by(found.c.since, found.c.kind, found.c.subject_id)
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _waits_in_all(*, is_whole: bool, has_end: bool) -> Select[Any]:
    found = _watched(is_whole=is_whole)
    counted = func.count().label("count"), func.min(found.c.since).label("since")
    query = select(*counted, func.max(found.c.since).label("newest")).select_from(found)
    return _since(query, found, has_end=has_end)


def _since(query: Select[Any], found: Any, *, has_end: bool) -> Select[Any]:
    return query.where(found.c.since < bindparam("before")) if has_end else query


def _watched(*, is_whole: bool) -> Any:
    """What waits under the `roots`, of which the whole `department` may be one."""
    watched, _ = watched_in(is_whole=is_whole)
    return _waiting(watched, stands_under(DutyRow.home_unit_id, "roots"))


@cache
def _waits_by_unit() -> Select[Any]:
    """How much waits in a `department` by home unit, and the `oldest` of each: built once."""
    of_department = select(UnitRow.id).where(UnitRow.department_id == bindparam("department"))
    is_here = DutyRow.home_unit_id.in_(of_department)
    found = _waiting(is_here, is_here, DutyRow.home_unit_id)
    of_unit = {"partition_by": found.c.home_unit_id}
    order = found.c.since, found.c.kind, found.c.subject_id
    numbered = select(
        found,
        func.count().over(**of_unit).label("total"),
        func.row_number().over(**of_unit, order_by=order).label("place"),
    ).subquery()
    query = select(numbered).where(numbered.c.place <= bindparam("oldest", type_=Integer))
    return query.order_by(numbered.c.home_unit_id, numbered.c.place)


def _waiting(of_reports: ColumnElement[bool], of_requests: ColumnElement[bool], *also: Any) -> Any:
    """What waits where these hold: reports are found by their duties, the few requests by themselves.

    `also`: further columns of the duty; a total asks for none, so that it is counted within an index.
    """
    later = ExecutionReportRow.__table__.alias("later")
    answers = [outcome.value for outcome in ANSWERS]
    follows = select(later.c.id).where(
        later.c.duty_id == ExecutionReportRow.duty_id,
        later.c.version > ExecutionReportRow.version,
        later.c.retracted_at.is_(None),
    )
    is_last = ~follows.where(later.c.outcome.in_(answers)).exists()
    is_decided = select(DecisionRow.report_id).where(DecisionRow.report_id == ExecutionReportRow.id).exists()
    reports = (
        _line(WaitingKind.REPORT, ExecutionReportRow)
        .where(
            DutyRow.state.in_([state.value for state in WAITING_FOR_CURATOR]),
            ExecutionReportRow.retracted_at.is_(None),
            ExecutionReportRow.outcome.in_(answers),
            is_last,
            ~is_decided,
        )
        .where(of_reports)
    )
    requests = [
        _line(kind, table).where(
            is_state(table.state, RequestState.OPEN),
            of_requests,
            DutyRow.state.in_([state.value for state in WAITING_FOR_ASSIGNEE]),
        )
        for kind, table in (
            (WaitingKind.EXTENSION, ExtensionRequestRow),
            (WaitingKind.REASSIGNMENT, ReassignmentRow),
        )
    ]
    told = _line(WaitingKind.DIFFICULTY, ExecutionReportRow).where(
        is_state(ExecutionReportRow.outcome, ReportOutcome.DIFFICULTY),
        ExecutionReportRow.retracted_at.is_(None),
        ~follows.exists(),
        ~is_decided,
        of_requests,
        DutyRow.state.in_([state.value for state in WAITING_FOR_ASSIGNEE]),
    )
    requests.append(told)
    return union_all(*(each.add_columns(*also) for each in (reports, *requests))).subquery()


def _line(kind: WaitingKind, table: Any) -> Select[Any]:
    return select(
        literal(kind.value).label("kind"),
        table.id.label("subject_id"),
        table.duty_id,
        table.created_at.label("since"),
    ).join(DutyRow, DutyRow.id == table.duty_id)


def _stored(row: Any) -> StoredReport:
    return StoredReport(
        report=restore(ExecutionReport, row),
        state_before=DutyState(row.state_before),
        batch_id=ReportId(row.batch_id) if row.batch_id is not None else None,
        campaign_item_id=CampaignItemId(row.campaign_item_id) if row.campaign_item_id is not None else None,
    )
