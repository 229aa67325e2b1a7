"""Values of spreadsheet cells as the person sees them, and numbers that Excel has spoilt."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_MONTHS_OF_DAY = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_QUOTED = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.|;.*$")
_EXACT = 10**15
_LONGEST_NUMBER = 40
_DECIMALS = re.compile(r"^0\.(0+)$")
_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Characters Excel keeps as «_x000D_» in its files."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def shown(value: object, number_format: str) -> str:
    """The text of a cell; a month that was typed as «май 2023» and became a date is a month again."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "да" if value else "нет"
        case datetime() | date():
            return _shown_date(value, number_format)
        case float() | int():
            return _shown_number(value, number_format)
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _shown_date(value: date, number_format: str) -> str:
    form = _QUOTED.sub("", number_format.lower()).replace("mm:ss", "").replace("h:mm", "")
    has_day, has_month, has_year = "d" in form, "m" in form, "y" in form
    if has_month and not has_day:
        month = _MONTHS[value.month - 1]
        return f"{month} {value.year}" if has_year else month
    if has_day and has_month and not has_year:
        return f"{value.day} {_MONTHS_OF_DAY[value.month - 1]}"
    if has_year and not has_month:
        return str(value.year)
    return f"{value.day:02}.{value.month:02}.{value.year}"


def _shown_number(value: float, number_format: str) -> str:
    if isinstance(value, int) and abs(value) >= _EXACT:
        return str(value)[:_LONGEST_NUMBER]
    if decimals := _DECIMALS.match(number_format):
        return f"{value:.{len(decimals.group(1))}f}"
    if number_format.startswith("0") and number_format.endswith("%"):
        return f"{value:.0%}"
    return str(int(value)) if float(value).is_integer() and abs(value) < _EXACT else repr(value)


def repair_numbers(texts: Sequence[str], dates: Sequence[date | None]) -> list[str]:
    """A № column: «3.10» that became the number 3.1, «2.1» that became the second of January."""
    filled = [text for text in texts if text]
    numbers = sum(bool(_NUMBER.match(text)) for text in filled)
    if numbers * 2 < len(filled):
        return list(texts)
    repaired: list[str] = []
    before = ""
    for text, day in zip(texts, dates, strict=True):
        if day is not None:
            text = f"{day.day}.{day.month}"
        elif _follows(before, text):
            text += "0"
        repaired.append(text)
        before = text or before
    return repaired


def _follows(before: str, text: str) -> bool:
    """«3.1» right after «3.9», «3.2» after «3.19»."""
    head, _, tail = text.partition(".")
    head_before, _, tail_before = before.partition(".")
    if head != head_before or not (tail.isdecimal() and tail_before.isdecimal()) or len(tail) > 3:
        return False
    return int(tail_before) + 1 == int(tail) * 10
