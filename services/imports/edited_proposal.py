"""A document as the plan in force has it now: with what was changed by hand since its approval."""

from collections.abc import Mapping
from dataclasses import replace

from roadmap.ids import MeasureId, RoadMapId
from roadmap.imports.proposal import Proposal, ProposedMeasure, ProposedResponsible, ResponsibleKind
from roadmap.imports.questions import Assigned, Import
from roadmap.plan.edition_difference import difference
from roadmap.plan.measure import MeasureStanding
from roadmap.plan.measure_content import MeasureContent
from roadmap.wording import normal
from services.imports.approving import edition_measure, proposal_rows
from services.plan.contents import contents
from services.plan.names import names_of
from storage.unit_of_work import UnitOfWork


async def as_in_force(uow: UnitOfWork, road_map_id: RoadMapId, imported: Import) -> Proposal:
    """The proposal of the last document with its rows as the plan has them; cancelled ones are left out."""
    approved = imported.proposal
    since = imported.settled_at
    changes = await uow.plan_edits.of_road_map(road_map_id, since) if since is not None else ()
    if not changes:
        return approved
    first: dict[MeasureId, MeasureContent | None] = {}
    for change in changes:
        first.setdefault(change.measure_id, change.before)
    known = await contents(uow, road_map_id)
    names = await names_of(uow, imported.department_id)
    rows = _rows_of(approved, {**known, **{id_: one for id_, one in first.items() if one}}, first)
    placed: list[tuple[int, ProposedMeasure]] = []
    for row, measure in enumerate(approved.measures):
        measure_id = rows.get(row)
        content = known.get(measure_id) if measure_id is not None else None
        if measure_id is None or content is None:
            placed += [(placed[-1][0] if placed else 0, measure)] if measure_id is None else []
        elif content.standing is not MeasureStanding.CANCELLED:
            kept = _edited(measure, content, names) if measure_id in first else measure
            placed.append((content.position, kept))
    added = [known[id_] for id_, before in first.items() if before is None and id_ in known]
    placed += [
        (one.position, _edited(_blank(one), one, names))
        for one in added
        if one.standing is not MeasureStanding.CANCELLED
    ]
    measures = [measure for _, measure in sorted(placed, key=lambda each: each[0])]
    return replace(approved, measures=tuple(_under_known_rows(measures, approved, rows, known)))


def _rows_of(
    approved: Proposal,
    originals: Mapping[MeasureId, MeasureContent],
    first: Mapping[MeasureId, MeasureContent | None],
) -> dict[int, MeasureId]:
    """Which measure each row has become, by what the measures said when the document was approved."""
    ids = [id_ for id_ in originals if first.get(id_, originals[id_]) is not None]
    found = difference([edition_measure(originals[id_]) for id_ in ids], proposal_rows(approved))
    return {row: ids[position] for position, row in found.kept}


def _edited(
    measure: ProposedMeasure, content: MeasureContent, names: Mapping[Assigned, str]
) -> ProposedMeasure:
    """The row in the words of the plan; who answers is named by the names the department knows."""
    is_same = normal(measure.responsible_text) == normal(content.responsible_text)
    named = tuple(_named(one.assigned, names) for one in content.answering)
    return replace(
        measure,
        number=content.number,
        section=content.section,
        title=content.title,
        expected_result=content.result,
        deadline_text=content.deadline_text,
        deadline=content.deadline,
        confidence=1.0,
        pace=content.pace,
        evidence=content.evidence,
        responsible_text=content.responsible_text,
        responsibles=measure.responsibles if is_same else named,
    )


def _named(assigned: Assigned, names: Mapping[Assigned, str]) -> ProposedResponsible:
    kind = ResponsibleKind.PERSON if assigned.person_id is not None else ResponsibleKind.BODY
    return ProposedResponsible(text=names.get(assigned, ""), kind=kind)


def _blank(content: MeasureContent) -> ProposedMeasure:
    return ProposedMeasure(
        number=content.number,
        parent=None,
        section=content.section,
        title=content.title,
        deadline_text="",
        deadline=content.deadline,
        confidence=1.0,
    )


def _under_known_rows(
    measures: list[ProposedMeasure],
    approved: Proposal,
    rows: Mapping[int, MeasureId],
    known: Mapping[MeasureId, MeasureContent],
) -> list[ProposedMeasure]:
    """Sub-rows stand under the new number of their row, and under none where it is gone."""
    renumbered = {
        measure.number: known[rows[row]].number if rows[row] in known else None
        for row, measure in enumerate(approved.measures)
        if row in rows and measure.number
    }
    return [
        replace(measure, parent=renumbered.get(measure.parent, measure.parent)) if measure.parent else measure
        for measure in measures
    ]
