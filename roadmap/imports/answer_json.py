"""Answers as the database keeps them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_never

from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.questions import Answer, Assigned, ForPeriod, Reworded


def to_json(answer: Answer | None) -> dict[str, Any] | None:
    """A plain mapping, or None for no answer."""
    match answer:
        case None:
            return None
        case Assigned(unit_id=unit_id, person_id=person_id):
            return {"unit": unit_id, "person": person_id}
        case Reworded(words=words):
            return {"words": words}
        case ForPeriod(period=period):
            return {"start": period.start.isoformat(), "end": period.end.isoformat()}
        case _:
            assert_never(answer)


def from_json(stored: Mapping[str, Any] | None) -> Answer | None:
    """The answer `to_json` wrote."""
    if stored is None:
        return None
    if "words" in stored:
        return Reworded(words=stored["words"])
    if "start" in stored:
        period = PlanPeriod(start=date.fromisoformat(stored["start"]), end=date.fromisoformat(stored["end"]))
        return ForPeriod(period=period)
    return Assigned(unit_id=stored["unit"], person_id=stored["person"])
