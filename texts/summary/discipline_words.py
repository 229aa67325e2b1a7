"""How well days are kept: the two customary shares with their numbers, and why they are so."""

from collections.abc import Iterable, Sequence

from roadmap.summary.discipline import Discipline, counts_as, days_late, discipline
from roadmap.summary.pictures import by_assignee
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import SummaryDuty
from services.buttons.summary import DisciplineButton, ExplainDisciplineButton, ReportFilesButton
from services.control.duties.duty_lists import PAGE, paging_of
from services.notice import Button, Html, Notice, bold, italic, lines
from texts.control.duty_words import name, waiting_words
from texts.plural import percent, plural
from texts.short import shortened
from texts.summary import summary_words as words

_TITLE = 70
_LISTED = 8


def board(source: SummarySource, of: DisciplineButton) -> Notice:
    """Both shares of all, and everybody whose days have come, the worst first."""
    header = source.summary.header
    key = (of.road_map_id, of.year, of.quarter)
    everybody = list(by_assignee(source.summary, source.unreached).items())
    paging = paging_of(len(everybody), of.page)
    page, pages, start = paging.page, paging.pages, paging.offset
    shown = everybody[start : start + PAGE]
    rows = [
        (Button(f"{shortened(who, 36)}: {_share(one)}", ExplainDisciplineButton(*key, place)),)
        for place, (who, one) in enumerate(shown, start)
    ]
    turns = [
        Button(label, DisciplineButton(*key, to))
        for label, to, fits in (("‹", page - 1, page > 0), ("›", page + 1, page + 1 < pages))
        if fits
    ]
    counts = discipline(source.summary.due, header.time_zone, source.unreached)
    of_period = words.quarter(header.quarter) if header.quarter else "весь период"
    return Notice(
        body=lines(
            bold("Кто держит сроки"),
            italic(f"{shortened(header.title, 120)}, за {of_period}"),
            "",
            *_shares(counts),
            *_fair(counts),
            "" if rows else None,
            "Ниже: сколько в срок из того, чей срок наступил. Начиная с худших." if rows else None,
        ),
        buttons=(*rows, *((tuple(turns),) if turns else ()), (Button("‹ Назад", ReportFilesButton(*key)),)),
    )


def _share(counts: Discipline) -> str:
    return f"{counts.in_time} из {counts.planned}"


def _shares(counts: Discipline) -> Iterable[str]:
    if not counts.planned:
        return ("Ни один срок ещё не наступил.",)
    said = [_formula("Исполнено из запланированного", counts.done, counts.planned)]
    if counts.done:
        said.append(_formula("В срок из исполненного", counts.in_time, counts.done))
    return said


def _formula(title: str, part: int, whole: int) -> Html:
    return Html(f"{title}: ") + bold(f"{part} из {whole}") + f", {percent(part, whole)}"


def _fair(counts: Discipline) -> Iterable[str]:
    """What does not count against anybody."""
    if counts.waiting:
        yield f"Не в счёт, ждёт решения куратора: {counts.waiting}."
    if counts.unreached:
        yield f"Не в счёт, исполнителю некуда было написать: {counts.unreached}."


def explained(source: SummarySource, of: ExplainDisciplineButton) -> Notice | None:
    """Why one assignee's share is what it is; None where there is no such place in the list."""
    header = source.summary.header
    everybody = list(by_assignee(source.summary, source.unreached).items())
    if not 0 <= of.place < len(everybody):
        return None
    who, counts = everybody[of.place]
    by_kind: dict[str, list[SummaryDuty]] = {}
    for owed in source.summary.duties:
        kind = counts_as(owed, header.time_zone, source.unreached) if owed.duty.assignee == who else None
        if kind is not None:
            by_kind.setdefault(kind, []).append(owed)

    def named(kind: str) -> list[Html]:
        return [name(owed.duty, _TITLE) for owed in by_kind.get(kind, ())]

    late = [
        name(owed.duty, _TITLE) + f", на {plural(days_late(owed, header.time_zone), 'день', 'дня', 'дней')}"
        for owed in by_kind.get("late", ())
    ]
    waiting = [
        name(owed.duty, _TITLE) + f": {waiting_words(owed.duty, header.today)}"
        for owed in by_kind.get("waiting", ())
    ]
    back = DisciplineButton(of.road_map_id, of.year, of.quarter, of.place // PAGE)
    return Notice(
        body=lines(
            bold(who),
            "",
            *_shares(counts),
            *_listed("С опозданием", late),
            *_listed("Просрочено", named("overdue")),
            *_listed("Закрыто невыполненным", named("undone")),
            *_listed("Не в счёт, отчёт на столе у куратора", waiting),
            *_listed("Не в счёт, некуда было написать", named("unreached")),
        ),
        buttons=((Button("‹ Назад", back),),),
    )


def _listed(title: str, found: Sequence[Html]) -> Iterable[str]:
    if not found:
        return
    yield ""
    yield bold(f"{title}: {len(found)}")
    for one in found[:_LISTED]:
        yield Html("• ") + one
    if len(found) > _LISTED:
        yield f"и ещё {len(found) - _LISTED}"
