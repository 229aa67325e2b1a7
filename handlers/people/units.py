"""The card of one organisation: name, other spellings, time zone."""

from handlers.chat import Chat
from handlers.people.people import known
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import Role
from roadmap.people.zones import ZONES
from services.buttons.units import (
    DropSpellingButton,
    EditUnitButton,
    SaveUnitButton,
    UnitCardButton,
    UnitTimeButton,
    UnitZoneButton,
)
from services.people.directory import proper_name
from services.people.unit_cards import UnitCard
from texts.people import units as texts


async def show_card(chat: Chat, press: UnitCardButton) -> None:
    """Shows an organisation's name, spellings and time zone."""
    chat.conversation.leave()
    await chat.screen.show(texts.unit_card(await _card(chat, press.unit_id)))


async def ask_words(chat: Chat, press: EditUnitButton) -> None:
    """Asks to type the name or one more spelling."""
    known(press.field, texts.FIELDS)
    card = await _card(chat, press.unit_id)
    chat.conversation.ask(Prompt.UNIT_WORDS, unit_id=card.unit.id, field=press.field)
    await chat.screen.show(texts.ask_words(card, press.field))


async def read_back(chat: Chat, said: Said) -> None:
    """Reads what was typed back before it is kept."""
    card, field = await _card(chat, chat.about("unit_id")), str(chat.conversation.data["field"])
    words = proper_name(said.words)
    await chat.read_back(texts.read_back(card, field, words), words)


async def save(chat: Chat, press: SaveUnitButton) -> None:
    """Keeps what was read back."""
    asked = chat.conversation.data
    about = (asked.get("unit_id"), asked.get("field"))
    if (
        chat.conversation.state != Prompt.UNIT_WORDS
        or about != (press.unit_id, press.field)
        or not chat.confirmed
    ):
        raise NotFound
    change = chat.app.units.rename if press.field == "name" else chat.app.units.add_spelling
    card = await change(chat.actor, UnitId(press.unit_id), chat.confirmed)
    chat.conversation.forget()
    await _saved(chat, card)


async def drop_spelling(chat: Chat, press: DropSpellingButton) -> None:
    """These words mean the organisation no longer."""
    card = await chat.app.units.drop_spelling(chat.actor, UnitId(press.unit_id), press.place)
    await _saved(chat, card, texts.DROPPED)


async def ask_zone(chat: Chat, press: UnitTimeButton) -> None:
    """Shows the time zones."""
    await chat.screen.show(texts.ask_zone(await _card(chat, press.unit_id)))


async def set_zone(chat: Chat, press: UnitZoneButton) -> None:
    """Keeps the organisation's time zone."""
    if not 0 < press.zone <= len(ZONES):
        raise NotFound
    await _saved(
        chat, await chat.app.units.set_zone(chat.actor, UnitId(press.unit_id), ZONES[press.zone - 1])
    )


async def _saved(chat: Chat, card: UnitCard, words: str = texts.SAVED) -> None:
    await chat.screen.toast(words)
    await chat.screen.show(texts.unit_card(card))


async def _card(chat: Chat, unit_id: int) -> UnitCard:
    return await chat.app.units.card(chat.actor, UnitId(unit_id))


ROUTES = Routes(
    presses=allow(
        {
            UnitCardButton: show_card,
            EditUnitButton: ask_words,
            SaveUnitButton: save,
            DropSpellingButton: drop_spelling,
            UnitTimeButton: ask_zone,
            UnitZoneButton: set_zone,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.UNIT_WORDS: read_back}, Role.COORDINATOR),
)
