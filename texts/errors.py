"""What every refusal says to the person: short, and what to do next."""

from roadmap.errors import (
    AlreadyRunning,
    BadInput,
    ClockWrong,
    DatabaseUnusable,
    DocumentRefused,
    DraftInTheWay,
    NotAllowed,
    NotFound,
    SettingsRefused,
    StaleVersion,
    TooManyTries,
    VekhaError,
    WrongState,
)
from texts.imports.document_refusals import explain_document_refusal
from texts.people.staff_lists import REASONS

_BAD_INPUT = {
    "not-routine": "Контрольные точки выбирают для работы, которая повторяется чаще раза в месяц.",
    "name-length": "Название или имя должно быть не пустым и не длиннее {detail} знаков. Напишите ещё раз.",
    "map-name-taken": "Карта «{detail}» уже есть. Напишите другое название.",
    "unit-exists": "Организация «{detail}» уже есть. Выберите её в списке или напишите другое название.",
    "spelling-taken": "«{detail}»: так в документах называют другую организацию. Уберите написание у неё.",
    "days-unread": "Не понял даты. Напишите, например: «с 15 по 28 сентября» или «до 28 сентября».",
    "absence-overlaps": "На эти дни отсутствие уже отмечено. Уберите прежнее или назовите другие дни.",
    "deputy-away": "{detail}: в эти дни тоже отсутствует. Выберите другого заместителя.",
    "own-merge": "Это ваша карточка: пусть останется она. Нажмите «Оставить другую карточку».",
    "unlike-units": "Группу с организацией и само управление объединить нельзя. Выберите другую.",
    "own-dismissal": "Это вы. Отметить, что вы больше не работаете, может другой координатор.",
    "successor-needed": "За этим человеком открытые поручения. Выберите, кому их передать.",
    "last-coordinator": "Больше координаторов в управлении нет. Сначала добавьте эту роль кому-нибудь ещё.",
    "api-key-name": "Назовите, для чего ключ, не длиннее 100 знаков.",
    "calendar-line": "Строка {detail} календаря не читается. Нужен вид «2027-02-20,working»: день и его вид.",
    "calendar-empty": "В файле нет ни одного дня. Нужны строки вида «2027-02-20,working».",
    "calendar-year-incomplete": (
        "В календаре нет {detail}, а это праздник. Год загружается целиком: все выходные будни и переносы."
    ),
    "calendar-year-unknown": (
        "Пакет holidays не знает переносов {detail} года. Загрузите файл с переносами из постановления "
        "или добавьте в начало файла строку «# provisional», если они ещё не опубликованы."
    ),
    "no-department": "Управления ещё нет. Заведите его: vekha init --department … --coordinator …",
    "which-department": "Управлений несколько ({detail}). Укажите номер: --department N.",
    "no-such-department": "Управления № {detail} нет. Список покажет vekha people.",
    "department-exists": (
        "Управление «{detail}» уже есть. Новую ссылку координатору даст "
        "vekha invite --person … --unit … --role координатор."
    ),
    "no-such-unit": "Организации «{detail}» нет. Список покажет vekha people.",
    "time-zone": "Часовой пояс «{detail}» неизвестен. Нужен вид «Europe/Moscow».",
    "nothing-left": "Это последняя строка плана. Если план не нужен, отмените документ.",
    "period-unknown": "Не указан период плана. Ответьте на вопрос о годах, затем утвердите.",
    "period-unread": "«{detail}» не похоже на период. Напишите, например: «с 01.09.2026 по 31.08.2027».",
    "dates-unread": "В словах «{detail}» не нашлось дат этого плана. Напишите, например: «до 25 декабря».",
    "nobody-named": "В документе здесь пусто, заводить некого. Выберите ответственного из списка.",
    "edition-or-separate": "Похожая карта есть: № {detail}. Добавьте --edition-of {detail} или --separate.",
    "no-curator": "Куратора управления в чате нет. Пригласите его или назовите даты сами.",
    "no-such-plan": "Плана № {detail} в файле нет.",
    "snooze-day": "На этот день отложить уже нельзя. Откройте карточку и выберите другой.",
    "digest-hour": "Такого часа нет среди предложенных. Откройте «Напоминания» и выберите другой.",
    "no-such-rule": "Такой настройки мониторинга нет. Откройте её и выберите снова.",
    "no-unit-chosen": "Не отмечено ни одной организации. Отметьте тех, кого спросить.",
    "nobody-to-ask": "Спрашивать не о чем: здесь никто ничего не должен.",
    "pace": "Такой настройки нет. Откройте «Напоминания» и выберите снова.",
    "empty-words": "Здесь нет ни слова. Напишите текстом.",
    "words-too-long": "Слишком длинно: можно до {detail} знаков. Сократите или приложите файлом.",
    "words-no-room": (
        "Столько слов в отчёт уже не войдёт, свободно знаков: {detail}. Сократите или приложите файлом."
    ),
    "overdue-on-track": "Срок уже прошёл. Отметьте «Выполнено» или «Есть трудности»: что мешает.",
    "reason-required": "Нужна причина: напишите, что мешает и когда будет сделано.",
    "part-required": "Напишите, на сколько процентов выполнено и что осталось.",
    "percent": "Частично выполнено это от 1 до 99 процентов. Напишите число в этих пределах.",
    "nobody-to-entrust": "Поручить некому: кроме вас, за эту организацию никто не отвечает. "
    "Коллег добавит координатор.",
    "nobody-chosen": "Никто не отмечен. Отметьте, кого попросить.",
    "too-many-people": "Столько людей попросить нельзя: не больше {detail}.",
    "document-required": "К п. {detail} нужен документ: пришлите файл или фото страниц.",
    "photo-required": "К п. {detail} нужно фото: пришлите его сюда.",
    "no-measure-chosen": "Отметьте хотя бы один пункт.",
    "undo-too-late": "Отменить можно было 10 минут. Пока решения нет, отчёт можно изменить.",
    "undo-decision-too-late": "Отменить решение можно было 10 минут.",
    "undo-closing-too-late": "Прошло больше 10 минут: карта закрыта. Её отчёты и история на месте.",
    "undo-edit-too-late": "Отменить правку можно было 10 минут. Внесите обратную правку.",
    "undo-edit-not-last": "После этой правки мероприятие меняли ещё раз. Отмените сначала последнюю правку.",
    "table-unknown": "Эта таблица не из вашей дорожной карты. Скачайте свою: «Правка таблицей».",
    "table-undecided": "Сначала решите о строках, которые изменили и в боте: как в таблице или как в боте.",
    "last-assignee": "Это единственный исполнитель. Сначала добавьте другого или приостановите мероприятие.",
    "days-earlier": "Раньше срока можно от 1 до 180 дней. Напишите число в этих пределах.",
    "own-day-of-many": "У мероприятия не одна дата впереди. Напишите, на сколько дней раньше, например «5».",
    "own-day-not-earlier": "Свой срок должен быть позже сегодняшнего дня и раньше срока мероприятия.",
    "own-decision": "Это ваш собственный отчёт или просьба: решение за другим куратором.",
    "evidence-kind": "Такой файл не принимается. Подойдут PDF, JPG, PNG, HEIC, WEBP, DOCX и XLSX.",
    "evidence-old-office": "Это старый Office или файл с паролем. Сохраните как DOCX, XLSX или PDF.",
    "evidence-macros": "В файле макросы, такой не принимается. Сохраните его как PDF или обычный DOCX, XLSX.",
    "evidence-empty": "Файл пустой. Проверьте его и пришлите ещё раз.",
    "evidence-too-big": "Файл больше 20 МБ. Сожмите его, разделите на части или пришлите фото.",
    "no-room": (
        "На сервере кончилось место, файлы пока не принимаются; координатору об этом сказано. "
        "Отправьте отчёт словами или пришлите файл позже."
    ),
    "backup-nothing": "Базы ещё нет, копировать нечего.",
    "backup-of-damaged": (
        "База повреждена, копия с неё не сделана и прежние не тронуты. Восстановите последнюю: vekha restore."
    ),
    "backup-key-unread": "Это не ключ копий. Нужна строка AGE-SECRET-KEY-1… от vekha backup --new-key.",
    "backup-key-wrong": "Копия сделана для другого ключа. Найдите ключ, который был в силе, когда её делали.",
    "backup-damaged": "Копия повреждена или это не копия Вехи. Возьмите другую. Ничего не изменено.",
    "backup-unread": "Копия {detail} не читается. Проверьте путь и права.",
    "backup-newer": "Копия сделана более новой программой. Обновите программу и повторите.",
    "backup-other-database": (
        "Копия снята с базы {detail}. Укажите такую же в DATABASE_URL, а потом перенесите её: "
        "vekha migrate --copy-from."
    ),
    "restore-not-empty": "База в DATABASE_URL не пустая. Создайте новую и укажите её; прежняя уцелеет.",
    "no-pg-dump": (
        "Программы {detail} на этой машине нет. Поставьте её (Debian: apt install postgresql-client) "
        "или копируйте базу средствами её сервера."
    ),
    "pg-dump-failed": "PostgreSQL отказал: {detail}",
    "init-unanswered": "Ответы кончились раньше вопросов. Укажите их ключами: vekha init --help",
    "schema-newer": "С этой базой работала более новая программа. Обновите эту.",
    "schema-behind": "База прежней версии. Обновите её: vekha migrate или vekha run, и повторите.",
    "evidence-known": "Такой же файл уже есть в этом отчёте, второй раз он не нужен.",
    "files-loading": "Файлы ещё загружаются. Отправить можно будет, как только загрузятся.",
    "file-gone": "Telegram не отдаёт этот файл. Пришлите его ещё раз.",
    "files-of-a-day": "За сутки можно прислать до {detail} МБ. Остальное отправьте завтра.",
    "too-many-files": "В одном отчёте не больше {detail} файлов. Отправьте этот и начните следующий.",
    "no-date-to-move": "У этого пункта нет точной даты, переносить нечего.",
    "extension-open": "Просьба о переносе уже отправлена, дождитесь решения или отзовите её.",
    "reassignment-open": "Куратору уже написали, что это не ваше. Дождитесь решения.",
    "already-assigned": "{detail}: этот пункт у них уже есть. Выберите другого исполнителя.",
    "date-unread": "Не понял дату. Напишите, например, 20.10 или «до 20 октября».",
    "date-not-later": "Новая дата должна быть позже нынешней. Напишите другую.",
    "date-in-the-past": "Эта дата уже прошла. Напишите другую.",
    "date-too-far": "Дальше чем на год перенести нельзя. Напишите дату ближе.",
    "quarter-outside": "Квартал {detail} не входит в период дорожной карты. Выберите другой.",
    "signers-too-long": "Строки подписей длиннее {detail} знаков. Напишите короче.",
    "quarter-unread": "Квартал «{detail}» не понятен. Нужен вид «2027-Q1».",
    "which-road-map": "Дорожных карт несколько. Укажите номер: --road-map N. {detail}",
    "no-road-map": "Дорожных карт пока нет. Загрузите первую: vekha roadmap import ФАЙЛ.",
    "copy-same": "Это одна и та же база. Укажите в DATABASE_URL новую, пустую.",
    "copy-no-source": "Файла {detail} нет. Проверьте путь после --copy-from.",
    "copy-source-closed": "База, из которой переносим, не открывается ({detail}). Проверьте адрес и пароль.",
    "copy-not-ours": "В исходной базе нет данных Вехи. Проверьте адрес после --copy-from.",
    "copy-older-source": (
        "Исходная база на старой схеме. Сначала обновите её: DATABASE_URL=<исходная> vekha migrate."
    ),
    "copy-newer-source": "Исходная база на более новой схеме, чем эта программа. Обновите программу.",
    "copy-source-in-use": (
        "С исходной базой работает бот. Остановите все его процессы и повторите через минуту."
    ),
    "copy-target-not-empty": (
        "База в DATABASE_URL не пустая (таблица {detail}). Переносить можно только в новую, пустую."
    ),
    "copy-row-refused": "Новая база не приняла строку: {detail}. Ничего не перенесено.",
    "copy-counts-differ": "Число строк не совпало: {detail}. Ничего не перенесено.",
    "campaign-is-over": "Этот мониторинг завершён, уже идёт следующий. Ответьте в нём: /monitoring.",
}
_BAD_INPUT |= {f"staff-{reason}": f"Не получилось: {words}." for reason, words in REASONS.items()}
_SETTINGS = {
    "missing": "не задана",
    "loopback": "для песочницы годится только адрес этой машины, 127.0.0.1",
    "token": "Telegram не принимает этот токен; возьмите верный у @BotFather",
    "time-zone": "такого часового пояса нет; нужен вид Europe/Moscow",
    "database-address": (
        "адрес базы не читается; нужен вид sqlite+aiosqlite:///var/vekha.db или "
        "postgresql+asyncpg://user:password@host/name; «@», «/» и «:» в пароле пишут как %40, %2F и %3A"
    ),
    "database-kind": "подходят только SQLite и PostgreSQL",
    "database-name": "в адресе нет имени базы; для файла нужен вид sqlite+aiosqlite:///var/vekha.db",
    "database-sslmode": "вместо sslmode=… пишите ssl=… с тем же значением, например ?ssl=require",
    "open-part": "нужен адрес https://, например https://vekha.example.ru",
    "backup-recipient": "нужен открытый ключ age1…; ключи даст vekha backup --new-key",
    "proxy": "нужен вид socks5://host:port или http://host:port",
    "clock-url": "часы песочницы по этому адресу не отвечают; нужен адрес целиком, с /sandbox/clock",
    "nested": "такой настройки целиком нет; её части пишут по отдельности, например HEALTH__PORT",
    "env-file": "файл не читается; нужен текст в UTF-8, который может читать этот пользователь",
    "int_parsing": "нужно целое число",
    "float_parsing": "нужно число",
    "bool_parsing": "подходят true и false",
    "less_than_equal": "число слишком большое",
    "greater_than_equal": "число слишком маленькое",
    "folder": "в папку нельзя писать",
    "webhook-url": "нужен адрес https:// без «?»; http:// годится только для этой машины",
    "webhook-port": "Telegram ходит только на порты 443, 80, 88 и 8443",
    "webhook-secret": "нужен секрет из 1–256 знаков A–Z, a–z, 0–9, «_» и «-»: иначе боту писал бы кто угодно",
    "log-level": "подходят DEBUG, INFO, WARNING, ERROR",
}
_TROUBLES = {
    "readonly": "в неё нельзя писать. Проверьте права на файл и папку",
    "full": "на диске нет места. Освободите его",
    "locked": "её занял другой процесс. Остановите его",
    "busy": "запрос не дождался очереди, её держит кто-то другой. Посмотрите, кто работает с базой",
    "pool": "не хватает соединений. Уменьшите число копий бота или увеличьте max_connections сервера",
    "too-many": "сервер больше не принимает соединений. Увеличьте его max_connections",
    "io": "диск отвечает ошибкой. Проверьте диск и журнал системы",
    "broken": "файл повреждён или это не база. Верните его из резервной копии: vekha restore",
    "newer-schema": "с ней работала более новая программа. Обновите эту",
    "not-owner": "роли не хватает прав. Сделайте её владельцем базы: ALTER DATABASE … OWNER TO …",
    "address": "в адресе после «?» стоит то, чего драйвер не знает. Уберите лишнее",
    "cannot-open": "файл не открывается. Проверьте путь и права",
    "no-server": "сервер не отвечает. Проверьте адрес, включите сервер",
    "no-database": "на сервере нет базы с таким именем. Создайте её",
    "refused": "сервер не принял имя или пароль. Проверьте их",
}


def explain_trouble(trouble: str) -> str:
    """What keeps the database from being worked with, and what to do."""
    return _TROUBLES[trouble]


def explain(error: VekhaError) -> str:
    """The Russian sentence for a refusal."""
    match error:
        case DocumentRefused(reason=reason, detail=detail):
            return explain_document_refusal(reason, detail)
        case BadInput(reason=reason, detail=detail):
            return _BAD_INPUT[reason].format(detail=detail)
        case DraftInTheWay():
            return "Сначала отправьте или удалите начатый отчёт."
        case NotAllowed():
            return "Это действие вам недоступно. Если оно вам нужно, обратитесь к координатору."
        case NotFound():
            return "Не найдено. Откройте нужное через меню: /menu."
        case StaleVersion() | WrongState():
            return "Пока вы смотрели, здесь уже всё изменилось. Вот как сейчас."
        case TooManyTries():
            return "Слишком много попыток. Подождите час и попросите у координатора новую ссылку."
        case SettingsRefused():
            return _explain_setting(error)
        case AlreadyRunning(database=database):
            return f"С базой {database} уже работает другой процесс. Остановите его или укажите другую базу."
        case DatabaseUnusable():
            return _explain_database(error)
        case ClockWrong(shown=shown):
            return f"Часы машины показывают {shown}. Поставьте верное время (timedatectl) и запустите снова."
        case _:
            return "Не получилось. Повторите ещё раз; если не поможет, напишите координатору."


def _explain_setting(error: SettingsRefused) -> str:
    what = _SETTINGS.get(error.detail, "такое значение не подходит")
    where = "её" if error.name == ".env" else "её в .env"
    return f"Настройка {error.name}: {what}. Исправьте {where} и запустите снова."


def _explain_database(error: DatabaseUnusable) -> str:
    if error.trouble == "broken" and error.backup:
        return (
            f"База {error.database} повреждена. Восстановите последнюю копию, прежняя база останется рядом: "
            f"vekha restore {error.backup}"
        )
    return f"База {error.database} недоступна: {_TROUBLES[error.trouble]} и запустите снова."
