"""The first screen of a document under review: problems and questions first, then what to press."""

from collections.abc import Sequence

from roadmap.imports.answering import QuestionKind
from roadmap.imports.proposal import Approval
from roadmap.imports.questions import ImportState, QuestionState
from roadmap.plan.duty_forecast import MANY
from roadmap.problem import Problem
from services.buttons.imports import (
    ApproveAllButton,
    ApproveImportButton,
    CancelImportButton,
    DocumentMarksButton,
    EditionButton,
    EditionChangesButton,
    EnterAllButton,
    ImportButton,
    ImportEvidenceButton,
    ImportProblemsButton,
    ImportQuestionButton,
    ImportRestsButton,
    ImportRowsButton,
    LoadMapButton,
    MilestonesButton,
    NextQuestionButton,
    QuestionsButton,
    RoutineWorkButton,
    RulesButton,
    TakeMonitoringButton,
)
from services.buttons.people import MenuButton
from services.buttons.reach import ReachButton
from services.imports.preview_views import Forecast, Preview
from services.imports.question_views import QuestionLine
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.control.reach import reach_label, reach_line
from texts.imports.asked_evidence import proposed_words
from texts.imports.import_questions import BECAUSE
from texts.imports.problems import explain_problem
from texts.imports.rests import rest_heading
from texts.imports.windows import window
from texts.plan.rhythm_words import RHYTHM_WORDS
from texts.plan.rule_names import RULES
from texts.plural import day, month_name, plural
from texts.short import shortened

SHOWN_QUESTIONS = 5
SHOWN_PROBLEMS = 3
SHOWN_PLANS = 6
SHOWN_RESTS = 3
SHOWN_UNITS = 3
SHOWN_COMING = 5
SEVERAL = 2
Rows = tuple[tuple[Button, ...], ...]


def preview(view: Preview) -> Notice:
    """Problems and questions first, then what to press."""
    body = lines(
        bold("Документ прочитан") if view.state is ImportState.REVIEWING else bold(_STATES[view.state]),
        "",
        bold(shortened(view.title or view.file_name, 300)),
        _about(view),
        "",
        *_plans(view),
        *_rests(view),
        *_questions(view),
        *_coming(view),
        *_problems(view),
        *_edition(view),
        *_corrected(view),
        *_clear(view),
        *_monitoring(view),
        *_evidence(view),
        *(forecast_words(view.forecast) if view.forecast and view.state is ImportState.REVIEWING else ()),
        reach_line(view.unreached) if view.state is ImportState.REVIEWING else None,
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
        _approval(view.approval) if view.approval else None,
        f"Правила сроков: {RULES[view.rules][0].lower()}" if view.rules != "literal" else None,
        f"{measures} в {sections}" if view.sections else measures,
    )


def _approval(approval: Approval) -> str:
    """The order; a stamp «Утверждена … 28.08.2026» names none, only the day."""
    signed_on = day(approval.signed_on) if approval.signed_on else ""
    if not approval.number:
        return f"Утверждено: {signed_on}" if signed_on else "Приказ: без номера"
    return f"Приказ: № {approval.number}{f' от {signed_on}' if signed_on else ''}"


def _plans(view: Preview) -> list[Html | str]:
    """The plans of a file that holds several: each is decided by itself."""
    if not view.plans:
        return []
    said: list[Html | str] = [bold(f"В файле {plural(len(view.plans), 'план', 'плана', 'планов')}")]
    for number, plan in enumerate(view.plans[:SHOWN_PLANS], 1):
        period = f", {window(plan.period)}" if plan.period else ""
        state = "этот" if plan.import_id == view.id else _PLAN_STATES[plan.state]
        said.append(f"{number}. {shortened(plan.title, 80)}{period}: {state}")
    if len(view.plans) > SHOWN_PLANS:
        said.append(f"и ещё {len(view.plans) - SHOWN_PLANS}: они среди документов, что ждут решения")
    return [*said, "Каждый – отдельная карта: нужные утвердите по очереди, лишние отмените.", ""]


_PLAN_STATES = {
    ImportState.REVIEWING: "ждёт решения",
    ImportState.APPROVED: "утверждён",
    ImportState.CANCELLED: "отменён",
}


def _rests(view: Preview) -> list[Html | str]:
    """What of the document is in no plan, before anything else."""
    if not view.rests:
        return []
    places = plural(len(view.rests), "место", "места", "мест")
    said: list[Html | str] = [bold(f"Не вошло в план: {places} документа")]
    said += [
        f"• {shortened(rest_heading(rest), 80)}: «{shortened(rest.words, 60)}»"
        for rest in view.rests[:SHOWN_RESTS]
    ]
    if len(view.rests) > SHOWN_RESTS:
        said.append(f"• и ещё {len(view.rests) - SHOWN_RESTS}")
    return [*said, ""]


def _questions(view: Preview) -> list[Html | str]:
    if view.state is ImportState.CANCELLED:
        return []
    waiting = view.open_questions
    known = [q for q in view.questions if q.state is QuestionState.REMEMBERED]
    said: list[Html | str] = []
    if waiting:
        questions = plural(len(waiting), "вопрос", "вопроса", "вопросов")
        said += [bold(f"Нужно ваше решение: {questions}")]
        said += [f"• {question_words(question)}" for question in waiting[:SHOWN_QUESTIONS]]
        if len(waiting) > SHOWN_QUESTIONS:
            said.append(f"• и ещё {len(waiting) - SHOWN_QUESTIONS}")
        said.append("")
    if put_off := [q for q in view.questions if q.state is QuestionState.SKIPPED]:
        count = plural(len(put_off), "вопрос", "вопроса", "вопросов")
        said += [f"⏭ Пропущено: {count}. Без ответа по этим мероприятиям поручений не будет.", ""]
    if understood := _known(known):
        said += [f"Узнаю без вопросов: {understood}.", ""]
    return said


def _coming(view: Preview) -> list[Html | str]:
    """Whom the approval makes part of the department."""
    if view.state is not ImportState.REVIEWING or not view.coming:
        return []
    named = ", ".join(shortened(name, 60) for name in view.coming[:SHOWN_COMING])
    more = f" и ещё {len(view.coming) - SHOWN_COMING}" if len(view.coming) > SHOWN_COMING else ""
    return [f"Появятся с утверждением: {named}{more}".removesuffix(".") + ".", ""]


def _known(known: Sequence[QuestionLine]) -> str:
    """Names and deadlines that need no answer: as entered, or as answered before."""
    names = sum(q.kind is QuestionKind.RESPONSIBLE for q in known)
    deadlines = sum(q.kind is QuestionKind.DEADLINE for q in known)
    said = [plural(names, "название", "названия", "названий")] if names else []
    said += [plural(deadlines, "срок", "срока", "сроков")] if deadlines else []
    return ", ".join(said)


def question_words(question: QuestionLine) -> str:
    """A question on one line."""
    measures = plural(question.measures, "мероприятие", "мероприятия", "мероприятий")
    match question.kind:
        case QuestionKind.PERIOD:
            return "на какие годы этот план?"
        case QuestionKind.DEADLINE if not question.words.strip():
            return f"срок не указан: {measures}"
        case QuestionKind.DEADLINE:
            because = f"; {BECAUSE[question.because]}" if question.because else ""
            return f"какие даты: «{shortened(question.words, 60)}» ({measures}{because})"
        case QuestionKind.RESPONSIBLE if not question.words.strip():
            return f"ответственный не указан: {measures}"
        case QuestionKind.RESPONSIBLE:
            return f"кто это: «{shortened(question.words, 60)}» ({measures})"


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
    return shortened(f"{place}{explain_problem(problem)}", 200)


def _edition(view: Preview) -> list[Html | str | None]:
    if view.edition is not None:
        edition = view.edition
        return [
            bold(f"Новая редакция карты «{shortened(edition.title, 80)}»"),
            f"Добавлено: {len(edition.added)}, изменено: {len(edition.changed)}, "
            f"снято: {len(edition.removed)}, без изменений: {edition.unchanged}.",
            f"Прочитано иначе при тех же словах: {len(edition.reread)}. Прежнее прочтение действует, "
            "пока редакция не утверждена."
            if edition.reread
            else None,
            "Отчёты и история сохранятся.",
            f"Отметок об исполнении: {view.marks}. Взять можно и без новой редакции, а документ потом убрать."
            if view.marks
            else None,
            "",
        ]
    if view.state is ImportState.REVIEWING and view.editions:
        same = any(edition.is_same_file for edition in view.editions)
        said = "Этот файл уже утверждён." if same else "На этот период уже есть дорожная карта."
        return [f"{said} Если это её новая редакция, нажмите «Сравнить»: отчёты и история сохранятся.", ""]
    return []


def _corrected(view: Preview) -> list[str]:
    """What the coordinator has changed in the rows; the document's own words stay on them."""
    said = [f"исправлено строк: {view.corrected}"] if view.corrected else []
    said += [f"убрано из плана: {view.dropped}"] if view.dropped else []
    return [f"Вами {', '.join(said)}."] if said else []


def _monitoring(view: Preview) -> list[Html | str]:
    """The row that is the monitoring of the plan: offered, or taken."""
    offer = view.monitoring
    if offer is None or view.state is not ImportState.REVIEWING:
        return []
    number = f"п. {offer.number.rstrip('.')} " if offer.number else ""
    rhythm = f", {RHYTHM_WORDS[offer.rhythm]}" if offer.rhythm else ""
    whose = f", отвечают: {shortened(offer.responsible, 60)}" if offer.responsible else ""
    due = f", ближайший срок {day(offer.first_due_on)}" if offer.first_due_on else ""
    name = f"{number}«{shortened(offer.title, 80)}»{rhythm}{whose}{due}"
    if offer.is_taken:
        return [bold("Мониторинг пойдёт по этому плану:"), f"{name}. Итог станет отчётом по этому пункту."]
    return [f"В плане есть свой мониторинг: {name}. Можно взять его период и сроки, иначе раз в квартал."]


def _clear(view: Preview) -> list[str]:
    said = [f"Сроки понятны: {view.clear} из {view.duties}."]
    if view.closed:
        said.append(
            f"Срок уже прошёл: {view.closed} из {view.duties}. По ним не напоминаю и просрочкой не считаю, "
            "о них спросит мониторинг."
        )
    return said


def _evidence(view: Preview) -> list[str]:
    """What reports are to come with, by the results; it counts once it is chosen."""
    if view.evidence is None or not view.evidence.lines or view.state is not ImportState.REVIEWING:
        return []
    return [f"Приложить к отчёту предлагаю: {proposed_words(view.evidence)}."]


def forecast_words(found: Forecast) -> list[str]:
    """How many duties the plan will make, of whom and when, and what makes too many."""
    said = [f"Поручений будет: {found.total}{_undated(found)}."]
    laden = [(name, count) for name, count in found.by_unit if count][:SHOWN_UNITS]
    if laden:
        listed = ", ".join(f"{shortened(name, 40)} — {count}" for name, count in laden)
        said.append(f"Больше всего: {listed}.")
    laden_months = [(month, count) for month, count in found.by_month if count]
    if len(laden_months) > 1:
        busy = sorted(laden_months, key=lambda one: -one[1])[:SHOWN_UNITS]
        listed = ", ".join(f"{month_name(month)} — {count}" for month, count in sorted(busy))
        said.append(f"По месяцам сроков больше всего: {listed}.")
    for name, count in found.heavy[:SHOWN_UNITS]:
        said.append(f"⚠️ Больше {MANY} поручений: «{shortened(name, 60)}», {count}.")
    if found.routine:
        measures = plural(found.routine, "мероприятие", "мероприятия", "мероприятий")
        said.append(f"Текущая работа, чаще раза в месяц: {measures}. О ней спросит мониторинг.")
    if found.unassigned:
        said.append(f"Без исполнителя, пока не считаю: {found.unassigned}.")
    return said


def _undated(found: Forecast) -> str:
    return f", из них без жёсткого срока {found.undated}" if found.undated else ""


def _preview_buttons(view: Preview) -> Rows:
    is_open = view.state is ImportState.REVIEWING
    rows = [*(_question_keys(view) if view.state is not ImportState.CANCELLED else ()), *_reading_keys(view)]
    if not is_open:
        return (*rows, (Button("‹ Меню", MenuButton()),))
    period = next((q.id for q in view.questions if q.kind is QuestionKind.PERIOD), None)
    rules = Button("Правила сроков", RulesButton(view.id, ""))
    rows.append((Button("Период", ImportQuestionButton(period)), rules) if period is not None else (rules,))
    label = "Утвердить редакцию" if view.edition else "Утвердить"
    return (
        *rows,
        *_edition_keys(view),
        *_all_plans_key(view),
        (
            Button(label, ApproveImportButton(view.id, 0), style=ButtonStyle.SUCCESS),
            Button("Отменить", CancelImportButton(view.id, 0), style=ButtonStyle.DANGER),
        ),
        (*_load_key(view), _reach_key(view)),
    )


def _reach_key(view: Preview) -> Button:
    return Button(reach_label(view.unreached), ReachButton())


def _load_key(view: Preview) -> tuple[Button, ...]:
    """Where anything falls due at all."""
    has_any = view.forecast is not None and view.forecast.load.names
    return (Button("Нагрузка по месяцам", LoadMapButton(view.id)),) if has_any else ()


def _all_plans_key(view: Preview) -> Rows:
    waiting = sum(plan.state is ImportState.REVIEWING for plan in view.plans)
    if waiting < SEVERAL:
        return ()
    return ((Button(f"Утвердить все планы файла ({waiting})…", ApproveAllButton(view.id, 0)),),)


def _question_keys(view: Preview) -> Rows:
    waiting = view.open_questions
    skipped = sum(q.state is QuestionState.SKIPPED for q in view.questions)
    put_off: Rows = ()
    if skipped:
        put_off = ((Button(f"⏭ Пропущенные вопросы ({skipped})", QuestionsButton(view.id, 0)),),)
    if not waiting:
        return put_off
    answer = (Button(f"Ответить на вопросы ({len(waiting)})", NextQuestionButton(view.id)),)
    unknown = [q for q in waiting if q.kind is QuestionKind.RESPONSIBLE and q.words.strip()]
    if len(unknown) < SEVERAL:
        return (answer, *put_off)
    names = plural(len(unknown), "название", "названия", "названий")
    return (answer, (Button(f"Завести {names} как новые…", EnterAllButton(view.id, 0)),), *put_off)


def _reading_keys(view: Preview) -> Rows:
    rows: list[tuple[Button, ...]] = [
        (
            Button("Как прочитаны сроки", ImportRowsButton(view.id, 0)),
            Button("Вопросы и ответы", QuestionsButton(view.id, 0)),
        )
    ]
    rows += [
        (Button(shortened(f"План {number}: {plan.title}", 60), ImportButton(plan.import_id)),)
        for number, plan in enumerate(view.plans[:SHOWN_PLANS], 1)
        if plan.import_id != view.id and plan.state is ImportState.REVIEWING
    ]
    if view.rests:
        rows.append((Button(f"Что не вошло в план ({len(view.rests)})", ImportRestsButton(view.id, 0)),))
    if len(view.problems) > SHOWN_PROBLEMS:
        rows.append((Button(f"Все замечания ({len(view.problems)})", ImportProblemsButton(view.id, 0)),))
    if view.routine and view.state is ImportState.REVIEWING:
        rows.append((Button(f"Текущая работа ({view.routine})", RoutineWorkButton(view.id, 0)),))
    if view.monitoring is not None and view.state is ImportState.REVIEWING:
        box = "☑" if view.monitoring.is_taken else "☐"
        key = TakeMonitoringButton(view.id, view.monitoring.row)
        rows.append((Button(f"{box} Мониторинг по этому пункту", key),))
    if view.evidence and view.evidence.lines and view.state is ImportState.REVIEWING:
        label = f"Что приложить к отчёту ({len(view.evidence.lines)})"
        rows.append((Button(label, ImportEvidenceButton(view.id, 0)),))
    if view.milestones and view.state is ImportState.REVIEWING:
        rows.append((Button(f"Даты внутри текста ({view.milestones})", MilestonesButton(view.id, 0)),))
    return tuple(rows)


def _edition_keys(view: Preview) -> Rows:
    if view.edition is not None:
        marks = Button(f"Взять отметки об исполнении ({view.marks})", DocumentMarksButton(view.id, 0))
        return (
            *(((marks,),) if view.marks else ()),
            (Button("Что изменится", EditionChangesButton(view.id, 0)),),
            (Button("Это отдельная карта", EditionButton(view.id, 0, 0)),),
        )
    return tuple(
        (Button(f"Сравнить: {edition.short_name}", EditionButton(view.id, edition.id, 0)),)
        for edition in view.editions
    )
