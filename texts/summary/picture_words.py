"""What pictures say: headings, legends, and the same in words for who cannot see them."""

from collections.abc import Mapping, Sequence

from roadmap.plan.load_map import YearAndMonth
from roadmap.summary.discipline import Discipline
from roadmap.summary.pictures import (
    Share,
    Shares,
    by_assignee,
    by_month,
    by_section,
    load_of,
)
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import SummaryHeader
from texts.pictures import Bars, Columns, Picture
from texts.plan.load_words import LABEL, NOTE, in_month, load_picture, month_label
from texts.short import passage, shortened
from texts.summary import summary_words as words

MOST_SECTIONS, MOST_ASSIGNEES = 12, 16
_SAID = 5
CAPTION = 1000
"""Characters under a picture."""
DRAWING = "Рисую…"
NOTHING = "Рисовать пока нечего: в этом периоде нет ни одного срока."
SHARE_WORDS = {
    Share.DONE: "снято с контроля",
    Share.WAITING: "ждёт решения",
    Share.AHEAD: "в работе, впереди",
    Share.OVERDUE: "просрочено",
}
DISCIPLINE_WORDS = ("в срок", "с опозданием", "просрочено")


def pictures(source: SummarySource) -> tuple[Picture, ...]:
    """All that can be drawn of it; nothing where nothing is planned."""
    summary = source.summary
    header = summary.header
    sections = by_section(summary)
    months = by_month(summary)
    people = by_assignee(summary, source.unreached)
    load = load_of(summary, MOST_ASSIGNEES)
    made = (
        progress(header, sections) if sections else None,
        kept_days(header, people) if people else None,
        year(header, months) if months else None,
        load_picture(load, header.title) if load.names else None,
    )
    return tuple(one for one in made if one is not None)


def progress(header: SummaryHeader, sections: Mapping[str, Shares]) -> Bars:
    """How far every section is."""
    shown = dict(list(sections.items())[:MOST_SECTIONS])
    labels = [shortened(name, LABEL) if name else words.NO_SECTION for name in shown]
    said = [
        f"{label}: {counts.get(Share.DONE, 0)} из {sum(counts.values())}"
        + (f", просрочено {late}" if (late := counts.get(Share.OVERDUE, 0)) else "")
        for label, counts in zip(labels, shown.values(), strict=True)
    ]
    return Bars(
        title="Исполнение по разделам",
        note=_note(header, len(sections) - len(shown)),
        labels=tuple(labels),
        parts=tuple(SHARE_WORDS.values()),
        counts=tuple(tuple(counts.get(share, 0) for share in Share) for counts in shown.values()),
        said="Снято с контроля по разделам. " + _few(said),
    )


def kept_days(header: SummaryHeader, found: Mapping[str, Discipline]) -> Bars:
    """How each keeps the days, the worst first."""
    shown = dict(list(found.items())[:MOST_ASSIGNEES])
    labels = [shortened(name, LABEL) for name in shown]
    said = [
        f"{label}: {counts.in_time} из {counts.planned} в срок"
        for label, counts in zip(labels, shown.values(), strict=True)
    ]
    return Bars(
        title="Кто как держит сроки",
        note=_note(header, len(found) - len(shown)),
        labels=tuple(labels),
        parts=DISCIPLINE_WORDS,
        counts=tuple((one.in_time, one.late, one.overdue + one.undone) for one in shown.values()),
        said="Сроки, начиная с худших. " + _few(said),
    )


def year(header: SummaryHeader, months: Mapping[YearAndMonth, Shares]) -> Columns:
    """What falls due in which month, and how it stands."""
    today = (header.today.year, header.today.month)
    numbers = list(months)
    total = {month: sum(counts.values()) for month, counts in months.items()}
    heaviest = max(total, key=lambda month: total[month])
    return Columns(
        title="Год по месяцам",
        note=_note(header),
        labels=tuple(map(month_label, numbers)),
        parts=tuple(SHARE_WORDS.values()),
        counts=tuple(tuple(counts.get(share, 0) for share in Share) for counts in months.values()),
        now=numbers.index(today) if today in months else None,
        said=f"Больше всего сроков в {in_month(heaviest)}: {total[heaviest]}.",
    )


def caption(source: SummarySource, made: Sequence[Picture], local: str) -> str:
    """The pictures in words, under the last of them; `local` is the moment in the department's zone."""
    said = (
        shortened(source.summary.header.title, 120),
        f"Состояние на {local}.",
        *(one.said for one in made),
    )
    return passage("\n".join(said), CAPTION)


def _note(header: SummaryHeader, left_out: int = 0) -> str:
    of = words.quarter(header.quarter) if header.quarter else "весь период"
    rest = f"; ещё {left_out} не показано" if left_out > 0 else ""
    return f"За {of}, на {header.today:%d.%m.%Y}{rest}\n{shortened(header.title, NOTE)}"


def _few(said: list[str]) -> str:
    rest = f"; ещё {len(said) - _SAID}" if len(said) > _SAID else ""
    return "; ".join(said[:_SAID]) + rest + "."
