"""Words that the row or column over them completes: days under a month, marks in columns."""

import re
from collections.abc import Iterable

from roadmap.deadlines.deadline import Dated, Day, EachYear, Month, Ongoing, Time, Year
from roadmap.language.phrase_words import Case, point_words, year_suffix
from roadmap.language.reader import read_deadline
from roadmap.language.token import Kind
from roadmap.language.tokens import tokenize

_MARK = re.compile(r"\s*(?:[+xхv*✓✔√●•■]|да)*\s*", re.IGNORECASE)
"""What people put into a month's column to say «here»."""
_NOTHING = re.compile(r"[\s–—-]*")
_DAYS = frozenset({Kind.NUMBER, Kind.DASH, Kind.SEPARATOR, Kind.UNTIL, Kind.FROM, Kind.TO, Kind.NUMBER_WORD})
_PART_OF_MONTH = frozenset(
    {Kind.ORDINAL, Kind.ROMAN, Kind.DECADE, Kind.WEEK, Kind.HALF, Kind.EDGE, Kind.WEEKDAY, Kind.MONTH_WORD}
)
_WHOLE = frozenset({Kind.DURING, Kind.WHOLE, Kind.MONTH_WORD, Kind.CONSTANTLY, Kind.DAY_WORD, Kind.CURRENT})
_NAMES_TIME = frozenset({Kind.MONTH, Kind.DATE, Kind.MONTH_YEAR})
_OF_HOUR = frozenset({Kind.DASH, Kind.FROM, Kind.TO, Kind.UNTIL, Kind.SEPARATOR})
_SILENT = frozenset({Kind.QUIET, Kind.CLOCK})


def completed(words: str, over: str) -> str:
    """The words of a cell with the month, day or year that stands over it: «25–26» under «Сентябрь».

    Empty cells and marks («+», «х») mean what stands over them, and so does a time of day. Words that name
    their own month take at most the year. What cannot be completed comes back as it is.
    """
    above = _time_of(over)
    if above is None:
        return words
    if _MARK.fullmatch(words):
        return over.strip()
    tokens, _ = tokenize(words)
    kinds = {token.kind for token in tokens} - _SILENT
    if Kind.CLOCK in {token.kind for token in tokens} and kinds <= _OF_HOUR:
        return over.strip()
    if not kinds or (kinds <= _WHOLE and isinstance(above, Month | Day)):
        return over.strip() if {token.kind for token in tokens} <= _SILENT | _WHOLE else words
    if kinds & _NAMES_TIME:
        year = _year_of(above)
        return f"{words.strip()} {year}" if year and not _says_year(words) else words
    if isinstance(above, Month) and kinds <= _DAYS | _PART_OF_MONTH:
        return f"{_without_number_word(words)} {point_words(above, Case.GENITIVE)}{year_suffix(above)}"
    return words


def of_columns(marked: Iterable[tuple[str, str]]) -> str:
    """One deadline of the columns that are filled: (heading, cell) of each, in order."""
    filled = [(heading, cell) for heading, cell in marked if not _NOTHING.fullmatch(cell)]
    return "; ".join(dict.fromkeys(completed(cell, heading) for heading, cell in filled))


def _time_of(over: str) -> Time | None:
    """The one time a heading names."""
    match read_deadline(over).deadline:
        case Dated(times=(time,)) | Ongoing(times=(time,)) if not isinstance(time, EachYear):
            return time
        case _:
            return None


def _year_of(time: Time) -> int | None:
    return time.year if isinstance(time, Month | Day | Year) else None


def _says_year(words: str) -> bool:
    tokens, _ = tokenize(words)
    return any(
        token.kind in (Kind.YEAR, Kind.MONTH_YEAR) or (token.kind is Kind.DATE and token.value.year)
        for token in tokens
    )


def _without_number_word(words: str) -> str:
    """«до 15 числа» → «до 15», «5.» → «5»."""
    return re.sub(r"\s*(числа|число|чисел|месяца)\b", "", words.strip(), flags=re.IGNORECASE).rstrip(" .")
