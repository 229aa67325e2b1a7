"""Dates and numbers of orders as printed: «19.02.2021», «1 марта 2023 года», «№ 55»."""

import re
from datetime import date

MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
MONTH_NAMES = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
MONTH_GENITIVES = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]

_ENDINGS = r"(?:я|а|ь|й|и)?"
_MONTH_WORD = "|".join(f"{stem}{_ENDINGS}" for stem in MONTHS)
DATE = (
    r"(?:«?\"?(?P<d1>\d{1,2})»?\"?\s?[.]\s?(?P<m1>\d{1,2})\s?[.]\s?(?P<y1>\d{4})"
    rf"|«?\"?(?P<d2>\d{{1,2}})\s?»?\"?\s+(?P<m2>{_MONTH_WORD})\s+(?P<y2>\d{{4}}))(?:\s?(?:года|г\.?)(?![а-яё]))?"
)
ORDER_NUMBER = r"(?:№|\bN)\s?(?P<number>\d[\w./-]{0,20})"


def date_of(match: re.Match[str]) -> date | None:
    """The date of a match of `DATE`; None for a day that does not exist."""
    day, year = match["d1"] or match["d2"], match["y1"] or match["y2"]
    month = int(match["m1"]) if match["m1"] else month_of(match["m2"])
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def month_of(word: str) -> int:
    """1–12 by a month's name in any case, 0 for another word."""
    lowered = word.lower()
    return next((index for index, stem in enumerate(MONTHS, 1) if lowered.startswith(stem)), 0)
