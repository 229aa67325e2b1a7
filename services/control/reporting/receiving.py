"""Files a person sends into a draft: promised in the chat's turn, fetched beside it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roadmap.clock import Clock
from roadmap.control.duty import ReportOutcome
from roadmap.control.incoming_files import IncomingFile, SentFile
from roadmap.control.report_drafts import NewDraft, ReportDraft
from roadmap.control.typed_words import SaidIn
from roadmap.errors import BadInput, NotFound
from roadmap.ids import DutyId, IncomingFileId
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from roadmap.typed_words import clean
from services.control.reporting.answering import draft_of_reply
from services.control.reporting.draft_view import DraftView, view_draft
from services.control.reporting.evidence import MAX_FILES, ReceivedFile, check_size, keep
from services.control.reporting.opening import set_apart
from services.control.reporting.report_drafts import joined, told_by, with_value
from services.people.recipients import actor_of
from services.ports.files import FileStore
from storage.unit_of_work import Store, UnitOfWork

TRY_AGAIN = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600))
LEASE = timedelta(minutes=8)
"""Longer than the largest file takes on the slowest line: then whoever was fetching it is gone."""
KNOWN = "evidence-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFile:
    """The draft with a file on its way; an album comes file by file, and its card is redrawn, not moved.

    `left_out` is why the words under the file were not taken.
    """

    view: DraftView
    continues_album: bool
    left_out: BadInput | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file has come, or will not; `refusal` is to be said unless another of its album was refused so."""

    place: Place
    view: DraftView
    refusal: BadInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A file has turned out to be no evidence; `view` is the draft it was sent into, None where that is gone.

    `card` is where the draft's card stands.
    """

    place: Place
    card: int | None
    view: DraftView | None


class ReceivingService:
    def __init__(self, store: Store, clock: Clock, files: FileStore, bytes_of_a_day: int) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._bytes_of_a_day = bytes_of_a_day

    async def expect(
        self,
        actor: Actor,
        said_in: SaidIn,
        file: SentFile,
        *,
        caption: str = "",
        album: str | None = None,
        opens: bool = False,
        about: Collection[DutyId] = (),
    ) -> AddedFile:
        """Put a file on its way into the draft, and the words under it into the draft.

        `opens`: without a draft, open one about nothing yet; its measures are ticked afterwards. `about` as
        for words. NotFound without a draft otherwise, BadInput for what is surely too big, one too
        many, more than a person may send within a day, or anything where the department keeps files out.
        """
        check_size(file.size)
        now = self._clock.now()
        async with self._store.write() as uow:
            if not (await uow.department_settings.of(actor.department_id)).takes_files:
                raise BadInput("files-stay-out")
            draft = await draft_of_reply(uow, actor, about, now) if about else None
            draft = draft or await self._collecting(uow, actor, now, opens=opens)
            if draft is None and not opens:
                raise NotFound
            if draft is None:
                new = NewDraft(person_id=actor.person_id, covers=(), outcome=ReportOutcome.DONE)
                draft = await uow.reports.open_draft(new, now)
            await take_in(uow, actor, draft, said_in, file, album, now, self._bytes_of_a_day)
            words, left_out = _with_caption(draft.text, caption)
            told = told_by(draft, clean(caption))
            await uow.typed_words.add(draft.id, said_in, "" if left_out else clean(caption), file.mark)
            valued = None if draft.left else await with_value(uow, draft, clean(caption))
            valued = valued or draft
            changed = replace(
                draft,
                text=words,
                value=valued.value,
                album=album,
                outcome=told.outcome,
                percent=told.percent,
                updated_at=now,
            )
            await uow.reports.save_draft(changed, now)
            view = await view_draft(uow, actor, changed)
            await uow.commit()
        continues = album is not None and album == draft.album
        return AddedFile(view=view, continues_album=continues, left_out=left_out)

    async def claim(self, limit: int, besides: frozenset[IncomingFileId]) -> list[IncomingFile]:
        """What is to be fetched now, one file of each draft at a time."""
        now = self._clock.now()
        async with self._store.read() as uow:
            if not await uow.incoming.due(now, limit, besides):
                return []
        async with self._store.write() as uow:
            due = await uow.incoming.due(now, limit, besides)
            taken = [each for each in due if await uow.incoming.take(each, now + LEASE)]
            await uow.commit()
        return [replace(each, attempts=each.attempts + 1) for each in taken]

    async def arrived(self, file: IncomingFile, data: bytes) -> Arrival | None:
        """Put the bytes into the draft; BadInput when they are not taken, None when the draft has gone."""
        evidence = await keep(self._files, ReceivedFile(data=data, name=file.name))
        now = self._clock.now()
        async with self._store.write() as uow:
            draft = await uow.reports.draft_by_id(file.draft_id)
            if draft is None:
                return None
            is_new = await uow.reports.add_draft_evidence(draft.id, evidence, now)
            if not is_new and not await self._is_sent_anew(uow, draft, evidence.sha256, now):
                raise BadInput(KNOWN)
            if not await uow.incoming.arrived(file):
                return None
            return await self._tell(uow, file, draft)

    async def _collecting(
        self, uow: UnitOfWork, actor: Actor, now: datetime, *, opens: bool
    ) -> ReportDraft | None:
        """The open draft; one of another day, or that the person had left, keeps what it held apart."""
        draft = await uow.reports.draft(actor.person_id)
        if draft is None or not (opens or draft.is_forgotten(now, actor.time_zone)):
            return draft
        return await set_apart(uow, draft)

    async def _is_sent_anew(self, uow: UnitOfWork, draft: ReportDraft, sha256: str, now: datetime) -> bool:
        """Whether the same bytes are among what was left: then they are new as well, and are kept."""
        same = await uow.reports.same_file(draft.id, sha256)
        if draft.left is None or same not in draft.left.files:
            return False
        rest = tuple(each for each in draft.left.files if each != same)
        await uow.reports.save_draft(replace(draft, left=replace(draft.left, files=rest)), now)
        return True

    async def sender(self, file: IncomingFile) -> Actor | None:
        """Whose draft it is on its way into; None when the draft has gone."""
        async with self._store.read() as uow:
            draft = await uow.reports.draft_by_id(file.draft_id)
            return await actor_of(uow, draft.person_id) if draft is not None else None

    async def set_aside(self, file: IncomingFile) -> SetAside | None:
        """It is no evidence: it is on its way no more, and a draft that holds nothing else goes with it.

        None when somebody else has brought it, or the draft has gone.
        """
        async with self._store.write() as uow:
            draft = await uow.reports.draft_by_id(file.draft_id)
            if draft is None or not await uow.incoming.arrived(file):
                return None
            actor = await actor_of(uow, draft.person_id)
            view = await view_draft(uow, actor, draft) if actor else None
            if view is not None and view.needs_measure and view.is_bare:
                await uow.reports.drop_draft(draft.id)
                view = None
            await uow.commit()
        return SetAside(place=file.place, card=draft.card_message_id, view=view)

    async def refused(self, file: IncomingFile, error: BadInput) -> Arrival | None:
        """It will not come; None when the draft has gone."""
        async with self._store.write() as uow:
            draft = await uow.reports.draft_by_id(file.draft_id)
            if draft is None or not await uow.incoming.refuse(file, error.reason):
                return None
            is_told = await uow.incoming.is_refused(file, error.reason)
            return await self._tell(uow, file, draft, None if is_told else error)

    async def failed(self, file: IncomingFile) -> Arrival | None:
        """Fetch it again later, or give it up after the last try."""
        if file.attempts > len(TRY_AGAIN):
            return await self.refused(file, BadInput("file-gone"))
        async with self._store.write() as uow:
            await uow.incoming.put_off(file, self._clock.now() + TRY_AGAIN[file.attempts - 1])
            await uow.commit()
        return None

    async def recover(self) -> None:
        """Fetch anew whatever a process that has ended was fetching; for a process that is alone."""
        async with self._store.write() as uow:
            await uow.incoming.release(self._clock.now())
            await uow.commit()

    async def _tell(
        self, uow: UnitOfWork, file: IncomingFile, draft: ReportDraft, refusal: BadInput | None = None
    ) -> Arrival | None:
        actor = await actor_of(uow, draft.person_id)
        view = await view_draft(uow, actor, draft) if actor else None
        await uow.commit()
        return Arrival(place=file.place, view=view, refusal=refusal) if view else None


async def take_in(
    uow: UnitOfWork,
    actor: Actor,
    draft: ReportDraft,
    said_in: SaidIn,
    file: SentFile,
    album: str | None,
    now: datetime,
    bytes_of_a_day: int,
) -> None:
    """Put the file on its way into the draft; BadInput for one too many or past what a day may bring."""
    if (await uow.reports.files(draft.id)).count >= MAX_FILES:
        raise BadInput("too-many-files", str(MAX_FILES))
    if not await uow.incoming.fits(actor.person_id, file.size, bytes_of_a_day, now):
        raise BadInput("files-of-a-day", str(bytes_of_a_day // 2**20))
    await uow.incoming.expect(draft.id, said_in, file, album, now)
    if uow.update is not None:
        uow.update.expects_file = True


def _with_caption(text: str, caption: str) -> tuple[str, BadInput | None]:
    """The text with these words, or as it was and why: a file is not lost for the words under it."""
    try:
        return joined(text, clean(caption)), None
    except BadInput as error:
        return text, error
