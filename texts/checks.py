"""What `vekha check` says: one line for each thing it has tried, with what to do where it failed."""

ABOUT = {
    "settings": "Настройки",
    "example": "Файл .env.example",
    "database": "База",
    "pages": "Страницы базы",
    "rights": "Права на базу, файлы и .env",
    "files": "Запись в папку файлов",
    "room": "Место на диске",
    "backup": "Резервная копия",
    "backup-programs": "Программы для копий PostgreSQL",
    "operator": "Оператор персональных данных",
    "clock": "Часы",
    "zone": "Часовой пояс",
    "calendar": "Производственный календарь",
    "proxy": "Прокси",
    "token": "Токен",
    "telegram": "Telegram",
    "webhook": "Приём обновлений",
    "heartbeat": "Сторож",
    "live-person": "Координатор",
    "live-send": "Отправка",
    "live-edit": "Правка",
    "live-reply": "Ответ на сообщение",
    "live-react": "Реакция",
    "live-copy": "Кнопка «Скопировать»",
    "live-album": "Альбом",
    "live-up": "Файл туда",
    "live-down": "Файл обратно",
    "live-commands": "Список команд",
    "live-toast": "Нажатие и подпись",
}
_SEEN = {
    "no-database-yet": "{detail} ещё нет, её создаст первый запуск",
    "room": "свободно {detail} МБ",
    "clock": "{detail}",
    "backup": "последняя {detail}",
    "backup-same-disk": "последняя {detail}, на том же диске, что и база: поломка диска унесёт обе",
    "no-backups": "не делается: задайте BACKUP__DIR и BACKUP__RECIPIENT (vekha backup --new-key)",
    "no-operator": "не назван тем, кто даёт согласие (152-ФЗ): задайте {detail}",
    "as-set": "{detail}",
    "calendar": "переносы известны по {detail} год",
    "number": "№ {detail} соединяет",
    "bot": "отвечает, бот @{detail}",
    "polling": "бот спрашивает сам",
    "webhook-not-yet": "адрес сообщит Telegram первый запуск",
    "no-heartbeat": "не задан: о том, что бот молчит, никто не узнает (HEARTBEAT_URL)",
    "not-pressed": "никто не нажал за минуту; повторите и нажмите кнопку",
    "taken-by-webhook": "не проверяется, пока Telegram приносит обновления сам",
}
_REMEDIES = {
    "trouble": "{detail}",
    "example-differs": "отстал от настроек: vekha check --env > .env.example",
    "schema-older": "прежней версии. Её обновит vekha run или vekha migrate",
    "schema-newer": "с ней работала более новая программа. Обновите эту",
    "damaged": "повреждены. Остановите бота и восстановите базу: vekha restore",
    "rights": "читать могут не только владелец: chmod -R go= {detail}",
    "room": "свободно {detail} МБ. Освободите место или увеличьте диск",
    "clock": "показывают {detail}. Поставьте верное время: timedatectl",
    "backup-late": "последняя {detail}, больше полутора суток назад. Причина в журнале бота; vekha backup",
    "backup-none": "ещё ни одной. Снимите первую: vekha backup",
    "calendar": "переносы известны только по {detail} год. Загрузите: vekha calendar load --year ГОД",
    "proxy": "№ {detail} не соединяет. Проверьте адрес, имя и пароль в PROXY",
    "no-telegram": "не отвечает. Проверьте сеть и PROXY; запущенный бот будет ждать связи",
    "webhook-foreign": "обновления забирает другой адрес. Этот токен занят другой программой?",
    "webhook-error": "Telegram не может принести обновление: {detail}",
    "heartbeat": "его сервер не отвечает. Проверьте HEARTBEAT_URL и сеть",
    "refused": "Telegram не принял: {detail}",
    "no-coordinator": "ни одного координатора в чате. Откройте ссылку координатора и повторите",
}

CHECK_ENV = "напечатать образец .env со всеми настройками"
CHECK_FULL = "проверить базу целиком, с указателями: дольше"
CHECK_LIVE = "поговорить с настоящим Telegram в чате координатора"
CHECKED = "Всё в порядке."
LIVE_GREETING = "Проверка связи"
LIVE_EDITED = "Проверка связи: правка видна"
LIVE_REPLY = "Ответ"
LIVE_PRESS = "Нажмите"
LIVE_TOAST = "Нажатие дошло"
LIVE_COPY = "Скопировать"
LIVE_ASKS = "Нажмите в чате координатора кнопку «Нажмите» (есть минута)…"
LIVE_FILE = "Веха: проверка файла\n"
LIVE_DONE = "Проверка связи закончена, отвечать не нужно."


def found(about: str, is_well: bool | None, seen: str, remedy: str, detail: str) -> str:
    """«✓ База», «✗ Прокси: № 1 не соединяет. …», «– Сторож: не задан»."""
    mark = {True: "✓", False: "✗", None: "–"}[is_well]
    words = _REMEDIES[remedy] if remedy else _SEEN.get(seen, "")
    said = words.format(detail=detail)
    return f"{mark} {ABOUT[about]}" + (f": {said}" if said else "")


def not_well(many: int) -> str:
    return f"Исправить: {many}."
