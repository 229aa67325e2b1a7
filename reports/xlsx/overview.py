"""The sheet «Сводка»: the figures of the period on one printed page, with a chart."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.xlsx.cells import Book, Content, Look, Sheet, Value
from reports.xlsx.charts import counts_chart
from reports.xlsx.columns import Column, add_lines, heads
from reports.xlsx.duty_groups import COUNT_COLUMNS, COUNT_WIDTH, HEAD_HEIGHT, DutyGroup, alarming, counted
from reports.xlsx.tables import write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.summary.discipline import Discipline, discipline
from roadmap.summary.shares import whole_percents
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import Standing, SummaryDuty
from texts.monitoring.words import period_name
from texts.summary import headings
from texts.summary import summary_words as words

NAME_WIDTH = 44.0
WIDTHS = (NAME_WIDTH, *[COUNT_WIDTH] * 8)
"""Of the widest table: all stand one under another in the same columns."""
CHART_WIDTH, ROW_CENTIMETRES = 10, 0.52


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingShare:
    """How many of all duties stand so, and how many of a hundred."""

    standing: Standing
    count: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigure:
    """One figure now and of the quarter before; None where there is none to set beside it."""

    name: str
    value: Content
    before: Content
    look: Look = Look.NUMBER


def write_overview(book: Book, source: SummarySource) -> None:
    summary = source.summary
    sheet = book.sheet(words.OVERVIEW, WIDTHS, frozen="A5")
    write_heading(sheet, book, summary)
    duties = counted(summary.duties)
    top = sheet.rows + 1
    _write_figures(sheet, source)
    states = _write_states(sheet, duties)
    groups = _sections(source)
    sections = _write_sections(sheet, groups)
    _write_rounds(sheet, [*summary.boards_before, *(each.board for each in summary.rounds)])
    if duties:
        height = round((states - top) * ROW_CENTIMETRES)
        chart = counts_chart(sheet, sections, groups, width=CHART_WIDTH, height=height)
        sheet.chart(chart, f"E{top}")
    sheet.on_one_page()
    sheet.finish()


def _write_figures(sheet: Sheet, source: SummarySource) -> None:
    """The period's own figures, beside them those of the quarter before."""
    header = source.summary.header
    now = discipline(source.summary.due, header.time_zone, source.unreached)
    quarter = header.quarter
    before = discipline(source.summary.before, header.time_zone, source.unreached) if quarter else None
    columns: list[Column[PeriodFigure]] = [
        Column(headings.FIGURE, NAME_WIDTH, lambda figure: Value(figure.name)),
        Column(
            words.short_quarter(quarter) if quarter else words.WHOLE_PERIOD,
            COUNT_WIDTH,
            lambda figure: Value(figure.value, figure.look),
        ),
    ]
    if quarter:
        columns.append(
            Column(
                words.short_quarter(quarter.preceding),
                COUNT_WIDTH,
                lambda figure: Value(figure.before, figure.look),
            )
        )
    sheet.banner(words.FIGURES_TITLE, Look.TITLE)
    sheet.add(*heads(columns))
    add_lines(sheet, columns, _figures(now, before))
    sheet.add()


def _figures(now: Discipline, before: Discipline | None) -> list[PeriodFigure]:
    def figure(name: str, told: Callable[[Discipline], Content], look: Look = Look.NUMBER) -> PeriodFigure:
        return PeriodFigure(name=name, value=told(now), before=told(before) if before else None, look=look)

    return [
        figure(words.TO_BE_DONE, lambda one: one.planned),
        figure(words.DONE_OF_THEM, lambda one: one.done),
        figure(words.DONE_IN_TIME, lambda one: one.in_time),
        figure(words.OVERDUE_OF_THEM, lambda one: one.overdue + one.undone),
        figure(words.WAITING_OF_THEM, lambda one: one.waiting),
        figure(headings.OF_PLANNED, lambda one: one.of_planned, Look.SHARE),
        figure(headings.OF_DONE, lambda one: one.of_done, Look.SHARE),
    ]


def _write_states(sheet: Sheet, duties: Sequence[SummaryDuty]) -> int:
    """The last row of the table."""
    sheet.banner(words.STATES_TITLE, Look.TITLE)
    sheet.add(*heads(STATE_COLUMNS))
    standings = [duty.standing for duty in duties]
    found = [standing for standing in words.STANDING_WORDS if standing in standings]
    counts = [standings.count(standing) for standing in found]
    percents = whole_percents(counts)
    add_lines(
        sheet,
        STATE_COLUMNS,
        (
            StandingShare(standing=standing, count=count, percent=percent)
            for standing, count, percent in zip(found, counts, percents, strict=True)
        ),
    )
    hundred = Value(1 if duties else 0, Look.SHARE)
    sheet.add(Value(words.TOTAL, Look.TOTAL), Value(len(duties), Look.TOTAL), hundred)
    last = sheet.rows
    sheet.add()
    return last


def _sections(source: SummarySource) -> Sequence[DutyGroup]:
    sections = defaultdict[str, list[SummaryDuty]](list)
    for measure in source.summary.measures:
        for point in measure.points:
            sections[measure.section or words.NO_SECTION] += counted(point.duties)
    return [DutyGroup(name=name, duties=duties) for name, duties in sections.items()]


def _write_sections(sheet: Sheet, groups: Sequence[DutyGroup]) -> tuple[int, int]:
    """The row of the headings and the last row of the table."""
    columns = (Column(headings.SECTION, NAME_WIDTH, lambda group: Value(group.name)), *COUNT_COLUMNS)
    sheet.banner(words.SECTIONS_TITLE, Look.TITLE)
    sheet.add(*heads(columns), height=HEAD_HEIGHT)
    head = sheet.rows
    add_lines(sheet, columns, groups)
    last = sheet.rows
    sheet.add()
    return head, last


def _write_rounds(sheet: Sheet, boards: Sequence[CampaignBoard]) -> None:
    sheet.banner(words.ROUNDS_TITLE, Look.TITLE)
    if not boards:
        sheet.banner(words.NOBODY_ASKED, Look.NOTE)
        return
    sheet.add(*heads(ROUND_COLUMNS))
    add_lines(sheet, ROUND_COLUMNS, boards)


STATE_COLUMNS: Sequence[Column[StandingShare]] = (
    Column(
        headings.STANDING,
        NAME_WIDTH,
        lambda share: Value(words.STANDING_WORDS[share.standing], tint=STANDING_TINTS[share.standing]),
    ),
    Column(headings.DUTIES, COUNT_WIDTH, lambda share: Value(share.count, Look.NUMBER)),
    Column(headings.SHARE, COUNT_WIDTH, lambda share: Value(share.percent / 100, Look.SHARE)),
)
ROUND_COLUMNS: Sequence[Column[CampaignBoard]] = (
    Column(headings.QUARTER, NAME_WIDTH, lambda board: Value(period_name(board.header.campaign))),
    Column(headings.ADDRESSEES, COUNT_WIDTH, lambda board: Value(len(board.addressees), Look.TOTAL)),
    Column(headings.COMPLETE, COUNT_WIDTH, lambda board: Value(len(board.complete), Look.NUMBER)),
    Column(headings.PARTIAL, COUNT_WIDTH, lambda board: Value(len(board.partial), Look.NUMBER)),
    Column(headings.SILENT, COUNT_WIDTH, lambda board: alarming(len(board.silent))),
    Column(headings.UNREACHABLE, COUNT_WIDTH, lambda board: Value(len(board.unreachable), Look.NUMBER)),
    Column(headings.DIFFICULTIES, COUNT_WIDTH, lambda board: Value(board.difficulties, Look.NUMBER)),
)
