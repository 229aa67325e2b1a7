"""The sheet «Сводка»: counts by state, section, assignee and quarter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reports.xlsx.cells import Book, Look, Sheet, Tint, Value
from reports.xlsx.tints import STANDING_TINTS
from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.natural_order import natural
from roadmap.summary.summary_views import RoadMapSummary, Standing, SummaryDuty
from texts.summary import report_words as words

WIDTHS = (58, 13, 13, 13, 13, 13, 13, 13)
_COLUMNS = (
    (Standing.ACCEPTED,),
    (Standing.REPORTED,),
    (Standing.RUNNING, Standing.UPCOMING),
    (Standing.PARTIAL, Standing.RETURNED),
    (Standing.OVERDUE,),
)


def write_overview(book: Book, summary: RoadMapSummary) -> None:
    sheet = book.sheet(words.OVERVIEW, WIDTHS, frozen="A5")
    write_heading(sheet, book, summary)
    counted = [e for e in summary.duties if e.standing is not Standing.WITHDRAWN]
    _write_states(sheet, counted)
    sections = defaultdict[str, list[SummaryDuty]](list)
    for measure in summary.measures:
        for point in measure.points:
            sections[measure.section or words.NO_SECTION] += _counted(point.duties)
    _write_counts(sheet, words.SECTIONS_TITLE, words.SECTION_HEADING, sections)
    assignees = defaultdict[str, list[SummaryDuty]](list)
    for duty in counted:
        assignees[duty.duty.assignee].append(duty)
    _write_counts(sheet, words.ASSIGNEES_TITLE, words.ASSIGNEE_HEADING, _worst_first(assignees))
    _write_rounds(sheet, [each.board for each in summary.rounds])
    sheet.finish()


def write_heading(sheet: Sheet, book: Book, summary: RoadMapSummary) -> None:
    """What this is, of what, and of which day: three lines at the top of every sheet."""
    header = summary.header
    sheet.banner(header.title, Look.TITLE)
    sheet.banner(f"{header.department}. {words.subtitle(header)}", Look.NOTE)
    sheet.banner(words.made(header, book.local(header.made_at)), Look.NOTE)
    sheet.add()


def _counted(duties: Iterable[SummaryDuty]) -> list[SummaryDuty]:
    return [duty for duty in duties if duty.standing is not Standing.WITHDRAWN]


def _worst_first(found: Mapping[str, list[SummaryDuty]]) -> dict[str, list[SummaryDuty]]:
    def overdue(name: str) -> int:
        return sum(duty.standing is Standing.OVERDUE for duty in found[name])

    return {name: found[name] for name in sorted(found, key=lambda name: (-overdue(name), natural(name)))}


def _write_states(sheet: Sheet, duties: Sequence[SummaryDuty]) -> None:
    sheet.banner(words.STATES_TITLE, Look.TITLE)
    sheet.add(*_heads(words.STATE_HEADING, words.COUNT_HEADING, words.SHARE_HEADING))
    for standing, label in words.STANDING_WORDS.items():
        count = sum(duty.standing is standing for duty in duties)
        if count:
            share = count / len(duties)
            sheet.add(
                Value(label, tint=STANDING_TINTS[standing]),
                Value(count, Look.NUMBER),
                Value(share, Look.SHARE),
            )
    sheet.add(Value(words.TOTAL, Look.TOTAL), Value(len(duties), Look.TOTAL), Value(None, Look.TOTAL))
    sheet.add()


def _write_counts(sheet: Sheet, title: str, heading: str, found: Mapping[str, Sequence[SummaryDuty]]) -> None:
    sheet.banner(title, Look.TITLE)
    sheet.add(*_heads(heading, *words.COUNT_HEADINGS))
    for name, duties in found.items():
        counts = [sum(e.standing in column for e in duties) for column in _COLUMNS]
        overdue = counts[-1]
        sheet.add(
            Value(name),
            Value(len(duties), Look.TOTAL),
            *(Value(count, Look.NUMBER) for count in counts[:-1]),
            Value(overdue, Look.NUMBER, Tint.RED if overdue else Tint.NONE),
            Value(len(duties) - sum(counts), Look.NUMBER),
        )
    sheet.add()


def _write_rounds(sheet: Sheet, boards: Sequence[CampaignBoard]) -> None:
    sheet.banner(words.ROUNDS_TITLE, Look.TITLE)
    if not boards:
        sheet.banner(words.NOBODY_ASKED, Look.NOTE)
        return
    sheet.add(*_heads(words.QUARTER_HEADING, *words.ROUND_HEADINGS))
    for board in boards:
        silent = len(board.silent)
        sheet.add(
            Value(words.quarter(board.header.campaign.quarter)),
            Value(len(board.addressees), Look.TOTAL),
            Value(len(board.complete), Look.NUMBER),
            Value(len(board.partial), Look.NUMBER),
            Value(silent, Look.NUMBER, Tint.RED if silent else Tint.NONE),
            Value(len(board.unreachable), Look.NUMBER),
            Value(board.difficulties, Look.NUMBER),
        )


def _heads(*titles: str) -> list[Value]:
    return [Value(title, Look.HEAD) for title in titles]
