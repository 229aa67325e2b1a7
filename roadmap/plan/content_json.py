"""A measure's content as the database keeps it with a change."""

from collections.abc import Mapping
from typing import Any

from roadmap.deadlines import deadline_json
from roadmap.deadlines.control_pace import ControlPace
from roadmap.ids import PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule, MeasureStanding
from roadmap.plan.measure_content import Answering, MeasureContent

_WORDS = ("section", "number", "title", "result", "deadline_text", "reading", "responsible_text", "reason")


def content_to_json(content: MeasureContent) -> dict[str, Any]:
    """A mapping that survives `json.dumps`."""
    return {
        **{name: getattr(content, name) for name in _WORDS},
        "position": content.position,
        "deadline": deadline_json.to_json(content.deadline),
        "pace": content.pace.value,
        "answering": [
            {
                "unit": one.assigned.unit_id,
                "person": one.assigned.person_id,
                "is_main": one.is_main,
                "days_earlier": one.days_earlier,
            }
            for one in content.answering
        ],
        "evidence": content.evidence.value,
        "completion_rule": content.completion_rule.value,
        "standing": content.standing.value,
        "attributes": {k: list(v) if isinstance(v, tuple) else v for k, v in content.attributes.items()},
    }


def content_from_json(stored: Mapping[str, Any]) -> MeasureContent:
    """What `content_to_json` wrote."""
    return MeasureContent(
        **{name: stored[name] for name in _WORDS},
        position=stored["position"],
        deadline=deadline_json.from_json(stored["deadline"]),
        pace=ControlPace(stored["pace"]),
        answering=tuple(_answering(one) for one in stored["answering"]),
        evidence=_evidence(stored),
        completion_rule=CompletionRule(stored["completion_rule"]),
        standing=MeasureStanding(stored["standing"]),
        attributes=stored["attributes"],
    )


def _evidence(stored: Mapping[str, Any]) -> EvidenceRule:
    """Kept before there was a choice of rules: whether any file was needed."""
    if "evidence" in stored:
        return EvidenceRule(stored["evidence"])
    return EvidenceRule.DOCUMENT if stored["requires_evidence"] else EvidenceRule.WORDS


def _answering(stored: Mapping[str, Any]) -> Answering:
    unit, person = stored["unit"], stored["person"]
    assigned = Assigned(
        unit_id=UnitId(unit) if unit is not None else None,
        person_id=PersonId(person) if person is not None else None,
    )
    return Answering(assigned=assigned, is_main=stored["is_main"], days_earlier=stored["days_earlier"])
