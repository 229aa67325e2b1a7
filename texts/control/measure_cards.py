"""The card of a measure, and of one of its control points."""

from datetime import date

from roadmap.clock import local_date
from roadmap.control.duty import ReportOutcome
from roadmap.control.duty_lines import DutyLine
from roadmap.control.measure_views import AssigneeLine, MeasureFacts, PointLine
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.imports.corrections import PRINTED
from roadmap.language.reading_rules import rules_applied
from roadmap.plan.document_words import DOCUMENT_DEADLINE
from roadmap.plan.measure import AssignmentKind, CompletionRule, MeasureStanding, RoadMapState
from roadmap.plan.measure_content import aspects
from services.buttons.duties import ListedDutyButton, NudgePointButton
from services.buttons.people import MenuButton
from services.buttons.plan import (
    FoundButton,
    MeasureButton,
    MeasurePointsButton,
    PointButton,
    SectionButton,
    UndecidedButton,
)
from services.buttons.reporting import StartReportButton
from services.control.duties.duty_lists import PAGE, paging_of
from services.control.measures.measure_cards import NAMED_PEOPLE, MeasureView, PointView
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from texts.control.cards import ATTRIBUTE_LENGTH, ATTRIBUTE_WORDS, READING_LENGTH
from texts.control.change_words import COMPLETION_WORDS, change_words, earlier_words
from texts.control.duty_lists import KEYS_PER_ROW, NUDGE_ALL, Rows, page_words, turn
from texts.control.duty_words import OVERDUE_MARK, duties, measure_name, on_day, state_words
from texts.control.duty_words import due_words as _due_words
from texts.control.evidence_words import RULES_IN_SHORT
from texts.control.measure_buttons import verb_rows
from texts.plan.reading_rules import rules_words
from texts.plural import day, plural
from texts.short import shortened

SHOWN_POINTS = 4
NAMES_LENGTH = 300
EDIT_LENGTH = 300


def measure_card(view: MeasureView, way: str = "") -> Notice:
    """Everything there is to know about the measure; `way` is the list it was opened from."""
    return Notice(body=_body(view), buttons=(*_point_keys(view), *verb_rows(view), (_back(view, way),)))


def _body(view: MeasureView) -> Html:
    measure = view.measure
    return lines(
        measure_name(measure.number, measure.title, 600),
        italic(_place(view)),
        _state_of_plan(view),
        "",
        *_deadline(view),
        _fact("Результат", shortened(measure.result, 400)) if measure.result else None,
        *_attributes(view),
        *_answering(view),
        _evidence(measure),
        _completion(view),
        _last_edit(view),
        *_points(view),
    )


def _evidence(measure: MeasureFacts) -> Html | None:
    if not measure.evidence.asks_for_file:
        return None
    return text(f"📎 К отчёту: {RULES_IN_SHORT[measure.evidence]}.")


def _place(view: MeasureView) -> str:
    section = f" · {shortened(view.measure.section, 150)}" if view.measure.section else ""
    return f"{view.measure.map_name}{section}"


def _state_of_plan(view: MeasureView) -> Html | None:
    if view.measure.is_archived:
        return bold("В архиве: из дорожной карты мероприятие исключено.")
    if view.measure.map_state is RoadMapState.ARCHIVED:
        return bold("Дорожная карта закрыта.")
    match view.measure.standing:
        case MeasureStanding.PAUSED:
            return bold("⏸ Приостановлено: напоминаний и просрочки нет.")
        case MeasureStanding.CANCELLED:
            return bold(f"Отменено: {shortened(view.measure.standing_reason, 200)}")
        case _:
            return None


def _deadline(view: MeasureView) -> list[Html]:
    measure = view.measure
    words = shortened(measure.deadline_text, 200)
    said = [_fact("Срок", f"«{words}»" if words else "не указан")]
    printed = measure.attributes.get(DOCUMENT_DEADLINE)
    if isinstance(printed, str) and printed.strip():
        said.append(_fact("В документе", f"«{shortened(printed, 200)}»"))
    if view.has_no_dates:
        return [*said, bold("❓ Нет графика: дат пока нет, никого не спросят и не напомнят.")]
    if measure.reading:
        read = measure.read_as
        applied = rules_applied(read.deadline, RULE_SETS[read.rule_set], read.pace)
        rule = f"; {rules_words(applied, read.rule_set)}" if applied else ""
        said.append(_fact("Как я понял", shortened(f"{measure.reading}{rule}", READING_LENGTH)))
    return said


def _attributes(view: MeasureView) -> list[Html]:
    known = {**ATTRIBUTE_WORDS, PRINTED: "В документе иначе"}
    said = [(words, view.measure.attributes.get(key)) for key, words in known.items()]
    return [
        _fact(words, shortened(value, ATTRIBUTE_LENGTH))
        for words, value in said
        if isinstance(value, str) and value
    ]


def _answering(view: MeasureView) -> list[Html]:
    """The units and the people; in the document's words where the list says otherwise."""
    if view.has_nobody:
        words = shortened(view.measure.responsible_text, 150)
        return [bold("❓ Некому отвечать" + (f": «{words}»" if words else ""))]
    main = [one for one in view.assignees if one.kind is AssignmentKind.MAIN]
    others = [one for one in view.assignees if one.kind is AssignmentKind.CO]
    said = []
    if main:
        said.append(_fact("Исполнитель", shortened(", ".join(map(_assignee, main)), NAMES_LENGTH)))
    if others:
        said.append(_fact("Соисполнители", shortened(", ".join(map(_assignee, others)), NAMES_LENGTH)))
    if view.people:
        named = ", ".join(view.people[:NAMED_PEOPLE])
        said.append(_fact("Люди", named + (" и другие" if len(view.people) > NAMED_PEOPLE else "")))
    return said


def _assignee(one: AssigneeLine) -> str:
    own = f" ({earlier_words(one.days_earlier)})" if one.days_earlier else ""
    if not one.is_group:
        return one.name + own
    members = plural(one.members, "организация", "организации", "организаций")
    return f"{one.name} ({members})" + own


def _completion(view: MeasureView) -> Html | None:
    """When it counts as done, unless everybody has to report."""
    rule = view.measure.completion_rule
    return None if rule is CompletionRule.ALL else _fact("Выполнено", COMPLETION_WORDS[rule])


def _last_edit(view: MeasureView) -> Html | None:
    """Since when the measure says what it says, and what it said before."""
    edit = view.last_edit
    if edit is None:
        return None
    on = day(local_date(edit.at, view.time_zone), today=view.today)
    if edit.before is None:
        return italic(f"В ред. от {on}: мероприятие добавлено")
    words = change_words(edit.before, edit.after, aspects(edit.before, edit.after), view.names)
    return italic(f"В ред. от {on}: {shortened('; '.join(words), EDIT_LENGTH)}") if words else None


# Control points


def _points(view: MeasureView) -> list[Html]:
    if not view.points:
        return []
    first = _first_shown(view)
    shown = view.points[first : first + SHOWN_POINTS]
    left = len(view.points) - len(shown)
    said = [_point(place, point, view) for place, point in enumerate(shown, start=first + 1)]
    more = [text(f"…и ещё {left}: все под кнопкой «Все сроки»")] if left else []
    return [Html(""), bold(f"Сроки и ход ({len(view.points)})"), *said, *more]


def _first_shown(view: MeasureView) -> int:
    """From the first that is not settled; the last ones where all are."""
    open_ones = (n for n, p in enumerate(view.points) if p.total > p.accepted + p.closed_undone)
    return max(0, min(next(open_ones, len(view.points)), len(view.points) - SHOWN_POINTS))


def _point(place: int, point: PointLine, view: MeasureView) -> Html:
    said = point_state(point, is_asked=view.measure.standing is MeasureStanding.IN_FORCE)
    return Html(f"{place}. ") + text(f"{point_day(point, view.today)}: ") + text(said)


def point_day(point: PointLine, today: date) -> str:
    """The last day of a control point, or its stretch where it has no hard date."""
    if point.due_on is not None:
        return f"до {on_day(point.due_on, today)}"
    if point.original_due_on is not None:
        return f"{on_day(point.original_due_on, today)}, до начала работы в «Вехе»"
    return f"с {day(point.first_on, today=today)} по {day(point.last_on, today=today)}, без даты"


def point_state(point: PointLine, *, is_asked: bool = True) -> str:
    """What its duties are now; the count of all where there are several. Of a measure that is paused or
    cancelled nothing is asked."""
    if not point.total and not is_asked:
        return "отчёта не ждём"
    if not point.total:
        return "спросит мониторинг" if point.due_on is None else "поручений нет"
    parts = (
        (f"{OVERDUE_MARK} просрочено", point.overdue),
        ("ждём отчёта", point.owed),
        ("у куратора", point.waiting),
        ("снято", point.accepted),
        ("закрыто как невыполненное", point.closed_undone),
    )
    said = [(words, count) for words, count in parts if count]
    if point.total == 1:
        return said[0][0] if said else ""
    return f"{duties(point.total)}: " + ", ".join(f"{words} {count}" for words, count in said)


def _point_keys(view: MeasureView) -> Rows:
    first = _first_shown(view)
    shown = list(enumerate(view.points[first : first + SHOWN_POINTS], start=first + 1))
    shown.sort(key=lambda placed: _nearness(view, placed[1]))
    keys = [_point_key(view, place, point) for place, point in shown if point.total]
    rows = _rows(keys)
    if len(view.points) <= SHOWN_POINTS:
        return rows
    return (*rows, (Button(f"Все сроки ({len(view.points)})", MeasurePointsButton(view.measure.id, 0)),))


def _nearness(view: MeasureView, point: PointLine) -> tuple[bool, int]:
    """What is to be reported comes first, the nearest day before the others; the rest keeps its order."""
    if not _is_to_report(view, point):
        return True, 0
    return False, abs((point.due_on - view.today).days) if point.due_on else 0


def _is_to_report(view: MeasureView, point: PointLine) -> bool:
    """Whether the viewer, to whom it is one duty of their own, still owes it."""
    is_own = point.only_duty is not None and not view.viewer.is_watching
    return is_own and point.owed + point.overdue > 0


def _point_key(view: MeasureView, place: int, point: PointLine) -> Button:
    """To its own executor, who sees only what is theirs, the key says what to do."""
    measure_id, is_one_of = view.measure.id, len(view.points) > 1
    style = ButtonStyle.DANGER if point.overdue else None
    label = f"Срок {place}" if is_one_of else "Кто и как исполняет"
    if point.only_duty is not None:
        label = label if is_one_of else "Открыть поручение"
        if _is_to_report(view, point):
            label = f"Отчитаться: срок {place}" if is_one_of else "Отчитаться"
            return Button(label, StartReportButton(point.only_duty, 0, ReportOutcome.DONE), style=style)
        return Button(label, ListedDutyButton(point.only_duty, f"m{measure_id}", 0), style=style)
    return Button(label, PointButton(measure_id, point.id, 0), style=style)


def _rows(keys: list[Button]) -> Rows:
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def points(view: MeasureView, page: int) -> Notice:
    """A page of all control points of the measure."""
    measure, paging = view.measure, paging_of(len(view.points), page)
    shown = view.points[paging.offset : paging.offset + PAGE]
    numbered = list(enumerate(shown, start=paging.offset + 1))
    keys = [_point_key(view, place, point) for place, point in numbered if point.total]
    return Notice(
        body=lines(
            measure_name(measure.number, measure.title, 200),
            bold("Сроки и ход"),
            page_words(paging),
            "",
            *(_point(place, point, view) for place, point in numbered),
        ),
        buttons=(
            *_rows(keys),
            *turn(paging, lambda to: MeasurePointsButton(measure.id, to)),
            (Button("‹ К мероприятию", MeasureButton(measure.id, "")),),
        ),
    )


def point(view: PointView) -> Notice:
    """Who owes this control point and how each stands."""
    measure, one = view.measure, view.point
    shelf = f"c{measure.id}-{one.id}"
    numbered = list(enumerate(view.duties, start=view.paging.offset + 1))
    keys = [
        Button(
            str(place),
            ListedDutyButton(duty.id, shelf, view.paging.page),
            style=ButtonStyle.DANGER if duty.is_overdue(view.today) else None,
        )
        for place, duty in numbered
    ]
    return Notice(
        body=lines(
            measure_name(measure.number, measure.title, 200),
            point_day(one, view.today),
            point_state(one),
            page_words(view.paging),
            "",
            *(
                Html(f"{place}. ")
                + text(f"{OVERDUE_MARK} " if duty.is_overdue(view.today) else "")
                + text(f"{shortened(duty.assignee, 80)} — {_standing(duty, view.today)}")
                for place, duty in numbered
            ),
        ),
        buttons=(
            *_rows(keys),
            *turn(view.paging, lambda to: PointButton(measure.id, one.id, to)),
            *(((Button(NUDGE_ALL, NudgePointButton(measure.id, one.id)),),) if view.may_nudge else ()),
            (Button("‹ К мероприятию", MeasureButton(measure.id, "")),),
        ),
    )


def _standing(duty: DutyLine, today: date) -> str:
    if duty.is_ongoing or duty.predates_work:
        return state_words(duty)
    return _due_words(duty, today)


def _back(view: MeasureView, way: str) -> Button:
    """To the list the measure was opened from; else to its section."""
    kind, page = way[:1], way[1:]
    if kind == "f" and page.isdigit():
        return Button("‹ К найденному", FoundButton(int(page)))
    if kind == "d" and page.isdigit():
        return Button("‹ К списку", UndecidedButton(int(page)))
    if not view.viewer.is_watching:
        return Button("‹ Меню", MenuButton())
    at = int(page) if kind == "s" and page.isdigit() else 0
    section_id = view.measure.section_id or 0
    return Button("‹ К разделу", SectionButton(view.measure.road_map_id, section_id, at))


def _fact(label: str, words: str) -> Html:
    return text(f"{label}: {words}")
