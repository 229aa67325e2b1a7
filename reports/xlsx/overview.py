"""The sheet «Сводка»: counts by state, section, assignee and quarter."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.xlsx.cells import Book, Look, Sheet, Tint, Value
from reports.xlsx.columns import Column, add_lines, heads
from reports.xlsx.listing import write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.natural_order import natural
from roadmap.summary.summary_views import OVERDUE, RoadMapSummary, Standing, SummaryDuty
from texts.monitoring.words import period_name
from texts.summary import headings
from texts.summary import summary_words as words

NAME_WIDTH, COUNT_WIDTH = 50.0, 15.5
WIDTHS = (NAME_WIDTH, *[COUNT_WIDTH] * 8)
"""Of the widest table: all stand one under another in the same columns."""
_RUNNING = (Standing.RUNNING, Standing.UPCOMING)
_UNFINISHED = (Standing.PARTIAL, Standing.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingShare:
    """How many of all duties stand so."""

    standing: Standing
    count: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGroup:
    """Duties of one section or one assignee."""

    name: str
    duties: Sequence[SummaryDuty]

    def count(self, *standings: Standing) -> int:
        return sum(duty.standing in standings for duty in self.duties)


def write_overview(book: Book, summary: RoadMapSummary) -> None:
    sheet = book.sheet(words.OVERVIEW, WIDTHS, frozen="A5")
    write_heading(sheet, book, summary)
    counted = [e for e in summary.duties if e.standing is not Standing.WITHDRAWN]
    _write_states(sheet, counted)
    sections = defaultdict[str, list[SummaryDuty]](list)
    for measure in summary.measures:
        for point in measure.points:
            sections[measure.section or words.NO_SECTION] += _counted(point.duties)
    _write_groups(sheet, words.SECTIONS_TITLE, headings.SECTION, sections)
    assignees = defaultdict[str, list[SummaryDuty]](list)
    for duty in counted:
        assignees[duty.duty.assignee].append(duty)
    _write_groups(sheet, words.ASSIGNEES_TITLE, headings.ASSIGNEE, _worst_first(assignees))
    _write_rounds(sheet, [each.board for each in summary.rounds])
    sheet.finish()


def _counted(duties: Iterable[SummaryDuty]) -> list[SummaryDuty]:
    return [duty for duty in duties if duty.standing is not Standing.WITHDRAWN]


def _worst_first(found: Mapping[str, list[SummaryDuty]]) -> dict[str, list[SummaryDuty]]:
    def overdue(name: str) -> int:
        return sum(duty.standing in OVERDUE for duty in found[name])

    return {name: found[name] for name in sorted(found, key=lambda name: (-overdue(name), natural(name)))}


def _write_states(sheet: Sheet, duties: Sequence[SummaryDuty]) -> None:
    sheet.banner(words.STATES_TITLE, Look.TITLE)
    sheet.add(*heads(STATE_COLUMNS))
    standings = [duty.standing for duty in duties]
    shares = (
        StandingShare(standing=standing, count=standings.count(standing), total=len(duties))
        for standing in words.STANDING_WORDS
        if standing in standings
    )
    add_lines(sheet, STATE_COLUMNS, shares)
    sheet.add(Value(words.TOTAL, Look.TOTAL), Value(len(duties), Look.TOTAL), Value(None, Look.TOTAL))
    sheet.add()


def _write_groups(sheet: Sheet, title: str, heading: str, found: Mapping[str, Sequence[SummaryDuty]]) -> None:
    columns = (Column(heading, NAME_WIDTH, _name), *COUNT_COLUMNS)
    sheet.banner(title, Look.TITLE)
    sheet.add(*heads(columns))
    add_lines(sheet, columns, (DutyGroup(name=name, duties=duties) for name, duties in found.items()))
    sheet.add()


def _write_rounds(sheet: Sheet, boards: Sequence[CampaignBoard]) -> None:
    sheet.banner(words.ROUNDS_TITLE, Look.TITLE)
    if not boards:
        sheet.banner(words.NOBODY_ASKED, Look.NOTE)
        return
    sheet.add(*heads(ROUND_COLUMNS))
    add_lines(sheet, ROUND_COLUMNS, boards)


def _name(group: DutyGroup) -> Value:
    return Value(group.name)


def _counted_as(*standings: Standing) -> Callable[[DutyGroup], Value]:
    return lambda group: Value(group.count(*standings), Look.NUMBER)


def _overdue(group: DutyGroup) -> Value:
    return _alarming(group.count(*OVERDUE))


def _alarming(count: int) -> Value:
    """Red unless there are none."""
    return Value(count, Look.NUMBER, Tint.RED if count else Tint.NONE)


STATE_COLUMNS: Sequence[Column[StandingShare]] = (
    Column(
        headings.STANDING,
        NAME_WIDTH,
        lambda share: Value(words.STANDING_WORDS[share.standing], tint=STANDING_TINTS[share.standing]),
    ),
    Column(headings.DUTIES, COUNT_WIDTH, lambda share: Value(share.count, Look.NUMBER)),
    Column(headings.SHARE, COUNT_WIDTH, lambda share: Value(share.count / share.total, Look.SHARE)),
)
COUNT_COLUMNS: Sequence[Column[DutyGroup]] = (
    Column(headings.TOTAL, COUNT_WIDTH, lambda group: Value(len(group.duties), Look.TOTAL)),
    Column(headings.ACCEPTED, COUNT_WIDTH, _counted_as(Standing.ACCEPTED)),
    Column(headings.CLOSED_UNDONE, COUNT_WIDTH, _counted_as(Standing.CLOSED_UNDONE)),
    Column(headings.WAITING, COUNT_WIDTH, _counted_as(Standing.WAITING)),
    Column(headings.RUNNING, COUNT_WIDTH, _counted_as(*_RUNNING)),
    Column(headings.UNFINISHED, COUNT_WIDTH, _counted_as(*_UNFINISHED)),
    Column(headings.OVERDUE, COUNT_WIDTH, _overdue),
    Column(headings.PASSED, COUNT_WIDTH, _counted_as(Standing.PASSED)),
)
"""Those after the first make it up: every standing is counted in one of them."""
ROUND_COLUMNS: Sequence[Column[CampaignBoard]] = (
    Column(headings.QUARTER, NAME_WIDTH, lambda board: Value(period_name(board.header.campaign))),
    Column(headings.ADDRESSEES, COUNT_WIDTH, lambda board: Value(len(board.addressees), Look.TOTAL)),
    Column(headings.COMPLETE, COUNT_WIDTH, lambda board: Value(len(board.complete), Look.NUMBER)),
    Column(headings.PARTIAL, COUNT_WIDTH, lambda board: Value(len(board.partial), Look.NUMBER)),
    Column(headings.SILENT, COUNT_WIDTH, lambda board: _alarming(len(board.silent))),
    Column(headings.UNREACHABLE, COUNT_WIDTH, lambda board: Value(len(board.unreachable), Look.NUMBER)),
    Column(headings.DIFFICULTIES, COUNT_WIDTH, lambda board: Value(board.difficulties, Look.NUMBER)),
)
