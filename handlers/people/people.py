"""The coordinator's screens of organisations and people, and invitations."""

from collections.abc import Container

from handlers.chat import Chat
from handlers.people.invitations import send_link
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import UnitId
from roadmap.people.pasted import pasted_people, pasted_units
from roadmap.people.persons import Role, Unit, UnitKind
from roadmap.people.staff import StaffRow
from services.buttons.people import (
    AddPersonButton,
    AddUnitButton,
    EnterPastedButton,
    PersonRoleButton,
    UnitKindButton,
)
from services.people.joining import NewPerson
from texts.control.merging import noticed
from texts.people import pasted, roster
from texts.people import people as texts


async def ask_unit_kind(chat: Chat, _: AddUnitButton) -> None:
    """Asks what kind of organisation to add."""
    await chat.screen.show(texts.ask_unit_kind())


async def ask_unit_name(chat: Chat, press: UnitKindButton) -> None:
    """Asks to type the name of the new organisation."""
    known(press.kind, texts.KIND_NAMES)
    chat.conversation.ask(Prompt.UNIT_NAME, kind=press.kind)
    await chat.screen.show(texts.ask_unit_name())


async def add_unit(chat: Chat, said: Said) -> None:
    """Adds the organisation that was typed and shows it; several are read back first."""
    kind = UnitKind(str(chat.conversation.data.get("kind")))
    names = pasted_units(said.words)
    if len(names) > 1:
        chat.conversation.remember(words=said.words)
        known = await chat.app.people.known_names(chat.actor, names)
        await chat.screen.send(pasted.understood_units(names, known))
        return
    unit_id = await chat.app.people.add_unit(chat.actor, said.words, kind)
    chat.conversation.leave()
    await chat.screen.send(roster.unit(await chat.app.roster.unit(chat.actor, unit_id)))


async def ask_role(chat: Chat, press: AddPersonButton) -> None:
    """Asks in what role somebody is added to this organisation."""
    found = await chat.app.roster.unit(chat.actor, UnitId(press.unit_id))
    await chat.screen.show(texts.ask_role(found.unit.id))


async def ask_person(chat: Chat, press: PersonRoleButton) -> None:
    """Asks to type the name and the post of the new person."""
    known(press.role, texts.ROLE_NAMES)
    await chat.app.roster.unit(chat.actor, UnitId(press.unit_id))
    chat.conversation.ask(Prompt.PERSON, unit_id=press.unit_id, role=press.role)
    await chat.screen.show(texts.ask_person(press.unit_id))


async def add_person(chat: Chat, said: Said) -> None:
    """Adds the person who was typed and sends their personal link; several are read back first."""
    unit_id, role = UnitId(chat.about("unit_id")), Role(chat.conversation.data["role"])
    people = pasted_people(said.words)
    if len(people) > 1:
        chat.conversation.remember(words=said.words)
        found = await chat.app.roster.unit(chat.actor, unit_id)
        plan = await chat.app.staff_lists.plan_rows(chat.actor, _rows(found.unit, role, said.words))
        await chat.screen.send(pasted.understood_people(plan, found.unit.name, unit_id, role))
        return
    name, _, post = said.words.partition(",")
    new = NewPerson(unit_id=unit_id, name=name, post=post, role=role)
    issued = await chat.app.joining.add_person(chat.actor, new)
    chat.conversation.leave()
    await send_link(chat, issued, unit_id)
    card = await chat.app.persons.card(chat.actor, issued.person_id)
    if card.twins:
        await chat.screen.send(noticed(card))


async def enter_pasted(chat: Chat, _: EnterPastedButton) -> None:
    """Adds the organisations or the people that were read back."""
    words = str(chat.conversation.data.get("words", ""))
    if chat.conversation.state == Prompt.UNIT_NAME and words:
        kind = UnitKind(str(chat.conversation.data.get("kind")))
        count = await chat.app.people.add_units(chat.actor, pasted_units(words), kind)
        chat.conversation.forget()
        await chat.screen.toast(pasted.added_units(count))
        await chat.screen.show(roster.units(await chat.app.roster.units(chat.actor)))
    elif chat.conversation.state == Prompt.PERSON and words:
        await _add_pasted_people(chat, words)
    else:
        raise NotFound


async def _add_pasted_people(chat: Chat, words: str) -> None:
    unit_id, role = UnitId(chat.about("unit_id")), Role(chat.conversation.data["role"])
    found = await chat.app.roster.unit(chat.actor, unit_id)
    issued = await chat.app.joining.load(chat.actor, _rows(found.unit, role, words))
    chat.conversation.forget()
    await chat.screen.toast(pasted.added_people(len(issued)))
    await chat.screen.show(roster.unit(await chat.app.roster.unit(chat.actor, unit_id)))
    for each in issued:
        await send_link(chat, each, unit_id)


def _rows(unit: Unit, role: Role, words: str) -> tuple[StaffRow, ...]:
    return tuple(
        StaffRow(line=place, unit=unit.name, person=each.name, post=each.post, role=role)
        for place, each in enumerate(pasted_people(words), 1)
    )


def known(word: str, words: Container[str]) -> None:
    """NotFound for a word no button of ours says."""
    if word not in words:
        raise NotFound


ROUTES = Routes(
    presses=allow(
        {
            AddUnitButton: ask_unit_kind,
            UnitKindButton: ask_unit_name,
            AddPersonButton: ask_role,
            PersonRoleButton: ask_person,
            EnterPastedButton: enter_pasted,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.UNIT_NAME: add_unit, Prompt.PERSON: add_person}, Role.COORDINATOR),
)
