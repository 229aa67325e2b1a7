"""The form of a campaign: made for a school or a person, read when it comes back, confirmed, taken."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import ReportSource
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.errors import BadInput, DocumentRefused, NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import CampaignId, DutyId, UnitId
from roadmap.monitoring.campaign import CampaignState
from roadmap.monitoring.campaign_rows import AskedOf
from roadmap.monitoring.campaign_views import CampaignHeader, CampaignQuestion, Questionnaire
from roadmap.monitoring.filled_forms import (
    AskedForm,
    CampaignForm,
    FilledFormId,
    FormKind,
    PlacedRow,
)
from roadmap.people.persons import Actor
from services.control.reporting.report_submission import Answer, submit
from services.monitoring.form_rows import placed
from services.monitoring.monitoring import check_answerable, questions_of
from services.people.rights import CURATORS, watches
from services.ports.documents import FilledFormReader
from services.ports.files import FileStore
from services.ports.monitoring import CampaignFormMaker
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeForm:
    source: CampaignForm
    kind: FormKind
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledView:
    """A form that came back, row by row; `is_open` until it was taken or dropped."""

    id: FilledFormId
    header: CampaignHeader
    whose: str
    rows: tuple[PlacedRow, ...]
    empty: int
    is_open: bool

    @property
    def is_late(self) -> bool:
        """It came after the close: what is written from it counts as late."""
        return self.header.campaign.state is CampaignState.CLOSED

    @property
    def good(self) -> tuple[PlacedRow, ...]:
        return tuple(row for row in self.rows if row.trouble is None)

    @property
    def answers(self) -> int:
        """How many reports would be written."""
        return sum(len(row.duty_ids) for row in self.good)


class FilledFormService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: FileStore,
        read: FilledFormReader,
        make: CampaignFormMaker,
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._read = read
        self._make = make

    async def make(self, actor: Actor, campaign_id: CampaignId, kind: FormKind) -> Sequence[MadeForm]:
        """A form for each unit or person this actor answers for; NotFound where nothing is asked."""
        async with self._store.read() as uow:
            asked = await questions_of(uow, actor, campaign_id, self._clock.now())
        return [await self._made(each, kind) for each in _apart(asked)]

    async def make_for(self, actor: Actor, form: AskedForm) -> Sequence[MadeForm]:
        """Both kinds of the form of a unit or person this actor curates, to be handed on to them."""
        async with self._store.read() as uow:
            header = await _header(uow, actor, form)
            questions = await _questions(uow, header, form)
        if not questions:
            raise NotFound
        source = CampaignForm(form=form, header=header, whose=questions[0].duty.assignee, questions=questions)
        return [await self._made(source, kind) for kind in FormKind]

    async def _made(self, source: CampaignForm, kind: FormKind) -> MadeForm:
        data = await asyncio.to_thread(self._make, source, kind)
        return MadeForm(source=source, kind=kind, data=data)

    async def receive(self, actor: Actor, data: bytes, file_name: str) -> FilledView:
        """Read a form that came back and keep its rows until they are confirmed.

        DocumentRefused for a form of others that the actor does not curate, and for other files.
        """
        filled = await self._read(data, file_name)
        file_key = await self._files.put(data)
        now = self._clock.now()
        async with self._store.write() as uow:
            header = await _header_of_returned(uow, actor, filled.form)
            await check_answerable(uow, header.campaign)
            questions = await _questions(uow, header, filled.form)
            rows = placed(filled.rows, questions, local_date(now, actor.time_zone))
            form_id = await uow.filled_forms.add(filled.form, actor.person_id, file_name, file_key, rows, now)
            about = ("campaign", header.campaign.id)
            facts: dict[str, object] = {"form": form_id, "rows": len(rows)}
            await uow.audit.add(actor, now, "campaign.form_returned", about, facts)
            view = await _view(uow, actor, form_id)
            await uow.commit()
        return view

    async def open(self, actor: Actor, form_id: FilledFormId) -> FilledView:
        """The rows of a form this actor has sent."""
        async with self._store.read() as uow:
            return await _view(uow, actor, form_id)

    async def take(self, actor: Actor, form_id: FilledFormId) -> tuple[FilledView, int]:
        """Write the report of every row that is in order; how many were written.

        WrongState once it was taken or dropped. What is no longer owed is left out.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            view = await _view(uow, actor, form_id)
            if not view.is_open or not await uow.filled_forms.settle(form_id, "taken"):
                raise WrongState(state="settled", step="take the form")
            campaign = view.header.campaign
            await check_answerable(uow, campaign)
            written = 0
            for row in view.good:
                for duty_id in row.duty_ids:
                    written += await _report(uow, actor, campaign.id, row, duty_id, now)
            about = ("campaign", campaign.id)
            facts: dict[str, object] = {"form": form_id, "reports": written}
            await uow.audit.add(actor, now, "campaign.form_taken", about, facts)
            await uow.commit()
        return replace(view, is_open=False), written

    async def drop(self, actor: Actor, form_id: FilledFormId) -> FilledView:
        """Leave everything as it was."""
        async with self._store.write() as uow:
            view = await _view(uow, actor, form_id)
            if not await uow.filled_forms.settle(form_id, "dropped"):
                raise WrongState(state="settled", step="drop the form")
            await uow.commit()
        return replace(view, is_open=False)


def _apart(asked: Questionnaire) -> list[CampaignForm]:
    """The questions of each campaign to each unit or person by themselves."""
    found: dict[AskedForm, list[CampaignQuestion]] = {}
    for question in asked.questions:
        campaign, duty = asked.campaign_of(question), question.duty
        form = AskedForm(campaign_id=campaign.id, unit_id=duty.unit_id, person_id=duty.person_id)
        found.setdefault(form, []).append(question)
    headers = {header.campaign.id: header for header in asked.headers}
    return [
        CampaignForm(
            form=form,
            header=headers[form.campaign_id],
            whose=questions[0].duty.assignee,
            questions=tuple(questions),
        )
        for form, questions in found.items()
    ]


async def _header(uow: UnitOfWork, actor: Actor, form: AskedForm) -> CampaignHeader:
    header = await uow.campaigns.get(form.campaign_id)
    if header is None or header.campaign.department_id != actor.department_id:
        raise NotFound
    is_own = form.unit_id in actor.own or form.person_id in actor.persons
    if is_own:
        return header
    if not actor.has(*CURATORS) or not await watches(uow, actor, await _home(uow, header, form)):
        raise NotAllowed
    return header


async def _header_of_returned(uow: UnitOfWork, actor: Actor, form: AskedForm) -> CampaignHeader:
    try:
        return await _header(uow, actor, form)
    except NotFound:
        raise DocumentRefused("form-of-others") from None
    except NotAllowed:
        unit = await uow.people.unit(form.unit_id) if form.unit_id is not None else None
        if unit is None:  # a person's name is not told to who does not curate them
            raise DocumentRefused("form-of-others") from None
        raise DocumentRefused("form-of-unit", unit.name) from None


async def _home(uow: UnitOfWork, header: CampaignHeader, form: AskedForm) -> UnitId:
    if form.unit_id is not None:
        return form.unit_id
    duties = await _duties(uow, header, form)
    if not duties:
        raise NotFound
    return duties[0].home_unit_id


async def _duties(uow: UnitOfWork, header: CampaignHeader, form: AskedForm) -> Sequence[DutyLine]:
    ids = await uow.campaign_answers.asked(header.campaign, _of(form))
    return await uow.duties.lines(DutyFilter(ids=ids)) if ids else ()


def _of(form: AskedForm) -> AskedOf:
    return AskedOf(
        unit_ids=[form.unit_id] if form.unit_id is not None else (),
        person_ids=[form.person_id] if form.person_id is not None else (),
    )


async def _questions(
    uow: UnitOfWork, header: CampaignHeader, form: AskedForm
) -> tuple[CampaignQuestion, ...]:
    answers = {each.duty_id: each for each in await uow.campaign_answers.answers(header.campaign, _of(form))}
    duties = await _duties(uow, header, form)
    return tuple(CampaignQuestion(duty=duty, answer=answers.get(duty.id)) for duty in duties)


async def _view(uow: UnitOfWork, actor: Actor, form_id: FilledFormId) -> FilledView:
    kept = await uow.filled_forms.get(form_id)
    if kept is None or kept.sent_by != actor.person_id:
        raise NotFound
    header = await uow.campaigns.get(kept.form.campaign_id)
    if header is None:
        raise NotFound
    questions = await _questions(uow, header, kept.form)
    named = {duty_id for row in kept.rows for duty_id in row.duty_ids}
    return FilledView(
        id=form_id,
        header=header,
        whose=questions[0].duty.assignee if questions else "",
        rows=kept.rows,
        empty=sum(each.is_waiting and each.duty.id not in named for each in questions),
        is_open=kept.state == "open",
    )


async def _report(
    uow: UnitOfWork, actor: Actor, campaign_id: CampaignId, row: PlacedRow, duty_id: DutyId, now: datetime
) -> bool:
    """False where nothing is owed any more."""
    duty = await uow.duties.get(duty_id)
    if duty is None or row.outcome is None:
        return False
    answer = Answer(
        outcome=row.outcome,
        text=row.words,
        value=row.value,
        source=ReportSource.FILE,
        campaign_item_id=await uow.campaigns.item(campaign_id, duty.unit_id, duty.person_id),
    )
    try:
        await submit(uow, actor, duty, answer, now)
    except (WrongState, StaleVersion, BadInput):
        return False
    return True
