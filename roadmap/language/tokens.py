"""Text → tokens. Undoes what typing and scanning do to letters; words themselves are in lexicon.py."""

import re
import unicodedata
from functools import lru_cache

from roadmap.deadlines.deadline import Day, Month
from roadmap.language.lexicon import LOOKALIKES, WORDS
from roadmap.language.plainer import said_plainly
from roadmap.language.scanned import put_right
from roadmap.language.token import Kind, Token

CENTURY = 2000
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_TEXT = 600
"""Characters of a cell that are read; a longer cell is not a deadline."""

_CHARACTERS = str.maketrans(
    {"ё": "е", "\u00ad": None, "\u200b": None, "\ufeff": None, "\u0301": None}
    | dict.fromkeys("‐‑‒–—―−¬~_", "-")
)
_MARKUP = re.compile(r"<[^<>]{0,40}>|&nbsp;")
_LEXEME = re.compile(
    r"""(?: п/г | кв-л | полуг-е ) (?![а-я])
      | (?:iv|[iі]{1,3}) -? (?:ого|го|ое|ом|ый|ой|ий|ая|ую|й|я|е|м) (?![а-я])
      | (?:[iі]{1,3}|iv) (?=кв|полуг|п/г|декад) | [а-яіa-z]+
      | [-/,;:()\[\]+&]
      | \d{4}-\d\d-\d\d (?: [t\s]\d\d:\d\d (?: :\d\d )? )? (?!\d)        # as spreadsheets print a day
      | \d{1,2} : \d\d (?: \s?-\s? \d{1,2} : \d\d )?                    # time of day
      | \d{1,2} -00 (?![\d.]) | (?<=[а-я]\s) \d{1,2} \s? (?:час[а-я]*|ч) \.? (?= \s+ \d)
      | \d{4} \. \d{1,2} \. \d{1,2} (?!\d)
      | \d+ (?: [.,]\d+ )? \s* %                                        # a share is no date
      | \d{1,2} \s?\.\s? \d{1,2} \s?\.\s? \d{3,}
      | \d{1,2} (?: ,\s?\d{1,2},\s? | /\d{1,2}/ | \s?-\s?\d{1,2}\s?-\s? ) \d{4} (?!\d)
      | \d{1,2} \. \d{1,2} \. \d\d (?!\d)
      | \d{1,2} \. \d{4} (?!\d)
      | \d{1,2} \. \d{1,2} (?!\d)
      | \d{1,2} (?: \s\.\s? | \.\s ) (?: 0\d (?!\d) | 1[0-2] (?!\d | \s?[а-я]{3} | \s?кв ))    # «22. 02»
      | \d+ (?: -?(?:ого|ому|го|му|ое|ом|ый|ым|ой|ий|им|ая|ую|ых|ти|й|я|е|х|ю|м) (?![а-я]) )?
      | \# \s* [\w./-]* (?: \s?,\s? \d+ )*                              # № of a school, an order""",
    re.VERBOSE,
)
_ROMAN_ENDING = re.compile(r"(?<=[ivі])-?[а-я]+$")
_NUMBERS = re.compile(r"\d+")
_PUNCTUATION = {
    "-": Token(Kind.DASH, None, "-"),
    "/": Token(Kind.SLASH, None, "/"),
    ",": Token(Kind.SEPARATOR, None, ","),
    ";": Token(Kind.SEPARATOR, None, ";"),
    "+": Token(Kind.SEPARATOR, None, "+"),
    "&": Token(Kind.SEPARATOR, None, "&"),
    ":": Token(Kind.COLON, None, ":"),
    "(": Token(Kind.OPEN, None, "("),
    "[": Token(Kind.OPEN, None, "("),
    ")": Token(Kind.CLOSE, None, ")"),
    "]": Token(Kind.CLOSE, None, ")"),
}


def tokenize(text: str) -> tuple[list[Token], bool]:
    """Words, numbers and signs in order, and whether letters among them were read as digits.

    Spaces and full stops are gone, unknown words are UNKNOWN.
    """
    plain = unicodedata.normalize("NFKC", text.replace("№", "#"))
    clean = plain.lower().translate(_CHARACTERS)
    if "<" in clean or "&" in clean:
        clean = _MARKUP.sub(" ", clean)
    clean, repaired = put_right(said_plainly(clean))
    found: list[Token] = []
    for lexeme in _LEXEME.findall(clean):
        tokens = _tokens_of(lexeme)
        if tokens and found and _adds_nothing(found, tokens[0]):
            continue
        if tokens and found and found[-1].text in TENS and _is_small_ordinal(tokens[0]):
            ten = found.pop()
            tokens = (Token(Kind.ORDINAL, ten.value + tokens[0].value, lexeme),)  # «двадцать пятого»
        if found and found[-1].kind in _BEFORE_YEAR and _is_misprinted_year(lexeme):
            tokens = (Token(Kind.MISPRINTED_YEAR, None, lexeme),)
        found += tokens
    return found, repaired


@lru_cache(maxsize=8192)
def _tokens_of(lexeme: str) -> tuple[Token, ...]:
    """What a lexeme is wherever it stands."""
    first = lexeme[0]
    if first in _PUNCTUATION:
        return (_PUNCTUATION[first],)
    if first.isdigit():
        return tuple(_number(lexeme))
    return () if first == "#" else (word_token(lexeme),)


def word_token(word: str) -> Token:
    """The token of one word in lower case."""
    entry = WORDS.get(word)
    if entry is None and not (word.isalpha() and word.isascii()):
        entry = WORDS.get(_ROMAN_ENDING.sub("", word.replace("/", "").replace("-", "")))
    if entry is None and (len(word) > 1 or not word.isascii()):
        entry = WORDS.get(word.translate(LOOKALIKES))
    return Token(entry[0], entry[1], word) if entry else Token(Kind.UNKNOWN, None, word)


def _adds_nothing(found: list[Token], token: Token) -> bool:
    """Doubled dashes, commas, «по по» are one; «г.» only completes a year, of four digits or of two."""
    kind, before = token.kind, found[-1]
    if kind in _SAID_ONCE:
        return before.kind is kind
    if kind is not Kind.YEAR_WORD:
        return False
    if before.kind in (Kind.YEAR, Kind.DATE, Kind.MONTH_YEAR, Kind.MISPRINTED_YEAR):
        return True  # «2021 г.», «2021 гг.», «01.09.2021 г.»
    if before.text == "у":
        found[-1] = Token(Kind.SCHOOL, None, "у")  # «у.г.»
    if _is_misprinted_year(before.text):
        found[-1] = Token(Kind.MISPRINTED_YEAR, None, before.text)  # «20226 г.»
        return True
    two_digits = before.kind is Kind.NUMBER and before.text.isdigit() and 10 <= before.value <= 60
    if two_digits and token.text != "лет":
        found[-1] = Token(Kind.YEAR, CENTURY + before.value, before.text)  # «май 22 г.»
        return True
    return False


def _is_small_ordinal(token: Token) -> bool:
    return token.kind is Kind.ORDINAL and 1 <= token.value <= 9


def _is_misprinted_year(lexeme: str) -> bool:
    return len(lexeme) in (3, 5) and lexeme.isdigit() and lexeme.startswith("20")


_BEFORE_YEAR = frozenset({Kind.MONTH, Kind.DATE})
TENS = frozenset({"двадцать", "тридцать"})
_SAID_ONCE = frozenset({Kind.DASH, Kind.SEPARATOR, Kind.TO, Kind.FROM, Kind.UNTIL})


def _number(lexeme: str) -> list[Token]:
    is_hour = ":" in lexeme and "-" not in lexeme[:5]
    if is_hour or "ч" in lexeme or lexeme.endswith("-00"):
        return [Token(Kind.CLOCK, None, lexeme)]
    if lexeme.endswith("%"):
        return [_unknown(lexeme)]
    parts = [int(part) for part in _NUMBERS.findall(lexeme)]
    match parts:
        case [year, month, day, *_] if year >= FIRST_YEAR:
            return [_date(lexeme, day, month, year)]
        case [day, month, year]:
            return _date_with_year(lexeme, day, month, year)
        case [month, year] if year >= FIRST_YEAR:
            known = 1 <= month <= 12 and year <= LAST_YEAR
            if not known:
                return [Token(Kind.IMPOSSIBLE, None, lexeme)]
            return [Token(Kind.MONTH_YEAR, Month(month=month, year=year), lexeme)]
        case [day, month]:
            return [_day_or_clock(lexeme, day, month)]
        case [number]:
            return _plain_number(lexeme, number)
        case _:
            return [_unknown(lexeme)]


def _date_with_year(lexeme: str, day: int, month: int, year: int) -> list[Token]:
    """The year may have two digits; one with too few or too many is kept apart, as it stands."""
    written = _NUMBERS.findall(lexeme)[2]
    digits = len(written)
    if digits == 2:
        return [_date(lexeme, day, month, CENTURY + year)]
    if digits == 4:
        return [_date(lexeme, day, month, year)]
    return [_date(lexeme, day, month, None), Token(Kind.MISPRINTED_YEAR, None, written)]


def _date(lexeme: str, day: int, month: int, year: int | None) -> Token:
    known = year is None or FIRST_YEAR <= year <= LAST_YEAR
    if 1 <= month <= 12 and 1 <= day <= 31 and known:
        return Token(Kind.DATE, Day(month=month, day=day, year=year), lexeme)
    return Token(Kind.IMPOSSIBLE, None, lexeme)


def _day_or_clock(lexeme: str, day: int, month: int) -> Token:
    if 1 <= month <= 12 and 1 <= day <= 31:
        return Token(Kind.DATE, Day(month=month, day=day), lexeme)
    if day < 24 and month < 60:
        return Token(Kind.CLOCK, None, lexeme)
    return Token(Kind.IMPOSSIBLE, None, lexeme)


def _plain_number(lexeme: str, number: int) -> list[Token]:
    if FIRST_YEAR <= number <= LAST_YEAR:
        return [Token(Kind.YEAR, number, lexeme)]
    first, second = divmod(number, 10_000)
    if len(lexeme) == 8 and FIRST_YEAR <= first < second <= LAST_YEAR:  # «20232024»: the dash is lost
        return [Token(Kind.YEAR, first, lexeme[:4]), _PUNCTUATION["-"], Token(Kind.YEAR, second, lexeme[4:])]
    return [Token(Kind.NUMBER, number, lexeme)]


def _unknown(lexeme: str) -> Token:
    return Token(Kind.UNKNOWN, None, lexeme)
