"""How many duties a document under review will make, by unit and month."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.planned_points import Laying, planned_points
from roadmap.ids import UnitId
from roadmap.imports.answering import rows_with_duty
from roadmap.imports.proposal import ProposedMeasure
from roadmap.imports.questions import Assigned, Import
from roadmap.people.persons import ALL_SCHOOLS, UnitKind
from roadmap.plan.duty_forecast import PlannedMeasure, duty_forecast
from roadmap.plan.load_map import YearAndMonth, load_map
from services.imports.names_on_desk import names_on_desk
from services.imports.preview_views import Forecast
from services.imports.resolving import Resolution
from storage.unit_of_work import UnitOfWork

MOST_NAMED = 5
MOST_IN_PICTURE = 16


async def forecast(
    uow: UnitOfWork, imported: Import, answered: Resolution, names: Mapping[Assigned, str], today: date
) -> Forecast | None:
    """The duties of everybody named so far; None while the plan has no period."""
    if answered.period is None:
        return None
    laying = Laying(period=answered.period, given_on=today, rules=answered.rules)
    members = await _members(uow, imported.department_id)
    measures = imported.proposal.measures
    rows = sorted(rows_with_duty(measures))
    planned = [_planned(row, measures[row], answered, laying, members, today) for row in rows]
    found = duty_forecast(planned)
    return Forecast(
        total=found.total,
        undated=found.undated,
        by_unit=tuple((names.get(who, ""), count) for who, count in found.by_unit.items())[:MOST_NAMED],
        by_month=tuple((date(year, month, 1), count) for (year, month), count in found.by_month.items()),
        heavy=tuple((measure_name(measures[row]), count) for row, count in found.heavy.items())[:MOST_NAMED],
        routine=sum(_is_left_to_monitoring(measures[row], answered) for row in rows),
        unassigned=sum(not measure.answering for measure in planned),
        load=load_map(_named(found.by_unit_and_month, names), MOST_IN_PICTURE),
    )


def _named(
    found: Mapping[tuple[Assigned, YearAndMonth], int], names: Mapping[Assigned, str]
) -> Mapping[tuple[str, YearAndMonth], int]:
    counts = Counter[tuple[str, YearAndMonth]]()
    for (who, month), count in found.items():
        counts[names.get(who, ""), month] += count
    return counts


def measure_name(measure: ProposedMeasure) -> str:
    return f"{measure.number} {measure.title}".strip()


def _planned(
    row: int,
    measure: ProposedMeasure,
    answered: Resolution,
    laying: Laying,
    members: Mapping[UnitId, Sequence[UnitId]],
    today: date,
) -> PlannedMeasure[Assigned]:
    answering = dict.fromkeys(
        who for assigned in answered.assignees(measure) for who in _answering(assigned, members)
    )
    points = planned_points(answered.planned(measure), laying, today)
    return PlannedMeasure(row=row, points=points, answering=tuple(answering))


def _answering(assigned: Assigned, members: Mapping[UnitId, Sequence[UnitId]]) -> Iterator[Assigned]:
    """Each member of a group; the group itself while it has none."""
    found = members.get(assigned.unit_id, ()) if assigned.unit_id is not None else ()
    yield from (Assigned(unit_id=member) for member in found)
    if not found:
        yield assigned


def _is_left_to_monitoring(measure: ProposedMeasure, answered: Resolution) -> bool:
    return measure.pace in (None, ControlPace.ROUTINE) and is_routine(answered.deadline(measure))


async def _members(uow: UnitOfWork, department_id: UnitId) -> dict[UnitId, Sequence[UnitId]]:
    units = (await names_on_desk(uow, department_id)).units
    present = {unit.id for unit in units}
    members: dict[UnitId, Sequence[UnitId]] = {
        unit.id: [one for one in await uow.people.members(unit.id) if one in present]
        for unit in units
        if unit.kind is UnitKind.GROUP
    }
    all_schools = (await uow.spellings.known(department_id)).get(ALL_SCHOOLS)
    if all_schools is not None and all_schools.unit_id in members:  # those the document brings, too
        members[all_schools.unit_id] = [unit.id for unit in units if unit.kind is UnitKind.SCHOOL]
    return members
