"""The card of one organisation: name, kind, curators, other spellings, time zone."""

from handlers.chat import Chat
from handlers.people.people import known
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Role, UnitKind
from roadmap.people.zones import ZONES
from services.buttons.units import (
    DropCuratorButton,
    DropSpellingButton,
    EditUnitButton,
    GroupMembersButton,
    SaveUnitButton,
    SetCuratorButton,
    SetKindButton,
    ToggleMemberButton,
    UnitCardButton,
    UnitCuratorsButton,
    UnitKindsButton,
    UnitTimeButton,
    UnitZoneButton,
)
from services.people.directory import proper_name
from services.people.unit_cards import UnitCard
from texts.people import units as texts
from texts.people.people import KIND_NAMES


async def show_card(chat: Chat, press: UnitCardButton) -> None:
    """Shows an organisation's name, kind, curators, spellings and time zone."""
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


async def ask_kind(chat: Chat, press: UnitKindsButton) -> None:
    """Shows the kinds of organisation."""
    await chat.screen.show(texts.ask_kind(await _card(chat, press.unit_id)))


async def set_kind(chat: Chat, press: SetKindButton) -> None:
    """Keeps the kind."""
    known(press.kind, KIND_NAMES)
    card = await chat.app.units.set_kind(chat.actor, UnitId(press.unit_id), UnitKind(press.kind))
    await _saved(chat, card)


# Curators


async def show_curators(chat: Chat, press: UnitCuratorsButton) -> None:
    """Shows who curates it and who might; a name may be typed."""
    choice = await chat.app.units.curators(chat.actor, UnitId(press.unit_id))
    chat.ask(Prompt.CURATOR, unit_id=press.unit_id)
    await chat.screen.show(texts.curators(choice))


async def find_curator(chat: Chat, said: Said) -> None:
    """Sends those whose names begin as typed."""
    choice = await chat.app.units.curators(chat.actor, UnitId(chat.about("unit_id")), said.words)
    await chat.screen.send(texts.curators(choice))


async def set_curator(chat: Chat, press: SetCuratorButton) -> None:
    """This person curates the organisation from now on."""
    unit_id = UnitId(press.unit_id)
    await chat.app.persons.grant(chat.actor, PersonId(press.person_id), unit_id, Role.CURATOR)
    chat.conversation.leave()
    await _saved(chat, await _card(chat, unit_id), texts.CURATOR_SET)


async def drop_curator(chat: Chat, press: DropCuratorButton) -> None:
    """This person curates it no longer."""
    unit_id = UnitId(press.unit_id)
    await chat.app.persons.revoke(chat.actor, PersonId(press.person_id), unit_id, Role.CURATOR)
    await _saved(chat, await _card(chat, unit_id), texts.CURATOR_DROPPED)


# Members of a group


async def show_members(chat: Chat, press: GroupMembersButton) -> None:
    """Shows which organisations the group stands for."""
    page = await chat.app.group_members.page(chat.actor, UnitId(press.group_id), press.page)
    await chat.screen.show(texts.members(page))


async def toggle_member(chat: Chat, press: ToggleMemberButton) -> None:
    """Puts an organisation into the group or takes it out."""
    group_id, unit_id = UnitId(press.group_id), UnitId(press.unit_id)
    done = await chat.app.group_members.toggle(chat.actor, group_id, unit_id, press.page)
    await chat.screen.toast(texts.toggled(done))
    await chat.screen.show(texts.members(done.page))


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
            UnitKindsButton: ask_kind,
            SetKindButton: set_kind,
            UnitCuratorsButton: show_curators,
            SetCuratorButton: set_curator,
            DropCuratorButton: drop_curator,
            GroupMembersButton: show_members,
            ToggleMemberButton: toggle_member,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.UNIT_WORDS: read_back, Prompt.CURATOR: find_curator}, Role.COORDINATOR),
)
