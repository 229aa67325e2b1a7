"""A proposal as the JSON of ROADMAP_JSON.md."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmap.deadlines.deadline import Deadline, kind
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.windows import Placement, windows
from roadmap.imports.proposal import (
    Amendment,
    Approval,
    ExecutionMark,
    Milestone,
    Proposal,
    ProposedMeasure,
    RiskFactor,
)
from roadmap.imports.proposal_places import Rest
from roadmap.language.phrase import phrase
from roadmap.problem import Problem
from texts.imports.problems import explain_problem

Json = dict[str, object]


def roadmap_json(proposal: Proposal) -> Json:
    """The documented object, with the sums of the ledger and further plans of the file.

    `amendments`, `edition`, `rests` and `plans` appear only where the document has them.
    """
    data = _plan(proposal)
    data["accounted"] = {
        "rows": proposal.accounted.rows,
        "cells": proposal.accounted.cells,
        "skipped": proposal.accounted.skipped,
    }
    if proposal.rests:
        data["rests"] = [_rest(rest) for rest in proposal.rests]
    if proposal.plans:
        data["plans"] = [_plan(plan) for plan in proposal.plans]
    return data


def _plan(proposal: Proposal) -> Json:
    proposal = replace(proposal, measures=tuple(_of_plan(one, proposal.period) for one in proposal.measures))
    placed = [_place(measure.deadline, proposal.period) for measure in proposal.measures]
    doubts = [
        problem
        for measure, placement in zip(proposal.measures, placed, strict=True)
        for problem in _measure_problems(measure, placement)
    ]
    data: Json = {
        "title": proposal.title,
        "period": _period(proposal.period),
        "approval": _approval(proposal.approval),
        "sections": [section.title for section in proposal.sections],
        "measures": [
            _measure(measure, placement) for measure, placement in zip(proposal.measures, placed, strict=True)
        ],
        "risk_factors": [_risk_factor(factor) for factor in proposal.risk_factors],
        "problems": [problem_json(problem) for problem in (*proposal.problems, *doubts)],
    }
    if proposal.edition is not None:
        data["edition"] = _approval(proposal.edition)
    if proposal.amendments:
        data["amendments"] = [_amendment(note) for note in proposal.amendments]
    return data


def _of_plan(measure: ProposedMeasure, period: PlanPeriod | None) -> ProposedMeasure:
    return replace(measure, deadline=of_plan(measure.deadline, period))


def _place(deadline: Deadline, period: PlanPeriod | None) -> Placement:
    return windows(deadline, period) if period is not None else Placement(windows=(), problems=())


def _measure_problems(measure: ProposedMeasure, placement: Placement) -> Sequence[Problem]:
    return (*measure.problems, *(problem.of(measure.number) for problem in placement.problems))


def _measure(measure: ProposedMeasure, placement: Placement) -> Json:
    data: Json = {
        "number": measure.number,
        "parent": measure.parent,
        "section": measure.section,
        "title": measure.title,
        "deadline_text": measure.deadline_text,
        "deadline_inherited": measure.deadline_inherited,
        "responsible_text": measure.responsible_text,
        "responsibles": [responsible.text for responsible in measure.responsibles],
        "expected_result": measure.expected_result,
        "attributes": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in measure.attributes.items()
        },
        "deadline": {
            "kind": kind(measure.deadline),
            "windows": [_window(window) for window in placement.windows],
            "reading": phrase(measure.deadline),
            "confidence": measure.confidence,
        },
        "problems": [problem_json(problem) for problem in _measure_problems(measure, placement)],
    }
    if measure.is_heading:
        data["is_heading"] = True
    if measure.execution is not None:
        data["execution"] = _execution(measure.execution)
    if measure.milestones:
        data["milestones"] = [_milestone(milestone) for milestone in measure.milestones]
    return data


def problem_json(problem: Problem) -> Json:
    """Code, the number of the measure, and the Russian sentence."""
    return {"code": problem.code, "measure": problem.measure, "message": explain_problem(problem)}


def _rest(rest: Rest) -> Json:
    place = {"table": rest.table, "row": rest.row, "rows": rest.rows}
    known = {"sheet": rest.sheet, "page": rest.page, "column": rest.column}
    return {"code": rest.code, **place, **{k: v for k, v in known.items() if v}, "words": rest.words}


def _execution(mark: ExecutionMark) -> Json:
    return {"state": mark.state.value, "date": _day(mark.done_on), "words": mark.words}


def _window(window: Window) -> list[str]:
    return [window.first.isoformat(), window.last.isoformat()]


def _period(period: PlanPeriod | None) -> Json | None:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _approval(approval: Approval | None) -> Json | None:
    return {"number": approval.number, "date": _day(approval.signed_on)} if approval else None


def _milestone(milestone: Milestone) -> Json:
    return {
        "text": milestone.text,
        "deadline_text": milestone.deadline_text,
        "reading": phrase(milestone.deadline),
    }


def _risk_factor(factor: RiskFactor) -> Json:
    return {
        "code": factor.code,
        "factor": factor.factor,
        "parameter": factor.parameter,
        "organisations": factor.organisations,
    }


def _amendment(note: Amendment) -> Json:
    return {"text": note.text, "approval": _approval(note.approval), "measures": list(note.measures)}
