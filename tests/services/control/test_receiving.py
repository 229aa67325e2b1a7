"""Files on their way into a draft: none is lost by a bad line or a restart, and tries have an end."""

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.control.incoming_files import IncomingFile, SentFile
from roadmap.control.typed_words import SaidIn
from roadmap.errors import BadInput
from roadmap.people.place import in_telegram
from services.app import App
from services.control.reporting.receiving import TRY_AGAIN
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import ANNA, BORIS, DIAGNOSTICS, photo
from tests.quarter_district import District, build_district


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


async def promised(district: District, who: str = ANNA, what: tuple[str, str] = DIAGNOSTICS) -> None:
    actor = await district.actor(who)
    await district.app.drafts.start(actor, district.duties[what], ReportOutcome.DONE)
    file = SentFile(ref="ref", name="", size=100, is_photo=True)
    said_in = SaidIn(place=in_telegram(district.chats[who]), message_id=1)
    await district.app.receiving.expect(actor, said_in, file)


async def claimed(district: District) -> list[IncomingFile]:
    return await district.app.receiving.claim(10, frozenset())


async def test_a_file_is_fetched_by_one_process_only(district: District) -> None:
    await promised(district)
    (file,) = await claimed(district)

    assert await claimed(district) == []
    assert await district.app.receiving.arrived(file, photo().data) is not None
    assert await district.app.receiving.arrived(file, photo("ещё").data) is None
    view = await district.app.drafts.current(await district.actor(ANNA))
    assert (len(view.evidence), view.loading) == (1, 0)


async def test_the_files_of_two_people_are_on_their_way_at_once(district: District) -> None:
    await promised(district)
    await promised(district, BORIS, ("1.1", "Школа № 2"))

    assert len(await claimed(district)) == 2


async def test_a_bad_line_is_waited_out_and_a_dead_one_is_told_of(district: District) -> None:
    await promised(district)
    for rest in TRY_AGAIN:
        (file,) = await claimed(district)
        assert await district.app.receiving.failed(file) is None
        district.clock.add(seconds=rest.total_seconds())

    (file,) = await claimed(district)
    arrival = await district.app.receiving.failed(file)

    assert arrival is not None and arrival.refusal == BadInput("file-gone")
    assert arrival.view.loading == 0


async def test_a_restart_fetches_anew_what_was_on_its_way(district: District) -> None:
    await promised(district)
    (lost,) = await claimed(district)

    await district.app.receiving.recover()

    (file,) = await claimed(district)
    assert file.id == lost.id


async def test_nothing_is_sent_while_a_file_is_on_its_way(district: District) -> None:
    await promised(district)
    anna = await district.actor(ANNA)
    draft_id = (await district.app.drafts.current(anna)).draft.id

    with pytest.raises(BadInput) as refused:
        await district.app.reporting.send(anna, draft_id)

    assert refused.value.reason == "files-loading"
