"""What `vekha backup` and `vekha restore` say."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from roadmap.process.backups import BackupFacts
from texts.plural import plural

BACKUP_TO = "в эту папку, а не в BACKUP__DIR; прежние копии не удаляются"
FOLDER = "ПАПКА"
NEW_KEY = "дать новую пару ключей для копий; тайный печатается один раз"
LIST = "показать копии, которые есть"
ARCHIVE = "КОПИЯ"
KEY_FILE = "ФАЙЛ"
KEY_HELP = "файл с ключом AGE-SECRET-KEY-1…; без него ключ спрашивается"
DRY_RUN = "только проверить копию и показать, что в ней; ничего не менять"
ASKS_KEY = "Ключ копий (AGE-SECRET-KEY-1…): "
LOOKED_THROUGH = "Копия цела, восстановить из неё можно. Ничего не изменено."


def key_shown(public: str) -> str:
    return (
        "Это ключ от всех копий. Он напечатан один раз и нигде не хранится: перепишите его на бумагу и "
        "положите в сейф. Без него копию не откроет никто.\n"
        f"В .env впишите открытую часть: BACKUP__RECIPIENT={public}"
    )


def made(size: int, removed: int) -> str:
    also = f" Старых удалено: {removed}." if removed else ""
    return f"Копия готова, {_megabytes(size)}.{also}"


def listed(path: Path, made_at: datetime, zone: str, size: int) -> str:
    return f"{_moment(made_at, zone)}\t{_megabytes(size)}\t{path}"


def holds(facts: BackupFacts, zone: str) -> str:
    files = plural(facts.files, "файл", "файла", "файлов")
    return (
        f"Копия от {_moment(facts.made_at, zone)}: база {facts.database}, {files}, {_megabytes(facts.bytes)}."
    )


def missing(many: int) -> str:
    return (
        f"В базе названы файлы, которых нет ни в копии, ни в папке: {many}. Поищите их в более поздней копии "
        "или в прежней папке FILES_DIR; всё остальное работает и без них."
    )


def restored(aside: Path | None) -> str:
    kept = f" Прежняя база лежит рядом: {aside}." if aside else ""
    return (
        f"Восстановлено.{kept} Запустите vekha run: то, чей срок наступил после копии, бот не отправит "
        "второй раз, а покажет координатору в «Не доставлено»."
    )


def _moment(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%d.%m.%Y %H:%M}"


def _megabytes(size: int) -> str:
    if size < 1_048_576:
        return f"{-(-size // 1024)} КБ"
    return f"{size / 1_048_576:.1f} МБ".replace(".", ",")
