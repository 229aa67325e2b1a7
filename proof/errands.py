"""What must have come of each errand of the office, once and not twice, by what the database holds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from proof.draw import ErrandKind
from proof.office import ADDED, DOCUMENT_TITLES, Story
from storage.control.tables import DutyRow
from storage.imports.tables import ImportRow
from storage.plan.tables import EditionRow, MeasureRow, PlanTableReturnRow
from storage.process.tables import AuditRow
from storage.row import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Everything documents and tables have left."""

    imports: Sequence[ImportRow] = ()
    editions: Sequence[EditionRow] = ()
    measures: Sequence[MeasureRow] = ()
    duties: Sequence[DutyRow] = ()
    returns: Sequence[PlanTableReturnRow] = ()


NO_PLANS = Plans()


async def all_of(connection: AsyncConnection, table: type[R]) -> Sequence[R]:
    """Every row; not mapped, yet with the same names."""
    return (await connection.execute(select(table))).all()  # type: ignore[return-value]


async def read_plans(connection: AsyncConnection) -> Plans:
    return Plans(
        imports=await all_of(connection, ImportRow),
        editions=await all_of(connection, EditionRow),
        measures=await all_of(connection, MeasureRow),
        duties=await all_of(connection, DutyRow),
        returns=await all_of(connection, PlanTableReturnRow),
    )


def broken_promises(story: Story, plans: Plans, audit: Sequence[AuditRow]) -> list[str]:
    """What was lost or doubled of this errand, in words."""
    errand = story.errand
    told = [] if story.is_done else ["not done"]
    match errand.kind:
        case ErrandKind.IMPORT:
            told += _put_in_force(story, plans, audit, DOCUMENT_TITLES)
        case ErrandKind.ROLL:
            before = [one.title for one in _measures(plans, errand.road_map_id) if one.title != ADDED]
            told += _put_in_force(story, plans, audit, before)
        case ErrandKind.TABLE:
            told += _applied(story, plans, audit)
        case ErrandKind.EXPORT:
            said = [
                one
                for one in audit
                if (one.action, one.subject_id) == ("report.exported", errand.road_map_id)
            ]
            told += [] if said and story.files else [f"{story.files} files, {len(said)} times on record"]
    return [f"{errand.kind} of {errand.chat_id}: {what}" for what in told]


def _put_in_force(
    story: Story, plans: Plans, audit: Sequence[AuditRow], titles: Sequence[str]
) -> Iterator[str]:
    """The document lies on the desk once; its plan is in force once, with each measure and duty once."""
    chosen = next((one for one in plans.imports if one.id == story.import_id), None)
    if chosen is None or chosen.state != "approved" or chosen.road_map_id is None:
        yield f"import {story.import_id} is {chosen.state if chosen else 'lost'}"
        return
    alike = [
        one.id
        for one in plans.imports
        if (one.department_id, one.file_name) == (chosen.department_id, chosen.file_name)
    ]
    if len(alike) != 1:
        yield f"on the desk as {alike}"
    road_map_id = chosen.road_map_id
    editions = sum(one.road_map_id == road_map_id for one in plans.editions)
    said = sum((one.action, one.subject_id) == ("road_map.approved", road_map_id) for one in audit)
    if (editions, said) != (1, 1):
        yield f"{editions} editions, approved {said} times"
    yield from _each_once(plans, road_map_id, titles)


def _applied(story: Story, plans: Plans, audit: Sequence[AuditRow]) -> Iterator[str]:
    """The table came back once and was taken once: its new measure is there once."""
    states = [one.state for one in plans.returns if one.file_name == story.file_name]
    if states != ["applied"]:
        yield f"returned as {states}"
    yield from _each_once(plans, story.errand.road_map_id, [ADDED])
    ids = {one.id for one in _measures(plans, story.errand.road_map_id) if one.title == ADDED}
    said = sum(one.action == "measure.added" and one.subject_id in ids for one in audit)
    if said != 1:
        yield f"added {said} times by the audit"


def _each_once(plans: Plans, road_map_id: int, titles: Sequence[str]) -> Iterator[str]:
    """Each of these measures is in the plan once, and every organisation owes it once."""
    found = _measures(plans, road_map_id)
    for title in titles:
        alike = [one.id for one in found if one.title == title]
        if len(alike) != 1:
            yield f"«{title}» {len(alike)} times"
    owed = Counter((one.measure_id, one.unit_id) for one in plans.duties if one.road_map_id == road_map_id)
    yield from (f"duty {key} {times} times" for key, times in owed.items() if times > 1)
    idle = {one.id for one in found if one.title in titles} - {measure for measure, _ in owed}
    yield from (f"nobody owes measure {measure_id}" for measure_id in sorted(idle))


def _measures(plans: Plans, road_map_id: int) -> list[MeasureRow]:
    return [one for one in plans.measures if one.road_map_id == road_map_id]
