"""Lists of people: one that was sent is shown row by row and loaded; the present one is given out."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import WrongState
from roadmap.ids import StaffListId
from roadmap.people.persons import Actor, Role
from services.app import App
from services.buttons.people import (
    DropStaffButton,
    LoadStaffButton,
    SameNameButton,
    StaffListButton,
    StaffSheetButton,
)
from services.notice import Attachment, Notice
from texts.errors import explain
from texts.people import staff_lists as texts


async def received(app: App, actor: Actor, data: bytes, file_name: str) -> Notice:
    """Keeps the list that was sent; what it would change."""
    list_id = await app.staff_lists.receive(actor, data, file_name)
    return texts.preview(await app.staff_lists.preview(actor, list_id))


async def show(chat: Chat, press: StaffListButton) -> None:
    """Shows a page of what the list would change."""
    view = await chat.app.staff_lists.preview(chat.actor, StaffListId(press.list_id), press.page)
    await chat.screen.show(texts.preview(view))


async def choose(chat: Chat, press: SameNameButton) -> None:
    """Takes a new name for the known one it is like, or as new again."""
    list_id = StaffListId(press.list_id)
    try:
        view = await chat.app.staff_lists.choose(chat.actor, list_id, press.line, press.page)
    except WrongState as error:
        await _show_stale(chat, list_id, error)
    else:
        await chat.screen.show(texts.preview(view))


async def load(chat: Chat, press: LoadStaffButton) -> None:
    """Does what the list says."""
    list_id = StaffListId(press.list_id)
    try:
        done = await chat.app.staff_lists.load(chat.actor, list_id)
    except WrongState as error:
        await _show_stale(chat, list_id, error)
    else:
        await chat.screen.show(texts.loaded(done))


async def drop(chat: Chat, press: DropStaffButton) -> None:
    """Leaves everything as it was."""
    list_id = StaffListId(press.list_id)
    try:
        await chat.app.staff_lists.drop(chat.actor, list_id)
    except WrongState as error:
        await _show_stale(chat, list_id, error)
    else:
        await chat.screen.show(texts.dropped())


async def send_sheet(chat: Chat, _: StaffSheetButton) -> None:
    """Sends the present list as a workbook."""
    await chat.screen.toast(texts.MAKING)
    await chat.screen.busy("upload_document")
    made = await chat.app.staff_sheets.download(chat.actor)
    await chat.screen.files((Attachment(name=texts.sheet_name(), data=made.data),), texts.sheet_caption(made))


async def _show_stale(chat: Chat, list_id: StaffListId, error: WrongState) -> None:
    await chat.screen.toast(explain(error))
    await chat.screen.show(texts.preview(await chat.app.staff_lists.preview(chat.actor, list_id)))


ROUTES = Routes(
    presses=allow(
        {
            StaffListButton: show,
            SameNameButton: choose,
            LoadStaffButton: load,
            DropStaffButton: drop,
            StaffSheetButton: send_sheet,
        },
        Role.COORDINATOR,
    )
)
