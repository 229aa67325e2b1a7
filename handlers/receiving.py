"""Files in and out of a chat."""

from collections.abc import Sequence
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument, Message

from roadmap.control.duty import Evidence
from roadmap.errors import BadInput
from services.app import App
from services.control.reporting.evidence import IncomingFile, check_size
from services.control.reporting.reporting import ReportFiles
from texts.control.reporting import file_name, files_caption

GROUP = 10
GROUP_BYTES = 40 * 1024 * 1024
"""Files go out in groups of at most ten and so many bytes: a group is held in memory while it is sent."""


async def receive(message: Message, bot: Bot) -> IncomingFile:
    """The photo or document of a message; BadInput before the download when it is too big."""
    file = message.document or (message.photo[-1] if message.photo else None)
    assert file is not None
    check_size(file.file_size or 0)
    try:
        data = await bot.download(file.file_id, destination=BytesIO())
    except TelegramBadRequest as error:
        if "file is too big" in error.message:  # the size was not told beforehand
            raise BadInput("evidence-too-big") from None
        raise
    assert data is not None
    name = message.document.file_name if message.document else None
    return IncomingFile(data=data.read(), name=name or "")


async def send_files(bot: Bot, app: App, chat_id: int, files: ReportFiles, time_zone: str) -> None:
    """The files of a report as documents, never drawn; the last group says what they are."""
    caption = str(files_caption(files, time_zone).body)
    groups = _groups(files.evidence)
    for group in groups:
        words = caption if group is groups[-1] else None
        loaded = [await _load(app, files, each, place) for place, each in group]
        if len(loaded) == 1:
            await bot.send_document(chat_id, loaded[0], caption=words)
            continue
        *others, last = loaded
        media = [InputMediaDocument(media=each) for each in others]
        await bot.send_media_group(chat_id, [*media, InputMediaDocument(media=last, caption=words)])


def _groups(evidence: Sequence[Evidence]) -> list[list[tuple[int, Evidence]]]:
    groups: list[list[tuple[int, Evidence]]] = []
    held = 0
    for place, each in enumerate(evidence, 1):
        if not groups or len(groups[-1]) == GROUP or held + each.size > GROUP_BYTES:
            groups.append([])
            held = 0
        groups[-1].append((place, each))
        held += each.size
    return groups


async def _load(app: App, files: ReportFiles, each: Evidence, place: int) -> BufferedInputFile:
    return BufferedInputFile(await app.reporting.content(each), file_name(files.duty, each, place))
