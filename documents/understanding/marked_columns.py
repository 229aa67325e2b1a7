"""Columns for months, quarters, half-years and years: a mark in a cell says when, by the heading's words."""

import re
from collections.abc import Mapping, Sequence

from documents.understanding.dates import MONTH_GENITIVES, MONTH_NAMES, MONTHS, month_of
from documents.understanding.numbers import MONTH_NUMERALS
from documents.understanding.times import names_time
from documents.understanding.words import flat, fold

_MONTH = re.compile(rf"^(?:{'|'.join(map(fold, (*MONTH_NAMES, *MONTH_GENITIVES)))})$")
_SHORT_MONTH = re.compile(r"^(?:янв|фев|мар|апр|мая|май|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\.?$")
_QUARTER = re.compile(r"^(i{1,3}|iv|[1-4])(?:-?[ыи]{1,2})? ?(?:квартал|кв)\.?$")
_HALF = re.compile(r"^(i{1,2}|[12])(?:-?[ое]{1,2})? ?(?:полугодие|полуг|п/г)\.?$")
_YEAR = re.compile(r"^(20\d\d)(?: ?[-–/] ?(?:20)?(\d\d))? ?(?:уч\w*\.? ?)?(?:год|г)?\.?$")
_SIGN = re.compile(r"^[+xх*vу✓✔√■●•∙·◆v]{1,3}$|^(?:да|есть)$", re.IGNORECASE)
_DAYS = re.compile(
    r"^(?:(?:до|с|по|и)\s)?\d{1,2}(?:[\s.,;–—-]+(?:(?:до|по|и)\s)?\d{1,2})*\.?(?:-?го)?(?:\s?числа)?$"
)
_YEAR_IN = re.compile(r"20\d\d")
_LEAST = 2
_ROMAN_MONTHS = 5  # as many numerals as no year has quarters

Marks = Mapping[int, str]
"""By column: «сентябрь», «I квартал», «2023 год»."""


def marks_of(headings: Sequence[str]) -> Marks:
    """The periods that columns are for; none where a single column names one."""
    words = [_plain(heading) for heading in headings]
    named = {index: period for index, word in enumerate(words) if (period := _period(word))}
    if len(named) >= _LEAST:
        return named
    numerals = {index: MONTH_NUMERALS[word] for index, word in enumerate(words) if word in MONTH_NUMERALS}
    if len(numerals) >= _ROMAN_MONTHS:
        return {index: MONTH_NAMES[month - 1] for index, month in numerals.items()}
    if len(numerals) == 4 and set(numerals.values()) == {1, 2, 3, 4}:
        return {index: f"{words[index].upper()} квартал" for index in numerals}
    return {}


def when(cell: str, period: str) -> str:
    """The deadline a filled cell of such a column gives: the period for a mark, its own days within it."""
    text = flat(cell)
    month = month_of(period)
    if period.endswith(" год") and names_time(text) and not _YEAR_IN.search(text):
        return f"{text.rstrip('.')} {period}а"
    if _SIGN.match(text):
        return period
    if month and _DAYS.match(fold(text)):
        return f"{text.rstrip('.')} {MONTH_GENITIVES[month - 1]}"
    if month and any(stem in fold(text) for stem in MONTHS):
        return text
    return f"{text} {MONTH_GENITIVES[month - 1]}" if month and "недел" in fold(text) else period


def is_mark(cell: str, period: str) -> bool:
    """Whether the cell's words are wholly said by the deadline it gives."""
    text = flat(cell)
    return bool(_SIGN.match(text)) or text.rstrip(".") in when(cell, period)


def _plain(heading: str) -> str:
    return fold(heading).strip(" .:*")


def _period(word: str) -> str:
    if _MONTH.match(word) or _SHORT_MONTH.match(word):
        stem = next(
            index
            for index, name in enumerate(MONTH_NAMES)
            if fold(name)[:3] == word.replace("мая", "маи")[:3]
        )
        return MONTH_NAMES[stem]
    if match := _QUARTER.match(word):
        return f"{_numeral(match.group(1))} квартал"
    if match := _HALF.match(word):
        return f"{_numeral(match.group(1))} полугодие"
    if match := _YEAR.match(word):
        return (
            f"{match.group(1)}-20{match.group(2)} учебный год" if match.group(2) else f"{match.group(1)} год"
        )
    return ""


def _numeral(text: str) -> str:
    return ("I", "II", "III", "IV")[int(text) - 1] if text.isdecimal() else text.upper()
