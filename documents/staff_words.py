"""Words of a list of people: headings, kinds of organisations, roles. Data to add to."""

import re
from enum import StrEnum

from documents.understanding.words import fold
from roadmap.people.persons import Role, UnitKind


class StaffColumn(StrEnum):
    UNIT = "unit"
    KIND = "kind"
    SURNAME = "surname"
    FIRST_NAME = "first-name"
    PATRONYMIC = "patronymic"
    PERSON = "person"
    POST = "post"
    ROLE = "role"
    ZONE = "zone"
    MARK = "mark"
    STATE = "state"


# All patterns meet folded text («й» as «и», «ё» as «е»), without dots.
_HEADINGS: tuple[tuple[StaffColumn, str], ...] = (
    (StaffColumn.MARK, r"№ строки в боте"),
    (StaffColumn.STATE, r"в чате|вход в бот\w*"),
    (StaffColumn.KIND, r"(?:вид|тип)(?: (?:организации|учреждения|оо|оу))?"),
    (StaffColumn.ROLE, r"роль(?: в (?:боте|вехе|дорожнои карте|системе))?|кем будет|права"),
    (StaffColumn.ZONE, r"часовои пояс|пояс|зона|часовая зона|время|местное время|разница с москвои"),
    (StaffColumn.POST, r"(?:занимаемая )?должность(?: .*)?|пост"),
    (StaffColumn.SURNAME, r"фамилия"),
    (StaffColumn.FIRST_NAME, r"имя"),
    (StaffColumn.PATRONYMIC, r"отчество"),
    (
        StaffColumn.PERSON,
        r"ф ?и ?о(?: .*)?|фамилия,? имя,? (?:и )?отчество(?: .*)?|фамилия,? имя|сотрудник[и]?|работник[и]?"
        r"|человек|кто|(?:ф ?и ?о )?ответственн\w+(?: лиц\w+)?|исполнитель",
    ),
    (
        StaffColumn.UNIT,
        r"(?:(?:полное |краткое |сокращенное )?(?:наименование|название) )?"
        r"(?:образовательн\w+ )?(?:организаци[яи]|учреждени[ея]|школ[аы]|оо|оу)(?: \(.*\))?"
        r"|место работы|где работает|подразделение|юридическое лицо",
    ),
)
_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _HEADINGS)

ROLES = {
    "исполнитель": Role.EXECUTOR,
    "куратор": Role.CURATOR,
    "координатор": Role.COORDINATOR,
    "руководитель": Role.HEAD,
    "наблюдатель": Role.OBSERVER,
}
"""As they are written; `role_of` reads more spellings."""
_MORE_ROLES = {
    "исполнители": Role.EXECUTOR,
    "ответственныи": Role.EXECUTOR,
    "ответственная": Role.EXECUTOR,
    "отвечает": Role.EXECUTOR,
    "администратор": Role.COORDINATOR,
    "начальник": Role.HEAD,
    "начальник управления": Role.HEAD,
    "наблюдает": Role.OBSERVER,
    "только смотрит": Role.OBSERVER,
    "только просмотр": Role.OBSERVER,
}
_KINDS = {
    UnitKind.DEPARTMENT: ("управление", "отдел", "департамент", "комитет", "отдел образования"),
    UnitKind.SCHOOL: ("школа", "сош", "оош", "нош", "гимназия", "лицеи", "школа-интернат", "оо", "оу"),
    UnitKind.CENTRE: ("центр", "служба", "центр или служба", "дом творчества", "цдо", "ддт", "методцентр"),
    UnitKind.OTHER: ("другое", "другая", "другая организация", "иное", "детскии сад", "доу", "садик"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


def column_of(heading: str) -> StaffColumn | None:
    """What a heading of a list of people speaks of; None for anything else."""
    folded = " ".join(fold(heading).replace(".", " ").replace("*", " ").split()).strip(" :")
    return next((column for column, pattern in _COMPILED if pattern.fullmatch(folded)), None)


def role_of(words: str) -> Role | None:
    """The role that is named; None for an unknown one."""
    return ROLES.get(words.casefold()) or _MORE_ROLES.get(fold(words))


def kind_of(words: str) -> UnitKind | None:
    """The kind of organisation that is named; None for an unknown one."""
    return _KIND_OF.get(fold(words))
