"""What was doubtful in a document: one sentence for each code that `documents` reports."""

from roadmap.problem import Problem
from texts.imports.left_out import explain_left_out
from texts.imports.rests import explain_rest
from texts.short import shortened

_SHOWN = 2
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
        case "several-items":
            return (
                f"В строке несколько пунктов ({facts['count']}) и столько же сроков. "
                "Их можно взять по отдельности: «Даты внутри текста»."
            )
        case "several-plans":
            return f"В файле несколько планов: {_quoted(facts['titles'])}. Проверьте, все ли нужны."
        case "risk-code-unknown":
            return f"Кодов {_listed(facts['codes'])} нет в таблице факторов риска. Проверьте их."
        case _:
            return _explain_reading(problem)


def _explain_reading(problem: Problem) -> str | None:
    facts = problem.facts
    match problem.code:
        case "heading-mended":
            printed = shortened(str(facts["text"]), 90)
            return f"Заголовок разорван границами столбцов и собран. Напечатано: «{printed}»."
        case "cell-doubled":
            return f"Ячейка распознана дважды; лишняя копия отброшена: «{facts['text']}». Проверьте строку."
        case "pages-scanned":
            return f"Страницы {_listed(facts['pages'])} – снимки без текста. Проверьте, нет ли там плана."
        case _:
            return explain_rest(problem) or explain_left_out(problem)


def _quoted(titles: object) -> str:
    named = [shortened(title, 120) for title in titles] if isinstance(titles, tuple) else [str(titles)]
    return ", ".join(f"«{title}»" for title in named[:_SHOWN])


def _listed(values: object) -> str:
    return ", ".join(map(str, values)) if isinstance(values, tuple) else str(values)
