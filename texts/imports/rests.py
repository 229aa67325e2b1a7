"""Words of a document that became no part of the plan: where they stand and how they begin."""

from roadmap.imports.proposal_places import Rest
from roadmap.problem import Fact, Problem
from texts.imports.left_out import place_words, reason_words
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


def rest_heading(rest: Rest) -> str:
    """Where the words stand and why they are no part of the plan."""
    match rest.code:
        case "table-skipped":
            kind = LOOKS_LIKE.get(rest.kind)
            return f"Таблица {rest.table}, {f'похожа на {kind}' if kind else 'не от плана'}"
        case "row-skipped" if rest.rows > 1:
            return f"Таблица {rest.table}, с {rest.row} строки, всего {_counted(rest.rows)}"
        case "row-skipped":
            return f"Таблица {rest.table}, строка {rest.row}"
        case "column-not-understood":
            return f"Таблица {rest.table}, с {rest.row} строки: непонятно, какой это столбец"
        case "text-between-parts":
            return "Текст вне таблиц"
        case code:
            places: dict[str, Fact] = {
                "sheet": rest.sheet,
                "page": rest.page,
                "table": rest.table,
                "row": rest.row,
                "column": rest.column,
            }
            return reason_words(code) + place_words({name: value for name, value in places.items() if value})


def _place(problem: Problem) -> str:
    return f"Таблица {problem.facts['table']}, строка {problem.facts['row']}"


def _rows(problem: Problem) -> str:
    return _counted(int(str(problem.facts["rows"])))


def _counted(rows: int) -> str:
    return plural(rows, "строка", "строки", "строк")
