"""Receiving a document, approving it, and what that brought."""

from zoneinfo import ZoneInfo

from roadmap.control.duty_lines import DutyLine
from roadmap.language.minutes_words import is_minutes
from services.buttons.duties import MyDutiesButton
from services.buttons.imports import (
    ApproveImportButton,
    CancelImportButton,
    DocumentMarksButton,
    EditionButton,
    ImportButton,
    NextQuestionButton,
    PastWorkButton,
    QuestionsButton,
)
from services.buttons.people import MenuButton, UnitsButton
from services.buttons.plan import ClosedMapsButton, RoadMapButton
from services.imports.desk_views import Approved, ImportDesk
from services.imports.edition_views import EditionView
from services.imports.preview_views import Preview
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote, text
from services.people.assignment_news import AssignedView
from texts.control.duty_words import due_words, measure_name
from texts.imports.windows import window
from texts.plural import form, plural
from texts.short import LINE, file_title, shortened

SHOWN_WAITING = 5
MESSAGE = 3_400
"""Of the first letter: the measures fit one message together with all that is around them."""
OPENLY = 6
"""More measures than that are folded: a tap shows them all."""
ALL_SCHOOLS_NAME = "Все школы"
"""What the group of all schools is called when an answer first needs it."""


def loading(file_name: str) -> Notice:
    """A file is on its way; what was read comes into this message."""
    words = f"Загружаю «{file_title(file_name)}». Прочитаю и покажу здесь, это может занять минуту."
    return Notice(body=text(words), is_silent=True)


def waits_for_another(file_name: str) -> Notice:
    """A file has come and is read as soon as the one before it has been."""
    return Notice(body=text(f"Читаю другой файл, «{file_title(file_name)}» – следующий."), is_silent=True)


def desk(view: ImportDesk, time_zone: str) -> Notice:
    """Road maps in force, documents left undecided, and how to send a new one."""
    known: list[Html | str] = []
    for line in view.road_maps:
        edition = f", редакция {line.revision}" if line.revision > 1 else ""
        known += [Html("• ") + bold(shortened(line.title, 120)), f"   {window(line.period)}{edition}"]
    return Notice(
        body=lines(
            bold("Дорожные карты"),
            *(["", *known] if known else []),
            "",
            "Чтобы завести новую карту или редакцию, пришлите файл: .docx, .xlsx, .pdf с текстом, .csv или "
            ".txt, до 20 МБ. Покажу, что прочитано; без вашего «Утвердить» ничего не начнётся.",
        ),
        buttons=(
            *_maps(view),
            *_open_questions(view),
            *_waiting(view, time_zone),
            *_closed(view),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def _maps(view: ImportDesk) -> tuple[tuple[Button, ...], ...]:
    """A key to each road map in force."""
    return tuple((Button(f"Открыть: {line.short_name}", RoadMapButton(line.id)),) for line in view.road_maps)


def _closed(view: ImportDesk) -> tuple[tuple[Button, ...], ...]:
    return ((Button(f"Закрытые карты ({view.closed})", ClosedMapsButton()),),) if view.closed else ()


def _open_questions(view: ImportDesk) -> tuple[tuple[Button, ...], ...]:
    """Questions left for later, a key to each road map that has some."""
    return tuple(
        (
            Button(
                f"Вопросы ({line.open_questions}): {line.short_name}",
                QuestionsButton(line.import_id, 0),
            ),
        )
        for line in view.road_maps
        if line.open_questions and line.import_id is not None
    )


def _waiting(view: ImportDesk, time_zone: str) -> tuple[tuple[Button, ...], ...]:
    """Documents that were read and left undecided."""
    return tuple(
        (
            Button(
                f"Ждёт решения: {file_title(one.file_name, 30)}, "
                f"{one.created_at.astimezone(ZoneInfo(time_zone)):%d.%m}",
                ImportButton(one.id),
            ),
        )
        for one in view.waiting[:SHOWN_WAITING]
    )


def approve_with_questions(view: Preview) -> Notice:
    """Said before approving with open questions."""
    questions = plural(len(view.open_questions), "вопрос остался", "вопроса остались", "вопросов остались")
    measures = plural(view.held, "мероприятие", "мероприятия", "мероприятий")
    return Notice(
        body=lines(
            bold(f"{questions} без ответа"),
            "",
            f"Ждут ответа: {measures}. Пока вопросы открыты, по ним никого не спросят и не напомнят. "
            "Ответить можно и после утверждения: они встанут в план сразу."
            if view.held
            else "Сроки эти прочитаны и войдут в план как есть; ответ их поправит, и поручения сдвинутся.",
        ),
        buttons=(
            (Button("Ответить сейчас", NextQuestionButton(view.id), style=ButtonStyle.PRIMARY),),
            (Button("Утвердить так", ApproveImportButton(view.id, 1)),),
            (Button("‹ К документу", ImportButton(view.id)),),
        ),
    )


def unlike(import_id: int, found: EditionView) -> Notice:
    """Said before comparing with a road map that has little in common with the document."""
    return Notice(
        body=lines(
            bold("Похоже, это другая карта"),
            "",
            f"С картой «{shortened(found.title, 120)}» почти ничего не совпадает.",
            _at_stake(found),
            "",
            "Если это новый план, утвердите его отдельно: прежняя карта останется в силе.",
        ),
        buttons=(
            (Button("Это отдельная карта", EditionButton(import_id, 0, 0), style=ButtonStyle.PRIMARY),),
            (Button("Всё равно сравнить", EditionButton(import_id, found.road_map_id, 1)),),
            (Button("‹ К документу", ImportButton(import_id)),),
        ),
    )


def approve_unlike(import_id: int, found: EditionView) -> Notice:
    """Asked once more before an unlike document takes the place of a road map."""
    return Notice(
        body=lines(
            bold("Точно заменить? Похоже, это другая карта"),
            "",
            f"Карта «{shortened(found.title, 120)}» получит редакцию из этого документа.",
            _at_stake(found),
        ),
        buttons=(
            (Button("Это отдельная карта", EditionButton(import_id, 0, 0), style=ButtonStyle.PRIMARY),),
            (Button("Заменить", ApproveImportButton(import_id, 2), style=ButtonStyle.DANGER),),
            (Button("‹ К документу", ImportButton(import_id)),),
        ),
    )


def _at_stake(found: EditionView) -> str:
    removed = plural(len(found.removed), "мероприятие", "мероприятия", "мероприятий")
    return f"Из неё уйдут {removed}, поручения по ним будут отозваны."


def period_first(view: Preview) -> Notice:
    """There is no plan without a period."""
    return Notice(
        body=text("Сначала укажите, на какие годы этот план: без этого сроки не разложить по датам."),
        buttons=(
            (Button("Указать период", NextQuestionButton(view.id), style=ButtonStyle.PRIMARY),),
            (Button("‹ К документу", ImportButton(view.id)),),
        ),
    )


def cancel_sure(import_id: int) -> Notice:
    return Notice(
        body=text(
            "Убрать документ? В план он не попадёт. Новые организации и люди из него не появятся. "
            "Остальные ваши ответы останутся на будущее."
        ),
        buttons=(
            (Button("Убрать документ", CancelImportButton(import_id, 1), style=ButtonStyle.DANGER),),
            (Button("‹ К документу", ImportButton(import_id)),),
        ),
    )


def cancelled(file_name: str) -> Notice:
    return Notice(
        body=text(f"Документ «{file_title(file_name)}» убран. Пришлите другой файл, когда будет готов."),
        buttons=((Button("‹ Меню", MenuButton()),),),
    )


def approved(result: Approved) -> Notice:
    """What is in force now, and what is left to do."""
    first = "Протокол утверждён" if is_minutes(result.title) else "Дорожная карта утверждена"
    heading = first if result.revision == 1 else f"Редакция {result.revision} утверждена"
    return Notice(
        body=lines(
            bold(heading),
            shortened(result.title, 200),
            "",
            *_outcome(result),
            *_left(result),
        ),
        buttons=_next_steps(result),
    )


def _outcome(result: Approved) -> list[str]:
    duties = plural(result.duties, "поручение", "поручения", "поручений")
    fresh = "новых: " if result.revision > 1 else ""
    said = [
        f"В плане {plural(result.measures, 'мероприятие', 'мероприятия', 'мероприятий')}, {fresh}{duties}."
    ]
    if result.moved:
        said.append(f"Перенесено по новым срокам: {result.moved}.")
    if result.archived or result.withdrawn:
        said.append(f"Снято мероприятий: {result.archived}, отозвано поручений: {result.withdrawn}.")
    if result.predating:
        word = form(result.predating, "поручения", "поручений", "поручений")
        said.append(
            f"У {result.predating} {word} срок прошёл до начала работы: не напоминаю и просрочкой не считаю, "
            "спросит мониторинг. Что с ними стало, можно сказать сразу."
        )
    if result.done_by_document:
        measures = plural(result.done_by_document, "мероприятие", "мероприятия", "мероприятий")
        said.append(f"В документе отмечено исполнение: {measures}. Сам я ничего не записал.")
    if result.told:
        said.append(f"Сообщу: {plural(result.told, 'сотруднику', 'сотрудникам', 'сотрудникам')}.")
    return said


def _left(result: Approved) -> list[str]:
    said: list[str] = []
    if result.open_questions:
        questions = plural(result.open_questions, "вопрос", "вопроса", "вопросов")
        said.append(f"Без ответа: {questions}. Пока его нет, поручений по этим мероприятиям не будет.")
    if result.empty_units:
        said.append(f"Некому сообщить: {_names(result.empty_units)}. Добавьте людей.")
    if result.waiting:
        plans = plural(len(result.waiting), "план", "плана", "планов")
        said.append(f"В файле ждёт решения ещё {plans}.")
    if result.absent:
        said.append(f"Ещё не в чате: {_names(result.absent)}. Отправьте приглашения.")
    return ["", *said] if said else []


def _names(names: tuple[str, ...], shown: int = 6) -> str:
    listed = ", ".join(shortened(name, 40) for name in names[:shown])
    return f"{listed} и ещё {len(names) - shown}" if len(names) > shown else listed.rstrip(".")


def _next_steps(result: Approved) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if result.done_by_document:
        label = f"Отметки об исполнении в документе ({result.done_by_document})"
        rows.append((Button(label, DocumentMarksButton(result.import_id, 0)),))
    if result.predating:
        label = f"Что было до начала работы ({result.predating})"
        rows.append((Button(label, PastWorkButton(result.road_map_id, 0)),))
    if result.open_questions:
        label = f"Ответить на вопросы ({result.open_questions})"
        rows.append((Button(label, QuestionsButton(result.import_id, 0)),))
    rows += [
        (Button(shortened(f"Следующий: {plan.title}", 60), ImportButton(plan.import_id)),)
        for plan in result.waiting[:SHOWN_WAITING]
    ]
    if result.empty_units or result.absent:
        rows.append((Button("Организации и люди", UnitsButton(0)),))
    return (*rows, (Button("‹ Меню", MenuButton()),))


def assigned(view: AssignedView) -> Notice:
    """To the person the duties fall on."""
    if not view.measures and view.by_itself is not None:
        return _only_by_itself(view, view.by_itself)
    measures = (
        plural(view.count, "поручение", "поручения", "поручений")
        if is_minutes(view.title)
        else plural(view.count, "мероприятие", "мероприятия", "мероприятий")
    )
    heading = f"Вам назначено {measures}" if view.is_first_edition else f"План изменился. У вас {measures}"
    if view.before:
        before = shortened(view.before, LINE).rstrip(".")
        heading = f"Вам передано; прежде отвечали: {before}. Теперь у вас {measures}"
    head = lines(bold(heading), shortened(view.title, 200))
    listed, more = _measures(view, MESSAGE - len(head))
    return Notice(
        body=lines(
            head,
            "",
            quote(lines(*listed), collapsed=True) if len(listed) > OPENLY else lines(*listed),
            f"…и ещё {more}: они под кнопкой «Мои мероприятия»" if more else None,
            *(("", _by_itself(view.by_itself)) if view.by_itself is not None else ()),
            "",
            _about_days(view)
            if view.is_first_edition
            else "Посмотрите список: появилось новое или изменились сроки.",
        ),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0), style=ButtonStyle.PRIMARY),),),
    )


def _about_days(view: AssignedView) -> str:
    """Whoever comes late hears what is late already."""
    late = sum(one.is_overdue(view.today) for one in view.measures)
    if not late:
        return "О сроках напомню заранее."
    passed = f"Срок уже прошёл: {plural(late, 'мероприятие', 'мероприятия', 'мероприятий')}"
    rest = " Об остальных напомню заранее." if late < view.count else ""
    return f"{passed}. Отчитайтесь или попросите о переносе.{rest}"


def _only_by_itself(view: AssignedView, duty: DutyLine) -> Notice:
    """The one measure that falls on the person is the monitoring."""
    return Notice(
        body=lines(bold("Вам ничего делать не нужно"), shortened(view.title, 200), "", _by_itself(duty)),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def _by_itself(duty: DutyLine) -> Html:
    said = measure_name(duty.number, duty.title, LINE)
    return said + ": за вами, но отчитываться не нужно, отчёт составится сам по итогам мониторинга."


def _measures(view: AssignedView, room: int) -> tuple[list[Html], int]:
    """Each measure with its next day, as many as fit, and how many more there are."""
    said: list[Html] = []
    for duty in view.measures:
        line = Html("• ") + measure_name(duty.number, duty.title, LINE) + f" — {due_words(duty, view.today)}"
        room -= len(line) + 1
        if room < 0:
            break
        said.append(line)
    return said, len(view.measures) - len(said)
