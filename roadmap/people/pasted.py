"""Several names pasted at once: lines of a list, or one line of several."""

import re
from dataclasses import dataclass

_BETWEEN = re.compile(r"[\n;]+")
_BULLET = re.compile(r"\s*(?:[-–—•*]|\d{1,3}[.)])\s+")
_POST_AFTER = re.compile(r"\s+[-–—]\s+|\s*\t+\s*|\s*\((?=[^()]*\)\s*$)")
"""A dash, a tab or brackets set the post apart as a comma does."""
_NAME_WORDS = range(2, 4)
_NAME_WORD = re.compile(r"[^\W\d_]+(-[^\W\d_]+)?\.?([^\W\d_]\.)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedPerson:
    name: str
    post: str


def pasted_units(words: str) -> tuple[str, ...]:
    """Names of units, each once: on lines of their own, or after commas where each begins with one word."""
    found = []
    for line in _lines(words):
        parts = [part.strip() for part in line.split(",")]
        first_words = {part.split(maxsplit=1)[0].casefold() for part in parts if part}
        found += parts if all(parts) and len(first_words) == 1 else [line]
    return tuple({name.casefold(): name for name in found}.values())


def pasted_people(words: str) -> tuple[PastedPerson, ...]:
    """People with their posts: whatever follows a name and is no name itself is the post."""
    found: list[PastedPerson] = []
    for line in _lines(words):
        name, *rest = _parts(line)
        post: list[str] = []
        for part in rest:
            if _is_name(part):
                found.append(PastedPerson(name=name, post=", ".join(post)))
                name, post = part, []
            else:
                post.append(part)
        found.append(PastedPerson(name=name, post=", ".join(post)))
    return tuple({person.name.casefold(): person for person in found}.values())


def _parts(line: str) -> list[str]:
    parted = _POST_AFTER.sub(",", line)
    if parted.count(")") > parted.count("("):
        parted = parted.rstrip().removesuffix(")")
    return [part.strip() for part in parted.split(",") if part.strip()]


def _lines(words: str) -> list[str]:
    lines = [
        _BULLET.sub("", line, count=1) if _BULLET.match(line) else line for line in _BETWEEN.split(words)
    ]
    return [line.strip(" ,\t") for line in lines if line.strip(" ,\t")]


def _is_name(part: str) -> bool:
    """Two or three words with capital letters, as people are written and posts are not."""
    spelled = part.split()
    if len(spelled) not in _NAME_WORDS:
        return False
    return all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in spelled)
