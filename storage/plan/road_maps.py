"""Road maps, measures, assignments and control points as rows."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, insert, select, update

from roadmap.deadlines import deadline_json
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline
from roadmap.ids import (
    AssignmentId,
    ControlPointId,
    EditionId,
    MeasureId,
    PersonId,
    RoadMapId,
    SectionId,
    UnitId,
)
from roadmap.language.finding import Found, number_of, words_of
from roadmap.language.short_name import short_name
from roadmap.people.persons import UnitKind
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import (
    Assignment,
    AssignmentKind,
    CompletionRule,
    ControlPoint,
    Edition,
    Measure,
    MeasureStanding,
    RoadMap,
    RoadMapState,
    Section,
)
from roadmap.plan.measure_place import MeasurePlace, place_from_json, place_to_json
from roadmap.plan.monitoring_rules import MonitoringRules, rules_from_json, rules_to_json
from roadmap.plan.plan_rows import (
    MeasureRecord,
    NewAssignment,
    NewControlPoint,
    NewEdition,
    NewRoadMap,
    OutsideSchool,
)
from storage.connection import Connection, is_writing
from storage.inserting import insert_all, insert_new, insert_one, slices
from storage.lists import one_of
from storage.mapping import restore
from storage.people.tables import AliasRow, UnitMemberRow, UnitRow
from storage.plan.tables import (
    AssignmentRow,
    ControlPointRow,
    EditionRow,
    MeasurePlaceRow,
    MeasureRow,
    MeasureWordRow,
    RoadMapRow,
    SectionRow,
)

_IS_MEMBER = exists().where(UnitMemberRow.group_id == AliasRow.unit_id, UnitMemberRow.member_id == UnitRow.id)
_OUTSIDE_SCHOOLS = (
    select(AliasRow.department_id, AliasRow.unit_id, UnitRow.id)
    .join(AliasRow, AliasRow.department_id == UnitRow.department_id)
    .where(
        AliasRow.words == bindparam("alias"),
        AliasRow.unit_id.is_not(None),
        UnitRow.kind == UnitKind.SCHOOL.value,
        UnitRow.is_active,
        ~_IS_MEMBER,
    )
    .order_by(UnitRow.id)
)


class PlanRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # The document

    async def add_road_map(self, new: NewRoadMap) -> RoadMapId:
        known = select(RoadMapRow.short_name).where(RoadMapRow.department_id == new.department_id)
        taken = (await self._connection.execute(known)).scalars()
        name = short_name(new.title, list(taken))
        values = {
            **_heading(new),
            "short_name": name,
            "state": RoadMapState.ACTIVE.value,
            "kind": new.kind.value,
        }
        return RoadMapId(await insert_one(self._connection, RoadMapRow, values))

    async def change_road_map(self, road_map_id: RoadMapId, new: NewRoadMap) -> None:
        """The heading of a new edition: title, period, order."""
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(**_heading(new)))

    async def set_signers(self, road_map_id: RoadMapId, signers: str) -> None:
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(signers=signers))

    async def monitoring_rules(self, road_map_id: RoadMapId) -> MonitoringRules:
        query = select(RoadMapRow.monitoring).where(RoadMapRow.id == road_map_id)
        return rules_from_json((await self._connection.execute(query)).scalar_one_or_none())

    async def set_monitoring_rules(self, road_map_id: RoadMapId, rules: MonitoringRules) -> None:
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(monitoring=rules_to_json(rules)))

    async def road_map(self, road_map_id: RoadMapId, department_id: UnitId) -> RoadMap | None:
        """A road map of this department; None for anybody else's."""
        query = select(RoadMapRow).where(
            RoadMapRow.id == road_map_id, RoadMapRow.department_id == department_id
        )
        row = (await self._connection.execute(query)).first()
        return restore(RoadMap, row) if row else None

    async def road_map_of(self, road_map_id: RoadMapId) -> RoadMap | None:
        """A road map of whichever department: for what acts by itself."""
        row = (await self._connection.execute(select(RoadMapRow).where(RoadMapRow.id == road_map_id))).first()
        return restore(RoadMap, row) if row else None

    async def hold(self, road_map_id: RoadMapId) -> None:
        """Nobody else changes this plan until the transaction ends; one that only reads holds nothing."""
        if not is_writing(self._connection):
            return
        held = select(RoadMapRow.id).where(RoadMapRow.id == road_map_id).with_for_update(key_share=True)
        await self._connection.execute(held)

    async def road_maps(self, department_id: UnitId) -> Sequence[RoadMap]:
        """The active ones, oldest first."""
        query = select(RoadMapRow).where(
            RoadMapRow.department_id == department_id, RoadMapRow.state == RoadMapState.ACTIVE.value
        )
        return [restore(RoadMap, r) for r in await self._connection.execute(query.order_by(RoadMapRow.id))]

    async def closed_road_maps(self, department_id: UnitId) -> Sequence[RoadMap]:
        """Those in force no more, the latest first."""
        query = select(RoadMapRow).where(
            RoadMapRow.department_id == department_id, RoadMapRow.state == RoadMapState.ARCHIVED.value
        )
        rows = await self._connection.execute(query.order_by(RoadMapRow.id.desc()))
        return [restore(RoadMap, row) for row in rows]

    async def rename_road_map(self, road_map_id: RoadMapId, short_name: str) -> None:
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(short_name=short_name))

    async def archive_road_map(self, road_map_id: RoadMapId) -> None:
        """It is in force no more."""
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(state=RoadMapState.ARCHIVED.value))

    async def reopen_road_map(self, road_map_id: RoadMapId) -> None:
        """It is in force again."""
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(state=RoadMapState.ACTIVE.value))

    async def edition(self, edition_id: EditionId) -> Edition | None:
        query = select(EditionRow).where(EditionRow.id == edition_id)
        row = (await self._connection.execute(query)).first()
        return restore(Edition, row) if row else None

    async def add_edition(self, new: NewEdition) -> EditionId:
        values = {
            "road_map_id": new.road_map_id,
            "number": new.number,
            "file_name": new.file_name,
            "file_key": new.file_key,
            "sha256": new.sha256,
            "approved_by": new.approved_by,
            "approved_at": new.approved_at,
        }
        return EditionId(await insert_one(self._connection, EditionRow, values))

    async def editions(self, road_map_id: RoadMapId) -> Sequence[Edition]:
        query = select(EditionRow).where(EditionRow.road_map_id == road_map_id)
        rows = await self._connection.execute(query.order_by(EditionRow.number))
        return [restore(Edition, row) for row in rows]

    async def keep_places(self, edition_id: EditionId, places: Mapping[MeasureId, MeasurePlace]) -> None:
        """Where the measures stand in the document of this edition."""
        rows = [
            {"edition_id": edition_id, "measure_id": measure_id, "place": place_to_json(place)}
            for measure_id, place in places.items()
        ]
        if rows:
            await insert_new(self._connection, MeasurePlaceRow, rows)

    async def places(self, edition_id: EditionId) -> Mapping[MeasureId, MeasurePlace]:
        """The same; empty for an edition without a document."""
        query = select(MeasurePlaceRow).where(MeasurePlaceRow.edition_id == edition_id)
        rows = await self._connection.execute(query)
        return {MeasureId(row.measure_id): place_from_json(row.place) for row in rows}

    async def add_sections(self, road_map_id: RoadMapId, titles: Sequence[str]) -> Sequence[SectionId]:
        rows = [
            {"road_map_id": road_map_id, "position": position, "title": title}
            for position, title in enumerate(titles)
        ]
        return [SectionId(new) for new in await insert_all(self._connection, SectionRow, rows)]

    async def sections(self, road_map_id: RoadMapId) -> Sequence[Section]:
        query = select(SectionRow).where(SectionRow.road_map_id == road_map_id)
        rows = await self._connection.execute(query.order_by(SectionRow.position, SectionRow.id))
        return [restore(Section, row) for row in rows]

    async def move_sections(self, positions: Mapping[SectionId, int]) -> None:
        await self._update_each(
            SectionRow, [{"row_id": row_id, "position": at} for row_id, at in positions.items()]
        )

    # Measures

    async def add_measures(
        self, road_map_id: RoadMapId, records: Sequence[MeasureRecord]
    ) -> Sequence[MeasureId]:
        rows = [
            {**_measure_values(record), "road_map_id": road_map_id, "is_archived": False}
            for record in records
        ]
        ids = [MeasureId(new) for new in await insert_all(self._connection, MeasureRow, rows)]
        await self._put_words(dict(zip(ids, records, strict=True)))
        return ids

    async def change_measures(self, records: Mapping[MeasureId, MeasureRecord]) -> None:
        for some in slices(list(records)):
            of_these = MeasureWordRow.measure_id.in_(some)
            await self._connection.execute(delete(MeasureWordRow).where(of_these))
        await self._put_words(records)
        await self._update_each(
            MeasureRow,
            [{"row_id": row_id, **_measure_values(record)} for row_id, record in records.items()],
        )

    async def _put_words(self, records: Mapping[MeasureId, MeasureRecord]) -> None:
        """What the measures are found by."""
        rows = [
            {"measure_id": id_, "word": word, "place": place.value}
            for id_, record in records.items()
            for word, place in _found_by(record)
        ]
        for some in slices(rows):
            await self._connection.execute(insert(MeasureWordRow), some)

    async def set_parents(self, parents: Mapping[MeasureId, MeasureId | None]) -> None:
        await self._update_each(
            MeasureRow, [{"row_id": row_id, "parent_id": parent} for row_id, parent in parents.items()]
        )

    async def set_deadline(
        self, measure_ids: Collection[MeasureId], deadline: Deadline, reading: str
    ) -> None:
        statement = update(MeasureRow).where(one_of(MeasureRow.id, measure_ids))
        await self._connection.execute(
            statement.values(deadline=deadline_json.to_json(deadline), reading=reading)
        )

    async def archive_measures(self, measure_ids: Collection[MeasureId]) -> None:
        statement = update(MeasureRow).where(one_of(MeasureRow.id, measure_ids))
        await self._connection.execute(statement.values(is_archived=True))

    async def measure(self, measure_id: MeasureId) -> Measure | None:
        """One measure, in force or archived."""
        row = (await self._connection.execute(select(MeasureRow).where(MeasureRow.id == measure_id))).first()
        return _measure(row) if row else None

    async def bring_measures_back(self, measure_ids: Collection[MeasureId]) -> None:
        """Archived measures are in the plan again."""
        statement = update(MeasureRow).where(one_of(MeasureRow.id, measure_ids))
        await self._connection.execute(statement.values(is_archived=False))

    async def make_room(self, road_map_id: RoadMapId, position: int) -> None:
        """Nothing stands at this position any more: what stood there and after it moves on by one."""
        row = MeasureRow
        statement = update(row).where(row.road_map_id == road_map_id, row.position >= position)
        await self._connection.execute(statement.values(position=row.position + 1))

    async def measures(self, road_map_id: RoadMapId) -> Sequence[Measure]:
        """Those in force, in document order."""
        query = select(MeasureRow).where(MeasureRow.road_map_id == road_map_id, ~MeasureRow.is_archived)
        rows = await self._connection.execute(query.order_by(MeasureRow.position, MeasureRow.id))
        return [_measure(row) for row in rows]

    # Assignments

    async def add_assignments(self, new: Sequence[NewAssignment]) -> None:
        rows = [
            {
                "measure_id": one.measure_id,
                "unit_id": one.unit_id,
                "person_id": one.person_id,
                "kind": one.kind.value,
                "days_earlier": one.days_earlier,
                "is_archived": False,
            }
            for one in new
        ]
        await insert_all(self._connection, AssignmentRow, rows)

    async def assignments(self, road_map_id: RoadMapId) -> Sequence[Assignment]:
        """Those in force of measures in force, in the order they were named."""
        query = (
            _of_road_map(select(AssignmentRow), AssignmentRow, road_map_id)
            .where(~AssignmentRow.is_archived)
            .order_by(AssignmentRow.id)
        )
        return [restore(Assignment, row) for row in await self._connection.execute(query)]

    async def archive_assignments(self, assignment_ids: Collection[AssignmentId]) -> None:
        statement = update(AssignmentRow).where(one_of(AssignmentRow.id, assignment_ids))
        await self._connection.execute(statement.values(is_archived=True))

    async def pass_assignments(
        self,
        source: tuple[UnitId | None, PersonId | None],
        target: tuple[UnitId | None, PersonId | None],
        only: MeasureId | None = None,
    ) -> None:
        """Measures the first answers for are the second's; where it has the measure already, once.

        `only`: this one of them.
        """
        named = await self._named(target)
        kept: list[AssignmentId] = []
        doubled: list[tuple[AssignmentId, MeasureId, str]] = []
        for row in await self._connection.execute(_assigned_to(source)):
            if only not in (None, row.measure_id):
                continue
            if row.measure_id in named:
                doubled.append((row.id, row.measure_id, row.kind))
            else:
                kept.append(row.id)
        statement = update(AssignmentRow).where(one_of(AssignmentRow.id, kept))
        await self._connection.execute(statement.values(unit_id=target[0], person_id=target[1]))
        await self.archive_assignments([assignment_id for assignment_id, *_ in doubled])
        leading = [measure for _, measure, kind in doubled if kind == AssignmentKind.MAIN]
        statement = update(AssignmentRow).where(one_of(AssignmentRow.id, [named[each] for each in leading]))
        await self._connection.execute(statement.values(kind=AssignmentKind.MAIN.value))

    async def count_assigned(self, unit_id: UnitId) -> int:
        """How many measures in force of road maps in force name this unit."""
        query = (
            select(func.count(func.distinct(MeasureRow.id)))
            .join(AssignmentRow, AssignmentRow.measure_id == MeasureRow.id)
            .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
            .where(
                AssignmentRow.unit_id == unit_id,
                ~AssignmentRow.is_archived,
                ~MeasureRow.is_archived,
                RoadMapRow.state == RoadMapState.ACTIVE.value,
            )
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def _named(self, who: tuple[UnitId | None, PersonId | None]) -> dict[MeasureId, AssignmentId]:
        return {row.measure_id: row.id for row in await self._connection.execute(_assigned_to(who))}

    async def change_assignments(self, kinds: Mapping[AssignmentId, tuple[AssignmentKind, int]]) -> None:
        """Who is the main executor now, and how much earlier each co-executor owes it."""
        rows = [
            {"row_id": row_id, "kind": kind.value, "days_earlier": days}
            for row_id, (kind, days) in kinds.items()
        ]
        await self._update_each(AssignmentRow, rows)

    # Control points

    async def add_control_points(self, new: Sequence[NewControlPoint]) -> None:
        """Add control points; those that are there already are left as they are."""
        rows = [{"measure_id": one.measure_id, **_window(one)} for one in new]
        if rows:
            await insert_new(self._connection, ControlPointRow, rows)

    async def move_control_point(self, control_point_id: ControlPointId, to: NewControlPoint) -> None:
        statement = update(ControlPointRow).where(ControlPointRow.id == control_point_id)
        await self._connection.execute(statement.values(**_window(to)))

    async def control_points(self, road_map_id: RoadMapId) -> Sequence[ControlPoint]:
        query = _of_road_map(select(ControlPointRow), ControlPointRow, road_map_id)
        rows = await self._connection.execute(query.order_by(ControlPointRow.first_on, ControlPointRow.id))
        return [restore(ControlPoint, row) for row in rows]

    async def outside_schools(self, alias: str) -> Sequence[OutsideSchool]:
        """Active schools, of any department, missing from the group its department keeps under this alias."""
        return [
            OutsideSchool(department_id=UnitId(r[0]), group_id=UnitId(r[1] or 0), school_id=UnitId(r[2]))
            for r in await self._connection.execute(_OUTSIDE_SCHOOLS, {"alias": alias})
        ]

    # Rows in bulk

    async def _update_each(self, table: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
            statement = update(table).where(table.id == bindparam("row_id")).values(**changed)
            await self._connection.execute(statement, list(rows))


def _assigned_to(who: tuple[UnitId | None, PersonId | None]) -> Select[Any]:
    unit_id, person_id = who
    is_theirs = AssignmentRow.unit_id == unit_id if unit_id else AssignmentRow.person_id == person_id
    return select(AssignmentRow).where(is_theirs, ~AssignmentRow.is_archived)


def _of_road_map(query: Select[Any], table: Any, road_map_id: RoadMapId) -> Select[Any]:
    """Rows that hang on the measures in force."""
    return query.join(MeasureRow, MeasureRow.id == table.measure_id).where(
        MeasureRow.road_map_id == road_map_id, ~MeasureRow.is_archived
    )


def _heading(new: NewRoadMap) -> dict[str, Any]:
    return {
        "department_id": new.department_id,
        "title": new.title,
        "period_start": new.period_start,
        "period_end": new.period_end,
        "approval_number": new.approval_number,
        "approval_on": new.approval_on,
        "rule_set": new.rule_set,
    }


def _found_by(record: MeasureRecord) -> list[tuple[str, Found]]:
    words = words_of(record.title, f"{record.result} {record.responsible_text}")
    number = number_of(record.number)
    return [*words.items(), *([(number, Found.NUMBER)] if number else [])]


def _measure_values(record: MeasureRecord) -> dict[str, Any]:
    return {
        "section_id": record.section_id,
        "position": record.position,
        "number": record.number,
        "title": record.title,
        "result": record.result,
        "deadline_text": record.deadline_text,
        "deadline": deadline_json.to_json(record.deadline),
        "reading": record.reading,
        "responsible_text": record.responsible_text,
        "attributes": {k: v if isinstance(v, str) else _plain(v) for k, v in record.attributes.items()},
        "pace": record.pace.value,
        "evidence": record.evidence.value,
        "completion_rule": record.completion_rule.value,
        "standing": record.standing.value,
        "standing_reason": record.standing_reason,
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _measure(row: Any) -> Measure:
    values = dict(row._mapping)
    values["deadline"] = deadline_json.from_json(values["deadline"])
    values["pace"] = ControlPace(values["pace"])
    values["evidence"] = EvidenceRule(values["evidence"])
    values["completion_rule"] = CompletionRule(values["completion_rule"])
    values["standing"] = MeasureStanding(values["standing"])
    return Measure(**{name: values[name] for name in Measure.__dataclass_fields__})


def _window(new: NewControlPoint) -> dict[str, Any]:
    return {
        "first_on": new.first_on,
        "last_on": new.last_on,
        "original_due_on": new.original_due_on,
        "due_on": new.due_on,
    }
