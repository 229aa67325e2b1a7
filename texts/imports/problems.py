"""What was doubtful in a document or a deadline, in Russian, and what to do about it."""

from datetime import date

from roadmap.problem import Fact, Problem
from texts.imports.document_problems import explain_document_problem
from texts.plural import day


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
        case "deadline-impossible-date":
            return f"Такой даты нет: «{facts['words']}». Назовите дату."
        case "deadline-day-unread":
            return f"Число «{facts['words']}» перед месяцем не прочитано. Назовите дату."
        case "deadline-year-misprinted":
            return f"Год «{facts['year']}» напечатан с ошибкой, взят год плана. Назовите год."
        case "deadline-serial":
            said = day(date.fromisoformat(str(facts["day"])))
            return f"Число {facts['number']} похоже на дату из Excel: {said}. Подтвердите или назовите дату."
        case "deadline-calendar-units":
            taken, months = _UNITS[str(facts["unit"])]
            return f"Взяты календарные {taken}. Считать от даты: «1 раз в {months}, считая с 15 марта»."
        case "rolled-year":
            return f"В названии остался {facts['year']} год. Поправьте его в документе, если план новый."
        case _:
            return _DEADLINE_SENTENCES.get(problem.code) or _calendar(problem)


_UNITS = {
    "quarter": ("кварталы", "3 месяца"),
    "half-year": ("полугодия", "6 месяцев"),
    "year": ("годы", "12 месяцев"),
}
_DEADLINE_SENTENCES = {
    "deadline-range-reversed": "Срок кончается раньше, чем начинается. Назовите даты.",
    "deadline-outside-period": "Срок целиком вне периода плана. Проверьте год.",
    "deadline-cut": "Часть срока вне периода плана: взято то, что внутри. Проверьте.",
    "deadline-no-such-day": "Такого дня в календаре нет. Назовите дату.",
    "deadline-repaired": "Буквы или пробелы среди цифр прочитаны как число. Проверьте дату.",
    "deadline-short-february": "В этом году февраль кончается 28 числа: взято оно. Проверьте дату.",
    "deadline-dash-assumed": "Между слитными месяцами прочитана чёрточка: промежуток. Проверьте даты.",
    "deadline-approximate": "Срок назван приблизительно. Проверьте даты.",
    "deadline-rhythm-assumed": "Назван только день; прочитано, что он повторяется. Проверьте.",
    "deadline-next-year": "Назван следующий год, но неясно, какой. Проверьте даты.",
    "deadline-except-holidays": "Каникулы исключены словами, но их даты неизвестны. Проверьте даты.",
    "deadline-except-ignored": "Исключение из срока не учтено. Проверьте даты.",
}


def _calendar(problem: Problem) -> str | None:
    if problem.code not in ("calendar-missing", "calendar-provisional"):
        return None
    year = problem.facts["year"]
    if problem.code == "calendar-provisional":
        return (
            f"Переносы выходных {year} года ещё не опубликованы: даты предварительные, о сдвиге бот скажет."
        )
    return f"Нет производственного календаря на {year} год: выходные и праздники учтены без переносов."


def _listed(value: Fact) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
