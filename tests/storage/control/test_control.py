"""What the control loop rests on in either database: one decision, one open request, one draft."""

import asyncio
from datetime import date

import pytest

from roadmap.control.duty import Decision, DecisionKind, DutyState, ReportOutcome, ReportSource
from roadmap.control.report_drafts import NewDraft
from roadmap.control.reports import NewEvidence, NewReport, WaitingKind
from roadmap.control.requests import ExtensionRequest, Reassignment, RequestState
from roadmap.ids import PersonId, ReportId
from services.app import App
from storage.unit_of_work import Store, UnitOfWork
from tests.clock import FrozenClock
from tests.control_deeds import ANNA, DIAGNOSTICS, NOVEMBER, OLGA
from tests.curators import curator_of
from tests.databases import both_databases
from tests.quarter_district import District, build_district

pytestmark = both_databases


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


def evidence(sha256: str) -> NewEvidence:
    return NewEvidence(kind="jpg", file_key="k", sha256=sha256, name="", size=3, mime="image/jpeg")


async def add_report(
    district: District,
    uow: UnitOfWork,
    what: tuple[str, str] = DIAGNOSTICS,
    outcome: ReportOutcome = ReportOutcome.DONE,
) -> ReportId:
    return await uow.reports.add_report(
        NewReport(
            duty_id=district.duties[what],
            outcome=outcome,
            percent=None,
            remaining="",
            text="Провели",
            author_id=district.persons[ANNA],
            source=ReportSource.CHAT,
            campaign_item_id=None,
            state_before=DutyState.OPEN,
            batch_id=None,
            created_at=district.clock.now(),
        )
    )


async def test_versions_of_a_report_count_from_one_and_taking_back_keeps_them(district: District) -> None:
    now = district.clock.now()
    async with district.store.write() as uow:
        first, second = await add_report(district, uow), await add_report(district, uow)
        assert await uow.reports.retract(second, now) is True
        assert await uow.reports.retract(second, now) is False
        third = await add_report(district, uow, outcome=ReportOutcome.ON_TRACK)

        last, answer = (
            await uow.reports.last_report(district.duties[DIAGNOSTICS]),
            await uow.reports.last_answer(district.duties[DIAGNOSTICS]),
        )
        assert last is not None and (last.report.id, last.report.version) == (third, 3)
        assert answer is not None and (answer.report.id, answer.report.version) == (first, 1)


async def test_two_changes_of_one_version_and_one_of_them_wins(district: District) -> None:
    async def change(state: DutyState) -> bool:
        async with district.store.write() as uow:
            changed = await uow.duties.mark(seen, state)
            await uow.commit()
            return changed

    async with district.store.read() as uow:
        seen = await uow.duties.get(district.duties[DIAGNOSTICS])
    assert seen is not None

    results = await asyncio.gather(change(DutyState.ACKNOWLEDGED), change(DutyState.REPORTED))

    assert sorted(results) == [False, True]


async def test_a_report_is_decided_on_once(district: District) -> None:
    async def decide(report_id: ReportId, kind: DecisionKind) -> bool:
        decision = Decision(
            report_id=report_id,
            kind=kind,
            by=district.persons[OLGA],
            comment="",
            created_at=district.clock.now(),
        )
        async with district.store.write() as uow:
            added = await uow.reports.add_decision(decision)
            await uow.commit()
            return added

    async with district.store.write() as uow:
        report_id = await add_report(district, uow)
        await uow.commit()

    results = await asyncio.gather(*(decide(report_id, kind) for kind in DecisionKind))

    assert sorted(results) == [False, True]


async def test_one_request_of_a_kind_is_open_at_a_time(district: District) -> None:
    author, now = district.persons[ANNA], district.clock.now()

    async def ask(day: int) -> object:
        async with district.store.write() as uow:
            added = await uow.requests.add(
                ExtensionRequest,
                district.duties[NOVEMBER],
                author_id=author,
                reason="Ждём приказ",
                at=now,
                asked={"from_due_on": date(2026, 11, 30), "to_due_on": date(2026, 12, day)},
            )
            await uow.commit()
            return added

    first, second = await asyncio.gather(ask(7), ask(8))
    assert (first is None) is not (second is None)
    async with district.store.write() as uow:
        (request,) = await uow.requests.of_duty(ExtensionRequest, district.duties[NOVEMBER])
        settled = [
            await uow.requests.settle(request, state, by=author, at=now)
            for state in (RequestState.REFUSED, RequestState.GRANTED)
        ]
        await uow.commit()

    assert settled == [True, False]
    assert await ask(9) is not None


async def test_a_person_has_one_draft_and_its_files_go_with_it(district: District) -> None:
    anna, now = district.persons[ANNA], district.clock.now()
    new = NewDraft(
        person_id=PersonId(anna), covers=(district.duties[DIAGNOSTICS],), outcome=ReportOutcome.DONE
    )
    async with district.store.write() as uow:
        first = await uow.reports.open_draft(new, now)
        assert await uow.reports.add_draft_evidence(first.id, evidence("a"), now) is True
        assert await uow.reports.add_draft_evidence(first.id, evidence("a"), now) is False
        second = await uow.reports.open_draft(new, now)
        await uow.reports.add_draft_evidence(second.id, evidence("b"), now)
        reports = [await add_report(district, uow), await add_report(district, uow, NOVEMBER)]
        await uow.reports.attach(second.id, reports, now)
        await uow.reports.drop_draft(second.id)

        held = [[each.sha256 for each in await uow.reports.evidence(report)] for report in reports]
        assert held == [["b"], ["b"]] and await uow.reports.draft(PersonId(anna)) is None
        seen = await uow.reports.seen(district.department, ["a", "b"], besides=[district.duties[NOVEMBER]])
        assert [each.number for each in seen] == ["1.1"]


async def test_what_waits_is_the_latest_answer_of_reported_duties_and_open_requests(
    district: District,
) -> None:
    now, anna = district.clock.now(), district.persons[ANNA]
    async with district.store.write() as uow:
        await add_report(district, uow)
        last = await add_report(district, uow)
        await add_report(district, uow, NOVEMBER)  # its duty is still open: nothing to decide
        duty = await uow.duties.get(district.duties[DIAGNOSTICS])
        assert duty is not None
        await uow.duties.mark(duty, DutyState.REPORTED)
        request = await uow.requests.add(
            Reassignment, district.duties[NOVEMBER], author_id=anna, reason="Не наше", at=now, asked={}
        )

        department, units = district.department, list(district.units.values())
        watching = curator_of(department, *units)
        found = await uow.reports.waiting(watching, limit=10)

        assert [(item.kind, item.subject_id) for item in found] == [
            (WaitingKind.REASSIGNMENT, request),
            (WaitingKind.REPORT, last),
        ]
        counts = {
            roots: (await uow.reports.waiting_total(curator_of(department, *roots))).count
            for roots in [tuple(units), (department,), (district.units["Школа № 2"],), ()]
        }
        assert list(counts.values()) == [2, 2, 0, 0]
