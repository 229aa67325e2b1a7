"""Passages of the written analysis about what people said when asked: difficulties, the monitoring."""

from collections import Counter

from roadmap.monitoring.campaign_views import CampaignBoard
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import CampaignRound, RoadMapSummary
from texts.monitoring.words import answer_words, of_period
from texts.plural import plural
from texts.summary.analysis_late import late_rows, line, quoted, together
from texts.summary.analysis_passage import LISTED, Passage, left_out


def difficulties(source: SummarySource) -> Passage | None:
    """What is in the way of work that is not late: the late say theirs in their own passage."""
    said = {owed.duty.id for row in late_rows(source.summary)[:LISTED] for owed in row}
    told = [owed for owed in source.summary.duties if owed.difficulty and owed.duty.id not in said]
    if not told:
        return None
    rows = together(told)
    many = plural(len(told), "поручению", "поручениям", "поручениям")
    return Passage(
        heading="Трудности, названные исполнителями",
        paragraphs=(f"Трудности названы по {many}{' кроме просроченных' if said else ''}.",),
        items=tuple(line(row, "", lambda owed: quoted(owed.difficulty)) for row in rows[:LISTED]),
        more=left_out(sum(map(len, rows[LISTED:])), ("поручение", "поручения", "поручений")),
    )


def monitoring(summary: RoadMapSummary) -> Passage | None:
    """How many were asked by the monitoring, and how they answered."""
    if not summary.rounds:
        return None
    return Passage(
        heading="Мониторинг",
        paragraphs=(
            *(_round_words(each) for each in summary.rounds),
            *(f"Для сравнения, {_asked_words(board)}." for board in summary.boards_before),
        ),
    )


def _round_words(asked: CampaignRound) -> str:
    told = Counter(answer_words(each.answer) for each in asked.questions if each.answer)
    answers = "; ".join(f"«{said}»: {count}" for said, count in sorted(told.items()))
    said = f"Ответы: {answers}." if answers else "Ответов нет."
    return f"М{_asked_words(asked.board)[1:]}. {said}"


def _asked_words(board: CampaignBoard) -> str:
    quiet = len(board.silent) + len(board.unreachable)
    asked_of = plural(len(board.addressees), "исполнитель", "исполнителя", "исполнителей")
    return (
        f"мониторинг {of_period(board.header.campaign)}: спрошено {asked_of}, "
        f"ответили полностью {len(board.complete)}, частично {len(board.partial)}, не ответили {quiet}"
    )
