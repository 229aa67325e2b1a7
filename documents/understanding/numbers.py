"""Numbers of rows and headings as printed: «1.», «3.10», «20..», «II.»."""

import re

_NUMBER = re.compile(r"^(?:п\.? ?|№ ?)?(\d{1,4}(?:\s?[.,]\s?\d{1,4}){0,4}[а-я]?)\s?[.,)]{0,3}$")
_INNER = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){1,3})\.?\)?\s*(?=[^\d\s.,)])(?!г\b|г\.|года\b)")
_SINGLE = re.compile(r"^(\d{1,3})[.)]\s*(?=[^\d\s.])")
_HEADING = re.compile(r"^((?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLІХ]{1,6})[.)]?)\s*(?=[«\"“(]?[A-ZА-ЯЁ])")
_ROMAN = re.compile(r"^[IVXLІХ]{1,6}[.)]?$")

MONTH_NUMERALS = {
    numeral: month
    for month, numeral in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
MONTH_NUMERALS |= {numeral.replace("x", "х"): month for numeral, month in MONTH_NUMERALS.items()}
"""Roman months, also with a Cyrillic «х»; all in small letters."""


def number_of(text: str) -> str | None:
    """The number of a number cell without closing dots, None where the cell holds something else."""
    match = _NUMBER.match(text.strip())
    return re.sub(r"\s?[.,]\s?", ".", match.group(1)) if match else None


def is_roman(text: str) -> bool:
    """Whether a number cell holds a Roman number, which only sections have."""
    return bool(_ROMAN.match(text.strip()))


def inner_number(text: str) -> tuple[str, str] | None:
    """«3.1. Анализ …» → ("3.1", "Анализ …"): a sub-row that carries its number in the title."""
    return _split(_INNER.match(text), text)


def single_number(text: str) -> tuple[str, str] | None:
    """«4. Анализ …» → ("4", "Анализ …")."""
    return _split(_SINGLE.match(text), text)


def heading_number(text: str) -> tuple[str, str] | None:
    """«1.1. ПОВЫШЕНИЕ …», «II. Муниципальная …» → the number without dots and the words."""
    match = _HEADING.match(text)
    return (match.group(1).rstrip(".)"), text[match.end() :].strip()) if match else None


def heading_words(text: str) -> str:
    """A heading without its number."""
    found = heading_number(text)
    return found[1] if found else text


def _split(match: re.Match[str] | None, text: str) -> tuple[str, str] | None:
    return (match.group(1), text[match.end() :].strip()) if match else None


def is_under(number: str, parent: str) -> bool:
    """Whether «3.1» is numbered as a part of «3»."""
    return bool(parent) and number.startswith(parent + ".")


def prefix(number: str) -> str:
    """«3.1» → "3", "3" → ""."""
    return number.rpartition(".")[0]
