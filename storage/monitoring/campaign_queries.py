"""What a campaign asks and who has answered, as statements.

«Asked» is a duty whose window has begun by the period's end, still owed or already answered; after the close
it is what had been asked then. An answer is the latest report that was not taken back: one given to this
campaign, or an ordinary one sent while it lasted. Each statement is built once for each `Shape`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from roadmap.control.duty import NOT_OWED, WAITING_FOR_ASSIGNEE, ReportOutcome
from roadmap.monitoring.campaign import Campaign, CampaignState
from roadmap.monitoring.campaign_rows import AskedOf
from storage.control.tables import DutyRow, ExecutionReportRow, PastUnknownRow
from storage.lists import one_of
from storage.monitoring.tables import CampaignItemRow, CampaignQuestionRow
from storage.people.subtrees import is_under
from storage.people.tables import PersonRow, UnitRow
from storage.plan.tables import ControlPointRow, MeasureRow

_IS_OWED = DutyRow.state.in_([state.value for state in WAITING_FOR_ASSIGNEE])
_IS_LEFT_OUT = DutyRow.state.in_([state.value for state in NOT_OWED])
_IS_DIFFICULT = ExecutionReportRow.outcome == ReportOutcome.DIFFICULTY.value
_IS_UNKNOWN = DutyRow.id.in_(select(PastUnknownRow.duty_id))
"""Of before the work began here, and nobody knows: it was said once, and is not asked again."""
_MEANWHILE = (
    ExecutionReportRow.campaign_item_id.is_(None),
    ExecutionReportRow.created_at >= bindparam("answers_from"),
    ExecutionReportRow.created_at <= bindparam("closes_at"),
)
_ASSIGNEE = (DutyRow.unit_id, DutyRow.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What decides how a statement about a campaign and about whose questions is built."""

    is_closed: bool
    has_section: bool
    has_measure: bool
    is_of_units: bool
    is_of_few: bool
    is_of_roots: bool


def shape_of(campaign: Campaign, of: AskedOf) -> Shape:
    return Shape(
        is_closed=campaign.state is CampaignState.CLOSED,
        has_section=campaign.section_id is not None,
        has_measure=campaign.measure_id is not None,
        is_of_units=campaign.unit_ids is not None,
        is_of_few=of.unit_ids is not None or of.person_ids is not None,
        is_of_roots=of.roots is not None and campaign.department_id not in of.roots,
    )


def values_of(campaign: Campaign, of: AskedOf) -> dict[str, Any]:
    """What a statement of their shape is run with."""
    return {
        "campaign": campaign.id,
        "road_map": campaign.road_map_id,
        "first_on": campaign.first_on,
        "last_on": campaign.last_on,
        "answers_from": campaign.answers_from,
        "closes_at": campaign.closes_at,
        "section": campaign.section_id,
        "measure": campaign.measure_id,
        "home_units": list(campaign.unit_ids or ()),
        "units": list(of.unit_ids or ()),
        "persons": list(of.person_ids or ()),
        "roots": list(of.roots or ()),
    }


_CAMPAIGN: BindParameter[int] = bindparam("campaign", type_=Integer)
_IS_OF_MAP = DutyRow.road_map_id == bindparam("road_map")


@cache
def questions(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Duties the campaign asks about, each with the id of its answer or NULL."""
    answer_id = _answer_id()
    # Where few are asked, they lead to the rows; the road map or its control points would lead to all.
    road_map_id = DutyRow.road_map_id + 0 if shape.is_of_few else DutyRow.road_map_id
    point_id = DutyRow.control_point_id + 0 if shape.is_of_few else DutyRow.control_point_id
    is_answered = and_(_stands_in_plan(shape, point_id), ~_IS_LEFT_OUT, answer_id.is_not(None))
    return select(DutyRow.id, answer_id.label("answer_id")).where(
        road_map_id == bindparam("road_map"),
        or_(_was_asked(shape, point_id), is_answered),
        *_whose(shape),
    )


@cache
def counted_addressees(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Everybody asked with counts: what is asked, counted within an index, and what the answers add to it."""
    every = union_all(_asked_by_addressee(shape), _answered(shape)).subquery()
    summed = (
        select(
            every.c.unit_id,
            every.c.person_id,
            *(
                cast(func.sum(every.c[name]), Integer).label(name)  # PostgreSQL adds counts up to a decimal
                for name in ("asked", "answered", "difficulties")
            ),
        )
        .group_by(every.c.unit_id, every.c.person_id)
        .subquery()
    )
    return (
        select(
            summed,
            func.coalesce(UnitRow.name, PersonRow.name).label("name"),
            func.coalesce(summed.c.unit_id, _home_of_person(summed.c.person_id)).label("home"),
        )
        .join(UnitRow, UnitRow.id == summed.c.unit_id, isouter=True)
        .join(PersonRow, PersonRow.id == summed.c.person_id, isouter=True)
    )


def _home_of_person(person_id: ColumnElement[int]) -> Any:
    """Where a person's duties of the road map belong; those of a unit belong to it."""
    return (
        select(func.min(DutyRow.home_unit_id))
        .where(
            _IS_OF_MAP,
            DutyRow.unit_id.is_(None),
            DutyRow.person_id == person_id,
        )
        .scalar_subquery()
    )


def _asked_by_addressee(shape: Shape) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_ASSIGNEE,
            func.count().label("asked"),
            literal(0).label("answered"),
            literal(0).label("difficulties"),
        )
        .where(_IS_OF_MAP, _was_asked(shape), *_whose(shape))
        .group_by(*_ASSIGNEE)
    )


def _answered(shape: Shape) -> Select[*tuple[Any, ...]]:
    """A row for each answer; it adds a question where the duty is asked about for its answer only."""
    was_asked = _was_asked(shape)
    is_counted = and_(_stands_in_plan(shape), ~_IS_LEFT_OUT)
    if shape.is_closed:  # before that, whatever is asked about is among these
        is_counted = or_(was_asked, is_counted)
    answers = _answers()
    return (
        select(
            *_ASSIGNEE,
            case((was_asked, 0), else_=1),
            literal(1),
            answers.c.marked % 2,
        )
        .select_from(answers)
        .join(DutyRow, DutyRow.id == answers.c.duty_id)
        .where(DutyRow.road_map_id + 0 == bindparam("road_map"), is_counted, *_whose(shape))
    )


def _was_asked(shape: Shape, point_id: Any = DutyRow.control_point_id) -> ColumnElement[bool]:
    """Asked about whether or not it is answered."""
    if shape.is_closed:
        # Whatever a later edition moves or drops, a closed quarter says what it said.
        frozen = select(CampaignQuestionRow.duty_id).where(CampaignQuestionRow.campaign_id == _CAMPAIGN)
        return DutyRow.id.in_(frozen)
    going_on = _points(shape).where(ControlPointRow.last_on >= bindparam("first_on"))
    # Ongoing work is asked about in the quarters it goes on in; a missed date, until it is made good.
    is_wanted = or_(DutyRow.original_due_on.is_not(None), point_id.in_(going_on))
    return and_(_IS_OWED, _stands_in_plan(shape, point_id), is_wanted, ~_IS_UNKNOWN)


def _stands_in_plan(shape: Shape, point_id: Any = DutyRow.control_point_id) -> ColumnElement[bool]:
    stands: ColumnElement[bool] = point_id.in_(_points(shape))
    return stands


def _points(shape: Shape) -> Select[Any]:
    """Control points that have begun by the quarter's end: few, however many owe them."""
    return (
        select(ControlPointRow.id)
        .join(MeasureRow, MeasureRow.id == ControlPointRow.measure_id)
        .where(
            MeasureRow.road_map_id == bindparam("road_map"),
            MeasureRow.is_archived.is_(False),
            ControlPointRow.first_on <= bindparam("last_on"),
            *_of_part(shape),
        )
    )


def _of_part(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.has_section:
        conditions.append(MeasureRow.section_id == bindparam("section"))
    if shape.has_measure:
        conditions.append(MeasureRow.id != bindparam("measure"))
    return conditions


def _answers() -> Any:
    """The latest answer of each duty that has one: by way of the campaign or of the chat.

    Its id is marked with whether it tells a difficulty: the latest need not be looked up once more.
    """
    report = ExecutionReportRow
    marked = (report.id * 2 + case((_IS_DIFFICULT, 1), else_=0)).label("marked")
    by_campaign = (
        select(report.duty_id, marked)
        .join(CampaignItemRow, CampaignItemRow.id == report.campaign_item_id)
        .where(CampaignItemRow.campaign_id == _CAMPAIGN, report.retracted_at.is_(None))
    )
    meanwhile = select(report.duty_id, marked).where(report.retracted_at.is_(None), *_MEANWHILE)
    every = union_all(by_campaign, meanwhile).subquery()
    latest = func.max(every.c.marked).label("marked")
    return select(every.c.duty_id, latest).group_by(every.c.duty_id).subquery()


def _answer_id() -> Any:
    """The same of one duty."""
    report, item = ExecutionReportRow, CampaignItemRow
    by_campaign = (
        select(item.id)
        .where(item.id == report.campaign_item_id, item.campaign_id == _CAMPAIGN)
        .correlate(report)
        .exists()
    )
    return (
        select(func.max(report.id))
        .where(
            report.duty_id == DutyRow.id,
            report.retracted_at.is_(None),
            or_(by_campaign, and_(*_MEANWHILE)),
        )
        .correlate(DutyRow)
        .scalar_subquery()
    )


def _whose(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.is_of_units:
        conditions.append(one_of(DutyRow.home_unit_id, "home_units"))
    if shape.is_of_few:
        conditions.append(or_(one_of(DutyRow.unit_id, "units"), one_of(DutyRow.person_id, "persons")))
    if shape.is_of_roots:
        conditions.append(is_under(DutyRow.home_unit_id, "roots"))
    return conditions
