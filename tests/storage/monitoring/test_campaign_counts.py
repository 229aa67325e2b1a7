"""Who was asked and who has answered, as a plain count over a generated district says it."""

from typing import Any

import pytest
from sqlalchemy import update

from roadmap.control.duty import NOT_OWED, WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome
from roadmap.ids import CampaignId, PersonId, UnitId
from roadmap.monitoring.campaign import Campaign, CampaignState
from roadmap.monitoring.campaign_rows import EVERYBODY, AskedOf
from storage.control.tables import DutyRow
from storage.plan.tables import MeasureRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.generated_district import GeneratedDistrict, generate

pytestmark = both_databases
Row = dict[str, Any]


def stands_in_plan(district: GeneratedDistrict, campaign: Campaign, duty: Row) -> bool:
    point = district.points[duty["control_point_id"] - 1]
    measure = district.measures[duty["measure_id"] - 1]
    return point["first_on"] <= campaign.last_on and not measure["is_archived"]


def was_asked(district: GeneratedDistrict, campaign: Campaign, duty: Row) -> bool:
    goes_on = district.points[duty["control_point_id"] - 1]["last_on"] >= campaign.first_on
    is_owed = DutyState(duty["state"]) in WAITING_FOR_ASSIGNEE
    is_wanted = duty["original_due_on"] is not None or goes_on
    return is_owed and is_wanted and stands_in_plan(district, campaign, duty)


def answer_to(district: GeneratedDistrict, campaign: Campaign, duty: Row) -> Row | None:
    """The latest report of the duty that was not taken back."""
    items = {item["id"] for item in district.items if item["campaign_id"] == campaign.id}
    found = [
        report
        for report in district.reports
        if report["duty_id"] == duty["id"] and report["retracted_at"] is None
        if report["campaign_item_id"] in items
        or (
            report["campaign_item_id"] is None
            and campaign.opens_at <= report["created_at"] <= campaign.closes_at
        )
    ]
    return max(found, key=lambda report: report["id"], default=None)


def asked(district: GeneratedDistrict, campaign: Campaign, frozen: set[int] | None) -> dict[int, Row | None]:
    """The duties asked about with their answers."""
    found = {}
    for duty in district.duties:
        if duty["road_map_id"] != campaign.road_map_id:
            continue
        answer = answer_to(district, campaign, duty)
        is_asked = was_asked(district, campaign, duty) if frozen is None else duty["id"] in frozen
        is_left_out = DutyState(duty["state"]) in NOT_OWED
        is_answered = answer is not None and not is_left_out and stands_in_plan(district, campaign, duty)
        if is_asked or is_answered:
            found[duty["id"]] = answer
    return found


def scopes(district: GeneratedDistrict) -> list[tuple[AskedOf, Any]]:
    """Whose questions, and which duties these are."""
    found: list[tuple[AskedOf, Any]] = [(EVERYBODY, lambda duty: True)]
    for unit in list(district.parents)[::3]:
        roots = AskedOf(roots=(UnitId(unit),))
        found.append((roots, lambda duty, unit=unit: district.is_under(duty["home_unit_id"], (unit,))))
        few = AskedOf(unit_ids=(UnitId(unit),), person_ids=(PersonId(unit),))
        found.append((few, lambda duty, unit=unit: unit in (duty["unit_id"], duty["person_id"])))
    return found


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_asked_and_answered_is_counted_by_addressee(store: Store, seed: int) -> None:
    district = await generate(store, seed)
    for department in district.departments:
        await check(store, district, CampaignId(department), None)


@pytest.mark.parametrize("seed", range(3))
async def test_after_the_close_what_had_been_asked_is_counted(store: Store, seed: int) -> None:
    district = await generate(store, seed)
    for department in district.departments:
        frozen = await close(store, district, CampaignId(department))
        await turn_over(store, district, department)
        await check(store, district, CampaignId(department), frozen)


async def close(store: Store, district: GeneratedDistrict, campaign_id: CampaignId) -> set[int]:
    async with store.write() as uow:
        header = await uow.campaigns.get(campaign_id)
        assert header is not None
        await uow.campaign_answers.freeze(header.campaign)
        await uow.campaigns.change_state(header.campaign, CampaignState.CLOSED)
        await uow.commit()
    return set(asked(district, header.campaign, None))


async def turn_over(store: Store, district: GeneratedDistrict, department: int) -> None:
    """Afterwards a third of the duties is taken back, and a measure is dropped."""
    async with store.engine.begin() as connection:
        for duty in district.duties[::3]:
            duty["state"] = DutyState.WITHDRAWN.value
            await connection.execute(
                update(DutyRow).where(DutyRow.id == duty["id"]).values(state=duty["state"])
            )
        dropped = next(each for each in district.measures if each["road_map_id"] == department)
        dropped["is_archived"] = True
        await connection.execute(
            update(MeasureRow).where(MeasureRow.id == dropped["id"]).values(is_archived=True)
        )


async def check(
    store: Store, district: GeneratedDistrict, campaign_id: CampaignId, frozen: set[int] | None
) -> None:
    duties = {duty["id"]: duty for duty in district.duties}
    async with store.read() as uow:
        header = await uow.campaigns.get(campaign_id)
        assert header is not None
        campaign = header.campaign
        answers = asked(district, campaign, frozen)
        for of, is_of in scopes(district):
            expected = {number: answer for number, answer in answers.items() if is_of(duties[number])}
            assert set(await uow.campaign_answers.asked(campaign, of)) == set(expected)
            given = await uow.campaign_answers.answers(campaign, of)
            assert {each.duty_id: each.report_id for each in given} == {
                number: answer["id"] for number, answer in expected.items() if answer
            }
            found = await uow.campaign_answers.addressees(campaign, of)
            assert {
                (a.unit_id, a.person_id): (a.asked, a.answered, a.difficulties) for a in found
            } == counted(duties, expected)


def counted(duties: dict[int, Row], answers: dict[int, Row | None]) -> dict[Any, tuple[int, int, int]]:
    counts: dict[Any, tuple[int, int, int]] = {}
    for number, answer in answers.items():
        who = duties[number]["unit_id"], duties[number]["person_id"]
        asked, answered, difficulties = counts.get(who, (0, 0, 0))
        is_difficult = answer is not None and answer["outcome"] == ReportOutcome.DIFFICULTY.value
        counts[who] = asked + 1, answered + (answer is not None), difficulties + is_difficult
    return counts
