"""The written analysis of a period: sentences with figures, and where each figure is from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap.control.duty import ReportSource
from roadmap.language.kept_place import place_told
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.discipline import Discipline, discipline
from roadmap.summary.pictures import by_assignee, by_month, load_of
from roadmap.summary.pictures import by_section as shares_by_section
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import (
    OVERDUE,
    RoadMapSummary,
    Standing,
    SummaryDuty,
    SummaryHeader,
    SummaryMeasure,
)
from texts.plan.load_words import load_picture
from texts.plural import form, percent, plural
from texts.short import shortened
from texts.summary import summary_words as words
from texts.summary.analysis_asked import difficulties, monitoring
from texts.summary.analysis_indicators import indicators
from texts.summary.analysis_late import changes, late
from texts.summary.analysis_passage import LISTED, TITLE, Passage, left_out
from texts.summary.analysis_sources import Figure, figures, headings
from texts.summary.form_words import roman_quarter
from texts.summary.picture_words import MOST_ASSIGNEES, kept_days, progress, year

_PRAISED = 5
_FEW = 2
"""One bar alone says nothing that a sentence does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    title: tuple[str, ...]
    passages: tuple[Passage, ...]
    headings: tuple[str, ...]
    figures: tuple[Figure, ...]
    signers: tuple[str, ...]


def analysis(source: SummarySource) -> Analysis:
    """The whole text. Conclusions and proposals are a draft to be edited, and are called so."""
    summary = source.summary
    counts = discipline(summary.due, summary.header.time_zone, source.unreached)
    passages = (
        _totals(source, counts),
        _sections(source),
        _year(summary),
        _praise(source),
        _kept_days(source),
        late(source),
        difficulties(source),
        monitoring(summary),
        changes(source),
        _evidence(summary),
        indicators(summary),
        _proposals(source, counts),
    )
    return Analysis(
        title=(
            "Аналитическая справка",
            "об исполнении дорожной карты",
            summary.header.title,
            f"{_period(summary)} (состояние на {summary.header.today:%d.%m.%Y})",
        ),
        passages=tuple(passage for passage in passages if passage is not None),
        headings=headings(summary.header.quarter),
        figures=figures(source, counts),
        signers=source.signers,
    )


def _period(summary: RoadMapSummary) -> str:
    quarter = summary.header.quarter
    if quarter:
        return f"за {roman_quarter(quarter)}"
    return f"за период с {summary.header.period_start:%d.%m.%Y} по {summary.header.period_end:%d.%m.%Y}"


def _totals(source: SummarySource, counts: Discipline) -> Passage:
    summary = source.summary
    duties = [owed for owed in summary.duties if owed.standing is not Standing.WITHDRAWN]
    measures = [measure for measure in summary.measures if measure.points]
    units = {(owed.duty.unit_id, owed.duty.person_id) for owed in duties}
    paragraphs = [
        f"З{_period(summary)[1:]} в работе "
        f"{form(len(measures), 'находилось', 'находились', 'находилось')} "
        f"{plural(len(measures), 'мероприятие', 'мероприятия', 'мероприятий')} дорожной карты; по ним "
        f"{plural(len(units), 'исполнитель отвечал', 'исполнителя отвечали', 'исполнителей отвечали')} за "
        f"{plural(len(duties), 'поручение', 'поручения', 'поручений')}."
    ]
    if counts.planned:
        paragraphs.append(
            f"К отчётной дате исполнению "
            f"{form(counts.planned, 'подлежало', 'подлежали', 'подлежало')} "
            f"{plural(counts.planned, 'поручение', 'поручения', 'поручений')}, исполнено {counts.done} "
            f"({percent(counts.done, counts.planned)}), из них в срок {counts.in_time}"
            f"{f' ({percent(counts.in_time, counts.done)})' if counts.done else ''}."
        )
    else:
        paragraphs.append(
            "Поручений, срок которых уже наступил, в этом периоде нет."
            if not counts.unreached
            else "Поручения, срок которых наступил, есть только у тех, до кого сообщения не доходили."
        )
    not_done = ((counts.overdue, "просрочено"), (counts.undone, "закрыто как невыполненное"))
    if said := [f"{name} — {number}" for number, name in not_done if number]:
        paragraphs.append("Из них не исполнено: " + "; ".join(said) + ".")
    aside = (
        (counts.waiting, "ждёт решения куратора"),
        (counts.unreached, "просрочено у тех, до кого сообщения не доходили"),
    )
    if said := [f"{name} — {number}" for number, name in aside if number]:
        paragraphs.append("Кроме того, в доли не входит: " + "; ".join(said) + ".")
    if debts := _carried(summary):
        many = plural(len(debts), "поручение", "поручения", "поручений")
        paragraphs.append(f"Кроме того, с прошлых кварталов не исполнено: {many}.")
    if (quarter := summary.header.quarter) is not None:
        paragraphs.append(_before(source, quarter.preceding))
    return Passage(heading="Общие итоги", paragraphs=tuple(paragraphs))


def _before(source: SummarySource, quarter: CalendarQuarter) -> str:
    """The same figures of the quarter before, to be held against these."""
    then = discipline(source.summary.before, source.summary.header.time_zone, source.unreached)
    of = f"Для сравнения, за {roman_quarter(quarter)}:"
    if not then.planned:
        return f"{of} поручений со сроком не было."
    in_time = f" ({percent(then.in_time, then.done)})" if then.done else ""
    return (
        f"{of} подлежало исполнению {then.planned}, исполнено {then.done} "
        f"({percent(then.done, then.planned)}), из них в срок {then.in_time}{in_time}."
    )


def _sections(source: SummarySource) -> Passage | None:
    summary = source.summary
    by_section: dict[str, list[SummaryMeasure]] = {}
    for measure in summary.measures:
        if measure.points:
            by_section.setdefault(measure.section, []).append(measure)
    if len(by_section) < 2:
        return None
    return Passage(
        heading="По разделам",
        paragraphs=tuple(_section(name, measures, source) for name, measures in by_section.items()),
        pictures=(progress(summary.header, found),) if (found := shares_by_section(summary)) else (),
    )


def _year(summary: RoadMapSummary) -> Passage | None:
    """The months of the whole period and who is laden in which; nothing of one quarter."""
    months = by_month(summary)
    if summary.header.quarter is not None or len(months) < _FEW:
        return None
    load = load_of(summary, MOST_ASSIGNEES)
    return Passage(
        heading="По месяцам",
        paragraphs=(),
        pictures=(year(summary.header, months), load_picture(load, summary.header.title)),
    )


def _kept_days(source: SummarySource) -> Passage | None:
    """How each keeps the days; nothing where there are none to compare."""
    found = by_assignee(source.summary, source.unreached)
    if len(found) < _FEW:
        return None
    picture = kept_days(source.summary.header, found)
    return Passage(heading="Сроки по исполнителям", paragraphs=(), pictures=(picture,))


def _section(name: str, measures: Sequence[SummaryMeasure], source: SummarySource) -> str:
    header = source.summary.header
    duties = [owed for measure in measures for point in measure.points for owed in point.duties]
    due = [owed for owed in duties if header.is_of_period(owed.duty.due_on)]
    counts = discipline(due, source.summary.header.time_zone, source.unreached)
    title = f"«{shortened(name, TITLE)}»" if name else words.NO_SECTION
    many = plural(len(measures), "мероприятие", "мероприятия", "мероприятий")
    overdue = {owed.duty.measure_id for owed in due if owed.standing in OVERDUE}
    debts = {owed.duty.measure_id for owed in duties if _is_debt(owed, header)}
    tail = "".join(
        f" {name}: {_numbers(measure for measure in measures if measure.id in ids)}."
        for name, ids in (("Просрочено", overdue), ("Долги прошлых кварталов", debts))
        if ids
    )
    before = _section_before(name, source)
    if not counts.planned:
        return f"{title}: {many}, исполненного и просроченного со сроком в периоде нет{before}.{tail}"
    return f"{title}: {many}; исполнено: {counts.done} из {counts.planned} со сроком в периоде{before}.{tail}"


def _section_before(name: str, source: SummarySource) -> str:
    """« (за III квартал 2026 года: 2 из 3)»; nothing where the whole period is told of."""
    header = source.summary.header
    if header.quarter is None:
        return ""
    due = [owed for owed in source.summary.before if owed.duty.section == name]
    then = discipline(due, header.time_zone, source.unreached)
    said = f"{then.done} из {then.planned}" if then.planned else "сроков не было"
    return f" (за {roman_quarter(header.quarter.preceding)}: {said})"


def _is_debt(owed: SummaryDuty, header: SummaryHeader) -> bool:
    """Overdue since before the period."""
    return owed.standing in OVERDUE and header.is_carried(owed.duty.due_on)


def _carried(summary: RoadMapSummary) -> list[SummaryDuty]:
    return [owed for owed in summary.duties if _is_debt(owed, summary.header)]


def _numbers(measures: Iterable[SummaryMeasure]) -> str:
    return ", ".join(
        f"п. {each.number}" if each.number else f"«{shortened(each.title, 60)}»" for each in measures
    )


def _praise(source: SummarySource) -> Passage | None:
    """Those with the most kept days and not one missed; what the bot reported itself is nobody's merit."""
    by_name: dict[str, list[SummaryDuty]] = {}
    for owed in source.summary.due:
        if owed.last_report is None or owed.last_report.source is not ReportSource.RESULT:
            by_name.setdefault(owed.duty.assignee, []).append(owed)
    zone = source.summary.header.time_zone
    counts = {name: discipline(duties, zone, source.unreached) for name, duties in by_name.items()}
    owing = {owed.duty.assignee for owed in _carried(source.summary)}
    good = [
        (name, each)
        for name, each in counts.items()
        if each.in_time and each.in_time == each.planned and name not in owing
    ]
    good.sort(key=lambda each: -each[1].in_time)
    if not good:
        return None
    named = "; ".join(
        f"{name} ({plural(each.in_time, 'поручение', 'поручения', 'поручений')})"
        for name, each in good[:_PRAISED]
    )
    more = len(good) - _PRAISED
    return Passage(
        heading="Кто исполнил всё в срок",
        paragraphs=(f"Без единой просрочки: {named}" + (f" и ещё {more}." if more > 0 else "."),),
    )


def _evidence(summary: RoadMapSummary) -> Passage | None:
    done = [owed for owed in summary.duties if owed.standing is Standing.ACCEPTED]
    if not done:
        return None
    files = sum(len(report.evidence) for owed in summary.duties for report in owed.reports)
    placed = sum(any(place_told(report.line.text) for report in owed.reports) for owed in done)
    bare = sum(
        not any(report.evidence or place_told(report.line.text) for report in owed.reports) for owed in done
    )
    attached = form(files, "приложен", "приложены", "приложено")
    said = f"К отчётам {attached} {plural(files, 'файл', 'файла', 'файлов')}."
    if placed:
        kept = plural(placed, "поручению", "поручениям", "поручениям")
        said += f" Где хранится подтверждение, сказано по {kept}."
    if bare:
        many = plural(bare, "поручение", "поручения", "поручений")
        said += f" Без приложенных файлов принято {many} из {len(done)}."
    return Passage(heading="Подтверждения", paragraphs=(said,))


def _proposals(source: SummarySource, counts: Discipline) -> Passage:
    """A draft: what the figures suggest, to be edited by who signs."""
    by_name = Counter(owed.duty.assignee for owed in source.summary.duties if owed.standing in OVERDUE)
    items = [
        f"{name}: до __.__.____ представить отчёт по "
        f"{plural(number, 'просроченному поручению', 'просроченным поручениям', 'просроченным поручениям')}."
        for name, number in by_name.most_common(LISTED)
    ]
    more = left_out(len(by_name) - LISTED, ("исполнитель", "исполнителя", "исполнителей"))
    if counts.waiting:
        many = plural(counts.waiting, "отчёту", "отчётам", "отчётам")
        items.append(f"Кураторам: принять решения по {many}, ожидающим проверки.")
    if counts.unreached:
        items.append("Координатору: обеспечить связь с исполнителями, до которых сообщения не доходят.")
    if not items:
        items.append("Продолжить исполнение дорожной карты в установленные сроки.")
    return Passage(
        heading="Выводы и предложения (проект)",
        paragraphs=("Составлено по цифрам; отредактируйте перед подписанием.",),
        items=tuple(items),
        more=more,
    )
