"""A web page saved in one file with its pictures (.mht), as browsers and legal databases write it."""

from email import message_from_bytes, policy

from documents.formats.blocks import RawDocument
from documents.formats.encoding import decode
from documents.formats.html_tables import read_html
from roadmap.errors import DocumentRefused

_MAX_PARTS = 2_000


def read_message(data: bytes) -> RawDocument:
    """The page itself; its pictures and styles are not opened."""
    message = message_from_bytes(data, policy=policy.compat32)
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            break
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return read_html(_text(payload, part.get_content_charset("")))
    raise DocumentRefused("not-a-document", ".mht")


def _text(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset) if charset else decode(payload)
    except (LookupError, ValueError):
        return decode(payload)
