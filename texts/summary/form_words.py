"""Words of the form with marks of execution: what stands in the last cell of each measure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from roadmap.control.duty import ReportOutcome
from roadmap.ids import MeasureId
from roadmap.imports.corrections import PRINTED
from roadmap.language.kept_place import place_told, without_place
from roadmap.language.minutes_words import is_minutes
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.plan.document_words import DOCUMENT_DEADLINE, DOCUMENT_RESPONSIBLE, KEPT
from roadmap.plan.measure import MeasureStanding
from roadmap.summary.form import FormContent, FormRow, FormSource
from roadmap.summary.summary_views import (
    Standing,
    SummaryDuty,
    SummaryHeader,
    SummaryMeasure,
    SummaryPoint,
)
from texts.control.cards import ATTRIBUTE_WORDS
from texts.control.outcomes import part_words, state_and_words
from texts.short import passage, shortened
from texts.summary import summary_words as words
from texts.summary.indicator_words import came_to

COLUMN = "Отметка об исполнении"
_HEADINGS = {
    **ATTRIBUTE_WORDS,
    "risk_codes": "Код параметра",
    "time": "Время",
    "risks": "Риски",
    "funding": "Финансирование",
}
_PLAIN = {
    Standing.PASSED: words.STANDING_WORDS[Standing.PASSED],
    Standing.WITHDRAWN: "Исключено из плана",
    Standing.PAUSED: "Приостановлено",
    Standing.COVERED: "Выполнено другим исполнителем",
}
_STANDS = {
    MeasureStanding.CANCELLED: "Отменено",
    MeasureStanding.PAUSED: "Приостановлено",
}
_ROMAN = ("I", "II", "III", "IV")
_TEXT = 900
_REMAINING = 200
_NAMES = 12
_EVERYBODY, _EXCEPT = 4, 3
_DIFFICULTY = 300
_TITLE = 300


def form_content(source: FormSource) -> FormContent:
    """The whole form of a road map for its period; what has left the plan is marked so in it."""
    summary = source.summary
    rows = tuple(_row(measure, source) for measure in summary.measures)
    if summary.header.quarter is None and source.is_whole:
        rows += tuple(_dropped(measure_id, source) for measure_id in sorted(source.dropped))
    shown = {row.measure_id for row in rows}
    return FormContent(
        heading=heading(summary.header, source.edition, source.amended_on, source.whose),
        title=_title(summary.header),
        column=COLUMN,
        rows=rows,
        signers=source.signers,
        others=tuple(place for measure_id, place in source.places.items() if measure_id not in shown),
    )


def _title(header: SummaryHeader) -> str:
    """The road map's own: a section is named above it already."""
    return header.title.removesuffix(f". {header.section}") if header.section else header.title


def heading(
    header: SummaryHeader, edition: int, amended_on: date | None = None, whose: str = ""
) -> tuple[str, ...]:
    """«Отчёт об исполнении дорожной карты», of whom, the period, and which edition is in force."""
    period = f"за {roman_quarter(header.quarter)}" if header.quarter else _whole(header)
    number = f" № {header.approval_number}" if header.approval_number else ""
    day = f" от {header.approval_on:%d.%m.%Y}" if header.approval_on else ""
    amended = (f"в ред.{day}{number}",) if edition > 1 and (number or day) else ()
    if amended_on is not None:
        amended = (f"в ред. от {amended_on:%d.%m.%Y}",)
    section = (shortened(header.section, _TITLE),) if header.section else ()
    return (
        "Отчёт об исполнении протокольных поручений"
        if is_minutes(header.title)
        else "Отчёт об исполнении дорожной карты",
        *((shortened(whose, _TITLE),) if whose else ()),
        *section,
        f"{period}, состояние на {header.today:%d.%m.%Y}",
        *amended,
    )


def _whole(header: SummaryHeader) -> str:
    return f"за период с {header.period_start:%d.%m.%Y} по {header.period_end:%d.%m.%Y}"


def roman_quarter(quarter: CalendarQuarter) -> str:
    """«IV квартал 2026 года»."""
    return f"{_ROMAN[quarter.number - 1]} квартал {quarter.year} года"


def _row(measure: SummaryMeasure, source: FormSource) -> FormRow:
    return FormRow(
        measure_id=measure.id,
        section=measure.section,
        number=measure.number,
        title=measure.title,
        deadline=measure.deadline_text,
        responsible=measure.responsible_text,
        result=measure.result,
        mark=mark(measure),
        extra=_extra(measure.attributes),
        place=source.places.get(measure.id),
        amended=_amended(measure, source),
    )


def _dropped(measure_id: MeasureId, source: FormSource) -> FormRow:
    return FormRow(
        measure_id=measure_id,
        section="",
        number="",
        title="",
        deadline="",
        responsible="",
        result="",
        mark="Исключено из плана",
        place=source.places[measure_id],
    )


def _amended(measure: SummaryMeasure, source: FormSource) -> dict[str, str]:
    """Words in force where the document prints others, by the keys of its columns."""
    was = source.printed.get(measure.id, measure)
    kept = measure.attributes
    pairs = {
        "title": (was.title, measure.title),
        "deadline": (kept.get(DOCUMENT_DEADLINE, was.deadline_text), measure.deadline_text),
        "responsible": (kept.get(DOCUMENT_RESPONSIBLE, was.responsible_text), measure.responsible_text),
        "expected_result": (was.result, measure.result),
    }
    on = f" от {source.amended_on:%d.%m.%Y}" if source.amended_on else ""
    return {key: f"в ред.{on}: {now}" for key, (was, now) in pairs.items() if was != now and now}


def _extra(attributes: Mapping[str, object]) -> dict[str, str]:
    """The document's further columns by their headings."""
    told = {key: value for key, value in attributes.items() if key not in (PRINTED, *KEPT)}
    said = ((_HEADINGS.get(key, key), _said(value)) for key, value in told.items())
    return {heading: words for heading, words in said if words}


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def mark(measure: SummaryMeasure) -> str:
    """How the measure stands, in the words people sent; one paragraph for each of its dates."""
    points = [owed for point in measure.points if (owed := _owed(point)).everyone]
    stands = _STANDS.get(measure.standing)
    if stands:
        because = f": {passage(measure.standing_reason, _TEXT)}" if measure.standing_reason else ""
        done = [point for point in points if point.standing is Standing.ACCEPTED]
        said = [f"{_when(point)}: {_low(_point(point, is_dated=True))}" for point in done]
        return "\n".join([stands + because, *said])
    if not points:
        return "Исключено из плана" if measure.points else words.why_not_planned(measure)
    if len(points) == 1:
        return _point(points[0], is_dated=False)
    dated = [(_low(_point(point, is_dated=True)), _when(point)) for point in points]
    alike = groupby(dated, key=lambda each: each[0])
    return "\n".join(f"{', '.join(when for _, when in days)}: {state}" for state, days in alike)


def _owed(point: SummaryPoint) -> SummaryPoint:
    """The point with those who owe it: a duty that was taken away is nobody's any more."""
    owed, settled = (
        tuple(each for each in duties if each.standing is not Standing.WITHDRAWN)
        for duties in (point.duties, point.settled)
    )
    return replace(point, duties=owed, settled=settled)


def _when(point: SummaryPoint) -> str:
    day = point.due_on or point.original_due_on
    return f"{day:%d.%m.%Y}" if day else f"{point.first_on:%d.%m.%Y} – {point.last_on:%d.%m.%Y}"


def _point(point: SummaryPoint, *, is_dated: bool) -> str:
    """How a control point stands; `is_dated`: its day is said already."""
    if len(point.everyone) > 1:
        return _many(point, is_dated=is_dated)
    return _sentence(point.everyone[0], is_dated=is_dated)


def _many(point: SummaryPoint, *, is_dated: bool) -> str:
    """«Выполнили 12 из 14; нет: …»: who has not, by what is missing, and what is in the way."""
    owed = [duty for duty in point.everyone if duty.standing is not Standing.COVERED]
    done = [duty for duty in owed if duty.standing is Standing.ACCEPTED]
    now = sum(duty.standing is Standing.ACCEPTED for duty in point.duties)
    of_quarter = f" (в этом квартале — {now})" if len(done) > now else ""
    if len(owed) == len(done) and owed:
        return f"Выполнили все: {len(owed)} из {len(owed)}{of_quarter}" + _files(point.everyone)
    due = f" ({point.due_on:%d.%m.%Y})" if point.due_on and not is_dated else ""
    groups = (
        ("на проверке", [Standing.WAITING]),
        ("частично", [Standing.PARTIAL, Standing.OVERDUE_PARTIAL]),
        ("не выполнили", [Standing.CLOSED_UNDONE]),
        ("исправляют отчёт", [Standing.RETURNED, Standing.OVERDUE_RETURNED]),
        ("нет", [Standing.OVERDUE]),
        ("срок прошёл до начала работы", [Standing.PASSED]),
        ("в работе", [Standing.RUNNING]),
        (f"срок не наступил{due}", [Standing.UPCOMING]),
        ("приостановлено", [Standing.PAUSED]),
    )
    said = [
        f"{name}: {_names(found, owed)}"
        for name, standings in groups
        if (found := [duty for duty in owed if _stands(duty) in standings])
    ]
    told = "; ".join([f"Выполнили {len(done)} из {len(owed)}{of_quarter}", *said])
    return told + _difficulties(owed) + _files(point.everyone)


def _stands(owed: SummaryDuty) -> Standing:
    """Of work with a day ahead and nothing said of it: that its day has not come, begun or not."""
    is_ahead = owed.standing is Standing.RUNNING and owed.duty.due_on is not None
    return Standing.UPCOMING if is_ahead and owed.last_report is None else owed.standing


def _difficulties(owed: Sequence[SummaryDuty]) -> str:
    """«Трудности: Школа № 3: нет денег»; nothing where nobody named any."""
    told = [(one.duty.assignee, words) for one in owed if (words := one.difficulty)]
    more = len(told) - _NAMES
    said = "; ".join(f"{name}: {shortened(words, _DIFFICULTY)}" for name, words in told[:_NAMES])
    return (f"\nТрудности: {said}" + (f" и ещё {more}" if more > 0 else "")) if told else ""


def _names(duties: Sequence[SummaryDuty], owed: Sequence[SummaryDuty]) -> str:
    """Who they are, the shortest way: «все 10», «все, кроме: Школа № 3», «Школа № 3, № 5»."""
    others = [duty for duty in owed if duty not in duties]
    if not others and len(owed) >= _EVERYBODY:
        return f"все {len(owed)}"
    if others and len(others) <= _EXCEPT and len(others) * 2 < len(duties):
        return f"все, кроме: {_listed(others)}"
    return _listed(duties)


def _listed(duties: Sequence[SummaryDuty]) -> str:
    """Their names; of those that differ by a number only, the first whole and the numbers."""
    said, kind = list[str](), ""
    for name in (duty.duty.assignee for duty in duties[:_NAMES]):
        before, sign, number = name.rpartition("№")
        is_alike = bool(sign) and before == kind and number.strip().isdecimal()
        said.append(f"№{number}" if is_alike else name)
        kind = before if sign else ""
    more = len(duties) - _NAMES
    return ", ".join(said) + (f" и ещё {more}" if more > 0 else "")


def _sentence(owed: SummaryDuty, *, is_dated: bool) -> str:
    """The state of one duty with its day, the executor's words and the numbers of the files."""
    duty, report = owed.duty, owed.last_report
    said = _said_by(owed)
    due = f"{duty.due_on:%d.%m.%Y}" if duty.due_on and not is_dated else ""
    late = ("срок прошёл " + due).rstrip()
    if owed.standing in _PLAIN:
        return _PLAIN[owed.standing]
    match owed.standing:
        case Standing.ACCEPTED:
            state = "Выполнено" if not duty.is_ongoing else "Отчёт принят"
            day = f" {report.day:%d.%m.%Y}" if report else ""
            return f"{state}{day}" + _with(said) + _files((owed,))
        case Standing.WAITING:
            return "Отчёт на проверке" + _with(said) + _files((owed,))
        case Standing.PARTIAL | Standing.OVERDUE_PARTIAL:
            part = part_words(duty.percent, duty.remaining, _REMAINING)
            parts = ["Выполнено частично", *([part] if part else [])]
            if owed.standing is Standing.OVERDUE_PARTIAL:
                parts.append(late)
            return ", ".join(parts) + _with(said) + _files((owed,))
        case Standing.RETURNED | Standing.OVERDUE_RETURNED:
            returned = "Отчёт возвращён на доработку"
            return f"{returned}, {late}" if owed.standing is Standing.OVERDUE_RETURNED else returned
        case Standing.OVERDUE:
            return f"Не выполнено, {late}"
        case Standing.CLOSED_UNDONE:
            return "Не выполнено" + _with(said)
        case Standing.RUNNING if report and report.line.outcome is ReportOutcome.NOT_STARTED:
            return state_and_words(report.line.outcome, said) + _files((owed,))
        case Standing.RUNNING if said:
            return "Ведётся" + _with(said) + _files((owed,))
        case Standing.RUNNING if duty.due_on is None:
            return "В работе"
        case _:
            return "Срок не наступил" + (f" ({due})" if due else "")


def _said_by(owed: SummaryDuty) -> str:
    """The executor's words, and what the measure's indicator has come to."""
    report = owed.last_report
    if report is None:
        return ""
    said, number = (
        passage(without_place(report.line.text), _TEXT),
        came_to(report.line.value, owed.duty.result),
    )
    return f"{said.rstrip('.')}. {number}" if said and number else said or number


def _with(said: str) -> str:
    return f". {said}" if said else ""


def _files(duties: Sequence[SummaryDuty]) -> str:
    numbers = sorted(line.id for duty in duties if duty.last_report for line in duty.last_report.evidence)
    last = [duty.last_report.line.text for duty in duties if duty.last_report]
    places = dict.fromkeys(shortened(place, _TEXT) for said in last if (place := place_told(said)))
    files = f"\nПодтверждения: {words.evidence_numbers(numbers)}" if numbers else ""
    return files + (f"\nПодтверждение хранится: {'; '.join(places)}" if places else "")


def _low(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
