"""Tables we gave out that come back as a file for a report: they are read as what they are."""

import asyncio

from documents.own_tables import own_table
from handlers.imports.document_arrivals import OUR_TABLES
from roadmap.control.incoming_files import IncomingFile
from roadmap.errors import VekhaError
from services.app import App
from services.notice import Notice, text
from texts.errors import explain


async def read_own(app: App, file: IncomingFile, data: bytes) -> Notice | None:
    """What to show of the table, or why it is not taken; None of a file that is none of ours."""
    kind = await asyncio.to_thread(own_table, data)
    if kind is None or (actor := await app.receiving.sender(file)) is None:
        return None
    try:
        return await OUR_TABLES[kind](app, actor, data, file.name)
    except VekhaError as refusal:
        return Notice(body=text(explain(refusal)))
