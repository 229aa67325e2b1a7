"""The first screen of a document under review: problems and questions first, then what to press."""

from roadmap.answering import QuestionKind
from roadmap.draft import Approval
from roadmap.importing import ImportState, QuestionState
from roadmap.problem import Problem
from services.import_views import Preview, QuestionLine
from services.keys.imports import (
    ApproveImportButton,
    CancelImportButton,
    EditionButton,
    EditionChangesButton,
    EnterAllButton,
    ImportButton,
    ImportProblemsButton,
    ImportQuestionButton,
    ImportRowsButton,
    MilestonesButton,
    NextQuestionButton,
    QuestionsButton,
    RulesButton,
)
from services.keys.people import MenuButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.plural import day, plural
from texts.problems import explain_problem
from texts.short import short
from texts.windows import window

RULES = {
    "literal": "как написано",
    "working-day": "выходной переносит срок на рабочий день раньше",
    "working-day-following": "выходной переносит срок на рабочий день позже",
    "regulation-10": "по регламенту: ежемесячное до 10 числа, постоянное до 20 января, срочное за 3 дня",
}
"""Rule sets in words, by the name a road map keeps."""
SHOWN_QUESTIONS = 5
SHOWN_PROBLEMS = 3


def preview(view: Preview) -> Notice:
    """Problems and questions first, then what to press."""
    body = lines(
        bold("Документ прочитан") if view.state is ImportState.REVIEWING else bold(_STATES[view.state]),
        "",
        bold(short(view.title or view.file_name, 300)),
        _about(view),
        "",
        *_questions(view),
        *_problems(view),
        *_edition(view),
        _clear(view),
    )
    return Notice(body=body, buttons=_preview_buttons(view))


_STATES = {
    ImportState.APPROVED: "Документ утверждён",
    ImportState.CANCELLED: "Документ отменён",
}


def _about(view: Preview) -> Html:
    period = window(view.period) if view.period else "не найден"
    measures = plural(view.measures, "мероприятие", "мероприятия", "мероприятий")
    sections = plural(view.sections, "разделе", "разделах", "разделах")
    return lines(
        f"Период: {period}",
        f"Приказ: {_approval(view.approval)}" if view.approval else None,
        f"Правила сроков: {RULES[view.rules]}" if view.rules != "literal" else None,
        f"{measures} в {sections}" if view.sections else measures,
    )


def _approval(approval: Approval) -> str:
    number = f"№ {approval.number}" if approval.number else "без номера"
    return f"{number} от {day(approval.signed_on)}" if approval.signed_on else number


def _questions(view: Preview) -> list[Html | str]:
    if view.state is ImportState.CANCELLED:
        return []
    waiting = view.open_questions
    remembered = sum(
        q.state is QuestionState.REMEMBERED and q.kind is not QuestionKind.PERIOD for q in view.questions
    )
    said: list[Html | str] = []
    if waiting:
        questions = plural(len(waiting), "вопрос", "вопроса", "вопросов")
        said += [bold(f"Нужно ваше решение: {questions}")]
        said += [f"• {question_words(question)}" for question in waiting[:SHOWN_QUESTIONS]]
        if len(waiting) > SHOWN_QUESTIONS:
            said.append(f"• и ещё {len(waiting) - SHOWN_QUESTIONS}")
        said.append("")
    if remembered:
        answers = plural(remembered, "название или срок", "названия или срока", "названий или сроков")
        said += [f"Знаю по прежним ответам: {answers}.", ""]
    return said


def question_words(question: QuestionLine) -> str:
    """A question on one line."""
    measures = plural(question.measures, "мероприятие", "мероприятия", "мероприятий")
    match question.kind:
        case QuestionKind.PERIOD:
            return "на какие годы этот план?"
        case QuestionKind.DEADLINE if not question.words.strip():
            return f"срок не указан: {measures}"
        case QuestionKind.DEADLINE:
            return f"какие даты: «{short(question.words, 60)}» ({measures})"
        case QuestionKind.RESPONSIBLE if not question.words.strip():
            return f"ответственный не указан: {measures}"
        case QuestionKind.RESPONSIBLE:
            return f"кто это: «{short(question.words, 60)}» ({measures})"


def _problems(view: Preview) -> list[Html | str]:
    if not view.problems:
        return []
    said: list[Html | str] = [bold("Проверьте в документе")]
    said += [f"• {problem_words(problem)}" for problem in view.problems[:SHOWN_PROBLEMS]]
    if len(view.problems) > SHOWN_PROBLEMS:
        said.append(f"• и ещё {len(view.problems) - SHOWN_PROBLEMS}")
    return [*said, ""]


def problem_words(problem: Problem) -> str:
    place = f"{problem.measure}: " if problem.measure else ""
    return short(f"{place}{explain_problem(problem)}", 200)


def _edition(view: Preview) -> list[Html | str]:
    if view.edition is not None:
        edition = view.edition
        return [
            bold(f"Новая редакция карты «{short(edition.title, 80)}»"),
            f"Добавлено: {len(edition.added)}, изменено: {len(edition.changed)}, "
            f"снято: {len(edition.removed)}, без изменений: {edition.unchanged}.",
            "Отчёты и история сохранятся.",
            "",
        ]
    if view.state is ImportState.REVIEWING and view.editions:
        same = any(edition.is_same_file for edition in view.editions)
        said = "Этот файл уже утверждён." if same else "На этот период уже есть дорожная карта."
        return [f"{said} Если это её новая редакция, нажмите «Сравнить»: отчёты и история сохранятся.", ""]
    return []


def _clear(view: Preview) -> str:
    return f"Сроки понятны: {view.clear} из {view.duties}."


def _preview_buttons(view: Preview) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    waiting = view.open_questions
    if view.state is not ImportState.CANCELLED:
        if waiting:
            rows.append((Button(f"Ответить на вопросы ({len(waiting)})", NextQuestionButton(view.id)),))
            unknown = [q for q in waiting if q.kind is QuestionKind.RESPONSIBLE and q.words.strip()]
            if len(unknown) > 1:
                names = plural(len(unknown), "название", "названия", "названий")
                rows.append((Button(f"Завести {names} как новые", EnterAllButton(view.id)),))
        rows.append((Button("Все вопросы и ответы", QuestionsButton(view.id, 0)),))
    if len(view.problems) > SHOWN_PROBLEMS:
        rows.append((Button(f"Все замечания ({len(view.problems)})", ImportProblemsButton(view.id, 0)),))
    rows.append((Button("Как прочитаны сроки", ImportRowsButton(view.id, 0)),))
    if view.milestones and view.state is ImportState.REVIEWING:
        rows.append((Button(f"Даты внутри текста ({view.milestones})", MilestonesButton(view.id, 0)),))
    if view.state is ImportState.REVIEWING and view.period is not None:
        rows += [
            (Button("Изменить период", ImportQuestionButton(question.id)),)
            for question in view.questions
            if question.kind is QuestionKind.PERIOD
        ]
        rows.append((Button("Правила сроков", RulesButton(view.id, "")),))
    if view.state is not ImportState.REVIEWING:
        return (*rows, (Button("‹ Меню", MenuButton()),))
    if view.edition is not None:
        rows.append((Button("Что изменится", EditionChangesButton(view.id, 0)),))
        rows.append((Button("Это отдельная карта", EditionButton(view.id, 0)),))
    else:
        rows += [
            (Button(f"Сравнить: {short(edition.title, 40)}", EditionButton(view.id, edition.id)),)
            for edition in view.editions
        ]
    label = "Утвердить редакцию" if view.edition else "Утвердить"
    rows.append(
        (
            Button(label, ApproveImportButton(view.id, 0), style=ButtonStyle.SUCCESS),
            Button("Отменить", CancelImportButton(view.id, 0), style=ButtonStyle.DANGER),
        )
    )
    return tuple(rows)


def choose_rules(view: Preview) -> Notice:
    """Which days vague words oblige to in this region."""
    names = {
        "literal": "Как написано",
        "working-day": "Выходной: на день раньше",
        "working-day-following": "Выходной: на день позже",
        "regulation-10": "Регламент: до 10 числа",
    }
    keys = tuple(
        (Button(f"✓ {label}" if name == view.rules else label, RulesButton(view.id, name)),)
        for name, label in names.items()
    )
    return Notice(
        body=lines(
            bold("Правила сроков"),
            "",
            *(f"• {label}: {RULES[name]}." for name, label in names.items()),
        ),
        buttons=(*keys, (Button("‹ К документу", ImportButton(view.id)),)),
    )
