"""Two deeds at one moment, each true by itself: the one that comes second finds what the first has left."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.errors import VekhaError, WrongState
from roadmap.people.persons import Role
from services.app import App
from services.control.leaving.erasing import ErasureWork
from services.control.requests.passing_on import Target
from storage.control.tables import DutyRow, ReportDraftRow
from storage.files import FolderFiles
from storage.people.tables import PersonRow
from storage.plan.tables import AssignmentRow, RoadMapRow
from storage.process.erased_people import ErasedFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import drafted
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.quarter_district import GALINA, District, build_district

pytestmark = both_databases

IGOR, SECOND = "Игорь Луговой", "Яна Ольха"
SEMINAR = ("2.1", GALINA)
PLAN = road_map_text(("1.", "Неделя книги", "до 31 марта 2027 года", GALINA))


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> AsyncIterator[District]:
    district = await build_district(store, app, clock)
    async with store.write() as uow:
        await district.person(uow, SECOND, Role.COORDINATOR, district.department)
        await uow.commit()
    yield district


def refusals(results: list[object]) -> list[BaseException]:
    """What failed, all of it in words for a person."""
    failed = [each for each in results if isinstance(each, BaseException)]
    assert all(isinstance(each, VekhaError) for each in failed), failed
    return failed


def to_boris(district: District) -> Target:
    return Target(person_id=district.persons["Борис Речной"])


async def count(store: Store, *where: object, of: type = RoadMapRow) -> int:
    async with store.engine.connect() as connection:
        query = select(func.count()).select_from(of).where(*where)  # type: ignore[arg-type]
        return int(await connection.scalar(query) or 0)


async def test_two_coordinators_approve_one_document_and_it_is_one_plan(
    district: District, store: Store
) -> None:
    app, actors = district.app, [await district.actor(name) for name in (IGOR, SECOND)]
    before = await count(store)
    import_id = await app.documents.receive(actors[0], PLAN, "план.txt")

    results = await asyncio.gather(
        *(app.imports.approve(actor, import_id) for actor in actors), return_exceptions=True
    )

    (refusal,) = refusals(list(results))
    assert isinstance(refusal, WrongState)
    assert await count(store) == before + 1


@pytest.mark.parametrize("order", ["at once", "dismissed first"])
async def test_whoever_is_dismissed_while_a_document_is_reviewed_gets_nothing_of_it(
    district: District, store: Store, order: str
) -> None:
    app, igor = district.app, await district.actor(IGOR)
    import_id = await app.documents.receive(igor, PLAN, "план.txt")
    galina = district.persons[GALINA]
    dismissal = app.dismissal.dismiss(igor, galina, to_boris(district))
    if order == "dismissed first":
        await dismissal
        approved = await app.imports.approve(igor, import_id)
        assert approved.open_questions == 1, "the coordinator is asked again who it is"
    else:
        approval = app.imports.approve(igor, import_id)
        results = await asyncio.gather(dismissal, approval, return_exceptions=True)
        assert refusals(list(results)) == []

    still = DutyRow.person_id == galina, DutyRow.state.in_(("open", "acknowledged", "returned", "partial"))
    assert await count(store, *still, of=DutyRow) == 0
    assert await count(store, AssignmentRow.person_id == galina, of=AssignmentRow) == 0


@pytest.mark.parametrize("first", ["report", "dismissal"])
async def test_a_report_and_a_dismissal_at_once_leave_no_draft_and_no_debt_of_nobody(
    district: District, store: Store, first: str, tmp_path: Path
) -> None:
    await drafted(district, GALINA, SEMINAR)
    app, igor, galina = district.app, await district.actor(IGOR), await district.actor(GALINA)
    draft = (await app.drafts.current(galina)).draft.id
    deeds = [
        asyncio.create_task(app.reporting.send(galina, draft)),
        asyncio.create_task(app.dismissal.dismiss(igor, galina.person_id, to_boris(district))),
    ]
    if first == "dismissal":
        deeds.reverse()
    refusals(list(await asyncio.gather(*deeds, return_exceptions=True)))

    await app.erasures.erase(igor, galina.person_id, with_evidence=True)
    work = ErasureWork(store, district.clock, FolderFiles(tmp_path / "f"), ErasedFiles([tmp_path / "e"]))
    while await work.look() == 0:
        await asyncio.sleep(0)
    assert await count(store, of=ReportDraftRow) == 0
    theirs = DutyRow.person_id == galina.person_id, DutyRow.state == DutyState.OPEN.value
    assert await count(store, *theirs, of=DutyRow) == 0
    async with store.read() as uow:
        lines = {line.number: line for line in await uow.duties.lines(DutyFilter())}
    assert "Озёрная" not in str(lines)


async def test_consent_taken_back_while_an_answer_is_written_closes_the_account_either_way(
    district: District, store: Store
) -> None:
    await drafted(district, GALINA, SEMINAR)
    app, galina = district.app, await district.actor(GALINA)
    draft = (await app.drafts.current(galina)).draft.id

    results = await asyncio.gather(
        app.reporting.send(galina, draft), app.withdrawals.withdraw(galina), return_exceptions=True
    )
    refusals(list(results))

    assert await count(store, PersonRow.id == galina.person_id, PersonRow.is_active, of=PersonRow) == 0
    assert await count(store, of=ReportDraftRow) == 0
    open_to = DutyRow.person_id == galina.person_id, DutyRow.state == DutyState.OPEN.value
    assert await count(store, *open_to, of=DutyRow) == 0
