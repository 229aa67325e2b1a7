"""The quarterly monitoring as people use it: one-tap answers, and the curator's board."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import NOT_OWED, ReportOutcome, ReportSource
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.typed_words import Became
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.errors import BadInput, NotFound, StaleVersion, WrongState
from roadmap.ids import CampaignId, CampaignItemId, DutyId
from roadmap.monitoring.campaign import Campaign, CampaignState, next_opening
from roadmap.monitoring.campaign_rows import AskedOf
from roadmap.monitoring.campaign_views import (
    CampaignAnswer,
    CampaignBoard,
    CampaignHeader,
    CampaignQuestion,
    CampaignReminder,
    CampaignResult,
    Questionnaire,
)
from roadmap.people.persons import WATCHING, Actor, Role
from roadmap.typed_words import in_words
from services.composing import Cancelled
from services.control.duties.duty_rights import own_duty
from services.control.duties.typed_answers import remember_answer
from services.control.reporting.draft_view import ASKED, DraftView, view_draft
from services.control.reporting.report_drafts import begin_draft
from services.control.reporting.report_submission import Answer, submit
from services.monitoring.campaigns import remind
from services.monitoring.mornings import is_said_this_morning
from services.people.directory import require
from services.people.recipients import actor_of
from services.people.rights import CURATORS
from storage.unit_of_work import Store, UnitOfWork

NAMES_SEEN_BY = (Role.CURATOR, Role.COORDINATOR)
RECENT, BOARDS = 24, 6
MAX_TEXT = 3500


class MonitoringService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    # The responsible person

    async def questionnaires(self, actor: Actor) -> Sequence[Questionnaire]:
        """The latest campaigns that ask this person anything; those that opened together, in one."""
        now = self._clock.now()
        async with self._store.read() as uow:
            headers = await uow.campaigns.of_department(actor.department_id, RECENT)
            found: dict[CampaignId, Questionnaire] = {}
            for header in _answerable(headers):
                asked = await _questionnaire(uow, actor, header, now)
                if asked.questions:
                    found[asked.header.campaign.id] = asked
        return list(found.values())

    async def questionnaire(self, actor: Actor, campaign_id: CampaignId) -> Questionnaire:
        """What one campaign asks this person, with what has been answered."""
        now = self._clock.now()
        async with self._store.read() as uow:
            return await questions_of(uow, actor, campaign_id, now)

    async def next_asking(self, actor: Actor) -> date | None:
        """The day the department's next questions come; None when all quarters are over."""
        now = self._clock.now()
        async with self._store.read() as uow:
            road_maps = await uow.campaigns.askable()
        calendar = self._calendar.of(actor.department_id)
        moments = [
            next_opening(road_map.period, now, road_map.time_zone, road_map.rules, calendar)
            for road_map in road_maps
            if road_map.department_id == actor.department_id
        ]
        nearest = min((moment for moment in moments if moment is not None), default=None)
        return local_date(nearest, actor.time_zone) if nearest else None

    async def answer(
        self,
        actor: Actor,
        campaign_id: CampaignId,
        duty_id: DutyId,
        version: int | None,
        outcome: ReportOutcome,
        text: str = "",
    ) -> Questionnaire:
        """File a report in answer to one question; the same answer twice is one report.

        StaleVersion where the duty has changed since the button was shown (None: do not compare). After the
        close answers are taken until the next campaign of the road map opens, and marked late.
        """
        now = self._clock.now()
        words = in_words(text, limit=MAX_TEXT) if outcome is ReportOutcome.DIFFICULTY else ""
        if outcome not in ASKED:
            raise NotFound
        async with self._store.write() as uow:
            asked = await questions_of(uow, actor, campaign_id, now)
            question = _question(asked, duty_id)
            told = question.standing_answer
            if told and (told.outcome, told.text) == (outcome, words):
                return asked
            if version is not None and question.duty.version != version:
                raise StaleVersion
            if outcome not in question.choices(asked.today):
                raise WrongState(state=question.duty.state.value, step=outcome.value)
            campaign = asked.campaign_of(question)
            await check_answerable(uow, campaign)
            await _file(uow, actor, campaign, question, outcome, words, now)
            await remember_answer(uow, Became.DIFFICULTY, duty_id, words)
            answered = await questions_of(uow, actor, campaign_id, now)
            await uow.commit()
        return answered

    async def reword(self, actor: Actor, duty_id: DutyId, text: str) -> bool:
        """Tell the difficulty in these words instead; False where it is not the answer any more."""
        for asked in await self.questionnaires(actor):
            for question in asked.questions:
                told = question.answer
                if question.duty.id == duty_id and told and told.outcome is ReportOutcome.DIFFICULTY:
                    campaign_id = asked.campaign_of(question).id
                    try:
                        await self.answer(actor, campaign_id, duty_id, None, ReportOutcome.DIFFICULTY, text)
                    except (NotFound, WrongState):
                        return False
                    return True
        return False

    async def begin(
        self, actor: Actor, campaign_id: CampaignId, duty_id: DutyId, outcome: ReportOutcome | None
    ) -> DraftView:
        """Open a draft that answers this question with words, a number and files.

        Without an outcome it says what was answered, or last time. DraftInTheWay as for any draft.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            asked = await questions_of(uow, actor, campaign_id, now)
            question = _question(asked, duty_id)
            campaign = asked.campaign_of(question)
            await check_answerable(uow, campaign)
            item = await uow.campaigns.item(campaign.id, question.duty.unit_id, question.duty.person_id)
            said = outcome or _likeliest(question, asked.today)
            draft = await begin_draft(uow, actor, duty_id, said, now, item)
            view = await view_draft(uow, actor, draft)
            await uow.commit()
        return view

    async def after(self, actor: Actor, item_id: CampaignItemId) -> Questionnaire | None:
        """The questions an answer belongs to, once it was sent; None when they are not asked any more."""
        now = self._clock.now()
        async with self._store.read() as uow:
            campaign_id = await uow.campaigns.of_item(item_id)
            if campaign_id is None:
                return None
            try:
                return await questions_of(uow, actor, campaign_id, now)
            except NotFound:
                return None

    async def leave_unchanged(
        self, actor: Actor, campaign_id: CampaignId, duty_id: DutyId, version: int
    ) -> Questionnaire:
        """Say of this what was said last time; StaleVersion where it no longer can be."""
        now = self._clock.now()
        async with self._store.write() as uow:
            asked = await questions_of(uow, actor, campaign_id, now)
            question = _question(asked, duty_id)
            if question.duty.version != version or not question.can_stay(asked.today):
                raise StaleVersion
            await _say_again(uow, actor, asked, question, now)
            answered = await questions_of(uow, actor, campaign_id, now)
            await uow.commit()
        return answered

    async def leave_all_unchanged(self, actor: Actor, campaign_id: CampaignId) -> tuple[int, Questionnaire]:
        """The same of everything not answered yet; how many it was."""
        now = self._clock.now()
        async with self._store.write() as uow:
            asked = await questions_of(uow, actor, campaign_id, now)
            waiting = asked.remaining_unchanged
            if not waiting:
                return 0, asked
            for question in waiting:
                await _say_again(uow, actor, asked, question, now)
            answered = await questions_of(uow, actor, campaign_id, now)
            await uow.commit()
        return len(waiting), answered

    async def answer_ongoing(self, actor: Actor, campaign_id: CampaignId) -> tuple[int, Questionnaire]:
        """«Идёт по плану» for all ongoing work not answered yet; how many it was."""
        now = self._clock.now()
        async with self._store.write() as uow:
            asked = await questions_of(uow, actor, campaign_id, now)
            waiting = asked.remaining_ongoing
            if not waiting:
                return 0, asked
            for question in waiting:
                campaign = asked.campaign_of(question)
                await check_answerable(uow, campaign)
                await _file(uow, actor, campaign, question, ReportOutcome.ON_TRACK, "", now)
            answered = await questions_of(uow, actor, campaign_id, now)
            await uow.commit()
        return len(waiting), answered

    # The curator

    async def boards(self, actor: Actor) -> Sequence[CampaignBoard]:
        """The latest campaigns of the units this person watches, newest first."""
        if not actor.has(*WATCHING):
            return ()
        now = self._clock.now()
        async with self._store.read() as uow:
            headers = await uow.campaigns.of_department(actor.department_id, BOARDS)
            boards = [await _board(uow, actor, header, now) for header in headers]
        return [board for board in boards if board.addressees]

    async def board(self, actor: Actor, campaign_id: CampaignId) -> CampaignBoard:
        """Who has answered, who is silent, whom nobody can reach."""
        require(actor, *WATCHING)
        now = self._clock.now()
        async with self._store.read() as uow:
            board = await _board(uow, actor, await _header(uow, actor, campaign_id), now)
        if not board.addressees:
            raise NotFound
        return board

    async def names(self, actor: Actor, campaign_id: CampaignId) -> CampaignBoard:
        """The board with its lists of names: for curators, never for a public telling-off."""
        require(actor, *NAMES_SEEN_BY)
        return await self.board(actor, campaign_id)

    async def remind_silent(self, actor: Actor, campaign_id: CampaignId) -> int:
        """Write once more to those who have not said a word; how many people it is.

        Once a day: a second press the same day writes to nobody. WrongState once it is over.
        """
        require(actor, *NAMES_SEEN_BY)
        now = self._clock.now()
        async with self._store.write() as uow:
            board = await _board(uow, actor, await _header(uow, actor, campaign_id), now)
            if board.is_over or board.is_early or not board.addressees:
                raise WrongState(state="over", step="remind the silent")
            occasion = f"asked:{local_date(now, board.header.time_zone)}"
            told = await remind(uow, board.header.campaign, board.silent, occasion, now)
            facts: dict[str, object] = {"people": told}
            await uow.audit.add(actor, now, "campaign.reminded", ("campaign", campaign_id), facts)
            await uow.commit()
        return told

    async def unanswered(self, actor: Actor, campaign_id: CampaignId) -> Sequence[CampaignQuestion]:
        """What those who are silent or cannot be reached have not answered, for whoever answers for them."""
        board = await self.names(actor, campaign_id)
        quiet = [*board.silent, *board.unreachable, *board.partial]
        of = AskedOf(
            unit_ids=[each.unit_id for each in quiet if each.unit_id is not None],
            person_ids=[each.person_id for each in quiet if each.person_id is not None],
        )
        async with self._store.read() as uow:
            asked = await uow.campaign_answers.questions(board.header.campaign, of)
            open_ = [duty_id for duty_id, report_id in asked.items() if report_id is None]
            duties = await uow.duties.lines(DutyFilter(ids=open_)) if open_ else ()
        return [CampaignQuestion(duty=duty, answer=None) for duty in duties]

    async def difficulties(
        self, actor: Actor, campaign_id: CampaignId
    ) -> tuple[CampaignHeader, Sequence[CampaignQuestion]]:
        """What gets in people's way, in their words."""
        require(actor, *WATCHING)
        async with self._store.read() as uow:
            header = await _header(uow, actor, campaign_id)
            of = AskedOf(roots=actor.roots)
            answers = {
                answer.duty_id: answer
                for answer in await uow.campaign_answers.answers(
                    header.campaign, of, ReportOutcome.DIFFICULTY
                )
            }
            duties = await uow.duties.lines(DutyFilter(ids=list(answers)))
        return header, [CampaignQuestion(duty=duty, answer=answers[duty.id]) for duty in duties]


async def compose_reminder(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> CampaignReminder | Cancelled:
    """The prompt and the nudge: what is asked and still owed at this moment."""
    actor = await actor_of(uow, delivery.recipient_id)
    header = await uow.campaigns.get(CampaignId(delivery.subject_id))
    if actor is None or header is None:
        return Cancelled("the recipient or the campaign is gone")
    asked = await _questionnaire(uow, actor, header, now)
    if not asked.remaining:
        return Cancelled("everything is answered")
    if header.campaign.id != asked.speaker.id:
        return Cancelled("said together with another road map")
    if await is_said_this_morning(uow, actor, header.campaign, delivery, now):
        return Cancelled("said in the digest of this morning")
    return CampaignReminder(asked, is_nudge=delivery.kind is DeliveryKind.CAMPAIGN_NUDGE)


async def compose_card(uow: UnitOfWork, delivery: Delivery, now: datetime) -> CampaignBoard | Cancelled:
    """How the campaign goes now, for one curator."""
    actor = await actor_of(uow, delivery.recipient_id)
    header = await uow.campaigns.get(CampaignId(delivery.subject_id))
    if actor is None or header is None or not actor.has(*NAMES_SEEN_BY):
        return Cancelled("the recipient or the campaign is gone")
    board = await _board(uow, actor, header, now)
    if not board.addressees:
        return Cancelled("nobody is asked")
    if not actor.sees_department:
        return board
    return replace(board, sent=await uow.outbox.fates(DeliveryKind.CAMPAIGN_PROMPT, header.campaign.id))


async def compose_result(uow: UnitOfWork, delivery: Delivery, now: datetime) -> CampaignResult | Cancelled:
    """The outcome of what has closed at one time for one curator: names of the silent go to nobody else."""
    actor = await actor_of(uow, delivery.recipient_id)
    header = await uow.campaigns.get(CampaignId(delivery.subject_id))
    if actor is None or header is None or not actor.has(*WATCHING):
        return Cancelled("the recipient or the campaign is gone")
    closed = await uow.campaigns.closing_with(header.campaign)
    boards = [await _board(uow, actor, each, now) for each in closed]
    asked = tuple(board for board in boards if board.addressees)
    if not asked:
        return Cancelled("nobody was asked")
    waiting = (await uow.reports.waiting_total(actor)).count if actor.has(*CURATORS) else 0
    return CampaignResult(asked, waiting)


def _answerable(headers: Sequence[CampaignHeader]) -> list[CampaignHeader]:
    """Those that go on, and of each road map the latest, which takes late answers."""
    by_opening = sorted(headers, key=lambda each: (each.campaign.opens_at, each.campaign.id))
    latest = {header.campaign.road_map_id: header.campaign.id for header in by_opening}
    return [
        each
        for each in by_opening
        if each.campaign.state is not CampaignState.CLOSED
        or latest[each.campaign.road_map_id] == each.campaign.id
    ]


async def _header(uow: UnitOfWork, actor: Actor, campaign_id: CampaignId) -> CampaignHeader:
    header = await uow.campaigns.get(campaign_id)
    if header is None or header.campaign.department_id != actor.department_id:
        raise NotFound
    return header


async def questions_of(
    uow: UnitOfWork, actor: Actor, campaign_id: CampaignId, now: datetime
) -> Questionnaire:
    """What the campaign and those that opened with it ask this person; NotFound where it is nothing."""
    asked = await _questionnaire(uow, actor, await _header(uow, actor, campaign_id), now)
    if not asked.questions:
        raise NotFound
    return asked


async def _questionnaire(
    uow: UnitOfWork, actor: Actor, header: CampaignHeader, now: datetime
) -> Questionnaire:
    """What the campaign and those that opened with it ask this person."""
    of = AskedOf(unit_ids=actor.own, person_ids=tuple(actor.persons))
    asking: list[CampaignHeader] = []
    asked: list[DutyId] = []
    answers: dict[DutyId, CampaignAnswer] = {}
    for each in await uow.campaigns.together(header.campaign):
        if ids := await uow.campaign_answers.asked(each.campaign, of):
            asking.append(each)
            asked += ids
            answers |= {
                answer.duty_id: answer for answer in await uow.campaign_answers.answers(each.campaign, of)
            }
    duties = await uow.duties.lines(DutyFilter(ids=asked))
    measures = {duty.measure_id for duty in duties}
    earliest = asking[0].campaign if asking else header.campaign
    former = await uow.campaign_answers.former(earliest, of, measures) if measures else {}
    return Questionnaire(
        header=asking[0] if asking else header,
        others=tuple(asking[1:]),
        questions=tuple(
            CampaignQuestion(
                duty=duty,
                answer=answers.get(duty.id),
                former=former.get((duty.measure_id, duty.unit_id, duty.person_id)),
            )
            for duty in duties
            if duty.id in answers or duty.state not in NOT_OWED
        ),
        now=now,
        time_zone=actor.time_zone,
    )


def _question(asked: Questionnaire, duty_id: DutyId) -> CampaignQuestion:
    found = asked.position(duty_id)
    if found is None:
        raise NotFound
    return asked.questions[found]


async def check_answerable(uow: UnitOfWork, campaign: Campaign) -> None:
    """BadInput once a later campaign of the road map has opened."""
    if campaign.state is not CampaignState.CLOSED:
        return
    latest = await uow.campaigns.latest(campaign.road_map_id)
    if latest is None or latest.id != campaign.id:
        raise BadInput(reason="campaign-is-over")


def _likeliest(question: CampaignQuestion, today: date) -> ReportOutcome:
    """What a draft says before anybody has chosen."""
    told = question.standing_answer
    if told is not None and told.outcome in ASKED:
        return told.outcome
    choices = question.choices(today)
    return ReportOutcome.ON_TRACK if ReportOutcome.ON_TRACK in choices else ReportOutcome.DONE


async def _say_again(
    uow: UnitOfWork, actor: Actor, asked: Questionnaire, question: CampaignQuestion, now: datetime
) -> None:
    campaign, former = asked.campaign_of(question), question.former
    assert former is not None
    await check_answerable(uow, campaign)
    await _file(uow, actor, campaign, question, former.outcome, former.text, now, value=former.value)


async def _file(
    uow: UnitOfWork,
    actor: Actor,
    campaign: Campaign,
    question: CampaignQuestion,
    outcome: ReportOutcome,
    text: str,
    now: datetime,
    *,
    value: float | None = None,
) -> None:
    duty = await own_duty(uow, actor, question.duty.id)
    answer = Answer(
        outcome=outcome,
        text=text,
        value=value,
        source=ReportSource.CAMPAIGN,
        campaign_item_id=await uow.campaigns.item(campaign.id, duty.unit_id, duty.person_id),
    )
    await submit(uow, actor, duty, answer, now)


async def _board(uow: UnitOfWork, actor: Actor, header: CampaignHeader, now: datetime) -> CampaignBoard:
    of = AskedOf(roots=actor.roots)
    found = await uow.campaign_answers.addressees(header.campaign, of)
    return CampaignBoard(header=header, addressees=tuple(found), now=now, has_names=actor.has(*NAMES_SEEN_BY))
