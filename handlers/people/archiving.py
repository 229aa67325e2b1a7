"""An organisation is no more, or is back."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.ids import UnitId
from roadmap.people.persons import Role
from services.buttons.units import (
    ArchiveButton,
    ArchiveListButton,
    ArchiveToButton,
    AskArchiveButton,
    RestoreUnitButton,
)
from texts.control import archiving as texts
from texts.people.roster import unit as unit_page


async def ask(chat: Chat, press: AskArchiveButton) -> None:
    """Says what is open to the organisation and asks who takes it over."""
    found = await chat.app.archiving.look(chat.actor, UnitId(press.unit_id))
    if found.needs_successor:
        chat.ask(Prompt.UNIT_SUCCESSOR, unit_id=press.unit_id)
    await chat.screen.show(texts.ask(found))


async def find(chat: Chat, said: Said) -> None:
    """Sends the organisations the words mean; the only one is read back at once."""
    found = await chat.app.archiving.look(chat.actor, UnitId(chat.about("unit_id")), said.words)
    if len(found.others) == 1:
        await confirm(chat, ArchiveToButton(found.unit.id, found.others[0].id))
        return
    await chat.screen.send(texts.found(found))


async def confirm(chat: Chat, press: ArchiveToButton) -> None:
    """Reads back where the duties go."""
    chosen = await chat.app.archiving.choose(chat.actor, UnitId(press.unit_id), _unit(press.to_unit_id))
    await chat.screen.show(texts.confirm(chosen))


async def archive(chat: Chat, press: ArchiveButton) -> None:
    """Takes the organisation out of the lists."""
    done = await chat.app.archiving.archive(chat.actor, UnitId(press.unit_id), _unit(press.to_unit_id))
    await chat.screen.toast(texts.ARCHIVED)
    await chat.screen.show(texts.archived(done))


async def show_archive(chat: Chat, press: ArchiveListButton) -> None:
    """Shows the organisations that have left the lists."""
    await chat.screen.show(texts.archive(await chat.app.roster.archive(chat.actor, press.page)))


async def restore(chat: Chat, press: RestoreUnitButton) -> None:
    """Puts it back into the lists."""
    unit = await chat.app.archiving.restore(chat.actor, UnitId(press.unit_id))
    await chat.screen.toast(texts.RESTORED)
    await chat.screen.show(unit_page(await chat.app.roster.unit(chat.actor, unit.id)))


def _unit(unit_id: int) -> UnitId | None:
    return UnitId(unit_id) if unit_id else None


ROUTES = Routes(
    presses=allow(
        {
            AskArchiveButton: ask,
            ArchiveToButton: confirm,
            ArchiveButton: archive,
            ArchiveListButton: show_archive,
            RestoreUnitButton: restore,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.UNIT_SUCCESSOR: find}, Role.COORDINATOR),
)
