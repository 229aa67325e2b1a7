"""What the totals say is what a plain count over a generated district says."""

from collections import Counter
from itertools import chain, product
from typing import Any

import pytest

from roadmap.control.boards import OverdueCounts, Tally
from roadmap.control.duty import SILENT, WAITING_FOR_ASSIGNEE, DutyState
from roadmap.people.persons import Actor
from storage.unit_of_work import Store
from tests.curators import curator_of
from tests.databases import both_databases
from tests.generated_district import TODAY, GeneratedDistrict, generate

pytestmark = both_databases

EVERYTHING = 10_000


def watching(district: GeneratedDistrict, *roots: int) -> Actor:
    return curator_of(district.department_of(roots[0]), *roots)


def everybody(district: GeneratedDistrict) -> list[Actor]:
    """Who watches one unit each, and who watches two of one department."""
    singles = [watching(district, unit) for unit in district.parents]
    pairs = [
        watching(district, one, other)
        for one, other in product(list(district.parents)[::5], repeat=2)
        if district.department_of(one) == district.department_of(other)
    ]
    return [*singles, *pairs]


def standing(duty: dict[str, Any]) -> str:
    state, owed_by = DutyState(duty["state"]), duty["owed_by"]
    if state in (DutyState.ACCEPTED, DutyState.CLOSED_UNDONE, DutyState.PAUSED):
        return state.value
    if state is DutyState.REPORTED or (state in WAITING_FOR_ASSIGNEE and duty["stopped_on"]):
        return "late" if duty["due_on"] and not duty["stopped_on"] else "waiting"
    if state not in WAITING_FOR_ASSIGNEE:
        return "withdrawn"
    if duty["due_on"] is None:
        return "passed" if duty["original_due_on"] else "ongoing"
    if owed_by >= TODAY:
        return "in_time"
    return "silent" if state in SILENT else state.value


def tally_of(duties: list[dict[str, Any]]) -> Tally:
    counted = Counter(standing(duty) for duty in duties)
    return Tally(
        overdue=OverdueCounts(**{name: counted[name] for name in ("silent", "returned", "partial")}),
        waiting=counted["waiting"] + counted["late"],
        **{
            name: counted[name]
            for name in ("in_time", "ongoing", "passed", "late", "accepted", "closed_undone", "paused")
        },
    )


@pytest.mark.parametrize("seed", range(3))
async def test_the_tally_counts_each_duty_once_where_it_stands(store: Store, seed: int) -> None:
    district = await generate(store, seed)
    async with store.read() as uow:
        for who in everybody(district):
            watched = [duty for duty in district.duties if district.is_under(duty["home_unit_id"], who.roots)]
            assert await uow.boards.tally(who, TODAY) == tally_of(watched)


@pytest.mark.parametrize("seed", range(3))
async def test_units_with_anything_overdue_come_the_longest_overdue_first(store: Store, seed: int) -> None:
    district = await generate(store, seed)
    async with store.read() as uow:
        for who in everybody(district):
            overdue: dict[int, list[dict[str, Any]]] = {}
            for duty in district.duties:
                is_late = standing(duty) in ("silent", "returned", "partial")
                if is_late and district.is_under(duty["home_unit_id"], who.roots):
                    overdue.setdefault(duty["home_unit_id"], []).append(duty)
            expected = sorted(
                (min(duty["owed_by"] for duty in duties), district.units[unit], unit, len(duties))
                for unit, duties in overdue.items()
            )
            assert await uow.boards.count_overdue_units(who.roots, TODAY) == len(expected)
            pages = [
                await uow.boards.overdue_units(who.roots, TODAY, limit=4, offset=offset)
                for offset in range(0, len(expected), 4)
            ]
            found = [(u.oldest_on, u.unit, int(u.unit_id), u.overdue.total) for u in chain(*pages)]
            assert found == expected


@pytest.mark.parametrize("seed", range(3))
async def test_units_are_silent_where_nobody_can_be_told_of_what_they_owe(store: Store, seed: int) -> None:
    district = await generate(store, seed)
    async with store.read() as uow:
        for who in everybody(district):
            owed = Counter(
                duty["home_unit_id"]
                for duty in district.duties
                if DutyState(duty["state"]) in WAITING_FOR_ASSIGNEE
                and district.is_under(duty["home_unit_id"], who.roots)
                and not any(map(district.is_told, assignees(district, duty)))
            )
            found = await uow.boards.silent_units(who, limit=EVERYTHING)
            assert {unit.unit_id: unit.duties for unit in found} == owed
            assert {unit.unit_id: unit.absent for unit in found} == {
                unit: absent(district, unit) for unit in owed
            }
            assert [unit.duties for unit in found] == sorted(owed.values(), reverse=True)
            assert await uow.boards.count_silent_units(who) == len(owed)


def assignees(district: GeneratedDistrict, duty: dict[str, Any]) -> list[int]:
    return [duty["person_id"]] if duty["person_id"] else district.executors(duty["unit_id"])


def absent(district: GeneratedDistrict, unit: int) -> int:
    active = {person["id"] for person in district.persons if person["is_active"]}
    return sum(person in active and not district.is_told(person) for person in district.executors(unit))
