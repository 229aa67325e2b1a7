"""Absences: which days, who stands in; set by a coordinator, or by everybody for themself."""

from datetime import date

from handlers.chat import Chat
from handlers.policy import allow_bound
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import AbsenceId, PersonId
from services.buttons.absences import (
    AbsencesButton,
    AddAbsenceButton,
    DeputyButton,
    EndAbsenceButton,
    FindDeputyButton,
    SaveAbsenceButton,
)
from services.people.roster import FoundPeople
from texts.control.extensions import day_number
from texts.people import absences as texts


async def show(chat: Chat, press: AbsencesButton) -> None:
    """Shows when the person is away and who stands in."""
    chat.conversation.leave()
    found = await chat.app.absences.of_person(chat.actor, PersonId(press.person_id))
    await chat.screen.show(texts.absences(found))


async def ask_days(chat: Chat, press: AddAbsenceButton) -> None:
    """Asks to type the days."""
    found = await chat.app.absences.of_person(chat.actor, PersonId(press.person_id))
    chat.ask(Prompt.ABSENCE_DAYS, person_id=press.person_id)
    await chat.screen.show(texts.ask_days(found))


async def read_days(chat: Chat, said: Said) -> None:
    """Reads the days back and asks who stands in; once they are read, a name is whoever does."""
    person_id = PersonId(chat.about("person_id"))
    if "first" in chat.conversation.data and not any(each.isdecimal() for each in said.words):
        found = await chat.app.absences.find_deputy(chat.actor, person_id, said.words)
        if found.people:
            await _show_found(chat, found)
            return
    choice = await chat.app.absences.read_dates(chat.actor, person_id, said.words)
    first, last = day_number(choice.first_on), day_number(choice.last_on)
    chat.ask(Prompt.ABSENCE_DAYS, person_id=person_id, first=first, last=last)
    await chat.screen.send(texts.ask_deputy(choice))


async def ask_name(chat: Chat, press: FindDeputyButton) -> None:
    """Asks to type whose name to look for."""
    await chat.app.absences.of_person(chat.actor, PersonId(press.person_id))
    _day(press.first), _day(press.last)
    chat.ask(Prompt.DEPUTY, person_id=press.person_id, first=press.first, last=press.last)
    await chat.screen.show(texts.ask_deputy_name(press.person_id))


async def find(chat: Chat, said: Said) -> None:
    """Sends those whose names begin as typed; the only one is read back at once."""
    person_id = PersonId(chat.about("person_id"))
    await _show_found(chat, await chat.app.absences.find_deputy(chat.actor, person_id, said.words))


async def _show_found(chat: Chat, found: FoundPeople) -> None:
    person_id = PersonId(chat.about("person_id"))
    first, last = chat.about("first"), chat.about("last")
    if len(found.people) == 1:
        await confirm(chat, DeputyButton(person_id, first, last, found.people[0].person.id))
        return
    await chat.screen.send(texts.found_deputies(found, person_id, _day(first), _day(last)))


async def confirm(chat: Chat, press: DeputyButton) -> None:
    """Reads the days and the deputy back."""
    chosen = await chat.app.absences.choose(
        chat.actor,
        PersonId(press.person_id),
        _day(press.first),
        _day(press.last),
        PersonId(press.deputy_id) if press.deputy_id else None,
    )
    await chat.screen.show(texts.confirm(chosen))


async def save(chat: Chat, press: SaveAbsenceButton) -> None:
    """Keeps the absence."""
    found = await chat.app.absences.add(
        chat.actor,
        PersonId(press.person_id),
        _day(press.first),
        _day(press.last),
        PersonId(press.deputy_id) if press.deputy_id else None,
    )
    await chat.screen.toast(texts.SAVED)
    await chat.screen.show(texts.absences(found))


async def end(chat: Chat, press: EndAbsenceButton) -> None:
    """Takes the absence back, or ends it now."""
    found = await chat.app.absences.end(chat.actor, AbsenceId(press.absence_id))
    await chat.screen.toast(texts.ENDED)
    await chat.screen.show(texts.absences(found))


def _day(number: int) -> date:
    try:
        return date.fromisoformat(str(number))
    except ValueError:
        raise NotFound from None


ROUTES = Routes(
    presses=allow_bound(
        {
            AbsencesButton: show,
            AddAbsenceButton: ask_days,
            FindDeputyButton: ask_name,
            DeputyButton: confirm,
            SaveAbsenceButton: save,
            EndAbsenceButton: end,
        }
    ),
    words=allow_bound({Prompt.ABSENCE_DAYS: read_days, Prompt.DEPUTY: find}),
)
