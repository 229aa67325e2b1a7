"""The sheet «Мониторинг»: every question of the quarterly rounds with its answer, or the silence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.columns import Column
from reports.xlsx.tables import TITLE_LENGTH, write_table
from reports.xlsx.tints import answer_tint
from roadmap.monitoring.campaign import Campaign
from roadmap.monitoring.campaign_views import CampaignAnswer, CampaignQuestion
from roadmap.summary.summary_views import CampaignRound, RoadMapSummary
from texts.monitoring.words import short_period
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words
from texts.summary.indicator_words import with_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of one campaign, or `silent` questions that one addressee has not answered at all."""

    campaign: Campaign
    question: CampaignQuestion
    silent: int = 0

    @property
    def answer(self) -> CampaignAnswer | None:
        return self.question.answer


def write_monitoring(book: Book, summary: RoadMapSummary) -> None:
    asked = (row for each in summary.rounds for row in _rows(each))
    write_table(book, summary, words.MONITORING, COLUMNS, asked, nothing=words.NOBODY_ASKED)


def _rows(asked: CampaignRound) -> Iterator[Asked]:
    """A row for each question; one for all of an addressee who has answered none."""
    campaign = asked.board.header.campaign
    for _, found in groupby(asked.questions, lambda each: (each.duty.unit_id, each.duty.person_id)):
        questions = list(found)
        if len(questions) > 1 and all(each.answer is None and each.is_waiting for each in questions):
            yield Asked(campaign=campaign, question=questions[0], silent=len(questions))
        else:
            yield from (Asked(campaign=campaign, question=each) for each in questions)


def _number(asked: Asked) -> Value:
    return Value(None if asked.silent else asked.question.duty.number, Look.CENTRE)


def _measure(asked: Asked) -> Value:
    title = shortened(asked.question.duty.title, TITLE_LENGTH)
    return Value(words.all_questions(asked.silent) if asked.silent else title)


def _answer(asked: Asked) -> Value:
    return Value(words.answer_words(asked.question), Look.CENTRE, answer_tint(asked.question))


def _explanation(asked: Asked) -> Value:
    answer = asked.answer
    return Value(with_value(answer.text, answer.value, asked.question.duty.result) if answer else None)


def _remark(asked: Asked) -> Value:
    late = Tint.AMBER if asked.answer and asked.answer.is_late else Tint.NONE
    return Value(words.answer_remark(asked.question), Look.CENTRE, late)


COLUMNS: Sequence[Column[Asked]] = (
    Column(headings.QUARTER, 8.5, lambda asked: Value(short_period(asked.campaign), Look.CENTRE)),
    Column(headings.ADDRESSEE, 17, lambda asked: Value(asked.question.duty.assignee)),
    Column(headings.NUMBER, 7, _number),
    Column(headings.MEASURE, 23, _measure),
    Column(headings.ANSWER, 12, _answer),
    Column(headings.EXPLANATION, 17.5, _explanation),
    Column(headings.ANSWERED_BY, 12, lambda asked: Value(asked.answer.author if asked.answer else None)),
    Column(
        headings.ANSWERED_AT,
        16,
        lambda asked: Value(asked.answer.created_at if asked.answer else None, Look.MOMENT),
    ),
    Column(headings.REMARK, 11, _remark),
)
