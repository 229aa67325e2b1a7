"""Words of the workbook in which a list of people goes out."""

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from texts.people.people import ROLE_NAMES

TITLE = "Список людей"
NOTE = (
    "Меняйте прямо здесь и пришлите файл боту: он покажет, что изменится, и спросит. Новый человек: новая "
    "строка внизу. Строка, которой нет, никого не убирает."
)
UNIT, KIND, ZONE, PERSON, POST, ROLE = (
    "Организация", "Вид", "Часовой пояс", "Сотрудник", "Должность", "Роль",
)  # fmt: skip
STATE = "В чате"
MARK = "№ строки в боте"
"""Of the hidden column; `documents.staff_words` knows it."""
LISTS = "Списки"
"""The hidden sheet the drop-downs read."""
KINDS = {
    UnitKind.DEPARTMENT: "управление",
    UnitKind.SCHOOL: "школа",
    UnitKind.CENTRE: "центр",
    UnitKind.OTHER: "другое",
}
ROLES = tuple(ROLE_NAMES[role] for role in Role)
CHOOSE = "Выберите из списка"
CHOOSE_OR_TYPE = "Выберите из списка или напишите новую"


def subtitle(department: str) -> str:
    return f"{department}. {NOTE}"


def kind_words(row: StaffRow) -> str:
    return KINDS.get(row.kind, "") if row.kind else ""


def role_words(row: StaffRow) -> str:
    return ROLE_NAMES[row.role] if row.role else ""


def state_words(row: StaffRow, *, has_joined: bool) -> str:
    """Whether the person reads what the bot writes."""
    if not row.person:
        return ""
    return "да" if has_joined else "нет"
