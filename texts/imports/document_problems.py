"""What was doubtful in a document: one sentence for each code that `documents` reports."""

from roadmap.problem import Problem
from texts.imports.left_out import explain_left_out
from texts.plural import plural

_SOURCES = {"deadlines": "по годам в сроках", "approval": "по дате приказа"}


def explain_document_problem(problem: Problem) -> str | None:
    """The Russian sentence; None for a code of another area."""
    facts = problem.facts
    match problem.code:
        case "period-missing":
            return "Не нашёлся период плана. Укажите, на какие годы он составлен."
        case "period-guessed":
            source = _SOURCES[str(facts["source"])]
            return (
                f"Период не назван в заголовке; взят {source}: {facts['start']} – {facts['end']}. Проверьте."
            )
        case "road-map-title-missing":
            return "Не нашлось название дорожной карты. Впишите его."
        case "responsible-missing":
            return "Ответственный не указан. Выберите, кто исполняет."
        case "title-missing":
            return "Нет названия мероприятия. Проверьте строку в документе."
        case "number-misprinted":
            return (
                f"Подпункт {facts['number']} стоит под пунктом {facts['parent']}. Нет ли опечатки в номере?"
            )
        case "number-doubled":
            return f"Номер {facts['number']} встречается в разделе не один раз. Проверьте нумерацию."
        case "risk-code-unknown":
            return f"Кодов {_listed(facts['codes'])} нет в таблице факторов риска. Проверьте их."
        case _:
            return _explain_reading(problem)


def _explain_reading(problem: Problem) -> str | None:
    facts = problem.facts
    match problem.code:
        case "cell-doubled":
            return f"Ячейка распознана дважды; лишняя копия отброшена: «{facts['text']}». Проверьте строку."
        case "table-skipped":
            return (
                f"Есть таблица не от плана ({_rows(facts['rows'])}), она не прочитана. Проверьте, так ли это."
            )
        case "pages-scanned":
            return f"Страницы {_listed(facts['pages'])} – снимки без текста. Проверьте, нет ли там плана."
        case _:
            return explain_left_out(problem)


def _rows(count: object) -> str:
    return plural(int(str(count)), "строка", "строки", "строк")


def _listed(values: object) -> str:
    return ", ".join(map(str, values)) if isinstance(values, tuple) else str(values)
