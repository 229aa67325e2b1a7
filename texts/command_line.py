"""What the command line says: help of commands and options, and its messages."""

PROGRAM = "Веха: исполнение дорожной карты в Telegram"
COMMAND = "КОМАНДА"

INIT = "завести управление и пригласить первого координатора"
INIT_DEPARTMENT = "название управления"
INIT_COORDINATOR = "имя первого координатора"
TIME_ZONE = "часовой пояс IANA, например Asia/Omsk"

INVITE = "выдать личную ссылку сотруднику"
INVITE_ROLE = "исполнитель"
PEOPLE = "организации и люди; загрузить список сотрудников"
PEOPLE_LOAD = "таблица CSV: организация, вид, сотрудник, должность, роль"
PEOPLE_COLUMNS = ("номер", "организация", "сотрудников", "в чате")
LINK_COLUMNS = ("сотрудник", "организация", "роль", "ссылка")
DEPARTMENT_NUMBER = "номер управления, если их несколько"


def department_opened(coordinator: str) -> str:
    return f"Управление заведено. Ссылка для координатора ({coordinator}) действует 72 часа и один раз:"


def invited(person: str, unit: str) -> str:
    return f"{person}, {unit}: ссылка действует 72 часа и один раз."


def links_issued(count: int) -> str:
    return f"Выдано ссылок: {count}. Каждая действует 72 часа и один раз."
