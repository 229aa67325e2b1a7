"""Somebody no longer works here, or does again."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Role
from services.buttons.persons import (
    AskDismissButton,
    DismissButton,
    FindSuccessorButton,
    SuccessorButton,
    TakeBackButton,
)
from services.control.requests.passing_on import Target
from texts.control import leaving as texts
from texts.people.person import person_card


async def ask_successor(chat: Chat, press: AskDismissButton) -> None:
    """Says what is open to the person and asks who takes it over."""
    chat.conversation.leave()
    found = await chat.app.dismissal.look(chat.actor, PersonId(press.person_id))
    await chat.screen.show(texts.ask_successor(found))


async def ask_name(chat: Chat, press: FindSuccessorButton) -> None:
    """Asks to type whose name to look for."""
    found = await chat.app.dismissal.look(chat.actor, PersonId(press.person_id))
    chat.ask(Prompt.SUCCESSOR, person_id=press.person_id)
    await chat.screen.show(texts.ask_successor_name(found))


async def find(chat: Chat, said: Said) -> None:
    """Sends those whose names begin as typed; the only one is read back at once."""
    person_id = PersonId(chat.about("person_id"))
    found = await chat.app.dismissal.find_successor(chat.actor, person_id, said.words)
    if len(found.people) == 1:
        await confirm(chat, SuccessorButton(person_id, 0, found.people[0].person.id))
        return
    await chat.screen.send(texts.found_successors(found, person_id))


async def confirm(chat: Chat, press: SuccessorButton) -> None:
    """Reads back where the duties would go."""
    target = _target(press.to_unit_id, press.to_person_id)
    if target is None:
        raise NotFound
    chosen = await chat.app.dismissal.choose(chat.actor, PersonId(press.person_id), target)
    await chat.screen.show(texts.confirm(chosen))


async def dismiss(chat: Chat, press: DismissButton) -> None:
    """Ends the person's rights and passes their duties on."""
    target = _target(press.to_unit_id, press.to_person_id)
    result = await chat.app.dismissal.dismiss(chat.actor, PersonId(press.person_id), target)
    await chat.screen.toast(texts.done(result))
    await chat.screen.show(person_card(result.card))
    for place in result.places:
        await chat.screen.close_elsewhere(place, texts.CLOSED)


async def take_back(chat: Chat, press: TakeBackButton) -> None:
    """The person works here again."""
    card = await chat.app.dismissal.take_back(chat.actor, PersonId(press.person_id))
    await chat.screen.toast(texts.TAKEN_BACK)
    await chat.screen.show(person_card(card))


def _target(unit_id: int, person_id: int) -> Target | None:
    """Whom the button names; None: nobody."""
    if person_id:
        return Target(person_id=PersonId(person_id))
    return Target(unit_id=UnitId(unit_id)) if unit_id else None


ROUTES = Routes(
    presses=allow(
        {
            AskDismissButton: ask_successor,
            FindSuccessorButton: ask_name,
            SuccessorButton: confirm,
            DismissButton: dismiss,
            TakeBackButton: take_back,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.SUCCESSOR: find}, Role.COORDINATOR),
)
