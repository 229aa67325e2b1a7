"""Several plans of one file, put in force by one press."""

from collections.abc import Sequence

from services.buttons.imports import ApproveAllButton, DocumentMarksButton, ImportButton, QuestionsButton
from services.buttons.people import MenuButton, UnitsButton
from services.imports.desk_views import Approved
from services.imports.preview_views import Preview
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from texts.imports.windows import window
from texts.plural import plural
from texts.short import shortened

SHOWN = 12


def approve_all(import_id: int, plans: Sequence[Preview]) -> Notice:
    """What would come into force, and what each leaves open; not offered while one of them cannot."""
    stopped = [plan for plan in plans if _stops(plan)]
    back = (Button("‹ К документу", ImportButton(import_id)),)
    sure = Button(f"Утвердить все ({len(plans)})", ApproveAllButton(import_id, 1), style=ButtonStyle.SUCCESS)
    keys = [
        (Button(shortened(f"Открыть: {plan.title or plan.file_name}", 60), ImportButton(plan.id)),)
        for plan in stopped[:SHOWN]
    ]
    said: list[Html | str] = []
    for number, plan in enumerate(plans[:SHOWN], 1):
        said += [text(f"{number}. {shortened(plan.title or plan.file_name, 120)}"), f"   {_about(plan)}"]
    if len(plans) > SHOWN:
        said.append(f"и ещё {len(plans) - SHOWN}")
    ending = (
        "Все сразу утвердить нельзя: сначала откройте отмеченные ⚠️ и решите, что спрашивается."
        if stopped
        else "Каждый станет отдельной картой. Вопросы без ответа останутся: по ним никого не спросят, пока "
        "не ответите."
    )
    return Notice(
        body=lines(
            bold(f"Утвердить {plural(len(plans), 'план', 'плана', 'планов')} файла?"), "", *said, "", ending
        ),
        buttons=(*keys, back) if stopped else ((sure,), back),
    )


def _stops(plan: Preview) -> str:
    """Why this plan is to be looked at by itself."""
    if plan.period is None:
        return "не указан период"
    if plan.edition is None and any(edition.is_alike for edition in plan.editions):
        return "похожая карта уже есть: новая редакция или отдельная?"
    if plan.edition is not None and plan.edition.is_unlike:
        return "заменяет непохожую карту"
    return ""


def _about(plan: Preview) -> str:
    said = [window(plan.period)] if plan.period else []
    said.append(plural(plan.measures, "мероприятие", "мероприятия", "мероприятий"))
    if plan.forecast:
        said.append(plural(plan.forecast.total, "поручение", "поручения", "поручений"))
    if plan.open_questions:
        said.append(plural(len(plan.open_questions), "вопрос", "вопроса", "вопросов"))
    stop = _stops(plan)
    return "; ".join(said) + (f"\n   ⚠️ {stop}" if stop else "")


def all_approved(results: Sequence[Approved]) -> Notice:
    """What is in force now, plan by plan, and what is left to do."""
    said: list[Html | str] = []
    for result in results[:SHOWN]:
        measures = plural(result.measures, "мероприятие", "мероприятия", "мероприятий")
        duties = plural(result.duties, "поручение", "поручения", "поручений")
        said += [
            text(f"• {shortened(result.title, 120)}"),
            f"   {measures}, {'новых: ' if result.revision > 1 else ''}{duties}",
        ]
    if len(results) > SHOWN:
        said.append(f"и ещё {len(results) - SHOWN}")
    return Notice(
        body=lines(bold(f"Утверждено: {plural(len(results), 'план', 'плана', 'планов')}"), "", *said),
        buttons=(*_left(results), (Button("‹ Меню", MenuButton()),)),
    )


def _left(results: Sequence[Approved]) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    for result in results[:SHOWN]:
        if result.done_by_document:
            label = f"Отметки документа ({result.done_by_document}): {result.title}"
            rows.append((Button(shortened(label, 60), DocumentMarksButton(result.import_id, 0)),))
        if result.open_questions:
            label = f"Вопросы ({result.open_questions}): {result.title}"
            rows.append((Button(shortened(label, 60), QuestionsButton(result.import_id, 0)),))
    if any(result.empty_units or result.absent for result in results):
        rows.append((Button("Организации и люди", UnitsButton(0)),))
    return tuple(rows)
