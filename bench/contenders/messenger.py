"""A messenger with no network behind it."""

from services.notice import Attachment, Notice
from services.ports.messenger import SendOutcome, Sent


class Counting:
    """Takes everything at once."""

    def __init__(self) -> None:
        self.sent = 0

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        self.sent += 1
        return Sent(self.sent)

    async def edit(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        raise NotImplementedError

    async def download(self, file_ref: str) -> bytes:
        raise NotImplementedError

    async def invite_link(self, payload: str) -> str:
        raise NotImplementedError
