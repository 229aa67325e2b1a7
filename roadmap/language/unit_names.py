"""What the name of an organisation says about it."""

import re

from roadmap.people.persons import UnitKind
from roadmap.wording import normal

_SCHOOL = re.compile(r"школ|\b(?:[а-я]{0,4})?[сон]?ош\b|гимнази|лице[йя]|\bкадетск|\b[а-я]{0,3}оу\b")
_CENTRE = re.compile(r"\bцентр|\bслужб|\bдом[а-я]? |\bдвор[е]?ц|\bстанци|\bинститут|\bцдо\b|\bддт\b")
_NOT_SCHOOL = re.compile(r"детск\w+ сад|\bдоу\b|\bм[а-я]?доу\b|\bдс\b|управлени|департамент|комитет")


def kind_of_name(name: str) -> UnitKind:
    """A school or a centre where the name says so; never the department."""
    words = normal(name)
    if _NOT_SCHOOL.search(words):
        return UnitKind.OTHER
    if _CENTRE.search(words) and "школ" not in words.split(" ", 1)[0]:
        return UnitKind.CENTRE
    return UnitKind.SCHOOL if _SCHOOL.search(words) else UnitKind.OTHER
