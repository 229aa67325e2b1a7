"""A document is fetched and read beside the chat of the coordinator who has sent it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from documents.own_tables import own_table
from handlers.imports import minutes
from handlers.monitoring import filled_forms
from handlers.people import staff_lists
from handlers.plan import tables
from roadmap.errors import BadInput, DocumentRefused, VekhaError
from roadmap.imports.incoming_documents import IncomingDocument
from roadmap.people.persons import Actor, Role
from services.app import App
from services.notice import Notice
from services.ports.messenger import Screens
from texts.errors import explain
from texts.imports.import_preview import preview
from texts.imports.imports import waits_for_another
from texts.imports.minutes import not_read

GONE = BadInput("file-gone")
OUR_TABLES: dict[str, Callable[[App, Actor, bytes, str], Awaitable[Notice]]] = {
    "plan-table": tables.received,
    "staff-list": staff_lists.received,
    "filled-form": filled_forms.received,
}
"""Tables that are no road maps, by what the reader of road maps refuses them as."""
log = structlog.get_logger(__name__)


async def bring_document(screens: Screens, app: App, document: IncomingDocument) -> None:
    """Fetch it, read it and show what was read in place of «загружаю»; on a bad line later.

    Told before it is forgotten: a death in between tells twice, and never not at all.
    """
    try:
        actor = await app.documents.sender(document)
        notice = await _read(screens, app, actor, document)
        if notice is not None:
            await _show(screens, document, notice)
            await app.documents.told(document)
    except VekhaError as refusal:
        await _refuse(screens, app, document, refusal)
    except Exception as error:
        log.warning("a document was not fetched", cause=error, attempt=document.attempts)
        if not await app.documents.failed(document):
            await _refuse(screens, app, document, GONE)


async def _read(screens: Screens, app: App, actor: Actor, document: IncomingDocument) -> Notice | None:
    """What was read in it: a plan, or a list of people; None when another process has begun to fetch it."""
    import_id = document.import_id
    if import_id is not None and document.minutes_caption is not None:
        return await minutes.on_desk(app, actor, import_id)
    if import_id is None:
        data = await screens.fetch(document.ref, document.size)
        if app.documents.is_reading:
            chat_id, waits = document.place.chat_id, waits_for_another(document.name)
            await screens.try_redraw(chat_id, document.message_id, waits)
        if document.minutes_caption is not None:
            if (kind := await asyncio.to_thread(own_table, data)) is not None:
                return await OUR_TABLES[kind](app, actor, data, document.name)
            return await minutes.arrived(app, actor, document, data)
        if not actor.has(Role.COORDINATOR):
            return await filled_forms.received(app, actor, data, document.name)
        try:
            import_id = await app.documents.arrived(actor, document, data)
        except DocumentRefused as refusal:
            if refusal.reason not in OUR_TABLES:
                raise
            return await OUR_TABLES[refusal.reason](app, actor, data, document.name)
    if import_id is None:
        return None
    return preview(await app.imports.preview(actor, import_id))


async def _show(screens: Screens, document: IncomingDocument, notice: Notice) -> None:
    if not await screens.redraw(document.place.chat_id, document.message_id, notice):
        await screens.post(document.place.chat_id, notice)


async def _refuse(screens: Screens, app: App, document: IncomingDocument, refusal: VekhaError) -> None:
    await screens.delete(document.place.chat_id, document.message_id)
    if document.minutes_caption is None:
        await screens.say(document.place.chat_id, explain(refusal))
    else:
        await screens.post(document.place.chat_id, not_read(explain(refusal)))
    await app.documents.told(document)
