"""Lists of organisations and of people, and finding somebody by name."""

from handlers.chat import Chat
from handlers.people.found import send_found
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import UnitId
from services.buttons.people import UnitButton, UnitsButton
from services.buttons.persons import FindPersonButton, UnitPeopleButton
from services.people.rights import CURATORS
from texts.people import roster as texts


async def send_units(chat: Chat, said: Said) -> None:
    """Sends the first page of organisations; with a name after the command, those it finds."""
    if said.argument:
        await send_found(chat, await chat.app.roster.find(chat.actor, said.argument))
    else:
        await chat.screen.send(texts.units(await chat.app.roster.units(chat.actor)))


async def show_units(chat: Chat, press: UnitsButton) -> None:
    """Shows a page of organisations."""
    chat.conversation.leave()
    await chat.screen.show(texts.units(await chat.app.roster.units(chat.actor, press.page)))


async def show_unit(chat: Chat, press: UnitButton) -> None:
    """Shows an organisation with its people."""
    chat.conversation.leave()
    await chat.screen.show(texts.unit(await chat.app.roster.unit(chat.actor, UnitId(press.unit_id))))


async def show_people(chat: Chat, press: UnitPeopleButton) -> None:
    """Shows another page of an organisation's people."""
    found = await chat.app.roster.unit(chat.actor, UnitId(press.unit_id), press.page)
    await chat.screen.show(texts.unit(found))


async def ask_name(chat: Chat, _: FindPersonButton) -> None:
    """Asks whom to find."""
    chat.ask(Prompt.FIND_PERSON)
    await chat.screen.show(texts.ask_name())


async def find(chat: Chat, said: Said) -> None:
    """Sends those whose names begin as typed; another name may be typed at once."""
    await send_found(chat, await chat.app.roster.find(chat.actor, said.words))


ROUTES = Routes(
    commands=allow({"people": send_units}, *CURATORS),
    presses=allow(
        {
            UnitsButton: show_units,
            UnitButton: show_unit,
            UnitPeopleButton: show_people,
            FindPersonButton: ask_name,
        },
        *CURATORS,
    ),
    words=allow({Prompt.FIND_PERSON: find}, *CURATORS),
)
