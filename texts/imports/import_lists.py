"""The lists behind the first screen of an import: rows, problems, questions, changes of an edition."""

from roadmap.imports.questions import ImportState, QuestionState
from services.buttons.imports import (
    EditionChangesButton,
    ImportProblemsButton,
    ImportQuestionButton,
    ImportRowsButton,
    MilestoneButton,
    MilestonesButton,
    QuestionsButton,
    ReadingButton,
    RowButton,
)
from services.buttons.packing import ButtonData
from services.imports.edition_views import ChangedMeasure, EditionView, RereadDeadline
from services.imports.preview_views import Preview
from services.imports.question_views import QuestionLine
from services.imports.row_views import MeasureLine, MeasurePage, MilestonePage
from services.notice import Button, Html, Notice, bold, lines, text
from texts.imports.import_preview import problem_words, question_words
from texts.imports.list_pages import cut, listed, page_of
from texts.imports.problems import explain_problem
from texts.imports.windows import windows
from texts.plan.pace_words import PACES
from texts.plan.reading_rules import rules_words
from texts.plural import day
from texts.short import LINE, shortened

CHANGES_PER_PAGE = 6
WORDS_LENGTH = 120
RULE_LENGTH = 200
KEYS_IN_ROW = 3


def rows(page: MeasurePage) -> Notice:
    """How the deadlines were read: doubtful rows first."""
    number = f", страница {page.page + 1} из {page.pages}" if page.pages > 1 else ""
    said: list[Html | str] = [bold("Как прочитаны сроки") + number]
    for line in page.lines:
        said += ["", *_row(line)]
    if page.is_reviewed:
        said += ["", "✎ и номер: срок верен, исправить строку, спросить куратора, убрать из плана."]
    turn = listed(page.page, page.pages, lambda n: ImportRowsButton(page.import_id, n), page.import_id)
    return Notice(body=lines(*said), buttons=(*_correct(page), *turn))


def _correct(page: MeasurePage) -> tuple[tuple[Button, ...], ...]:
    """A key to each row, three in a line."""
    keys = [
        Button(f"✎ {shortened(line.number or line.title, 20)}", _row_key(page, line))
        for line in page.lines
        if page.is_reviewed
    ]
    return tuple(tuple(keys[start : start + KEYS_IN_ROW]) for start in range(0, len(keys), KEYS_IN_ROW))


def _row_key(page: MeasurePage, line: MeasureLine) -> ButtonData:
    if line.has_duty:
        return ReadingButton(page.import_id, line.row)
    return RowButton(page.import_id, line.row)


def milestones(page: MilestonePage) -> Notice:
    """Dates named inside other cells: off until they are taken."""
    keys = [
        (
            Button(
                shortened(f"{'☑' if line.is_taken else '☐'} {line.text}", 60),
                MilestoneButton(page.import_id, line.number, page.page),
            ),
        )
        for line in page.lines
    ]
    said: list[Html | str] = []
    for line in page.lines:
        said += [Html("• ") + bold(shortened(line.measure, 60)), f"   {shortened(line.text, WORDS_LENGTH)}"]
        said.append(f"   → {windows(line.windows, is_hard=True)}")
    turn = listed(page.page, page.pages, lambda n: MilestonesButton(page.import_id, n), page.import_id)
    return Notice(
        body=lines(
            bold("Даты внутри текста") + page_of(page.page, page.pages),
            "Отметьте те, что станут отдельными контрольными точками. "
            f"Отмечено: {page.taken} из {page.total}.",
            "",
            *said,
        ),
        buttons=(*keys, *turn),
    )


def _row(line: MeasureLine) -> list[Html | str]:
    title = bold(shortened(f"{line.number} {line.title}", LINE))
    if line.is_dropped:
        return [title, "✗ Убрано из плана вами."]
    if not line.has_duty:
        return [title, "Вводная строка: отвечают её подпункты."]
    said: list[Html | str] = [title, *(["✎ Исправлено вами."] if line.is_corrected else [])]
    words = f"«{shortened(line.deadline_text, WORDS_LENGTH)}»" if line.deadline_text.strip() else "не указан"
    if line.is_clear:
        said.append(f"Срок: {words} → {windows(line.windows, is_hard=line.is_hard)}")
        if line.is_confirmed:
            said.append("✓ Вы подтвердили: верно.")
        if line.read_by:
            said.append(f"Правило: {shortened(rules_words(line.read_by, line.rule_set), RULE_LENGTH)}")
        if moved := _moved(line):
            said.append(moved)
        if line.pace is not None:
            said.append(PACES[line.pace])
    else:
        said.append(f"❓ Срок: {words} → нужно ваше решение")
    who = shortened(line.responsible_text, WORDS_LENGTH) or "не указан"
    said.append(f"{'' if line.is_named else '❓ '}Отвечает: {who}")
    if line.concerned:
        said.append(f"Касается: {shortened('; '.join(line.concerned), WORDS_LENGTH)}")
    said += [f"⚠️ {shortened(explain_problem(problem), WORDS_LENGTH)}" for problem in line.problems[:1]]
    return said


def _moved(line: MeasureLine) -> str:
    """The due days where the region's rules name others than the ends of the windows."""
    due = [day_ for day_ in line.due_on if day_ is not None]
    ends = [window.last for window in line.windows]
    if not due or due == ends:
        return ""
    if len(due) == 1:
        return f"По правилам: отчитаться до {day(due[0])}"
    return f"По правилам: отчитываться до {day(due[0])}, … {day(due[-1])}"


def problems(view: Preview, page: int) -> Notice:
    """Every doubt about the document, ten a page."""
    shown, page, pages = cut(view.problems, page)
    return Notice(
        body=lines(
            bold("Замечания к документу") + page_of(page, pages),
            "",
            *(f"• {problem_words(problem)}" for problem in shown),
        ),
        buttons=listed(page, pages, lambda n: ImportProblemsButton(view.id, n), view.id),
    )


def questions(view: Preview, page: int) -> Notice:
    """Every question with its answer; open ones first."""
    order = sorted(view.questions, key=lambda question: question.state is not QuestionState.OPEN)
    shown, page, pages = cut(order, page)
    keys = [
        (
            Button(
                shortened(f"{_mark(question)} {question_words(question)}", 60),
                ImportQuestionButton(question.id),
            ),
        )
        for question in shown
    ]
    return Notice(
        body=lines(
            bold("Вопросы и ответы") + page_of(page, pages),
            "",
            *(
                f"{_mark(q)} {question_words(q)}" + (f" → {shortened(q.meaning, 60)}" if q.meaning else "")
                for q in shown
            ),
            "",
            "Ответ можно изменить, пока документ не утверждён."
            if view.state is ImportState.REVIEWING
            else "Ответить можно на то, что осталось открытым или пропущенным.",
        ),
        buttons=(*keys, *listed(page, pages, lambda n: QuestionsButton(view.id, n), view.id)),
    )


def _mark(question: QuestionLine) -> str:
    return {QuestionState.OPEN: "❓", QuestionState.SKIPPED: "⏭"}.get(question.state, "✓")


def changes(view: Preview, page: int) -> Notice:
    """What the new edition adds, changes and removes."""
    assert view.edition is not None
    shown, page, pages = cut(_changes(view.edition), page, CHANGES_PER_PAGE)
    return Notice(
        body=lines(bold("Что изменится") + page_of(page, pages), "", *shown),
        buttons=listed(page, pages, lambda n: EditionChangesButton(view.id, n), view.id),
    )


def _changes(edition: EditionView) -> list[Html]:
    said = [_changed(change) for change in edition.changed]
    said += [Html("➕ ") + bold(shortened(name, LINE)) for name in edition.added]
    said += [Html("➖ ") + bold(shortened(name, LINE)) + ": уйдёт в архив" for name in edition.removed]
    said += [_reread(one) for one in edition.reread]
    return said or [text("Ничего: обе редакции одинаковы.")]


def _reread(one: RereadDeadline) -> Html:
    before, now = one.reading
    return lines(
        Html("👁 ") + bold(shortened(one.name, LINE)),
        f"   прочитано иначе: «{shortened(one.words, 60)}» – было {shortened(before, 60)}, "
        f"стало {shortened(now, 60)}",
    )


def _changed(change: ChangedMeasure) -> Html:
    parts = [
        f"{label}: «{shortened(old, 60) or '—'}» → «{shortened(new, 60) or '—'}»"
        for label, (old, new) in (
            ("срок", change.deadline),
            ("отвечает", change.responsible),
            ("название", change.title),
        )
        if old != new
    ]
    return lines(
        Html("✏️ ") + bold(shortened(change.name, LINE)), *(f"   {part}" for part in parts or ["текст"])
    )
