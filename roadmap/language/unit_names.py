"""What the name of an organisation says about it."""

import re

from roadmap.people.persons import UnitKind
from roadmap.wording import normal

_SCHOOL = re.compile(r"школ|\b(?:[а-я]{0,4})?[сон]?ош\b|гимнази|лице[йя]|\bкадетск|\b[а-я]{0,3}оу\b")
_CENTRE = re.compile(r"\bцентр|\bслужб|\bдом[а-я]? |\bдвор[е]?ц|\bстанци|\bинститут|\bцдо\b|\bддт\b")
_NOT_SCHOOL = re.compile(r"детск\w+ сад|\bдоу\b|\bм[а-я]?доу\b|\bдс\b|управлени|департамент|комитет")


_DEPARTMENT = re.compile(
    r"^(?:м[кб]у\s+)?(?:[а-я]{0,4}уо|р?оно|уон)$|^(?:управлени[ея]|отдела?|департамента?|комитета?)\s+(?:по\s+)?образовани"
)
_GROUP = re.compile(
    r"^(?:все\s+)?(?:центры|службы|детские сады|сады|доу|дошкольные|школы|лицеи|гимназии|библиотеки|"
    r"учреждения|организации|образовательные (?:организации|учреждения)|общеобразовательные)\b"
)


_POST = re.compile(
    r"^(?:социальн\w+ |старш\w+ |главн\w+ |ведущ\w+ )?(?:заместител|зам|директор|заведующ|начальник"
    r"|руководител|методист|специалист|инспектор|педагог|учител|психолог|логопед|завуч|библиотекар|вожат|советник|воспитател"
    r"|тьютор|куратор|координатор|администраци)(?:[иаяыьй]|ов|ей|ий|ая|ие|ые|ый)?\b"
)
"""Somebody of an organisation: «социальный педагог СОШ № 4» is no school."""


_OTHER_BODIES = re.compile(
    r"детск\w+ сад|\bм?[а-я]?доу\b|\bцентр|библиотек|учреждени\w+ (?:доп|культур|спорт)"
)


_FORM = re.compile(r"[мг]о?[бка]?о?у|сош|оош|ноо?ш|оу|имени|им")


def tells_no_name(word: str) -> bool:
    """Whether a folded word is only the form an organisation has: «мбоу», «сош», «имени»."""
    return _FORM.fullmatch(word) is not None


def of_other_bodies(words: str) -> bool:
    """Whether a collective of a document is not of schools: «Детские сады», «Руководители ДОУ»."""
    return bool(_OTHER_BODIES.search(normal(words)))


def means_department(words: str) -> bool:
    """Whether a document calls its own department so: «УО», «Управление образования»."""
    return bool(_DEPARTMENT.search(normal(words)))


def made_kind(words: str) -> UnitKind:
    """What is made of a name of a document: the department itself, a group, an organisation of a kind."""
    if means_department(words):
        return UnitKind.DEPARTMENT
    if _POST.search(normal(words)):
        return UnitKind.OTHER
    return UnitKind.GROUP if _GROUP.search(normal(words)) else kind_of_name(words)


def kind_of_name(name: str) -> UnitKind:
    """A school or a centre where the name says so; never the department."""
    words = normal(name)
    if _NOT_SCHOOL.search(words):
        return UnitKind.OTHER
    if _CENTRE.search(words) and "школ" not in words.split(" ", 1)[0]:
        return UnitKind.CENTRE
    return UnitKind.SCHOOL if _SCHOOL.search(words) else UnitKind.OTHER
