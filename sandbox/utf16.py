"""Telegram counts text in UTF-16 code units; Python counts code points."""


def length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, units: int) -> str:
    """The part of `text` at a UTF-16 offset and length."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + units) * 2].decode("utf-16-le", "replace")
