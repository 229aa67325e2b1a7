"""The card of one person: name, post, time, roles, chat and link."""

from handlers.chat import Chat
from handlers.people.people import known
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Role
from roadmap.people.zones import ZONES
from services.buttons.persons import (
    AddRoleButton,
    AskRevokeRoleButton,
    AskUnbindButton,
    EditPersonButton,
    GrantRoleButton,
    PersonButton,
    PersonHourButton,
    PersonTimeButton,
    PersonZoneButton,
    RevokeLinkButton,
    RevokeRoleButton,
    RolesButton,
    RoleUnitsButton,
    SavePersonButton,
    UnbindButton,
)
from services.people.directory import proper_name
from services.people.person_cards import PersonCard
from services.people.rights import CURATORS
from texts.people import person as texts
from texts.people.people import ROLE_NAMES


async def show_card(chat: Chat, press: PersonButton) -> None:
    """Shows a person."""
    chat.conversation.leave()
    await chat.screen.show(texts.person_card(await _card(chat, press.person_id)))


# Name and post


async def ask_words(chat: Chat, press: EditPersonButton) -> None:
    """Asks to type the name or the post."""
    known(press.field, texts.FIELDS)
    card = await _card(chat, press.person_id)
    chat.conversation.ask(Prompt.PERSON_WORDS, person_id=card.person.id, field=press.field)
    await chat.screen.show(texts.ask_words(card, press.field))


async def read_back(chat: Chat, said: Said) -> None:
    """Reads the typed name or post back before it is kept."""
    card, field = await _card(chat, chat.about("person_id")), str(chat.conversation.data["field"])
    words = proper_name(said.words)
    await chat.read_back(texts.read_back(card, field, words), words)


async def save_words(chat: Chat, press: SavePersonButton) -> None:
    """Keeps the name or the post that was read back."""
    asked = chat.conversation.data
    about = (asked.get("person_id"), asked.get("field"))
    if (
        chat.conversation.state != Prompt.PERSON_WORDS
        or about != (press.person_id, press.field)
        or not chat.confirmed
    ):
        raise NotFound
    change = chat.app.persons.rename if press.field == "name" else chat.app.persons.set_post
    card = await change(chat.actor, PersonId(press.person_id), chat.confirmed)
    chat.conversation.forget()
    await _saved(chat, card)


# Time


async def ask_time(chat: Chat, press: PersonTimeButton) -> None:
    """Shows the time zones and the hours of the digest."""
    await chat.screen.show(texts.ask_time(await _card(chat, press.person_id)))


async def set_zone(chat: Chat, press: PersonZoneButton) -> None:
    """Keeps the person's time zone."""
    if press.zone > len(ZONES):
        raise NotFound
    zone = ZONES[press.zone - 1] if press.zone else None
    await _saved(chat, await chat.app.persons.set_zone(chat.actor, PersonId(press.person_id), zone))


async def set_hour(chat: Chat, press: PersonHourButton) -> None:
    """Keeps the hour of the person's digest."""
    await _saved(chat, await chat.app.persons.set_hour(chat.actor, PersonId(press.person_id), press.hour))


async def _saved(chat: Chat, card: PersonCard, words: str = texts.SAVED) -> None:
    await chat.screen.toast(words)
    await chat.screen.show(texts.person_card(card))


# Roles


async def show_roles(chat: Chat, press: RolesButton) -> None:
    """Shows what the person is and where."""
    await chat.screen.show(texts.roles(await _card(chat, press.person_id)))


async def ask_new_role(chat: Chat, press: AddRoleButton) -> None:
    """Asks which role to add."""
    await chat.screen.show(texts.ask_new_role(await _card(chat, press.person_id)))


async def ask_role_unit(chat: Chat, press: RoleUnitsButton) -> None:
    """Asks where the role is to be held; one over the whole department is read back."""
    known(press.role, ROLE_NAMES)
    role, card = Role(press.role), await _card(chat, press.person_id)
    if role in texts.DEPARTMENT_ROLES:
        await chat.screen.show(texts.confirm_department_role(card, role, chat.actor.department_id))
    else:
        units = await chat.app.roster.units(chat.actor, press.page)
        await chat.screen.show(texts.ask_role_unit(card, role, units))


async def grant(chat: Chat, press: GrantRoleButton) -> None:
    """Gives the person the role."""
    known(press.role, ROLE_NAMES)
    role = Role(press.role)
    card = await chat.app.persons.grant(chat.actor, PersonId(press.person_id), UnitId(press.unit_id), role)
    await chat.screen.toast(texts.role_added(role))
    await chat.screen.show(texts.roles(card))


async def ask_revoking(chat: Chat, press: AskRevokeRoleButton) -> None:
    """Says what taking the role away would leave."""
    known(press.role, ROLE_NAMES)
    person_id, unit_id = PersonId(press.person_id), UnitId(press.unit_id)
    left = await chat.app.persons.look_at_revoking(chat.actor, person_id, unit_id, Role(press.role))
    await chat.screen.show(texts.confirm_revoking(left))


async def revoke(chat: Chat, press: RevokeRoleButton) -> None:
    """Takes the role away."""
    known(press.role, ROLE_NAMES)
    role = Role(press.role)
    card = await chat.app.persons.revoke(chat.actor, PersonId(press.person_id), UnitId(press.unit_id), role)
    await chat.screen.toast(texts.role_taken(role))
    await chat.screen.show(texts.roles(card))


# The chat and the link


async def ask_unbinding(chat: Chat, press: AskUnbindButton) -> None:
    """Says what letting the chat go would mean."""
    await chat.screen.show(texts.confirm_unbinding(await _card(chat, press.person_id)))


async def unbind(chat: Chat, press: UnbindButton) -> None:
    """Lets the person's chat go."""
    card, places = await chat.app.persons.unbind(chat.actor, PersonId(press.person_id))
    await _saved(chat, card, texts.UNBOUND)
    for place in places:
        await chat.screen.close_elsewhere(place, texts.CHAT_CLOSED)


async def revoke_link(chat: Chat, press: RevokeLinkButton) -> None:
    """Makes the person's unused links worthless."""
    card = await chat.app.persons.revoke_link(chat.actor, PersonId(press.person_id))
    await _saved(chat, card, texts.LINK_REVOKED)


async def _card(chat: Chat, person_id: int) -> PersonCard:
    return await chat.app.persons.card(chat.actor, PersonId(person_id))


ROUTES = Routes(
    presses={
        **allow({PersonButton: show_card}, *CURATORS),
        **allow(
            {
                EditPersonButton: ask_words,
                SavePersonButton: save_words,
                PersonTimeButton: ask_time,
                PersonZoneButton: set_zone,
                PersonHourButton: set_hour,
                RolesButton: show_roles,
                AddRoleButton: ask_new_role,
                RoleUnitsButton: ask_role_unit,
                GrantRoleButton: grant,
                AskRevokeRoleButton: ask_revoking,
                RevokeRoleButton: revoke,
                AskUnbindButton: ask_unbinding,
                UnbindButton: unbind,
                RevokeLinkButton: revoke_link,
            },
            Role.COORDINATOR,
        ),
    },
    words=allow({Prompt.PERSON_WORDS: read_back}, Role.COORDINATOR),
)
