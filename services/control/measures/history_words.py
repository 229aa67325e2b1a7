"""The words of a history: the audit keeps their hashes, they themselves live in the rows they came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from roadmap.control.measure_history import HistoryLine
from roadmap.ids import MeasureId, PlanEditId
from roadmap.plan.measure_content import MeasureChange
from services.plan.changing import change_facts
from storage.unit_of_work import UnitOfWork

_EDITED = ("measure.changed", "measure.added", "measure.paused", "measure.cancelled", "measure.dropped")
_DECIDED = (
    *("duty.returned", "duty.accepted", "duty.part_accepted", "duty.progress_accepted"),
    "decision.reworded",
)
_EXTENSIONS = ("extension.asked", "extension.refused")
_PASSES = ("reassignment.asked", "reassignment.refused")
_ASKED = (_EXTENSIONS[0], _PASSES[0])


async def with_words(
    uow: UnitOfWork, measure_id: MeasureId, lines: Sequence[HistoryLine]
) -> Sequence[HistoryLine]:
    """The lines with what people said and what a measure was, as it is kept now."""
    edits = await _edits(uow, measure_id, lines)
    comments = await uow.history.decision_comments(_ids(lines, "report", _DECIDED))
    extensions = await uow.history.extension_words(_ids(lines, "request", _EXTENSIONS))
    passes = await uow.history.reassignment_words(_ids(lines, "request", _PASSES))

    def told(line: HistoryLine) -> Mapping[str, object]:
        if line.action in _EDITED:
            return edits.get(_id(line, "edit"), {})
        if line.action in _DECIDED:
            return {"comment": comments.get(_id(line, "report"), "")}
        if line.action in (*_EXTENSIONS, *_PASSES):
            found = extensions if line.action.startswith("extension") else passes
            reason, comment = found.get(_id(line, "request"), ("", ""))
            return {"reason": reason} if line.action in _ASKED else {"comment": comment}
        return {}

    return [replace(line, facts={**line.facts, **told(line)}) for line in lines]


async def _edits(
    uow: UnitOfWork, measure_id: MeasureId, lines: Sequence[HistoryLine]
) -> Mapping[int, Mapping[str, object]]:
    edit_ids = [PlanEditId(edit_id) for edit_id in _ids(lines, "edit", _EDITED)]
    if not edit_ids:
        return {}
    changed = await uow.plan_edits.of_edits(measure_id, edit_ids)
    return {
        edit_id: change_facts(MeasureChange(measure_id=measure_id, before=one.before, after=one.after))
        for edit_id, one in changed.items()
    }


def _ids(lines: Iterable[HistoryLine], name: str, actions: Sequence[str]) -> list[int]:
    return sorted({_id(line, name) for line in lines if line.action in actions} - {0})


def _id(line: HistoryLine, name: str) -> int:
    value = line.facts.get(name)
    return value if isinstance(value, int) else 0
