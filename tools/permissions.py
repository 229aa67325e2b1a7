"""Every button, command, answer and web page with the roles it is for, as docs/permissions.md.

python -m tools.permissions > docs/permissions.md
"""

import sys
from collections.abc import Iterator

from handlers.policy import Entry
from handlers.table import ROUTES
from roadmap.people.persons import Role
from services.buttons.packing import pack_code

ROLES = {
    Role.EXECUTOR: "исполнитель",
    Role.CURATOR: "куратор",
    Role.COORDINATOR: "координатор",
    Role.HEAD: "руководитель",
    Role.OBSERVER: "наблюдатель",
}
ASKERS = ("без ключа", "чужой ключ", "отозванный ключ", "свой ключ")
WEB = {
    "GET /healthz": (200, 200, 200, 200),
    "GET /readyz": (200, 200, 200, 200),
    "GET /metrics": (200, 200, 200, 200),
    "POST /hook": (403, 403, 403, 200),
    "GET /calendar/{secret}.ics": (404, 404, 404, 200),
    "GET /api/v1/road-maps": (401, 200, 401, 200),
    "GET /api/v1/road-maps/{road_map}/{table}": (401, 404, 401, 200),
}
"""Each route of the web servers, and what it answers each of `ASKERS`."""
WEB_WORDS = """
Ключ здесь то, чем открывается адрес: для `/api/v1` ключ управления (`vekha api`), для календаря секрет
в самом адресе (права его владельца сейчас), для вебхука (`/hook`, на деле путь из `WEBHOOK__URL`) секрет
в заголовке. `/healthz`, `/readyz` и `/metrics` ключа не спрашивают и слушают только `HEALTH__HOST`;
`/readyz` отвечает 503, пока что-то не так. Чужой ключ управления видит список своих
дорожных карт, а не этих. Другой способ обращения получает 405, неканонический адрес 400 или 404. Пишет
только вебхук (само обновление) и первое за день обращение с ключом (когда им пользовались, и запись
в журнале). Всё это спрашивает `tests/web/test_permissions.py`: маршруты он берёт у самих серверов.
"""
HEAD = """# Кто что может

Составлено программой по таблице обработчиков: `python -m tools.permissions > docs/permissions.md`.
«•» — открыто этой роли; служба внутри ещё раз смотрит, его ли это организация. Чужое отвечает отказом
словами, и ни одна таблица не меняется: `tests/handlers/test_permissions.py` нажимает каждую кнопку каждой
ролью на чужое. Незнакомцу открыто только то, что в последнем столбце; остальное отвечает ему, как войти.
"""


def main() -> None:
    sys.stdout.write("\n".join(lines()) + "\n")


def lines() -> Iterator[str]:
    """The whole page."""
    yield HEAD
    yield "## Команды\n"
    yield from _table("команда", ((f"`/{name}`", entry) for name, entry in sorted(ROUTES.commands.items())))
    yield "\n## Кнопки\n"
    buttons = sorted(ROUTES.presses.items(), key=lambda pair: (_area(pair[1]), pair[0].__name__))
    yield from _table("кнопка", ((f"{each.__name__} `{pack_code(each)}`", entry) for each, entry in buttons))
    yield "\n## Слова и файлы\n"
    typed = [*ROUTES.words.items(), *ROUTES.files.items()]
    yield from _table("ответ на вопрос", ((f"`{prompt or 'ничего не спрошено'}`", e) for prompt, e in typed))
    yield "\n## Страницы"
    yield WEB_WORDS
    yield f"| адрес | {' | '.join(ASKERS)} |"
    yield "|---|" + "---|" * len(ASKERS)
    yield from (f"| `{route}` | {' | '.join(map(str, codes))} |" for route, codes in WEB.items())


def _table(what: str, entries: Iterator[tuple[str, Entry]]) -> Iterator[str]:
    yield f"| {what} | где | {' | '.join(ROLES.values())} | незнакомец |"
    yield "|---|---|" + "---|" * (len(ROLES) + 1)
    for name, entry in entries:
        marks = ["•" if entry.roles is None or role in entry.roles else "" for role in ROLES]
        stranger = "•" if entry.roles is None else ""
        yield f"| {name} | {_area(entry)} | {' | '.join(marks)} | {stranger} |"


def _area(entry: Entry) -> str:
    return entry.handler.__module__.removeprefix("handlers.")


if __name__ == "__main__":
    main()
