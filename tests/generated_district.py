"""A district drawn by chance, laid straight into the tables, so that Python can count it too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from roadmap.control.duty import DutyState, ReportOutcome, ReportSource
from roadmap.deadlines.deadline import Dated, Month
from roadmap.deadlines.deadline_json import to_json
from roadmap.monitoring.campaign import CampaignState
from roadmap.people.persons import AccountState, Role, UnitKind
from roadmap.people.place import TELEGRAM
from storage.control.tables import DutyRow, ExecutionReportRow
from storage.monitoring.tables import CampaignItemRow, CampaignRow
from storage.people.tables import AccountRow, MembershipRow, PersonRow
from storage.plan.tables import AssignmentRow, ControlPointRow, EditionRow, MeasureRow, RoadMapRow
from storage.row import Row
from storage.unit_of_work import Store
from tests.clock import ZONE

TODAY = date(2026, 9, 15)
DEADLINE = to_json(Dated(times=(Month(month=9),)))
Values = dict[str, Any]


@dataclass(kw_only=True)
class GeneratedDistrict:
    """Two departments; `parents` of the units, rows of the others as they were laid."""

    departments: list[int]
    parents: dict[int, int | None]
    units: dict[int, str] = field(default_factory=dict)
    persons: list[Values] = field(default_factory=list)
    accounts: list[Values] = field(default_factory=list)
    memberships: list[Values] = field(default_factory=list)
    points: list[Values] = field(default_factory=list)
    measures: list[Values] = field(default_factory=list)
    duties: list[Values] = field(default_factory=list)
    campaigns: list[Values] = field(default_factory=list)
    items: list[Values] = field(default_factory=list)
    reports: list[Values] = field(default_factory=list)

    def is_under(self, unit: int | None, roots: Iterable[int]) -> bool:
        return unit is not None and (unit in roots or self.is_under(self.parents[unit], roots))

    def department_of(self, unit: int) -> int:
        parent = self.parents[unit]
        return unit if parent is None else self.department_of(parent)

    def is_told(self, person: int) -> bool:
        """Whether the person is still there and has a chat the bot may write to."""
        is_active = any(each["id"] == person and each["is_active"] for each in self.persons)
        return is_active and any(
            account["person_id"] == person and account["state"] == AccountState.ACTIVE.value
            for account in self.accounts
        )

    def executors(self, unit: int) -> list[int]:
        return [each["person_id"] for each in self.memberships if each["unit_id"] == unit]


async def generate(store: Store, seed: int, duties: int = 400) -> GeneratedDistrict:
    random = Random(seed)
    district = await _units(store, random)
    _people(district, random)
    _plan(district, random)
    _duties(district, random, duties)
    _campaigns(district)
    _reports(district, random)
    laid: list[tuple[type[Row], list[Values]]] = [
        (PersonRow, district.persons),
        (AccountRow, district.accounts),
        (MembershipRow, district.memberships),
        (RoadMapRow, [_road_map(number) for number in district.departments]),
        (EditionRow, [_edition(number) for number in district.departments]),
        (MeasureRow, district.measures),
        (AssignmentRow, [_assignment(measure) for measure in district.measures]),
        (ControlPointRow, district.points),
        (DutyRow, district.duties),
        (CampaignRow, district.campaigns),
        (CampaignItemRow, district.items),
        (ExecutionReportRow, district.reports),
    ]
    async with store.engine.begin() as connection:
        for table, rows in laid:
            await connection.execute(insert(table), rows)
    return district


async def _units(store: Store, random: Random) -> GeneratedDistrict:
    """Departments, clusters in them, schools in the one or the other."""
    async with store.write() as uow:
        departments = [int(await uow.people.add_department(f"Отдел № {n}", ZONE)) for n in (1, 2)]
        district = GeneratedDistrict(departments=departments, parents=dict.fromkeys(departments))
        for department in departments:
            under = [department]
            for n in range(12):
                parent = random.choice(under)
                name = f"Школа {department}-{n}"
                unit = await uow.people.add_unit(department, parent, name, UnitKind.SCHOOL, ZONE)  # type: ignore[arg-type]
                district.parents[unit] = parent
                district.units[unit] = name
                if random.random() < 0.3:
                    under.append(unit)
            district.units[department] = f"Отдел № {departments.index(department) + 1}"
        await uow.commit()
    return district


def _people(district: GeneratedDistrict, random: Random) -> None:
    for number, unit in enumerate(random.choices(list(district.parents), k=40), start=1):
        department = district.department_of(unit)
        district.persons.append(
            {
                "id": number,
                "department_id": department,
                "name": f"Сотрудник {number}",
                "post": "",
                "is_active": random.random() < 0.8,
            }
        )
        if random.random() < 0.6:
            state = random.choice(list(AccountState)).value
            account = {"person_id": number, "channel": TELEGRAM, "chat_id": number, "state": state}
            district.accounts.append({**account, "bound_at": _moment(TODAY)})
        held = {"person_id": number, "unit_id": unit, "role": Role.EXECUTOR.value}
        district.memberships.append(held)


def _plan(district: GeneratedDistrict, random: Random) -> None:
    for number in range(1, 25):
        department = random.choice(district.departments)
        district.measures.append(_measure(number, department, is_archived=random.random() < 0.1))
        first_on = TODAY + timedelta(days=random.randint(-60, 40))
        due_on = random.choice([None, first_on + timedelta(days=random.randint(0, 40))])
        span = {"first_on": first_on, "last_on": due_on or first_on + timedelta(days=80)}
        days = {"original_due_on": due_on, "due_on": due_on}
        district.points.append({"id": number, "measure_id": number, **span, **days})


def _duties(district: GeneratedDistrict, random: Random, count: int) -> None:
    seen = set()
    departments = {measure["id"]: measure["road_map_id"] for measure in district.measures}
    for _ in range(count):
        point = random.choice(district.points)
        department = departments[point["id"]]
        unit = random.choice([u for u in district.parents if district.department_of(u) == department])
        staff = [p["id"] for p in district.persons if p["department_id"] == department]
        person = random.choice(staff) if random.random() < 0.3 else None
        if (point["id"], unit, person) in seen or (point["id"], person) in seen:
            continue
        seen |= {(point["id"], unit, person)} | ({(point["id"], person)} if person else set())
        district.duties.append(_duty(len(district.duties) + 1, point, department, unit, person, random))


def _duty(
    number: int, point: Values, department: int, unit: int, person: int | None, random: Random
) -> Values:
    state = random.choice(list(DutyState))
    original = point["original_due_on"]
    is_passed = original is not None and random.random() < 0.1
    due_on = None if is_passed else original
    owed_by = due_on + timedelta(days=random.choice([0, 0, 5])) if due_on else None
    is_stopped = owed_by is not None and random.random() < 0.2
    return {
        "id": number,
        "department_id": department,
        "road_map_id": department,
        "measure_id": point["measure_id"],
        "control_point_id": point["id"],
        "assignment_id": point["measure_id"],
        "unit_id": None if person else unit,
        "person_id": person,
        "home_unit_id": unit,
        "state": state.value,
        "version": 1,
        "revision": 1,
        "original_due_on": original,
        "due_on": due_on,
        "owed_by": owed_by,
        "stopped_on": TODAY - timedelta(days=3) if is_stopped else None,
    }


def _campaigns(district: GeneratedDistrict) -> None:
    """One of each department's map that goes on today; every unit of it is asked."""
    for department in district.departments:
        district.campaigns.append(
            {
                "id": department,
                "road_map_id": department,
                "department_id": department,
                "first_on": date(2026, 7, 1),
                "last_on": date(2026, 9, 30),
                "rhythm": "quarterly",
                "answers_from": _moment(TODAY - timedelta(days=3)),
                "opens_at": _moment(TODAY - timedelta(days=3)),
                "nudges_at": _moment(TODAY + timedelta(days=1)),
                "closes_at": _moment(TODAY + timedelta(days=3)),
                "state": CampaignState.OPEN.value,
            }
        )
    district.items += [
        {"id": unit, "campaign_id": district.department_of(unit), "unit_id": unit, "person_id": None}
        for unit in district.parents
    ]


def _reports(district: GeneratedDistrict, random: Random) -> None:
    """By way of the campaign or of the chat, in its days or not, some of them taken back."""
    authors = [person["id"] for person in district.persons]
    for duty in district.duties:
        for version in range(1, random.choice([1, 1, 2, 4])):
            is_answer = random.random() < 0.5
            sent_on = TODAY + timedelta(days=random.randint(-6, 6))
            district.reports.append(
                {
                    "id": len(district.reports) + 1,
                    "duty_id": duty["id"],
                    "version": version,
                    "outcome": random.choice(list(ReportOutcome)).value,
                    "remaining": "",
                    "text": "Сделано",
                    "author_id": random.choice(authors),
                    "source": (ReportSource.CAMPAIGN if is_answer else ReportSource.CHAT).value,
                    "campaign_item_id": duty["home_unit_id"] if is_answer else None,
                    "state_before": DutyState.OPEN.value,
                    "created_at": _moment(sent_on),
                    "retracted_at": _moment(sent_on) if random.random() < 0.2 else None,
                }
            )


def _road_map(department: int) -> Values:
    return {
        "id": department,
        "department_id": department,
        "title": "План мероприятий",
        "short_name": "План",
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 12, 31),
        "rule_set": "literal",
        "state": "active",
    }


def _edition(road_map: int) -> Values:
    file = {"file_name": "план.docx", "file_key": "-", "sha256": "-"}
    return {"road_map_id": road_map, "number": 1, **file, "approved_at": _moment(date(2026, 1, 1))}


def _measure(number: int, road_map: int, *, is_archived: bool) -> Values:
    return {
        "id": number,
        "road_map_id": road_map,
        "position": number,
        "number": f"1.{number}",
        "title": f"Мероприятие {number}",
        "result": "",
        "deadline_text": "сентябрь",
        "deadline": DEADLINE,
        "reading": "сентябрь",
        "responsible_text": "Руководители ОО",
        "attributes": {},
        "completion_rule": "all",
        "is_archived": is_archived,
    }


def _assignment(measure: Values) -> Values:
    number, unit = measure["id"], measure["road_map_id"]
    return {"id": number, "measure_id": number, "unit_id": unit, "kind": "main", "is_archived": False}


def _moment(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)
