"""What every refusal says to the person: short, and what to do next."""

from roadmap.errors import (
    AlreadyRunning,
    BadInput,
    DocumentRefused,
    NotAllowed,
    NotFound,
    SettingsRefused,
    StaleVersion,
    TooManyTries,
    VekhaError,
    WrongState,
)
from texts.document_refusals import explain_document_refusal

_BAD_INPUT = {
    "name-length": "Название или имя должно быть не пустым и не длиннее {detail} знаков. Напишите ещё раз.",
    "unit-exists": "Организация «{detail}» уже есть. Выберите её в списке или напишите другое название.",
    "no-department": "Управления ещё нет. Заведите его: vekha init --department … --coordinator …",
    "which-department": "Управлений несколько ({detail}). Укажите номер: --department N.",
    "no-such-department": "Управления № {detail} нет. Список покажет vekha people.",
    "unknown-kind": "Вид организации «{detail}» неизвестен. Подходят: школа, центр, группа, другое.",
    "unknown-role": "Роль «{detail}» неизвестна. Подходят: исполнитель, куратор, координатор, руководитель.",
    "people-columns": "В таблице людей нет столбца «{detail}». Нужны: организация, вид, сотрудник, должность, роль.",
    "no-such-unit": "Организации «{detail}» нет. Список покажет vekha people.",
    "time-zone": "Часовой пояс «{detail}» неизвестен. Нужен вид «Europe/Moscow».",
    "snooze-day": "На этот день отложить уже нельзя. Откройте карточку и выберите другой.",
    "digest-hour": "Такого часа нет среди предложенных. Откройте «Напоминания» и выберите другой.",
    "pace": "Такой настройки нет. Откройте «Напоминания» и выберите снова.",
    "campaign-is-over": "Этот мониторинг завершён, уже идёт следующий. Ответьте в нём: /monitoring.",
}
_SETTINGS = {
    "missing": "не задана",
    "loopback": "для песочницы годится только адрес этой машины, 127.0.0.1",
    "token": "Telegram не принимает этот токен; возьмите верный у @BotFather",
    "time-zone": "такого часового пояса нет; нужен вид Europe/Moscow",
    "database": "база не открывается",
    "folder": "в папку нельзя писать",
    "log-level": "подходят DEBUG, INFO, WARNING, ERROR",
}


def explain(error: VekhaError) -> str:
    """The Russian sentence for a refusal."""
    match error:
        case DocumentRefused(reason=reason, detail=detail):
            return explain_document_refusal(reason, detail)
        case BadInput(reason=reason, detail=detail):
            return _BAD_INPUT[reason].format(detail=detail)
        case NotAllowed():
            return "Это действие вам недоступно. Если оно вам нужно, обратитесь к координатору."
        case NotFound():
            return "Не найдено. Откройте нужное через меню: /menu."
        case StaleVersion() | WrongState():
            return "Пока вы смотрели, здесь уже всё изменилось. Вот как сейчас."
        case TooManyTries():
            return "Слишком много попыток. Подождите час и попросите у координатора новую ссылку."
        case SettingsRefused(name=name, detail=detail):
            return (
                f"Настройка {name}: {_SETTINGS.get(detail, detail)}. Исправьте её в .env и запустите снова."
            )
        case AlreadyRunning(database=database):
            return f"С базой {database} уже работает другой процесс. Остановите его или укажите другую базу."
        case _:
            return "Не получилось. Повторите ещё раз; если не поможет, напишите координатору."
