"""Digits typed as letters and dates torn by spaces, put right before the text is cut into tokens."""

import re

MONTH_STEMS = "янв|фев|мар|апр|ма[йяюе]|июн|июл|авг|сен|окт|ноя|дек"
DIGITS = str.maketrans(
    {"з": "3", "б": "6", "о": "0", "o": "0", "l": "1", "i": "1", "і": "1", "|": "1", "z": "2", "s": "5"}
)

_LETTERS = "збоoliі|zs"
_AMONG_DIGITS = re.compile(
    rf"(?<![а-яa-z]) [{_LETTERS}]* \d [\d{_LETTERS}]* (?![а-яa-z|])"
    rf"| (?<=[а-я]) 2[oо]\d\d (?!\d)"
    rf"| (?<=\d\.) [{_LETTERS}]+ (?=[.\s]|$) | (?<![а-яa-z]) [{_LETTERS}] (?=\.\d)",
    re.VERBOSE,
)
"""«З1», «2О27», «15.ОЗ»: among digits, or where a date has a number."""
_BEFORE_MONTH = re.compile(
    rf"(?<![а-яa-z\d]) (?: [зб] | [зzliі][оoз] | [зz][liі] | [liі|][бoо] ) (?= \s+ (?:{MONTH_STEMS}) )",
    re.VERBOSE,
)
"""«ЗО мая», «б мая»: letters alone, where a month follows."""
_TORN_DAY = re.compile(
    rf"(?<![\d.,/-]) (?<![\d.,/-]\s) ([0-2]\s\d | 3\s[01]) (?= \s+ (?:{MONTH_STEMS}) | \s?\.\s?\d\d )",
    re.VERBOSE,
)
"""«1 5 мая»"""
_ROMAN_MONTH = re.compile(
    r"(?<![\d.]) (\d{1,2}) \s?\.\s? ([ivxх]{1,4}) "
    r"\s?\.\s? (\d{4} | \d\d) (?!\d)",
    re.VERBOSE,
)
"""«10.III.2027»: the month in Roman figures; before letters are taken for digits, that would make it 11."""
_ROMAN = frozenset("ivxх")
_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ZERO_IN_WORD = re.compile(r"0(?=[а-я]{3})")


def put_right(text: str) -> tuple[str, bool]:
    """The text with letters between digits read as digits; whether anything was changed."""
    if "." in text and not _ROMAN.isdisjoint(text):
        text = _ROMAN_MONTH.sub(_with_month, text)
    right = _AMONG_DIGITS.sub(_as_digits, text)
    right = _BEFORE_MONTH.sub(_as_digits, right)
    right = _TORN_DAY.sub(lambda torn: torn.group().replace(" ", ""), right)
    changed = right != text
    return _ZERO_IN_WORD.sub("о", right), changed


def _with_month(found: re.Match[str]) -> str:
    month = found[2].replace("х", "x")
    return f"{found[1]}.{_MONTHS.index(month) + 1:02}.{found[3]}" if month in _MONTHS else found.group()


def _as_digits(found: re.Match[str]) -> str:
    return found.group().translate(DIGITS)
