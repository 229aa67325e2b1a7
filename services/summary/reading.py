"""Reading what a summary is made of, slice by slice: a road map may have a hundred thousand duties."""

from collections.abc import AsyncIterator, Collection
from datetime import date

from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import RoadMapId, UnitId
from roadmap.summary.summary_views import SummaryDuty, standing_of
from storage.mapping import Sharing
from storage.unit_of_work import UnitOfWork

SLICE = 1_000
"""Duties read at once: between two slices the chats go on, and no more rows than this are held as rows."""


async def read_duties(
    uow: UnitOfWork,
    road_map_id: RoadMapId,
    roots: Collection[UnitId] | None,
    today: date,
    time_zone: str,
) -> list[SummaryDuty]:
    """Every duty of the units under `roots`, or all, in the order of the document, with its reports."""
    kept, found = Sharing(), list[SummaryDuty]()
    async for lines in _slices(uow, road_map_id, roots, kept):
        ids = [line.id for line in lines]
        reports = await uow.summaries.reports(ids, time_zone, kept)
        main = await uow.summaries.main_duties(ids)
        found += [
            SummaryDuty(
                duty=line,
                standing=standing_of(line, today),
                is_main=line.id in main,
                reports=tuple(reports.get(line.id, ())),
            )
            for line in lines
        ]
    return found


async def _slices(
    uow: UnitOfWork, road_map_id: RoadMapId, roots: Collection[UnitId] | None, kept: Sharing
) -> AsyncIterator[list[DutyLine]]:
    for measure_ids in await uow.summaries.measures_in_slices(road_map_id, SLICE):
        where, offset = DutyFilter(road_map_id=road_map_id, roots=roots, measure_ids=measure_ids), 0
        while lines := list(await uow.duties.lines(where, limit=SLICE, offset=offset, kept=kept)):
            yield lines
            offset += SLICE
            if len(lines) < SLICE:
                break
