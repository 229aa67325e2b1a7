"""What a file holds and the plan does not: one sentence for each reason a reader of files reports."""

from collections.abc import Mapping

from roadmap.problem import Fact, Problem
from texts.short import shortened

_CHECK = "Проверьте."
_REASONS = {
    "hidden-column": ("Скрытые столбцы не прочитаны", "Если нужны, раскройте их."),
    "rows-hidden": ("Скрытые строки не прочитаны", "Если нужны, раскройте их."),
    "sheet-hidden": ("Скрытый лист не прочитан", "Если он нужен, покажите его."),
    "hidden-text": ("Скрытый текст не прочитан", _CHECK),
    "struck-out": ("Зачёркнутое не прочитано", _CHECK),
    "deleted-text": ("Удалённое в правках не прочитано", _CHECK),
    "covered-text": ("Под объединённой ячейкой есть невидимый текст", _CHECK),
    "note-marks": ("Знаки сносок убраны", _CHECK),
    "symbol-unknown": ("Знак символьного шрифта не распознан", _CHECK),
    "notes-below": ("Сноски не прочитаны", _CHECK),
    "text-beside-table": ("Текст сбоку от таблицы не прочитан", _CHECK),
}
_FIRST_WORDS = 50
_SHEET_NAME = 20


def explain_left_out(problem: Problem) -> str | None:
    """The Russian sentence; None for a code of another area."""
    facts = problem.facts
    match problem.code:
        case "formula-without-value":
            return (
                f"Формулы без сохранённых значений: {facts['cells']} (лист «{_sheet(facts)}»). "
                "Откройте файл в Excel, сохраните и пришлите снова."
            )
        case "serial-date":
            return f"Число {facts['text']} в сроке прочитано как дата {facts['date']}{_more(facts)}. {_CHECK}"
        case "part-unread":
            return "В документ вставлен другой файл, он не прочитан. Вставьте его текст и пришлите снова."
        case "pictures-unread":
            return f"В документе есть крупные картинки ({facts['count']}), текст на них не читается. {_CHECK}"
        case "converted":
            return f"Файл {facts['format']} переведён в новый формат программой LibreOffice. {_CHECK}"
        case code if code in _REASONS:
            what, then = _REASONS[code]
            words = shortened(str(facts["text"]), _FIRST_WORDS)
            return f"{what}{place_words(facts)}: «{words}»{_more(facts)}. {then}"
        case _:
            return None


def reason_words(code: str) -> str:
    """Why words were left out of what was read."""
    return _REASONS[code][0] if code in _REASONS else "Не прочитано"


def place_words(facts: Mapping[str, Fact]) -> str:
    """Where in the file, in brackets; "" where nobody knows."""
    places = (
        ("sheet", f"лист «{_sheet(facts)}»"),
        ("page", f"страница {facts.get('page')}"),
        ("table", f"таблица {facts.get('table')}"),
        ("row", f"строка {facts.get('row')}"),
        ("column", f"столбец {facts.get('column')}"),
    )
    known = ", ".join(words for name, words in places if name in facts)
    return f" ({known})" if known else ""


def _sheet(facts: Mapping[str, Fact]) -> str:
    return shortened(str(facts.get("sheet", "")), _SHEET_NAME)


def _more(facts: Mapping[str, Fact]) -> str:
    others = int(str(facts["count"])) - 1
    return f" и ещё {others}" if others > 0 else ""
