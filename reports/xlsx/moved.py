"""The sheet «Переносы»: every day that was moved or asked to be, from when to when, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.xlsx.cells import Book, Look, Value
from reports.xlsx.columns import Column
from reports.xlsx.tables import TITLE_LENGTH, write_table
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import DutyId
from roadmap.summary.summary_source import DateChange, SummarySource
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDay:
    """`place`: which of the duty's moves it is, counted from 1."""

    duty: DutyLine
    change: DateChange
    place: int


def write_moved(book: Book, source: SummarySource) -> None:
    write_table(book, source.summary, words.MOVED, COLUMNS, _moved(source), nothing=words.NOTHING_MOVED)


def _moved(source: SummarySource) -> Iterator[MovedDay]:
    duties = {owed.duty.id: owed.duty for owed in source.summary.duties}
    places = Counter[DutyId]()
    for change in source.changes:
        places[change.duty_id] += 1
        yield MovedDay(duty=duties[change.duty_id], change=change, place=places[change.duty_id])


COLUMNS: Sequence[Column[MovedDay]] = (
    Column(headings.NUMBER, 7, lambda one: Value(one.duty.number, Look.CENTRE)),
    Column(headings.MEASURE, 27, lambda one: Value(shortened(one.duty.title, TITLE_LENGTH))),
    Column(headings.ASSIGNEE, 16, lambda one: Value(one.duty.assignee)),
    Column(headings.MOVE, 8.5, lambda one: Value(words.nth(one.place), Look.CENTRE)),
    Column(headings.WAS, 11, lambda one: Value(one.change.from_on, Look.DATE)),
    Column(headings.BECAME, 11, lambda one: Value(one.change.to_on, Look.DATE)),
    Column(headings.REASON, 20, lambda one: Value(one.change.reason)),
    Column(headings.ASKED_BY, 11.5, lambda one: Value(one.change.author)),
    Column(headings.DECISION, 12, lambda one: Value(words.move_decision(one.change))),
)
