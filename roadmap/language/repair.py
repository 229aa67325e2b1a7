"""Words that typing, scanning and narrow columns have broken: glued, split or misspelt."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from roadmap.language.lexicon import WORDS
from roadmap.language.token import Kind, Token
from roadmap.language.tokens import word_token
from roadmap.problem import Problem

TELLING = frozenset(
    {
        Kind.MONTH,
        Kind.SEASON,
        Kind.EVERY,
        Kind.CONSTANTLY,
        Kind.DURING,
        Kind.QUARTER,
        Kind.HALF_YEAR,
        Kind.DECADE,
    }
)
"""Words worth finding inside a heap of letters."""

GLUE = TELLING | {
    Kind.YEAR_WORD,
    Kind.SCHOOL,
    Kind.UNTIL,
    Kind.FROM,
    Kind.TO,
    Kind.EDGE,
    Kind.WHOLE,
    Kind.PERIOD,
    Kind.ORDINAL,
    Kind.TIMES,
    Kind.BASIS,
    Kind.THEN,
    Kind.MONTH_WORD,
}
"""Words that may stand glued to them."""

DASH = Token(Kind.DASH, None, "-")
ASSUMED_DASH = Token(Kind.DASH, None, "")
"""Between glued months: a line's end has eaten it."""
PREFIXES = frozenset({"в", "на", "и", "отдельному"})
SHORTEST_TELLING = 3
LONGEST_HEAP = 60
SHORTEST_MISSPELT = 5
LONGEST_MISSPELT = 24
FAR_MISSPELT = 7
"""Letters from which two mistakes are forgiven in the name of a month."""


def repair(tokens: list[Token]) -> tuple[list[Token], list[Problem]]:
    """The tokens with broken words made whole, and a problem for each word that was guessed."""
    joined = _join_runs(tokens)
    problems: list[Problem] = []
    if ASSUMED_DASH in joined:
        problems.append(Problem(code="deadline-dash-assumed"))
    repaired: list[Token] = []
    for token in joined:
        guess = _closest(token.text) if token.kind is Kind.UNKNOWN and token.text.isalpha() else None
        if guess is None:
            repaired.append(token)
        else:
            entry = WORDS[guess]
            repaired.append(Token(entry[0], entry[1], token.text))
            problems.append(
                Problem(code="deadline-word-guessed", facts={"word": token.text, "read_as": guess})
            )
    return repaired, problems


def _join_runs(tokens: list[Token]) -> list[Token]:
    """Try each run of letters that has an unknown word in it as one heap: whole first, then its pieces."""
    repaired: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind is not Kind.UNKNOWN and not _begins_broken(tokens, place):
            repaired.append(tokens[place])
            place += 1
            continue
        end, found = _longest_heap(tokens, place)
        repaired.extend(found or tokens[place:end])
        place = end
    return repaired


def _begins_broken(tokens: list[Token], place: int) -> bool:
    """A known word whose second half is not: «авг уст», «сен-тябрь»."""
    if not tokens[place].text.isalpha():
        return False
    following = tokens[place + 1 : place + 3]
    if following and following[0].kind is Kind.DASH:
        following = following[1:]
    return bool(following) and following[0].kind is Kind.UNKNOWN


def _longest_heap(tokens: list[Token], place: int) -> tuple[int, list[Token] | None]:
    end = place
    while end < len(tokens) and (tokens[end].text.isalpha() or tokens[end].kind is Kind.DASH):
        end += 1
    for stop in range(min(end, place + 8), place, -1):
        heap = "".join(token.text for token in tokens[place:stop] if token.kind is not Kind.DASH)
        unknown = any(token.kind is Kind.UNKNOWN for token in tokens[place:stop])
        if unknown and (found := _split(heap)):
            return stop, _with_dashes(found, tokens[place:stop])
    return place + 1, None


def _with_dashes(found: tuple[Token, ...], original: list[Token]) -> list[Token]:
    """Dashes between the words found, and one assumed where two months are glued."""
    spaces, dashes, length = set(), set(), 0
    for token in original:
        if token.kind is Kind.DASH:
            dashes.add(length)
        else:
            length += len(token.text)
            spaces.add(length)
    joined: list[Token] = []
    place = 0
    for token in found:
        if joined and place in dashes:
            joined.append(DASH)
        elif joined and place not in spaces and joined[-1].kind is token.kind is Kind.MONTH:
            joined.append(ASSUMED_DASH)
        joined.append(token)
        place += len(token.text)
    return joined


@lru_cache(maxsize=4096)
def _split(heap: str) -> tuple[Token, ...] | None:
    """The words the letters make, if they make nothing but known words; the longest first."""
    if not SHORTEST_TELLING <= len(heap) <= LONGEST_HEAP:
        return None
    best: dict[int, tuple[Token, ...]] = {len(heap): ()}
    for start in range(len(heap) - 1, -1, -1):
        options = [(token, *best[end]) for end, token in _words_at(heap, start) if end in best]
        if options:
            best[start] = min(options, key=len)
    found = best.get(0)
    return found if found and any(_tells(token) for token in found) else None


def _words_at(heap: str, start: int) -> Iterator[tuple[int, Token]]:
    for end in range(start + 1, min(start + 16, len(heap)) + 1):
        word = heap[start:end]
        if word not in WORDS:
            continue
        token = word_token(word)
        if word in PREFIXES or (token.kind in GLUE and (len(word) > 2 or token.kind is not Kind.MONTH)):
            yield end, token


def _tells(token: Token) -> bool:
    return token.kind in TELLING and len(token.text) >= SHORTEST_TELLING


@lru_cache(maxsize=4096)
def _closest(word: str) -> str | None:
    """The word of time meant by a misspelt one: one mistake, or two in the name of a month."""
    if not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT:
        return None
    months_only = len(word) >= FAR_MISSPELT
    candidates = {
        known for trace in _traces(word, 2 if months_only else 1) for known in _index().get(trace, ())
    }
    near = [(known, _distance(word, known)) for known in sorted(candidates)]
    near = [(known, far) for known, far in near if far <= _forgiven(known, word)]
    return min(near, key=lambda pair: pair[1])[0] if near else None


def _forgiven(known: str, word: str) -> int:
    if known[0] != word[0]:
        return 0
    is_month = WORDS[known][0] is Kind.MONTH
    return 2 if is_month and min(len(known), len(word)) >= FAR_MISSPELT else 1


@lru_cache(maxsize=1)
def _index() -> dict[str, list[str]]:
    """Deletions of every telling word → the word (the symmetric delete method)."""
    found: dict[str, list[str]] = {}
    for known, (kind, _) in WORDS.items():
        if kind in TELLING and len(known) >= SHORTEST_MISSPELT:
            far = kind is Kind.MONTH and len(known) >= FAR_MISSPELT
            for trace in _traces(known, 2 if far else 1):
                found.setdefault(trace, []).append(known)
    return found


def _traces(word: str, most: int) -> set[str]:
    """The word with up to `most` letters left out."""
    found = {word}
    for count in range(1, most + 1):
        for dropped in combinations(range(len(word)), count):
            found.add("".join(letter for place, letter in enumerate(word) if place not in dropped))
    return found


def _distance(one: str, other: str) -> int:
    """Letters to change, add, drop or exchange with their neighbour."""
    if sorted(one) == sorted(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 2:
        return 1
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        previous, row[0] = row[0], place
        for column, sign in enumerate(other, start=1):
            kept = previous if letter == sign else previous + 1
            previous, row[column] = row[column], min(kept, row[column] + 1, row[column - 1] + 1)
    return row[-1]


def without_noise(tokens: list[Token]) -> list[Token]:
    """Leaves out what is understood and not needed: places, prepositions, times of day."""
    kept = [token for token in tokens if token.kind is not Kind.QUIET]
    if any(token.kind is Kind.CLOCK for token in kept):
        return _without_clock(kept)
    return kept


def _without_clock(tokens: list[Token]) -> list[Token]:
    """With the «с», «до» and the dash that belong to the hour; in «до 17:00 25 марта» it is the day's."""
    kept: list[Token] = []
    is_named = False
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        is_of_day = not is_named and following is not None and following.kind in _DAYS
        while token.kind is Kind.CLOCK and kept and kept[-1].kind in _OF_CLOCK:
            if is_of_day and kept[-1].kind is Kind.UNTIL:
                break
            kept.pop()
        is_named = is_named or token.kind in _DAYS
        kept.append(token)
    return [token for token in kept if token.kind is not Kind.CLOCK]


_DAYS = frozenset({Kind.DATE, Kind.NUMBER, Kind.MONTH})
_OF_CLOCK = frozenset({Kind.FROM, Kind.UNTIL, Kind.TO, Kind.DASH, Kind.CLOCK})
