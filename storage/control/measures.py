"""Measures in force as their lists and cards show them, each in the eyes of one viewer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from roadmap.control.duty_lines import DeadlineReading
from roadmap.control.measure_views import (
    AssigneeLine,
    MapLine,
    MeasureFacts,
    MeasureLine,
    MeasureScope,
    PointLine,
    SectionLine,
)
from roadmap.deadlines import deadline_json
from roadmap.deadlines.control_pace import ControlPace
from roadmap.ids import ControlPointId, DutyId, MeasureId, RoadMapId, SectionId, UnitId
from roadmap.language.finding import Found
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import AssignmentKind, CompletionRule, MeasureStanding, RoadMapState
from storage.connection import Connection
from storage.control.measure_queries import (
    ASSIGNEES,
    PEOPLE,
    duties_of_point_query,
    facts_query,
    in_force_query,
    lines_query,
    maps_query,
    points_query,
    sections_query,
    undecided_count_query,
    values_of,
    words_query,
)
from storage.inserting import slices
from storage.mapping import restore

AFTER_ALL = "\uffff"
"""After whatever else a word goes on with."""
FIRST_SIGN = "\x01"
"""Before whatever a word goes on with."""


class MeasureRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Lists

    async def maps(self, scope: MeasureScope) -> Sequence[MapLine]:
        """The road maps in force, oldest first."""
        query = maps_query(is_whole=scope.roots is None)
        return [restore(MapLine, row) for row in await self._connection.execute(query, values_of(scope))]

    async def sections(self, scope: MeasureScope, road_map_id: RoadMapId) -> Sequence[SectionLine]:
        """The sections of a road map with measures to see, in document order."""
        query = sections_query(is_whole=scope.roots is None)
        values = {**values_of(scope), "road_map": road_map_id}
        return [
            SectionLine(
                id=SectionId(row.section_id) if row.section_id is not None else None,
                title=row.title or "",
                measures=row.measures,
            )
            for row in await self._connection.execute(query, values)
        ]

    async def of_section(
        self,
        scope: MeasureScope,
        road_map_id: RoadMapId,
        section_id: SectionId | None,
        today: date,
        *,
        limit: int,
        offset: int,
    ) -> Sequence[MeasureLine]:
        """Measures of one section, in document order."""
        by = "no section" if section_id is None else "section"
        query = lines_query(is_whole=scope.roots is None, by=by)
        page = {"limit": limit, "offset": offset, "today": today, "road_map": road_map_id}
        section = {} if section_id is None else {"section": section_id}
        return await self._lines(query, {**values_of(scope), **page, **section})

    async def undecided(
        self, scope: MeasureScope, today: date, *, limit: int, offset: int
    ) -> Sequence[MeasureLine]:
        """Measures of the road maps in force that wait for their dates or for somebody who answers."""
        query = lines_query(is_whole=scope.roots is None, by="undecided")
        return await self._lines(
            query, {**values_of(scope), "limit": limit, "offset": offset, "today": today}
        )

    async def count_undecided(self, scope: MeasureScope) -> int:
        query = undecided_count_query(is_whole=scope.roots is None)
        return int((await self._connection.execute(query, values_of(scope))).scalar_one())

    async def lines(
        self, scope: MeasureScope, measure_ids: Sequence[MeasureId], today: date
    ) -> Sequence[MeasureLine]:
        """These measures, in this order; their visibility was looked at by whoever found them."""
        query = lines_query(is_whole=scope.roots is None, by="ids")
        found = await self._lines(query, {**values_of(scope), "ids": list(measure_ids), "today": today})
        by_id = {line.id: line for line in found}
        return [by_id[measure_id] for measure_id in measure_ids if measure_id in by_id]

    async def _lines(self, query: Any, values: dict[str, Any]) -> Sequence[MeasureLine]:
        rows = await self._connection.execute(query, values)
        return [restore(MeasureLine, row) for row in rows]

    async def with_word(self, stem: str, among: Collection[MeasureId] = ()) -> Mapping[MeasureId, Found]:
        """The measures with a word that begins so, and the best place it stands in: of every department, or
        among these."""
        values: dict[str, Any] = {"first": stem, "after": stem + AFTER_ALL}
        if among:
            values["among"] = sorted(among)
        query = words_query(is_number=False, is_narrow=bool(among))
        rows = await self._connection.execute(query, values)
        return {MeasureId(row.measure_id): Found(row.place) for row in rows}

    async def numbered(self, number: str) -> Mapping[MeasureId, str]:
        """The measures of this number and those below it, with their own numbers, of every department."""
        exact = {"first": number, "after": number + FIRST_SIGN}
        below = {"first": f"{number}.", "after": f"{number}.{AFTER_ALL}"}
        found: dict[MeasureId, str] = {}
        for values in (exact, below):
            rows = await self._connection.execute(words_query(is_number=True), values)
            found |= {MeasureId(row.measure_id): row.word for row in rows}
        return found

    async def in_force(self, scope: MeasureScope, ids: Collection[MeasureId]) -> Sequence[MeasureId]:
        """Those of these that are in force and that the viewer may see, in the order of the plans."""
        query, found = in_force_query(is_whole=scope.roots is None), list[tuple[int, int, int]]()
        for some in slices(sorted(ids)):
            rows = await self._connection.execute(query, {**values_of(scope), "ids": some})
            found += [(row.road_map_id, row.position, row.id) for row in rows]
        return [MeasureId(id_) for *_, id_ in sorted(found)]

    # One measure

    async def facts(self, scope: MeasureScope, measure_id: MeasureId) -> MeasureFacts | None:
        """A measure the viewer may see, an archived one too; None for any other."""
        query = facts_query(is_whole=scope.roots is None)
        row = (await self._connection.execute(query, {**values_of(scope), "measure": measure_id})).first()
        return _facts(row) if row else None

    async def assignees(self, measure_id: MeasureId) -> Sequence[AssigneeLine]:
        """Who answers for a measure, in the order they were named."""
        rows = await self._connection.execute(ASSIGNEES, {"measure": measure_id})
        return [
            AssigneeLine(
                name=row.name,
                kind=AssignmentKind(row.kind),
                unit_id=row.unit_id,
                person_id=row.person_id,
                is_group=bool(row.is_group),
                members=row.members,
                days_earlier=row.days_earlier,
            )
            for row in rows
        ]

    async def people(self, unit_ids: Collection[UnitId], limit: int) -> Sequence[str]:
        """Names of those who answer for these units, at most so many."""
        values = {"units": list(unit_ids), "limit": limit}
        return [row.name for row in await self._connection.execute(PEOPLE, values)]

    async def points(self, scope: MeasureScope, measure_id: MeasureId, today: date) -> Sequence[PointLine]:
        """The control points of a measure in order of time, with counts of the duties the viewer sees."""
        values = {**values_of(scope), "measure": measure_id, "today": today}
        rows = await self._connection.execute(points_query(is_whole=scope.roots is None), values)
        return [_point(row) for row in rows]

    async def duties_of_point(
        self, scope: MeasureScope, measure_id: MeasureId, control_point_id: ControlPointId, today: date
    ) -> Sequence[DutyId]:
        """The duties of a control point that the viewer sees, the silent first."""
        query = duties_of_point_query(is_whole=scope.roots is None)
        values = {"measure": measure_id, "point": control_point_id, "today": today}
        rows = await self._connection.execute(query, {**values_of(scope), **values})
        return [DutyId(row.id) for row in rows]


def _facts(row: Any) -> MeasureFacts:
    values = dict(row._mapping)
    values["read_as"] = DeadlineReading(
        deadline=deadline_json.from_json(row.deadline), pace=ControlPace(row.pace), rule_set=row.rule_set
    )
    values["evidence"] = EvidenceRule(row.evidence)
    values["completion_rule"] = CompletionRule(row.completion_rule)
    values["map_state"] = RoadMapState(row.map_state)
    values["standing"] = MeasureStanding(row.standing)
    return MeasureFacts(**{name: values[name] for name in MeasureFacts.__dataclass_fields__})


def _point(row: Any) -> PointLine:
    return PointLine(
        id=ControlPointId(row.id),
        first_on=row.first_on,
        last_on=row.last_on,
        original_due_on=row.original_due_on,
        due_on=row.due_on,
        total=row.total,
        accepted=int(row.accepted),
        closed_undone=int(row.closed_undone),
        waiting=int(row.waiting),
        overdue=int(row.overdue),
        only_duty=DutyId(row.first_duty) if row.total == 1 else None,
    )
