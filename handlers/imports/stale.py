"""A press that came too late is answered with the document as it is now."""

from contextlib import AbstractAsyncContextManager

from handlers.chat import Chat
from roadmap.ids import ImportId
from services.notice import Notice
from texts.imports import import_preview


def stale_import(chat: Chat, import_id: ImportId) -> AbstractAsyncContextManager[None]:
    """What is refused as stale shows the preview instead."""

    async def present() -> Notice:
        return import_preview.preview(await chat.app.imports.preview(chat.actor, import_id))

    return chat.screen_if_stale(present)
