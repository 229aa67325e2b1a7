"""Files of a report, sent out into a chat."""

from collections.abc import Sequence

from handlers.chat import Chat
from roadmap.control.duty import Evidence
from services.control.reporting.reporting import ReportFiles
from services.notice import Attachment
from texts.control.reporting import file_name, files_caption

GROUP = 10
GROUP_BYTES = 40 * 1024 * 1024
"""Files go out in groups of at most ten and so many bytes: a group is held in memory while it is sent."""


async def send_files(chat: Chat, files: ReportFiles) -> None:
    """The files of a report, what came as a photo as a photo; the last group says what they are."""
    caption = files_caption(files, chat.actor.time_zone)
    groups = _groups(files.evidence)
    for group in groups:
        loaded = tuple([await _load(chat, files, each, place) for place, each in group])
        await chat.screen.files(loaded, caption if group is groups[-1] else None)


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


async def _load(chat: Chat, files: ReportFiles, each: Evidence, place: int) -> Attachment:
    data = await chat.app.reporting.content(each)
    is_photo = not each.name and each.mime.startswith("image/")  # came as a photo, so it fits as one
    return Attachment(name=file_name(files.duty, each, place), data=data, is_photo=is_photo)
