"""The summary of one section of a road map: what is said of the others is left out."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from roadmap.control.duty import ReportOutcome
from roadmap.ids import MeasureId, PersonId, UnitId
from roadmap.monitoring.campaign_views import CampaignBoard, CampaignQuestion
from roadmap.summary.summary_views import CampaignRound, RoadMapSummary

Assignee = tuple[UnitId | None, PersonId | None]


def only_section(summary: RoadMapSummary, section: str, kept: Collection[MeasureId]) -> RoadMapSummary:
    """The same of these measures; the heading names the section."""
    header = replace(summary.header, title=f"{summary.header.title}. {section}", section=section)
    return replace(
        summary,
        header=header,
        measures=tuple(measure for measure in summary.measures if measure.id in kept),
        rounds=tuple(filter(None, (_round(each, kept) for each in summary.rounds))),
        before=tuple(owed for owed in summary.before if owed.duty.measure_id in kept),
    )


def _round(whole: CampaignRound, kept: Collection[MeasureId]) -> CampaignRound | None:
    """The questions about these measures and their counts; None where nothing of them was asked."""
    questions = tuple(each for each in whole.questions if each.duty.measure_id in kept)
    return CampaignRound(board=_board(whole.board, questions), questions=questions) if questions else None


def _board(board: CampaignBoard, questions: Sequence[CampaignQuestion]) -> CampaignBoard:
    asked = Counter(map(_whose, questions))
    answered = Counter(_whose(each) for each in questions if each.answer is not None)
    difficult = Counter(
        _whose(each)
        for each in questions
        if each.answer is not None and each.answer.outcome is ReportOutcome.DIFFICULTY
    )
    addressees = tuple(
        replace(each, asked=asked[whose], answered=answered[whose], difficulties=difficult[whose])
        for each in board.addressees
        if asked[whose := (each.unit_id, each.person_id)]
    )
    return replace(board, addressees=addressees)


def _whose(question: CampaignQuestion) -> Assignee:
    return question.duty.unit_id, question.duty.person_id
