"""Drafts of reports and their files as rows."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from roadmap.control.duty import Evidence, ReportOutcome
from roadmap.control.report_drafts import DraftFiles, LeftContents, NewDraft, ReportDraft
from roadmap.control.reports import NewEvidence
from roadmap.ids import CampaignItemId, DraftId, DutyId, EvidenceId, PersonId, ReportId
from storage.connection import Connection
from storage.control.tables import EvidenceRow, IncomingFileRow, ReportDraftRow, TypedWordsRow
from storage.lists import one_of
from storage.mapping import restore

_DRAFT = select(ReportDraftRow).where(ReportDraftRow.person_id == bindparam("person"))
_LOADING = select(func.count()).where(
    IncomingFileRow.state == "waiting", IncomingFileRow.draft_id == ReportDraftRow.id
)
_FILES = (
    select(EvidenceRow, _LOADING.scalar_subquery().label("loading"))
    .select_from(ReportDraftRow)
    .join(EvidenceRow, EvidenceRow.draft_id == ReportDraftRow.id, isouter=True)
    .where(ReportDraftRow.id == bindparam("draft"))
    .order_by(EvidenceRow.id)
)
_OPEN_DRAFT = insert(ReportDraftRow).returning(ReportDraftRow)
_SAVE_DRAFT = update(ReportDraftRow).where(ReportDraftRow.id == bindparam("draft"))
_DROP_DRAFT = delete(ReportDraftRow).where(ReportDraftRow.id == bindparam("draft"))
_DROP_INCOMING = delete(IncomingFileRow).where(IncomingFileRow.draft_id == bindparam("draft"))
_DROP_TYPED = delete(TypedWordsRow).where(TypedWordsRow.draft_id == bindparam("draft"))
_DRAFTS_HELD = select(ReportDraftRow).where(
    one_of(ReportDraftRow.person_id, "persons"),
    or_(
        ReportDraftRow.text != "",
        ReportDraftRow.remaining != "",
        ReportDraftRow.left_contents.is_not(None),
        exists().where(EvidenceRow.draft_id == ReportDraftRow.id),
    ),
)
_DROP_EVIDENCE = delete(EvidenceRow).where(EvidenceRow.draft_id == bindparam("draft"))


class SqlDraftRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def draft(self, person_id: PersonId) -> ReportDraft | None:
        row = (await self._connection.execute(_DRAFT, {"person": person_id})).first()
        return _draft(row) if row else None

    async def open_draft(self, new: NewDraft, at: datetime) -> ReportDraft:
        earlier = await self.draft(new.person_id)
        if earlier is not None:
            await self.drop_draft(earlier.id)
        values = {
            "person_id": new.person_id,
            "covers": list(new.covers),
            "asked": list(new.asked),
            "campaign_item_id": new.campaign_item_id,
            "replaces_id": new.replaces_id,
            "outcome": new.outcome.value,
            "percent": new.percent,
            "remaining": new.remaining,
            "text": new.text,
            "value": new.value,
            "updated_at": at,
        }
        return _draft((await self._connection.execute(_OPEN_DRAFT, values)).one())

    async def save_draft(self, draft: ReportDraft, at: datetime) -> None:
        values = {
            "draft": draft.id,
            "covers": list(draft.covers),
            "asked": list(draft.asked),
            "campaign_item_id": draft.campaign_item_id,
            "replaces_id": draft.replaces_id,
            "outcome": draft.outcome.value,
            "percent": draft.percent,
            "remaining": draft.remaining,
            "text": draft.text,
            "value": draft.value,
            "card_message_id": draft.card_message_id,
            "album": draft.album,
            "left_contents": _left_json(draft.left),
            "updated_at": at,
        }
        await self._connection.execute(_SAVE_DRAFT, values)

    async def draft_by_id(self, draft_id: DraftId) -> ReportDraft | None:
        query = select(ReportDraftRow).where(ReportDraftRow.id == draft_id)
        row = (await self._connection.execute(query)).first()
        return _draft(row) if row else None

    async def drop_draft(self, draft_id: DraftId) -> None:
        await self.empty_draft(draft_id)
        await self._connection.execute(_DROP_DRAFT, {"draft": draft_id})

    async def drop_sent_draft(self, draft_id: DraftId) -> None:
        """What it held belongs to its report already; files that were refused are forgotten with it."""
        await self._connection.execute(_DROP_INCOMING, {"draft": draft_id})
        await self._connection.execute(_DROP_DRAFT, {"draft": draft_id})

    async def add_draft_evidence(self, draft_id: DraftId, evidence: NewEvidence, at: datetime) -> bool:
        """False where the draft holds the same bytes."""
        same = select(EvidenceRow.id).where(
            EvidenceRow.draft_id == draft_id, EvidenceRow.sha256 == evidence.sha256
        )
        if (await self._connection.execute(same)).first() is not None:
            return False
        values = {
            "draft_id": draft_id,
            "kind": evidence.kind,
            "file_key": evidence.file_key,
            "sha256": evidence.sha256,
            "name": evidence.name,
            "size": evidence.size,
            "mime": evidence.mime,
            "received_at": at,
        }
        await self._connection.execute(insert(EvidenceRow).values(**values))
        return True

    async def same_file(self, draft_id: DraftId, sha256: str) -> EvidenceId | None:
        """The file of the draft that has these bytes."""
        query = select(EvidenceRow.id).where(EvidenceRow.draft_id == draft_id, EvidenceRow.sha256 == sha256)
        found = (await self._connection.execute(query)).scalar()
        return EvidenceId(found) if found is not None else None

    async def drop_files(self, draft_id: DraftId, files: Collection[EvidenceId]) -> None:
        """These files of the draft go, and no others."""
        here = EvidenceRow.draft_id == draft_id
        await self._connection.execute(delete(EvidenceRow).where(here, one_of(EvidenceRow.id, files)))

    async def drafts_of(self, persons: Collection[PersonId]) -> dict[PersonId, ReportDraft]:
        """The drafts of these people that hold words or a file."""
        rows = (await self._connection.execute(_DRAFTS_HELD, {"persons": list(persons)})).all()
        return {PersonId(row.person_id): _draft(row) for row in rows}

    async def empty_draft(self, draft_id: DraftId) -> None:
        """The files that are there, those on their way, and which message brought what."""
        await self._connection.execute(_DROP_TYPED, {"draft": draft_id})
        await self._connection.execute(_DROP_INCOMING, {"draft": draft_id})
        await self._connection.execute(_DROP_EVIDENCE, {"draft": draft_id})

    async def files(self, draft_id: DraftId) -> DraftFiles:
        """Those that are there, and how many are still on their way."""
        found = (await self._connection.execute(_FILES, {"draft": draft_id})).all()
        return DraftFiles(
            evidence=tuple(restore(Evidence, row) for row in found if row.id is not None),
            loading=found[0].loading if found else 0,
        )


def _draft(row: Any) -> ReportDraft:
    return ReportDraft(
        id=DraftId(row.id),
        person_id=PersonId(row.person_id),
        covers=tuple(DutyId(int(covered)) for covered in row.covers),
        campaign_item_id=CampaignItemId(row.campaign_item_id) if row.campaign_item_id is not None else None,
        replaces_id=ReportId(row.replaces_id) if row.replaces_id is not None else None,
        outcome=ReportOutcome(row.outcome),
        percent=row.percent,
        remaining=row.remaining,
        text=row.text,
        value=row.value,
        card_message_id=row.card_message_id,
        album=row.album,
        asked=tuple(DutyId(int(asked)) for asked in row.asked),
        updated_at=row.updated_at,
        left=_left(row.left_contents),
    )


def _left_json(left: LeftContents | None) -> dict[str, Any] | None:
    if left is None:
        return None
    return {"at": left.at.isoformat(), "text": left.text, "files": list(left.files)}


def _left(kept: dict[str, Any] | None) -> LeftContents | None:
    if kept is None:
        return None
    files = tuple(EvidenceId(int(each)) for each in kept["files"])
    return LeftContents(at=datetime.fromisoformat(kept["at"]), text=kept["text"], files=files)
