"""What was doubtful in a document or a deadline, in Russian, and what to do about it."""

from roadmap.problem import Fact, Problem
from texts.document_problems import explain_document_problem


def explain_problem(problem: Problem) -> str:
    """One sentence for any code; one without a sentence still says that something is to be checked."""
    return explain_document_problem(problem) or _deadline(problem) or "Здесь не всё понято. Проверьте строку."


def _deadline(problem: Problem) -> str | None:
    facts = problem.facts
    match problem.code:
        case "deadline-missing":
            return "Срок не указан. Назовите даты."
        case "deadline-unread":
            return f"Срок не понят: «{facts['text']}». Назовите даты."
        case "deadline-words-ignored":
            return f"В сроке не поняты слова: {_listed(facts['words'])}. Проверьте остальное."
        case "deadline-word-guessed":
            return f"Слово «{facts['word']}» в сроке прочитано как «{facts['read_as']}». Проверьте."
        case "deadline-year-assumed":
            return f"Год в сроке не назван, взят {facts['year']}. Проверьте."
        case "deadline-range-reversed":
            return "Срок кончается раньше, чем начинается. Назовите даты."
        case _:
            return None


def _listed(value: Fact) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
