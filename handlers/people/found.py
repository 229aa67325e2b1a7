"""What a search of people and organisations has found: one is opened at once, several are listed."""

from dataclasses import replace

from handlers.chat import Chat
from services.notice import Button, Notice
from services.people.roster import FoundPeople
from texts.people import roster as texts
from texts.people.person import person_card

Rows = tuple[tuple[Button, ...], ...]


async def send_found(chat: Chat, found: FoundPeople, also: Rows = ()) -> None:
    """Sends the card of the only one found, else the list; `also` leads to what else the words found."""
    match found.people, found.units:
        case (line,), ():
            card = person_card(await chat.app.persons.card(chat.actor, line.person.id))
        case (), (unit,):
            card = texts.unit(await chat.app.roster.unit(chat.actor, unit.id))
        case _:
            await chat.screen.send(texts.found_people(found, also))
            return
    await chat.screen.send(_with(card, also))


def _with(card: Notice, also: Rows) -> Notice:
    """These rows too, before the way back."""
    return replace(card, buttons=(*card.buttons[:-1], *also, *card.buttons[-1:]))
