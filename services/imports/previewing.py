"""The preview of a document: what was read, what is asked, what it would change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from roadmap.clock import local_date
from roadmap.deadlines.period import PlanPeriod
from roadmap.ids import RoadMapId
from roadmap.imports.answering import AskedBecause, QuestionKind, rows_with_duty, why_unclear
from roadmap.imports.milestones import offers
from roadmap.imports.proposal import Proposal, doubts_besides_rests
from roadmap.imports.questions import Assigned, ForPeriod, Import, Question, Reworded
from roadmap.language.minutes_words import is_minutes
from roadmap.plan.edition_difference import EditionMeasure, difference
from roadmap.plan.measure import RoadMap, RoadMapKind
from roadmap.problem import Problem
from roadmap.wording import normal
from services.imports.approving import plan_rows, proposal_rows
from services.imports.asked_evidence import asked_evidence
from services.imports.desk_views import DeskRoadMap
from services.imports.edition_views import ChangedMeasure, EditionView, KnownEdition
from services.imports.forecasting import forecast
from services.imports.import_pages import ASKED, has_closed, is_clear
from services.imports.marked_measures import names_a_state
from services.imports.monitoring_offer import monitoring_offer
from services.imports.names_on_desk import names_on_desk
from services.imports.plans_of_file import plans_of_file
from services.imports.preview_views import Preview
from services.imports.question_views import QuestionLine
from services.imports.rereading import reread_deadlines
from services.imports.resolving import resolution, unsettled
from services.imports.routine_work import routine_rows
from services.people.directory import unit_of
from storage.unit_of_work import UnitOfWork

MOST_EDITIONS = 3
SAME_TITLE = 0.9
UNLIKE = 0.3
"""An edition keeps at least this share of the measures; with fewer it is taken for another road map."""


async def preview(uow: UnitOfWork, imported: Import, now: datetime) -> Preview:
    """Everything the first screen of an import shows."""
    proposal = imported.proposal
    questions = await uow.imports.questions(imported.id)
    answered = resolution(imported, questions)
    with_duty = rows_with_duty(proposal.measures)
    known = await names_on_desk(uow, imported.department_id)
    names = known.names
    edition = await _edition(uow, imported)
    if edition is not None:
        reread = await reread_deadlines(uow, RoadMapId(edition.road_map_id), imported, answered)
        edition = replace(edition, reread=reread)
    department = await unit_of(uow, imported.department_id, imported.department_id)
    today = local_date(now, department.time_zone)
    return Preview(
        id=imported.id,
        state=imported.state,
        file_name=imported.file_name,
        title=proposal.title,
        period=answered.period,
        approval=proposal.approval,
        rules=imported.rules.name,
        measures=sum(not measure.is_dropped for measure in proposal.measures),
        corrected=sum(measure.printed is not None for measure in proposal.measures),
        dropped=sum(measure.is_dropped for measure in proposal.measures),
        milestones=len(offers(proposal)),
        sections=len(proposal.sections),
        duties=len(with_duty),
        clear=sum(is_clear(proposal.measures[row], answered) for row in with_duty),
        closed=sum(has_closed(proposal.measures[row], answered, today) for row in with_duty),
        problems=_problems(proposal),
        questions=tuple(question_line(question, names, imported, answered.period) for question in questions),
        editions=await _known_editions(uow, imported),
        edition=edition,
        road_map_id=imported.road_map_id,
        forecast=await forecast(uow, imported, answered, names, today),
        routine=len(routine_rows(imported, answered)),
        evidence=asked_evidence(imported),
        marks=sum(map(names_a_state, proposal.measures)),
        rests=proposal.rests,
        monitoring=monitoring_offer(imported, answered, today),
        plans=await plans_of_file(uow, imported),
        coming=known.coming(questions),
        unreached=await uow.reach.total(imported.department_id, now),
    )


def question_line(
    question: Question, names: Mapping[Assigned, str], imported: Import, period: PlanPeriod | None
) -> QuestionLine:
    """A question with the meaning it was given."""
    return QuestionLine(
        id=question.id,
        kind=question.kind,
        words=question.words,
        state=question.state,
        rows=tuple(question.rows),
        meaning=meaning(question, names),
        because=asked_because(question, imported, period),
    )


def asked_because(question: Question, imported: Import, period: PlanPeriod | None) -> AskedBecause | None:
    """Why this deadline is asked about; None for other questions and for deadlines only corrected."""
    measures = imported.proposal.measures
    if question.kind is not QuestionKind.DEADLINE or not question.rows or question.rows[0] >= len(measures):
        return None
    return why_unclear(measures[question.rows[0]], period, imported.rules)


def meaning(question: Question, names: Mapping[Assigned, str]) -> str:
    """The answer in words people wrote or names they gave; "" while there is none."""
    match question.answer:
        case Assigned() as assigned:
            return names.get(assigned, "")
        case Reworded(words=words):
            return words
        case ForPeriod(period=period):
            return f"{period.start:%d.%m.%Y}–{period.end:%d.%m.%Y}"
        case None:
            return ""


def _problems(proposal: Proposal) -> tuple[Problem, ...]:
    found = dict.fromkeys(
        (*doubts_besides_rests(proposal), *(p for measure in proposal.measures for p in measure.problems))
    )
    return tuple(problem for problem in found if problem.code not in ASKED)


async def _known_editions(uow: UnitOfWork, imported: Import) -> tuple[KnownEdition, ...]:
    """Road maps in force that overlap this one's period, the likest title first.

    Minutes are an edition of nothing, and nothing is one of them.
    """
    if is_minutes(imported.proposal.title):
        return ()
    period = imported.proposal.period
    title = normal(imported.proposal.title)
    found: list[tuple[float, KnownEdition]] = []
    for road_map in await uow.plan.road_maps(imported.department_id):
        if road_map.kind is RoadMapKind.MINUTES:
            continue
        if period and (road_map.period_end < period.start or road_map.period_start > period.end):
            continue
        revisions = await uow.plan.editions(road_map.id)
        is_same = any(revision.sha256 == imported.sha256 for revision in revisions) and (
            period is None or period.start == road_map.period_start  # the file may hold several plans
        )
        alike = SequenceMatcher(a=normal(road_map.title), b=title, autojunk=False).ratio()
        known = KnownEdition(
            id=road_map.id,
            title=road_map.title,
            short_name=road_map.short_name,
            is_same_file=is_same,
            is_alike=is_same or alike >= SAME_TITLE,
        )
        found.append((alike + is_same, known))
    found.sort(key=lambda scored: -scored[0])
    return tuple(edition for _, edition in found[:MOST_EDITIONS])


async def _edition(uow: UnitOfWork, imported: Import) -> EditionView | None:
    if imported.road_map_id is None or imported.settled_at is not None:
        return None
    return await compared(uow, imported, imported.road_map_id)


async def compared(uow: UnitOfWork, imported: Import, road_map_id: RoadMapId) -> EditionView | None:
    """What the document would change in this road map; None where there is none."""
    road_map = await uow.plan.road_map(road_map_id, imported.department_id)
    if road_map is None:
        return None
    old = await plan_rows(uow, road_map.id, await uow.plan.measures(road_map.id))
    return edition_view(road_map, old, proposal_rows(imported.proposal))


def edition_view(
    road_map: RoadMap, old: Sequence[EditionMeasure], new: Sequence[EditionMeasure]
) -> EditionView:
    """The difference of two editions in words of the document."""
    found = difference(old, new)
    return EditionView(
        road_map_id=road_map.id,
        title=road_map.title,
        added=tuple(_name(new[row]) for row in found.added),
        changed=tuple(_changed(old[before], new[after]) for before, after in found.changed),
        removed=tuple(_name(old[row]) for row in found.removed),
        unchanged=len(found.kept) - len(found.changed),
        is_unlike=len(found.kept) < UNLIKE * min(len(old), len(new)),
    )


def _name(row: EditionMeasure) -> str:
    return f"{row.number} {row.title}".strip()


def _changed(old: EditionMeasure, new: EditionMeasure) -> ChangedMeasure:
    return ChangedMeasure(
        name=_name(new),
        deadline=(old.deadline_text, new.deadline_text),
        responsible=(old.responsible_text, new.responsible_text),
        title=(_name(old), _name(new)),
    )


async def road_map_line(uow: UnitOfWork, road_map: RoadMap) -> DeskRoadMap:
    """A road map in force with the questions its latest document still asks."""
    latest = await uow.imports.latest(road_map.id)
    questions = await uow.imports.questions(latest.id) if latest else ()
    return DeskRoadMap(
        id=road_map.id,
        title=road_map.title,
        short_name=road_map.short_name,
        period=PlanPeriod(start=road_map.period_start, end=road_map.period_end),
        revision=len(await uow.plan.editions(road_map.id)),
        import_id=latest.id if latest else None,
        open_questions=len(unsettled(questions)),
    )
