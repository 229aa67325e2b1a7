"""One person may send so many bytes of files within a day; it is their own quota, and a day later anew."""

import pytest

from roadmap.control.incoming_files import SentFile
from roadmap.control.typed_words import SaidIn
from roadmap.errors import BadInput
from roadmap.people.place import in_telegram
from services.app import App
from services.control.reporting.receiving import ReceivingService
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import ANNA, start
from tests.databases import both_databases
from tests.quarter_district import District, build_district

pytestmark = both_databases
QUOTA = 1000
BORIS = "Борис Речной"


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    district = await build_district(store, app, clock)
    await start(district)
    return district


@pytest.fixture
def receiving(district: District, files: FolderFiles) -> ReceivingService:
    return ReceivingService(district.store, district.clock, files, QUOTA)


async def send(receiving: ReceivingService, district: District, who: str, size: int, number: int) -> None:
    file = SentFile(ref=f"f{number}", name="справка.pdf", size=size, is_photo=False)
    said_in = SaidIn(place=in_telegram(district.persons[who]), message_id=number)
    await receiving.expect(await district.actor(who), said_in, file, opens=True)


async def test_what_is_over_it_is_refused_with_what_may_be_sent(
    receiving: ReceivingService, district: District
) -> None:
    await send(receiving, district, ANNA, 600, 1)
    await send(receiving, district, ANNA, 400, 2)
    with pytest.raises(BadInput) as refused:
        await send(receiving, district, ANNA, 1, 3)
    assert refused.value.reason == "files-of-a-day"


async def test_another_person_has_a_quota_of_their_own(
    receiving: ReceivingService, district: District
) -> None:
    await send(receiving, district, ANNA, QUOTA, 1)
    await send(receiving, district, BORIS, QUOTA, 2)


async def test_dropping_the_draft_gives_nothing_back_and_a_day_later_it_is_whole(
    receiving: ReceivingService, district: District, clock: FrozenClock
) -> None:
    await send(receiving, district, ANNA, QUOTA, 1)
    async with district.store.read() as uow:
        draft = await uow.reports.draft(district.persons[ANNA])
    assert draft is not None
    await district.app.drafts.drop(await district.actor(ANNA), draft.id)
    with pytest.raises(BadInput):
        await send(receiving, district, ANNA, 1, 2)

    clock.add(days=1, seconds=1)
    await send(receiving, district, ANNA, QUOTA, 3)
