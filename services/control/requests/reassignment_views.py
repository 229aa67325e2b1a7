"""What «не моё» looks like to the one who says it, the one who decides and the one it comes to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from roadmap.brevity import AssigneeName, Briefly, MeasureWords, PersonName
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.requests import Reassignment, RequestState
from roadmap.delivery.outbox import Delivery
from roadmap.ids import DutyId, PersonId, ReassignmentId
from roadmap.language.initials import initials, with_initials
from roadmap.people.persons import Person, Unit
from roadmap.people.roster import RosterPerson
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view
from services.control.requests.life_cycle import REASSIGNMENT, asked_of, name_of
from services.people.recipients import actor_of
from services.people.rights import is_assignee
from storage.unit_of_work import UnitOfWork

_Named = Annotated[
    str,
    Briefly(lambda view, name: (initials if view.request.named_person_id else with_initials)(name)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentView:
    """One «не моё» beside the card of its duty."""

    view: CardView
    request: Reassignment
    author: PersonName
    named: _Named = ""
    """Whose it is by its author, where that was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """To the author: whose it may be. Organisations a page at a time, or what typed words have found."""

    view: CardView
    units: tuple[Unit, ...]
    persons: tuple[RosterPerson, ...] = ()
    page: int = 0
    pages: int = 1
    typed: str = ""
    taken: tuple[AssigneeName, ...] = ()
    """Of what the words mean, who has this measure already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Whom it may go to: a page of units or persons of the department."""

    asked: ReassignmentView
    units: tuple[Unit, ...]
    persons: tuple[Person, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A target before it is confirmed: `reachable` people of it can be written to, and `more` owed control
    points of the measure could go with this one."""

    asked: ReassignmentView
    name: str
    reachable: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What a press has done: how many control points went to whom."""

    request_id: ReassignmentId
    duty: DutyLine
    name: str
    duty_ids: tuple[DutyId, ...]
    reachable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentAsked:
    """To a curator."""

    asked: ReassignmentView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentRefused:
    """To the one who said «не моё»: it stays."""

    view: CardView
    comment: str
    decided_by: PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignmentGranted:
    """To the one who said «не моё»: it is gone. They may not see the card any more, only what it was."""

    number: str
    title: MeasureWords
    map_name: str
    to: AssigneeName
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPassed:
    """To the new assignee: what has come, and how many control points of the measure they owe now."""

    view: CardView
    count: int


async def view_reassignment(uow: UnitOfWork, request: Reassignment, view: CardView) -> ReassignmentView:
    """The request beside the card of its duty."""
    author = await name_of(uow, request.author_id)
    return ReassignmentView(view=view, request=request, author=author, named=await _named(uow, request))


async def _named(uow: UnitOfWork, request: Reassignment) -> str:
    if request.named_unit_id is not None:
        unit = await uow.people.unit(request.named_unit_id)
        return unit.name if unit else ""
    return await name_of(uow, request.named_person_id)


async def compose_reassignment_asked(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> ReassignmentAsked | Cancelled:
    """Cancelled when it is settled or the recipient no longer decides on it."""
    found = await asked_of(uow, delivery, REASSIGNMENT, now)
    if isinstance(found, Cancelled):
        return found
    return ReassignmentAsked(asked=await view_reassignment(uow, *found))


async def compose_reassignment_decided(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> ReassignmentRefused | ReassignmentGranted | DutyPassed | Cancelled:
    """To the former assignees what became of it, to the new one what has come."""
    request = await uow.requests.get(Reassignment, delivery.subject_id)
    if request is None:
        return Cancelled("no such request")
    if request.author_id == delivery.recipient_id and request.state is RequestState.GRANTED:
        return await _gone(uow, request)
    if request.state is RequestState.GRANTED and await _was_theirs(uow, request, delivery.recipient_id):
        return await _gone(uow, request)
    view = await recipient_view(uow, delivery, request.duty_id, now)
    if isinstance(view, Cancelled):
        return view
    if not view.viewer.is_assignee:
        return Cancelled("not the recipient's any more")
    if request.state is RequestState.GRANTED:
        return DutyPassed(view=view, count=await uow.duties.count(owed_with(view.card.duty)))
    by = await name_of(uow, request.decided_by)
    return ReassignmentRefused(view=view, comment=request.comment, decided_by=by)


def owed_with(duty: Duty | DutyLine) -> DutyFilter:
    """Control points of this measure that its assignee owes."""
    return DutyFilter(
        measure_ids=(duty.measure_id,),
        assigned_unit_ids=() if duty.unit_id is None else (duty.unit_id,),
        assigned_person_ids=() if duty.person_id is None else (duty.person_id,),
        states=WAITING_FOR_ASSIGNEE,
    )


async def _was_theirs(uow: UnitOfWork, request: Reassignment, person_id: PersonId) -> bool:
    """Whether this person answered for the duty before it was passed on, and does not now."""
    actor = await actor_of(uow, person_id)
    moved = await uow.requests.moved(request.id)
    duty = await uow.duties.get(request.duty_id)
    if actor is None or duty is None or not moved:
        return False
    return is_assignee(actor, moved[0]) and not is_assignee(actor, duty)


async def _gone(uow: UnitOfWork, request: Reassignment) -> ReassignmentGranted | Cancelled:
    duty = await uow.duties.line(request.duty_id)
    if duty is None:
        return Cancelled("no such duty")
    return ReassignmentGranted(
        number=duty.number,
        title=duty.title,
        map_name=duty.map_name,
        to=duty.assignee,
        person_id=duty.person_id,
    )
