"""Words said in another order, or with one left out, as the grammar expects them."""

from collections.abc import Sequence

from roadmap.deadlines.deadline import LAST
from roadmap.language.token import Kind, Token

_COUNTS = (Kind.ORDINAL, Kind.NUMBER)
_WEEKS = frozenset({1, 2, 3, 4, LAST})
_APART = frozenset({Kind.SEPARATOR, Kind.OPEN})
_ENDS = frozenset({Kind.END, Kind.SEPARATOR, Kind.CLOSE, Kind.EVERY})
OF_DAY = "го"
"""The ending of «25-го», which leaves out «числа»."""


def rearranged(tokens: list[Token]) -> list[Token]:
    """«пятница второй недели ноября» as «вторая пятница ноября»; «ежемесячно 25-го» with its «числа»."""
    found: list[Token] = []
    at, is_rhythmic = 0, any(token.kind in (Kind.EVERY, Kind.EACH) for token in tokens)
    while at < len(tokens):
        ahead = [*tokens[at : at + 5], *[Token(Kind.END, None, "")] * 5][:5]
        kinds = [token.kind for token in ahead]
        if kinds[0] is Kind.WEEKDAY and _is_week(ahead[1:3]):
            found += [ahead[1], ahead[0]]
            at += 3
        elif (
            _is_week(ahead[:2]) and kinds[2] is Kind.MONTH and kinds[3] in _APART and kinds[4] is Kind.WEEKDAY
        ):
            found += [ahead[0], ahead[4], ahead[2]]
            at += 5
        else:
            found.append(ahead[0])
            at += 1
            if is_rhythmic and _leaves_out_its_noun(ahead[0]) and kinds[1] in _ENDS:
                found.append(Token(Kind.NUMBER_WORD, None, "числа"))
    return found


def _is_week(pair: Sequence[Token]) -> bool:
    """«второй недели»: the days of such a week have each weekday once, the n-th of the month."""
    number, noun = pair
    return number.kind in _COUNTS and number.value in _WEEKS and noun.kind is Kind.WEEK


def _is_month_with_weekday(kinds: Sequence[Kind]) -> bool:
    """«ноября, пятница»"""
    month, between, weekday = kinds
    return month is Kind.MONTH and between in _APART and weekday is Kind.WEEKDAY


def _leaves_out_its_noun(token: Token) -> bool:
    return token.kind is Kind.NUMBER and token.text.endswith(OF_DAY) and 1 <= int(token.value) <= 31
