"""What the command line says: help of commands and options, and its messages."""

import re
from datetime import date

from texts.plural import day

PROGRAM = "Веха: исполнение дорожной карты в Telegram"
COMMAND = "КОМАНДА"
HELP = "показать эту подсказку"
HELP_USAGE = "Вызов:"
HELP_ARGUMENTS = "что указать"
HELP_OPTIONS = "ключи"

INIT = "завести управление и пригласить первого координатора"
INIT_DEPARTMENT = "название управления"
INIT_COORDINATOR = "имя первого координатора"
ASKS_TOKEN = "Токен бота от @BotFather (Enter — впишу в .env потом):"  # noqa: S105  a question
ASKS_DEPARTMENT = "Название управления, как в документах:"
ASKS_COORDINATOR = "Фамилия и имя первого координатора:"
ASK_AGAIN = "Так не подходит. Ещё раз:"
TIME_ZONE = "часовой пояс IANA, например Asia/Omsk"

INVITE = "выдать личную ссылку сотруднику"
INVITE_ROLE = "исполнитель"
PEOPLE = "организации и люди; загрузить список сотрудников"
PEOPLE_LOAD = "показать, что изменит список людей, а с --yes загрузить его"
PEOPLE_FILE = "таблица .xlsx или .csv: организация, вид, сотрудник, должность, роль, часовой пояс"
PEOPLE_YES = "загрузить и выдать ссылки тем, кого ещё нет в чате"
PEOPLE_SAVE = "записать список людей таблицей, которую можно изменить и загрузить снова"
PEOPLE_SHEET = "куда записать"
NOTHING_LOADED = "Ничего не сохранено. Загрузить: повторите с ключом --yes."
PEOPLE_COLUMNS = ("номер", "организация", "сотрудников", "в чате")
LINK_COLUMNS = ("сотрудник", "организация", "роль", "ссылка")
ROADMAP = "дорожная карта: прочитать документ, завести, перенести на следующий год"
ROADMAP_READ = "показать, что прочитано в документе; ничего не сохраняется"
ROADMAP_IMPORT = "завести дорожную карту из документа"
ROADMAP_ROLL = "предложить план следующего года из этого"
ROLL_SOURCE = "документ или номер дорожной карты"
ROLL_TO = "год, с которого начинается новый план"
ROLL_PLANS = "какие планы файла перенести, если их несколько: 1 3; без этого все"
ROLL_DESK = "положить координатору на утверждение"
IMPORT_CREATE = "завести неизвестных ответственных как новых"
IMPORT_APPROVE = "утвердить сразу; вопросы без ответа останутся координатору"
IMPORT_EDITION = "это новая редакция дорожной карты ID"
IMPORT_PLANS = "какие планы файла завести, если их несколько: 1 3; без этого все"
IMPORT_SEPARATE = "это отдельная карта, хотя похожая уже есть"
CALENDAR = "производственный календарь: показать, загрузить переносы, выходные региона, каникулы"
CALENDAR_SHOW = "показать, что известно о годах"
CALENDAR_YEARS = "какие годы; без этого прошлый, этот и два следующих"
CALENDAR_LOAD = "показать, что изменит календарь, а с --yes загрузить его и переложить сроки"
CALENDAR_FILE = "файл из строк «2027-02-20,working»; как он устроен, сказано в docs/operations.md"
CALENDAR_YEAR = "взять год из пакета holidays вместо файла"
CALENDAR_YES = "загрузить и переложить сроки планов"
CALENDAR_ONE_SOURCE = "укажите файл или --year"
REPORT = "отчёт по дорожной карте: Excel, форма Word или справка"
REPORT_ROAD_MAP = "номер дорожной карты; нужен, если их несколько"
REPORT_QUARTER = "только этот квартал, например 2027-Q1"
REPORT_KIND = "excel: книга для работы; form: таблица плана с отметками; analysis: справка словами"
REPORT_OUTPUT = "куда записать; без него имя даётся по дорожной карте и дате"
RUN = "запустить бота"
MIGRATE = "привести базу к нынешней схеме"
API = "ключи для других программ, которые читают план и исполнение"
AUDIT = "журнал действий: проверить, что он цел, выгрузить таблицей"
BACKUP = "снять резервную копию базы и файлов, бот при этом работает"
RESTORE = "восстановить базу и файлы из копии"
MIGRATE_PLAN = "показать, что будет сделано с базой, и ничего не делать"
MIGRATED = "База готова."
COPY_FROM = "перенести в пустую базу всё из другой: sqlite:ФАЙЛ или postgresql://…"
COPY_SOURCE = "ОТКУДА"
RESTORED = (
    "база восстановлена из копии на новой машине: что могло быть уже отправлено, не отправлять, а показать "
    "координатору"
)
CHECK = "проверить настройки, базу, диск и связь, ничего не меняя"
NO_LINKS = "Telegram не отвечает, имя бота неизвестно: вместо ссылок команды, их надо отправить боту."
DEADLINE = "показать, как понят срок, названный словами"
DEADLINE_PHRASE = "слова из графы «Срок»"
DEADLINE_PERIOD = "период плана: 2021-01-01..2021-12-31; без него даты не считаются"
RULES = "порядок, по которому назначается последний день"
BATCH = "читать строки JSON {phrase, period} со стандартного ввода"
NO_PHRASE = 'Назовите срок: vekha deadline "1 раз в квартал" --period 2026-01-01..2026-12-31'
ACTION = "ДЕЙСТВИЕ"
AS_JSON = "печатать JSON"
PERIOD = "период плана, если он не назван или назван неверно: 2021-01-01..2021-12-31"
DEPARTMENT_NUMBER = "номер управления, если их несколько"


NOTHING_TYPED = 'На вводе нет ни одной строки. Нужны строки вида {"phrase": "до 15 мая", "period": null}'
WRONG_USAGE = (
    (r"the following arguments are required: (.+)", "не хватает: {0}"),
    (r"unrecognized arguments: (.+)", "лишнее: {0}"),
    (r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)", "{0}: «{1}» не подходит; есть: {2}"),
    (r"argument (.+?): expected one argument", "{0}: нужно значение"),
    (r"argument (.+?): expected at least one argument", "{0}: нужно хотя бы одно значение"),
    (r"argument (.+?): ignored explicit argument '(.*)'", "{0}: значение «{1}» здесь лишнее"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} и {1} вместе не бывают"),
    (r"argument (.+?): invalid int value: '(.*)'", "{0}: «{1}» не число"),
    (r"ambiguous option: (.+?) could match (.+)", "{0}: неясно, что это; похоже на {1}"),
    (r"argument (.+?): (.+)", "{0}: {1}"),
)
"""What the argument parser says, as patterns, and the same in Russian."""


def wrong_usage(program: str, said: str) -> str:
    """Why the command was not understood, and where to look."""
    for pattern, words in WRONG_USAGE:
        if match := re.fullmatch(pattern, said):
            said = words.format(*(part.replace("'", "") for part in match.groups()))
            break
    return f"{program}: {said}. Подсказка: {program} --help"


def department_opened(coordinator: str, until: date) -> str:
    return f"Управление заведено. Ссылка для координатора ({coordinator}) {_works(until)}:"


def department_opened_without_token(coordinator: str, until: date) -> str:
    return (
        "Управление заведено. Токена ещё нет, поэтому вместо ссылки команда для координатора "
        f"({coordinator}): её надо отправить боту, когда он заработает. Она {_works(until)}. "
        "С токеном ссылку даст vekha invite."
    )


def asks_zone(usual: str) -> str:
    return f"Часовой пояс (Enter — {usual}):"


def invited(person: str, unit: str, until: date) -> str:
    return f"{person}, {unit}: ссылка {_works(until)}."


def links_issued(count: int, until: date | None) -> str:
    return f"Выдано ссылок: {count}. Каждая {_works(until)}." if until else "Выдано ссылок: 0."


def _works(until: date) -> str:
    return f"действует до {day(until)} и один раз"


def people_saved(path: str, people: int) -> str:
    return f"Список записан: {path}, людей: {people}."


def no_file(path: object) -> str:
    return f"Файл {path} не открывается. Проверьте имя и права."


def not_a_period(text: str) -> str:
    return f"«{text}» не период: нужен вид 2021-01-01..2021-12-31"


def waits_for_approval(import_id: int) -> str:
    return f"Документ № {import_id} ждёт утверждения: команда /import в чате координатора."


def bad_line(number: int) -> str:
    return f'Строка {number}: нужен вид {{"phrase": "до 1 мая", "period": ["2026-01-01", "2026-12-31"]}}'


def not_a_database() -> str:
    return "нужен вид sqlite:путь/к/vekha.db или postgresql://user:password@host/name"


def copied(rows: int, tables: int) -> str:
    return (
        f"Перенесено строк: {rows}, таблиц: {tables}; число строк совпало. Папка FILES_DIR не переносится: "
        "оставьте настройку прежней или скопируйте папку."
    )


def plan_of(many: int, *, is_new: bool) -> str:
    if is_new:
        return "Базы ещё нет: её создаст vekha run или vekha migrate."
    if not many:
        return "База на нынешней схеме, делать ничего не нужно."
    return (
        f"Шагов: {many}. Они пройдут одной транзакцией: или все, или ни одного. Сначала снимите копию "
        "(vekha backup), остановите все копии бота и выполните vekha migrate или vekha run."
    )


def held(many: int) -> str:
    if not many:
        return "Задерживать нечего: к этой минуте ничего отправлять не нужно."
    return f"Задержано сообщений: {many}. После запуска координатор решит: повторить или снять."


def report_written(path: str) -> str:
    return f"Отчёт записан: {path}"


DEMO = "сыграть целый квартал на местной песочнице: без токена и сервера"
DEMO_STAY = "не играть, а открыть песочницу в браузере"
NO_DEMO = "Песочницы здесь нет: она есть только в исходном коде проекта. Возьмите его и выполните make demo."


def rolled_name(source: str, year: int) -> str:
    return f"План {year} из {source}"


_FILE_TROUBLES = {
    "folder": "это папка, а нужен файл",
    "file": "это файл, а нужна папка",
    "absent": "такого файла или папки нет. Проверьте путь",
    "rights": "не хватает прав. Проверьте, чей это файл и чья папка",
    "readonly": "диск доступен только для чтения",
    "full": "на диске нет места. Освободите его",
}


def file_trouble(path: str, trouble: str) -> str:
    """«out.xlsx: на диске нет места. Освободите его.»"""
    return f"{path}: {_FILE_TROUBLES[trouble]}."


def machine_trouble(why: str) -> str:
    """«Не вышло, с базой или диском неладно: сервер не отвечает. …»"""
    return f"Не вышло, с базой или диском неладно: {why}."
