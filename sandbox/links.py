"""Which addresses Telegram takes for links."""

import re
from urllib.parse import urlsplit

from sandbox.refusal import bad_request

WEB_SCHEMES = {"http", "https", "ftp", "tonsite"}
APP_SCHEMES = {"tg", "ton", "mailto", "tel"}
PERSON_LINK = re.compile(r"tg://(?:user/?\?id=)(\d+)$", re.IGNORECASE)


def linked_person(url: str) -> int:
    """The id in `tg://user?id=…`, else 0."""
    found = PERSON_LINK.match(url)
    return int(found[1]) if found else 0


def checked_link(url: str) -> str:
    """The address as Telegram keeps it, or "" when it is no address (the text then stays plain)."""
    url = url.strip()
    scheme, colon, _ = url.partition(":")
    if colon and scheme.lower() in APP_SCHEMES:
        return url
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in WEB_SCHEMES or "." not in host.strip(".") or " " in url:
        return ""
    return url if parts.path or parts.query or parts.fragment else f"{url}/"


def required_link(url: str, owner: str, *, https_only: bool = False) -> str:
    """The address of a button, or the refusal the Bot API gives for it; `owner` words whose address it is."""
    if not checked_link(url):
        raise bad_request(f"{owner} '{url}' is invalid: Wrong HTTP URL")
    if https_only and not url.lower().startswith("https://"):
        raise bad_request(f"{owner} '{url}' is invalid: Only HTTPS links are allowed")
    return checked_link(url)
