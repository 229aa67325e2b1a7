"""Where a person is written to: a chat of one messenger."""

from typing import NamedTuple

TELEGRAM = "telegram"


class Place(NamedTuple):
    """A chat is known by both: the number alone may be somebody else's in another messenger."""

    channel: str
    chat_id: int


def in_telegram(chat_id: int) -> Place:
    return Place(TELEGRAM, chat_id)
