"""The measure that is the monitoring has its report once the campaign is over: the result and its file."""

import hashlib
from datetime import date, datetime

from roadmap.clock import Clock
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.reports import NewEvidence
from roadmap.deadlines.period import Window
from roadmap.ids import PersonId
from roadmap.monitoring.campaign import CalendarQuarter, Campaign
from roadmap.monitoring.campaign_rows import EVERYBODY
from roadmap.monitoring.campaign_views import CampaignBoard, CampaignHeader
from roadmap.people.persons import SystemActor, Through
from roadmap.plan.monitoring_rules import MonitoringRhythm, is_near
from services.control.deciding.by_result import record_result
from services.people.recipients import assignees, curators_of
from services.ports.files import FileStore
from services.ports.monitoring import ResultPaper, ResultPaperMaker, ResultWords
from storage.unit_of_work import Store, UnitOfWork

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_QUARTERLY = (MonitoringRhythm.MONTHLY, MonitoringRhythm.QUARTERLY, MonitoringRhythm.BY_HAND)
_NOBODY = PersonId(0)


class SettlingService:
    """Called by the beat after the close: the file is made outside of it, and tried again after a death."""

    def __init__(
        self, store: Store, clock: Clock, files: FileStore, words: ResultWords, make_paper: ResultPaperMaker
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._words = words
        self._make_paper = make_paper

    async def settle_due(self) -> int:
        """Report what closed campaigns were themselves; how many measures have got their report."""
        async with self._store.read() as uow:
            waiting = await uow.campaigns.unsettled()
        return sum([await self._settle(header) for header in waiting])

    async def _settle(self, header: CampaignHeader) -> bool:
        campaign, now = header.campaign, self._clock.now()
        async with self._store.read() as uow:
            owed = await _owed(uow, campaign)
            addressees = tuple(await uow.campaign_answers.addressees(campaign, EVERYBODY)) if owed else ()
        evidence = await self._paper(campaign) if owed else None
        words = self._words(CampaignBoard(header=header, addressees=addressees, now=now, has_names=True))
        is_reported = False
        async with self._store.write() as uow:
            if not await uow.campaigns.mark_settled(campaign.id):
                return False
            for duty in await _owed(uow, campaign):
                author = await _author(uow, duty)
                if author is None or evidence is None:
                    continue  # nobody could have sent it: it stays owed, and in sight
                is_reported |= await _report(uow, campaign, duty, author, words, evidence, now)
            await uow.commit()
        return is_reported

    async def _paper(self, campaign: Campaign) -> NewEvidence:
        actor = SystemActor(department_id=campaign.department_id, through=Through.BEAT)
        paper: ResultPaper = await self._make_paper(actor, campaign.road_map_id, _quarter(campaign))
        return NewEvidence(
            kind="docx",
            file_key=await self._files.put(paper.data),
            sha256=hashlib.sha256(paper.data).hexdigest(),
            name=paper.name,
            size=len(paper.data),
            mime=DOCX,
        )


def _quarter(campaign: Campaign) -> CalendarQuarter | None:
    return campaign.quarter if campaign.rhythm in _QUARTERLY else None


async def _owed(uow: UnitOfWork, campaign: Campaign) -> list[Duty]:
    """What is owed of the measure for the period: the duties whose day lies nearest to its end."""
    if campaign.measure_id is None:
        return []
    lines = await uow.duties.lines(
        DutyFilter(road_map_id=campaign.road_map_id, measure_ids=[campaign.measure_id])
    )
    owed = [line for line in lines if line.state in WAITING_FOR_ASSIGNEE]
    days = [day for line in owed if (day := line.original_due_on) and _is_near(day, campaign)]
    nearest = min(days, key=lambda day: abs(day - campaign.last_on), default=None)
    found = [await uow.duties.get(line.id) for line in owed if nearest and line.original_due_on == nearest]
    return [duty for duty in found if duty is not None]


def _is_near(day: date, campaign: Campaign) -> bool:
    return is_near(Window(first=campaign.first_on, last=campaign.last_on), day)


async def _author(uow: UnitOfWork, duty: Duty) -> PersonId | None:
    """Whose report it is: the first who answers for the measure, else who curates it."""
    people = [*await assignees(uow, duty), *await curators_of(uow, duty.home_unit_id, _NOBODY)]
    return people[0].person_id if people else None


async def _report(
    uow: UnitOfWork,
    campaign: Campaign,
    duty: Duty,
    author: PersonId,
    words: str,
    evidence: NewEvidence,
    now: datetime,
) -> bool:
    item = await uow.campaigns.item(campaign.id, duty.unit_id, duty.person_id)
    return await record_result(uow, duty, author, item, words, evidence, now)
