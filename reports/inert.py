"""Text that no spreadsheet takes for a formula."""

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """The same text, with an apostrophe before what would be calculated."""
    return f"'{text}" if text.startswith(FORMULA_START) else text
