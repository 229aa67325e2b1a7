"""One person or one organisation that was entered twice becomes one."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import MergeId, PersonId, UnitId
from roadmap.people.merges import MergeKind
from roadmap.people.persons import Role
from services.buttons.persons import (
    AskMergeButton,
    KeepOtherCardButton,
    MergePeopleButton,
    MergeWithButton,
    TwinsButton,
)
from services.buttons.units import (
    AskMergeUnitButton,
    MergeUnitsButton,
    MergeUnitWithButton,
    UndoMergeButton,
)
from texts.control import merging as texts
from texts.people.person import person_card
from texts.people.roster import unit as unit_page


async def show_twins(chat: Chat, press: TwinsButton) -> None:
    """Shows those who may have been entered twice."""
    chat.conversation.leave()
    await chat.screen.show(texts.twins(await chat.app.people_merges.twins(chat.actor, press.page)))


async def ask_person(chat: Chat, press: AskMergeButton) -> None:
    """Asks which other card is the same person's: those alike, or by name."""
    card = await chat.app.people_merges.look(chat.actor, PersonId(press.person_id))
    chat.ask(Prompt.MERGE_PERSON, person_id=press.person_id)
    await chat.screen.show(texts.ask_person(card))


async def find_person(chat: Chat, said: Said) -> None:
    """Sends those whose names begin as typed; the only one is read back at once."""
    person_id = PersonId(chat.about("person_id"))
    found = await chat.app.people_merges.find(chat.actor, person_id, said.words)
    if len(found.people) == 1:
        await confirm_people(chat, MergeWithButton(person_id, found.people[0].person.id))
        return
    await chat.screen.send(texts.found_people(found, person_id))


async def confirm_people(chat: Chat, press: MergeWithButton) -> None:
    """Reads back what would move to the better card of the two."""
    one, other = PersonId(press.person_id), PersonId(press.other_id)
    view = await chat.app.people_merges.proposed(chat.actor, one, other)
    await chat.screen.show(texts.confirm_people(view))


async def keep_other(chat: Chat, press: KeepOtherCardButton) -> None:
    """Reads back what would move to the card that was chosen."""
    kept, gone = PersonId(press.person_id), PersonId(press.other_id)
    view = await chat.app.people_merges.preview(chat.actor, kept, gone)
    await chat.screen.show(texts.confirm_people(view))


async def merge_people(chat: Chat, press: MergePeopleButton) -> None:
    """Leaves one card of the two."""
    kept, gone = PersonId(press.person_id), PersonId(press.other_id)
    done = await chat.app.people_merges.merge(chat.actor, kept, gone)
    await chat.screen.toast(texts.MERGED)
    await chat.screen.show(texts.people_merged(done))
    for place in done.places:
        await chat.screen.close_elsewhere(place, texts.CHAT_CLOSED)


async def ask_unit(chat: Chat, press: AskMergeUnitButton) -> None:
    """Asks which other entry is the same organisation: those alike, or by words."""
    found = await chat.app.unit_merges.twins(chat.actor, UnitId(press.unit_id))
    chat.ask(Prompt.MERGE_UNIT, unit_id=press.unit_id)
    await chat.screen.show(texts.ask_unit(found))


async def find_unit(chat: Chat, said: Said) -> None:
    """Sends the organisations the words mean; the only one is read back at once."""
    found = await chat.app.unit_merges.find(chat.actor, UnitId(chat.about("unit_id")), said.words)
    if len(found.others) == 1:
        await confirm_units(chat, MergeUnitWithButton(found.unit.id, found.others[0].id))
        return
    await chat.screen.send(texts.found_units(found))


async def confirm_units(chat: Chat, press: MergeUnitWithButton) -> None:
    """Reads back what would move from one organisation to the other."""
    view = await chat.app.unit_merges.preview(chat.actor, UnitId(press.unit_id), UnitId(press.other_id))
    await chat.screen.show(texts.confirm_units(view))


async def merge_units(chat: Chat, press: MergeUnitsButton) -> None:
    """Leaves one organisation of the two."""
    done = await chat.app.unit_merges.merge(chat.actor, UnitId(press.unit_id), UnitId(press.other_id))
    await chat.screen.toast(texts.MERGED)
    await chat.screen.show(texts.units_merged(done))


async def undo(chat: Chat, press: UndoMergeButton) -> None:
    """Two that became one are two again."""
    merge = await chat.app.undoing_merges.undo(chat.actor, MergeId(press.merge_id))
    await chat.screen.toast(texts.UNDONE)
    if merge.kind is MergeKind.PERSON:
        card = await chat.app.people_merges.look(chat.actor, PersonId(merge.gone_id))
        await chat.screen.show(person_card(card))
        return
    await chat.screen.show(unit_page(await chat.app.roster.unit(chat.actor, UnitId(merge.gone_id))))


ROUTES = Routes(
    presses=allow(
        {
            TwinsButton: show_twins,
            AskMergeButton: ask_person,
            MergeWithButton: confirm_people,
            KeepOtherCardButton: keep_other,
            MergePeopleButton: merge_people,
            AskMergeUnitButton: ask_unit,
            MergeUnitWithButton: confirm_units,
            MergeUnitsButton: merge_units,
            UndoMergeButton: undo,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.MERGE_PERSON: find_person, Prompt.MERGE_UNIT: find_unit}, Role.COORDINATOR),
)
