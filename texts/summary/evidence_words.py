"""Words of the archive of evidence: folders, names of files, headings of its index."""

from roadmap.control.duty import ReportSource
from roadmap.summary.evidence import EvidencePassport
from texts.short import shortened
from texts.summary.summary_words import SOURCE_WORDS

INDEX = "Опись"
HEADINGS = (
    "№",
    "Пункт",
    "Мероприятие",
    "Исполнитель",
    "Файл в архиве",
    "Отчёт",
    "Кто прислал",
    "Когда",
    "Откуда",
    "Замечание",
    "Контрольная сумма SHA-256",
)
CHILDREN = (
    "На фотографиях могут быть дети: храните архив там, где хранятся персональные данные, и не пересылайте "
    "дальше без надобности."
)
_FOLDER = 60
_NAME = 80
_KEPT = frozenset(" .,-–_()№")


def folder_of(passport: EvidencePassport) -> str:
    """«п. 2.1 Провести семинар»: the folder of a measure's files."""
    number = f"п. {passport.number.rstrip('.')} " if passport.number else ""
    return _safe(f"{number}{passport.title}", _FOLDER) or "без названия"


def name_of(passport: EvidencePassport) -> str:
    """«7 протокол.pdf», «8 фото.jpg»: the number people quote, and the name it came with, if any."""
    if not passport.name:
        return f"{passport.id} фото.{passport.kind}"
    stem, dot, ending = passport.name.rpartition(".")
    if not dot:
        stem, ending = passport.name, ""
    tail = f".{_safe(ending, 8)}" if ending else ""
    return f"{passport.id} {_safe(stem, _NAME)}".strip() + tail


def path_of(passport: EvidencePassport) -> str:
    """Where the file lies in the archive."""
    return f"{folder_of(passport)}/{_safe(passport.assignee, _FOLDER)}/{name_of(passport)}"


def remark(passport: EvidencePassport) -> str:
    """What is to be known of a file beside its passport."""
    said = ["отчёт отозван автором"] if passport.is_retracted else []
    if passport.seen:
        said.append("такой же файл приложен к п. " + ", ".join(passport.seen))
    return "; ".join(said)


def source(passport: EvidencePassport) -> str:
    return SOURCE_WORDS.get(ReportSource(passport.source), passport.source.value)


def _safe(words: str, limit: int) -> str:
    """Words that any system takes as a name in a folder."""
    kept = "".join(sign if sign.isalnum() or sign in _KEPT else " " for sign in words)
    return shortened(kept, limit).strip(" .…")
