"""A proposal as the imports table keeps it: plain JSON out, the same proposal back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from roadmap.deadlines import deadline_json
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal import (
    Amendment,
    Approval,
    ExecutionMark,
    ExecutionState,
    Milestone,
    PrintedRow,
    Proposal,
    ProposedMeasure,
    ProposedResponsible,
    ProposedSection,
    ResponsibleKind,
    RiskFactor,
)
from roadmap.imports.proposal_places import Accounted, Rest
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure_place import place_from_json, place_to_json
from roadmap.problem import Problem

Json = dict[str, Any]


def to_json(proposal: Proposal) -> Json:
    """A mapping that survives `json.dumps`."""
    return {
        "title": proposal.title,
        "period": _period_out(proposal.period),
        "approval": _approval_out(proposal.approval),
        "edition": _approval_out(proposal.edition),
        "sections": [{"title": s.title, "level": s.level, "body": s.body} for s in proposal.sections],
        "measures": [_measure_out(measure) for measure in proposal.measures],
        "risk_factors": [
            {"code": r.code, "factor": r.factor, "parameter": r.parameter, "organisations": r.organisations}
            for r in proposal.risk_factors
        ],
        "amendments": [
            {"text": a.text, "approval": _approval_out(a.approval), "measures": list(a.measures)}
            for a in proposal.amendments
        ],
        "problems": [_problem_out(problem) for problem in proposal.problems],
        "rests": [_rest_out(rest) for rest in proposal.rests],
        "accounted": _accounted_out(proposal.accounted),
        "plans": [to_json(plan) for plan in proposal.plans],
    }


def from_json(stored: Mapping[str, Any]) -> Proposal:
    """The proposal `to_json` wrote; one kept before rests and places were has none."""
    return Proposal(
        title=stored["title"],
        period=_period_in(stored["period"]),
        approval=_approval_in(stored["approval"]),
        edition=_approval_in(stored["edition"]),
        sections=tuple(ProposedSection(**section) for section in stored["sections"]),
        measures=tuple(_measure_in(measure) for measure in stored["measures"]),
        risk_factors=tuple(RiskFactor(**factor) for factor in stored["risk_factors"]),
        amendments=tuple(_amendment_in(amendment) for amendment in stored["amendments"]),
        problems=_problems_in(stored["problems"]),
        rests=tuple(Rest(**rest) for rest in stored.get("rests", ())),
        accounted=Accounted(**stored.get("accounted", {})),
        plans=tuple(map(from_json, stored.get("plans", ()))),
    )


def _measure_out(measure: ProposedMeasure) -> Json:
    return {
        "number": measure.number,
        "parent": measure.parent,
        "section": measure.section,
        "title": measure.title,
        "deadline_text": measure.deadline_text,
        "deadline": deadline_json.to_json(measure.deadline),
        "confidence": measure.confidence,
        "deadline_inherited": measure.deadline_inherited,
        "responsible_text": measure.responsible_text,
        "responsibles": _responsibles_out(measure.responsibles),
        "expected_result": measure.expected_result,
        "attributes": {k: v if isinstance(v, str) else list(v) for k, v in measure.attributes.items()},
        "milestones": [
            {
                "text": m.text,
                "deadline_text": m.deadline_text,
                "deadline": deadline_json.to_json(m.deadline),
            }
            for m in measure.milestones
        ],
        "pace": measure.pace,
        "evidence": measure.evidence,
        "is_confirmed": measure.is_confirmed,
        "problems": [_problem_out(problem) for problem in measure.problems],
        "is_heading": measure.is_heading,
        "execution": _execution_out(measure.execution),
        "place": place_to_json(measure.place) if measure.place else None,
        "printed": _printed_out(measure.printed),
        "is_dropped": measure.is_dropped,
        "drives_monitoring": measure.drives_monitoring,
    }


def _measure_in(stored: Mapping[str, Any]) -> ProposedMeasure:
    return ProposedMeasure(
        number=stored["number"],
        parent=stored["parent"],
        section=stored["section"],
        title=stored["title"],
        deadline_text=stored["deadline_text"],
        deadline=deadline_json.from_json(stored["deadline"]),
        confidence=stored["confidence"],
        deadline_inherited=stored["deadline_inherited"],
        responsible_text=stored["responsible_text"],
        responsibles=_responsibles_in(stored["responsibles"]),
        expected_result=stored["expected_result"],
        attributes={k: v if isinstance(v, str) else tuple(v) for k, v in stored["attributes"].items()},
        milestones=tuple(
            Milestone(
                text=m["text"],
                deadline_text=m["deadline_text"],
                deadline=deadline_json.from_json(m["deadline"]),
            )
            for m in stored["milestones"]
        ),
        pace=ControlPace(stored["pace"]) if stored.get("pace") else None,
        evidence=EvidenceRule(stored["evidence"]) if stored.get("evidence") else None,
        is_confirmed=stored.get("is_confirmed", False),
        problems=_problems_in(stored["problems"]),
        is_heading=stored.get("is_heading", False),
        execution=_execution_in(stored.get("execution")),
        place=place_from_json(stored["place"]) if stored.get("place") else None,
        printed=_printed_in(stored.get("printed")),
        is_dropped=stored.get("is_dropped", False),
        drives_monitoring=stored.get("drives_monitoring", False),
    )


def _responsibles_out(responsibles: Sequence[ProposedResponsible]) -> list[Json]:
    return [{"text": r.text, "kind": r.kind.value, "persons": list(r.persons)} for r in responsibles]


def _responsibles_in(stored: Sequence[Mapping[str, Any]]) -> tuple[ProposedResponsible, ...]:
    return tuple(
        ProposedResponsible(text=r["text"], kind=ResponsibleKind(r["kind"]), persons=tuple(r["persons"]))
        for r in stored
    )


def _printed_out(printed: PrintedRow | None) -> Json | None:
    if printed is None:
        return None
    return {**asdict(printed), "responsibles": _responsibles_out(printed.responsibles)}


def _printed_in(stored: Mapping[str, Any] | None) -> PrintedRow | None:
    if stored is None:
        return None
    return PrintedRow(**{**stored, "responsibles": _responsibles_in(stored["responsibles"])})


def _rest_out(rest: Rest) -> Json:
    return {
        "code": rest.code,
        "table": rest.table,
        "row": rest.row,
        "words": rest.words,
        "rows": rest.rows,
        "kind": rest.kind,
        "sheet": rest.sheet,
        "page": rest.page,
        "column": rest.column,
    }


def _accounted_out(accounted: Accounted) -> Json:
    return {"rows": accounted.rows, "cells": accounted.cells, "skipped": accounted.skipped}


def _execution_out(mark: ExecutionMark | None) -> Json | None:
    if mark is None:
        return None
    done_on = mark.done_on.isoformat() if mark.done_on else None
    return {"state": mark.state.value, "done_on": done_on, "words": mark.words}


def _execution_in(stored: Mapping[str, Any] | None) -> ExecutionMark | None:
    if stored is None:
        return None
    done_on = date.fromisoformat(stored["done_on"]) if stored["done_on"] else None
    return ExecutionMark(state=ExecutionState(stored["state"]), done_on=done_on, words=stored["words"])


def _amendment_in(stored: Mapping[str, Any]) -> Amendment:
    approval = _approval_in(stored["approval"]) or Approval(number=None, signed_on=None)
    return Amendment(text=stored["text"], approval=approval, measures=tuple(stored["measures"]))


def _period_out(period: PlanPeriod | None) -> list[str] | None:
    return [period.start.isoformat(), period.end.isoformat()] if period else None


def _period_in(stored: Sequence[str] | None) -> PlanPeriod | None:
    if stored is None:
        return None
    return PlanPeriod(start=date.fromisoformat(stored[0]), end=date.fromisoformat(stored[1]))


def _approval_out(approval: Approval | None) -> Json | None:
    if approval is None:
        return None
    signed_on = approval.signed_on.isoformat() if approval.signed_on else None
    return {"number": approval.number, "signed_on": signed_on}


def _approval_in(stored: Mapping[str, Any] | None) -> Approval | None:
    if stored is None:
        return None
    signed_on = date.fromisoformat(stored["signed_on"]) if stored["signed_on"] else None
    return Approval(number=stored["number"], signed_on=signed_on)


def _problem_out(problem: Problem) -> Json:
    facts = {k: v if isinstance(v, str | int) else list(v) for k, v in problem.facts.items()}
    return {"code": problem.code, "measure": problem.measure, "facts": facts}


def _problems_in(stored: Sequence[Mapping[str, Any]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            code=p["code"],
            measure=p["measure"],
            facts={k: v if isinstance(v, str | int) else tuple(v) for k, v in p["facts"].items()},
        )
        for p in stored
    )
