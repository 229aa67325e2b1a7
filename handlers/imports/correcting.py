"""The rows of a document under review are corrected one by one."""

from handlers.chat import Chat
from handlers.imports.stale import stale_import
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.errors import NotFound
from roadmap.ids import ImportId, PersonId, UnitId
from roadmap.imports.corrections import RowField
from roadmap.people.persons import Role
from services.buttons.imports import (
    DropRowButton,
    RestoreRowButton,
    RowButton,
    RowChoicesButton,
    RowPersonButton,
    RowSectionButton,
    RowUnitButton,
    SayRowButton,
)
from services.imports.correcting import RowCard
from texts.imports import row_card as texts

FIELDS = tuple(RowField)
"""A question keeps the place in this list."""


async def show_row(chat: Chat, press: RowButton) -> None:
    """Shows the row with what may be changed about it."""
    chat.conversation.leave()
    card = await chat.app.correcting.card(chat.actor, ImportId(press.import_id), press.row)
    await chat.screen.show(texts.row_card(card))


async def ask_words(chat: Chat, press: SayRowButton) -> None:
    """Asks for another title, number, section or result."""
    if press.field not in set(RowField):
        raise NotFound
    field = RowField(press.field)
    card = await chat.app.correcting.card(chat.actor, ImportId(press.import_id), press.row)
    await chat.screen.show(texts.ask_words(card, field))
    chat.ask(Prompt.ROW_WORDS, import_id=press.import_id, row=press.row, field=FIELDS.index(field))


async def read_words(chat: Chat, said: Said) -> None:
    """Takes the words that were typed."""
    import_id, row, field = ImportId(chat.about("import_id")), chat.about("row"), FIELDS[chat.about("field")]
    async with stale_import(chat, import_id):
        card = await chat.app.correcting.say(chat.actor, import_id, row, field, said.words)
        chat.conversation.leave()
        await chat.screen.send(texts.row_card(card))


async def choose_section(chat: Chat, press: RowSectionButton) -> None:
    """Puts the row into a section of the document."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        card = await chat.app.correcting.choose_section(chat.actor, import_id, press.row, press.number)
        await _done(chat, card, texts.CORRECTED)


async def show_choices(chat: Chat, press: RowChoicesButton) -> None:
    """Shows a page of who may answer for this row."""
    import_id = ImportId(press.import_id)
    await chat.screen.show(
        texts.choices(await chat.app.correcting.choices(chat.actor, import_id, press.row, press.page))
    )
    chat.ask(Prompt.ROW_ASSIGNEE, import_id=press.import_id, row=press.row)


async def find_choice(chat: Chat, said: Said) -> None:
    """Shows who of them the typed name may mean."""
    import_id, row = ImportId(chat.about("import_id")), chat.about("row")
    found = await chat.app.correcting.choices(chat.actor, import_id, row, 0, said.words)
    await chat.screen.send(texts.choices(found))


async def choose_unit(chat: Chat, press: RowUnitButton) -> None:
    """Lets this unit answer for the row."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        card = await chat.app.correcting.answer_by_unit(
            chat.actor, import_id, press.row, UnitId(press.unit_id)
        )
        await _done(chat, card, texts.CORRECTED)


async def choose_person(chat: Chat, press: RowPersonButton) -> None:
    """Lets this person answer for the row."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        card = await chat.app.correcting.answer_by_person(
            chat.actor, import_id, press.row, PersonId(press.person_id)
        )
        await _done(chat, card, texts.CORRECTED)


async def drop(chat: Chat, press: DropRowButton) -> None:
    """Leaves the row out of the plan, or takes it back."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        card = await chat.app.correcting.leave_out(
            chat.actor, import_id, press.row, is_dropped=bool(press.is_dropped)
        )
        await _done(chat, card, texts.LEFT_OUT if press.is_dropped else texts.BROUGHT_BACK)


async def restore(chat: Chat, press: RestoreRowButton) -> None:
    """Takes the row as the document says it."""
    import_id = ImportId(press.import_id)
    async with stale_import(chat, import_id):
        await _done(
            chat, await chat.app.correcting.restore(chat.actor, import_id, press.row), texts.CORRECTED
        )


async def _done(chat: Chat, card: RowCard, toast: str) -> None:
    await chat.screen.toast(toast)
    await chat.screen.show(texts.row_card(card))


ROUTES = Routes(
    presses=allow(
        {
            RowButton: show_row,
            SayRowButton: ask_words,
            RowSectionButton: choose_section,
            RowChoicesButton: show_choices,
            RowUnitButton: choose_unit,
            RowPersonButton: choose_person,
            DropRowButton: drop,
            RestoreRowButton: restore,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.ROW_WORDS: read_words, Prompt.ROW_ASSIGNEE: find_choice}, Role.COORDINATOR),
)
