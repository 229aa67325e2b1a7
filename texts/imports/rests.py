"""Words of a document that became no part of the plan: where they stand and how they begin."""

from roadmap.problem import Problem
from texts.plural import plural
from texts.short import shortened

WORDS = 60
HEADING = 40

LOOKS_LIKE = {
    "questionnaire": "анкету",
    "statistics": "статистику",
    "timetable": "расписание",
    "risk-register": "реестр рисков",
    "clubs": "список кружков",
    "thematic-planning": "тематическое планирование",
    "self-examination": "отчёт о самообследовании",
    "people": "список людей",
}
"""What a table that is no plan looks like, after «похож на»."""


def explain_rest(problem: Problem) -> str | None:
    """The Russian sentence for a rest; None for another code."""
    facts = problem.facts
    words = shortened(str(facts.get("words", "")), WORDS)
    match problem.code:
        case "table-skipped":
            kind = LOOKS_LIKE.get(str(facts.get("kind", "")))
            looks = f"похожа на {kind}" if kind else "не от плана"
            return f"Таблица {facts['table']} не взята, она {looks} ({_rows(problem)}): «{words}». Проверьте."
        case "row-skipped":
            return f"{_place(problem)}: не взято в план ({_rows(problem)}): «{words}». Проверьте."
        case "column-not-understood" if "heading" in facts:
            heading = shortened(str(facts["heading"]), HEADING)
            return f"Столбец «{heading}» не понят, хранится как напечатано: «{words}»."
        case "column-not-understood":
            return f"{_place(problem)}: не взято, непонятно, к какому столбцу относится: «{words}»."
        case "text-between-parts":
            return f"Текст вне таблиц не взят в план: «{words}». Проверьте, нет ли там мероприятий."
        case _:
            return None


def _place(problem: Problem) -> str:
    return f"Таблица {problem.facts['table']}, строка {problem.facts['row']}"


def _rows(problem: Problem) -> str:
    return plural(int(str(problem.facts["rows"])), "строка", "строки", "строк")
