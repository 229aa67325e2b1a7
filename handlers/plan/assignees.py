"""Changing who answers for a measure of a road map in force."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Role
from roadmap.plan.measure_content import Answering
from services.buttons.plan_edits import (
    AssigneeButton,
    AssigneesButton,
    CandidatesButton,
    ChooseAssigneeButton,
    DaysEarlierButton,
    MakeMainButton,
    RemoveAssigneeButton,
)
from services.plan.edit_views import Edited, MeasureEditor
from texts.control import measure_assignees as texts
from texts.control.measure_edits import done

HERE, EVERYWHERE = 1, 2
SOUGHT = "sought"


async def show_assignees(chat: Chat, press: AssigneesButton) -> None:
    """Shows everybody who answers for the measure."""
    view = await chat.app.plan_edits.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(texts.assignees(view))


async def show_assignee(chat: Chat, press: AssigneeButton) -> None:
    """Shows what can be done about one of them."""
    view = await chat.app.plan_edits.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(texts.assignee(view, _of(view, press.unit_id, press.person_id)))


async def show_candidates(chat: Chat, press: CandidatesButton) -> None:
    """Shows a page of those who could answer; typed words look for others."""
    instead = _assigned(press.unit_id, press.person_id)
    data = chat.conversation.data
    is_same = data.get("measure") == press.measure_id and press.page > 0
    words = str(data.get(SOUGHT, "")) if is_same else ""
    view = await chat.app.assignee_edits.candidates(
        chat.actor, MeasureId(press.measure_id), instead, words, press.page
    )
    await chat.show_other(texts.candidates(view))
    chat.ask(Prompt.MEASURE_ASSIGNEE, measure=press.measure_id, unit=press.unit_id, person=press.person_id)
    chat.conversation.remember(**{SOUGHT: words})


async def find_candidates(chat: Chat, said: Said) -> None:
    """Sends those whose names hold the typed words."""
    instead = _assigned(chat.about("unit"), chat.about("person"))
    words = " ".join(said.words.split())[:60]
    view = await chat.app.assignee_edits.candidates(
        chat.actor, MeasureId(chat.about("measure")), instead, words
    )
    await chat.screen.send(texts.candidates(view))
    chat.conversation.remember(**{SOUGHT: words})


async def choose(chat: Chat, press: ChooseAssigneeButton) -> None:
    """Adds the chosen one, or puts them in another's place: here, or, once asked, everywhere."""
    measure_id = MeasureId(press.measure_id)
    old, new = _assigned(press.old_unit, press.old_person), _assigned(press.new_unit, press.new_person)
    if new is None:
        raise NotFound
    if old is None:
        await _done(chat, await chat.app.assignee_edits.add(chat.actor, measure_id, new), measure_id)
        return
    if press.scope not in (HERE, EVERYWHERE):
        view = await chat.app.assignee_edits.replacement(chat.actor, measure_id, old, new)
        if view.elsewhere:
            await chat.show_other(texts.where(view))
            return
    edited = await chat.app.assignee_edits.replace(
        chat.actor, measure_id, old, new, everywhere=press.scope == EVERYWHERE
    )
    await _done(chat, edited, measure_id)


async def remove(chat: Chat, press: RemoveAssigneeButton) -> None:
    """Takes one of the executors off."""
    measure_id, old = MeasureId(press.measure_id), _known(press.unit_id, press.person_id)
    await _done(chat, await chat.app.assignee_edits.remove(chat.actor, measure_id, old), measure_id)


async def make_main(chat: Chat, press: MakeMainButton) -> None:
    """Makes one of them the main executor."""
    measure_id, chosen = MeasureId(press.measure_id), _known(press.unit_id, press.person_id)
    await _done(chat, await chat.app.assignee_edits.make_main(chat.actor, measure_id, chosen), measure_id)


async def set_days(chat: Chat, press: DaysEarlierButton) -> None:
    """Asks how much earlier a co-executor owes it, or takes the chosen number of days."""
    measure_id, chosen = MeasureId(press.measure_id), _known(press.unit_id, press.person_id)
    if press.is_asked:
        view = await chat.app.plan_edits.open(chat.actor, measure_id)
        await chat.show_other(texts.days_earlier(view, _of(view, press.unit_id, press.person_id)))
        chat.ask(Prompt.MEASURE_OWN_DAY, measure=measure_id, unit=press.unit_id, person=press.person_id)
        return
    await _set_days(chat, measure_id, chosen, press.days)


async def read_days(chat: Chat, said: Said) -> None:
    """Takes the number of days, or the date, that was typed."""
    measure_id = MeasureId(chat.about("measure"))
    days = await chat.app.assignee_edits.days_of(chat.actor, measure_id, said.words)
    await _set_days(chat, measure_id, _known(chat.about("unit"), chat.about("person")), days)


async def _set_days(chat: Chat, measure_id: MeasureId, chosen: Assigned, days: int) -> None:
    edited = await chat.app.assignee_edits.set_days_earlier(chat.actor, measure_id, chosen, days)
    await _done(chat, edited, measure_id)


async def _done(chat: Chat, edited: Edited, measure_id: MeasureId) -> None:
    await chat.show_other(done(edited, measure_id))
    chat.conversation.leave()


def _assigned(unit_id: int, person_id: int) -> Assigned | None:
    if unit_id:
        return Assigned(unit_id=UnitId(unit_id))
    return Assigned(person_id=PersonId(person_id)) if person_id else None


def _known(unit_id: int, person_id: int) -> Assigned:
    found = _assigned(unit_id, person_id)
    if found is None:
        raise NotFound
    return found


def _of(view: MeasureEditor, unit_id: int, person_id: int) -> Answering:
    """The one of the measure's executors a button names; NotFound where they answer no more."""
    sought = _known(unit_id, person_id)
    found = next((one for one in view.content.answering if one.assigned == sought), None)
    if found is None:
        raise NotFound
    return found


ROUTES = Routes(
    presses=allow(
        {
            AssigneesButton: show_assignees,
            AssigneeButton: show_assignee,
            CandidatesButton: show_candidates,
            ChooseAssigneeButton: choose,
            RemoveAssigneeButton: remove,
            MakeMainButton: make_main,
            DaysEarlierButton: set_days,
        },
        Role.COORDINATOR,
    ),
    words=allow(
        {Prompt.MEASURE_ASSIGNEE: find_candidates, Prompt.MEASURE_OWN_DAY: read_days}, Role.COORDINATOR
    ),
)
