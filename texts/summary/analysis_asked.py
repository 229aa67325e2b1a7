"""Passages of the written analysis about what people said when asked: difficulties, the monitoring."""

from collections import Counter

from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import CampaignRound, RoadMapSummary
from texts.monitoring.words import answer_words, of_period
from texts.plural import plural
from texts.summary.analysis_late import line, quoted, undone
from texts.summary.analysis_passage import LISTED, Passage


def difficulties(source: SummarySource) -> Passage | None:
    """What is in the way of work that is not late: the late say theirs in their own passage."""
    said = {owed.duty.id for owed in undone(source.summary)[:LISTED]}
    told = [owed for owed in source.summary.duties if owed.difficulty and owed.duty.id not in said]
    if not told:
        return None
    more = len(told) - LISTED
    many = plural(len(told), "поручению", "поручениям", "поручениям")
    return Passage(
        heading="Трудности, названные исполнителями",
        paragraphs=(f"Трудности названы по {many}{' кроме просроченных' if said else ''}.",),
        items=(
            *(f"{line(owed)}: {quoted(owed.difficulty)}" for owed in told[:LISTED]),
            *((f"и ещё {more}, полный список в Excel",) if more > 0 else ()),
        ),
    )


def monitoring(summary: RoadMapSummary) -> Passage | None:
    """How many were asked by the monitoring, and how they answered."""
    if not summary.rounds:
        return None
    return Passage(
        heading="Мониторинг",
        paragraphs=tuple(_round_words(each) for each in summary.rounds),
    )


def _round_words(asked: CampaignRound) -> str:
    board = asked.board
    told = Counter(answer_words(each.answer) for each in asked.questions if each.answer)
    answers = "; ".join(f"«{said}»: {count}" for said, count in sorted(told.items()))
    quiet = len(board.silent) + len(board.unreachable)
    asked_of = plural(len(board.addressees), "исполнитель", "исполнителя", "исполнителей")
    return (
        f"Мониторинг {of_period(board.header.campaign)}: спрошено {asked_of}, "
        f"ответили полностью {len(board.complete)}, частично {len(board.partial)}, "
        f"не ответили {quiet}. " + (f"Ответы: {answers}." if answers else "Ответов нет.")
    )
