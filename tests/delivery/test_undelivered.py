"""What was given up waits for the coordinator, who sends it again or takes it off the list."""

import pytest

from roadmap.delivery import DeliveryState
from roadmap.errors import NotAllowed, NotFound
from roadmap.people import Actor, Role
from services.delivery.undelivered import UndeliveredService
from services.notice import plain
from services.ports.messenger import Refused, Unsure
from tests.databases import both_databases
from tests.delivery.post_office import PostOffice
from texts.undelivered import undelivered

pytestmark = both_databases


async def actor(office: PostOffice, chat_id: int, role: Role = Role.COORDINATOR) -> Actor:
    await office.person("Вера", chat_id, role=role)
    async with office.store.read() as uow:
        found = await uow.people.actor("telegram", chat_id)
    assert found is not None
    return found


async def give_up(office: PostOffice, words: str, *script: Refused | Unsure) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, words)
    office.messenger.script = list(script)
    for _ in script:
        await office.engine.drain()
        office.clock.add(seconds=120)
    office.messenger.sent.clear()


async def test_a_message_given_up_is_listed_with_who_what_and_why(office: PostOffice) -> None:
    vera = await actor(office, 31)
    await give_up(office, "привет", Refused("Bad Request: strange"))

    view = await UndeliveredService(office.store, office.clock).list(vera)

    said = plain(undelivered(view).body)
    assert "1 сообщение" in said
    assert "1. Анна: назначение мероприятий, 1 сентября 2026 года, 10:00" in said
    assert "Telegram не принял сообщение: Bad Request: strange" in said
    assert [[key.label for key in row] for row in undelivered(view).buttons] == [
        ["1. Повторить", "1. Снять"],
        ["‹ Обзор"],
    ]


async def test_sent_again_it_goes_out_unmarked_when_it_surely_did_not_arrive(office: PostOffice) -> None:
    vera = await actor(office, 31)
    await give_up(office, "привет", Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)
    (line,) = (await service.list(vera)).lines

    await service.resend(vera, line.id)
    await office.engine.drain()

    assert office.messenger.sent == [(11, "привет")]
    assert (await service.list(vera)).count == 0


async def test_sent_again_it_says_so_when_it_may_have_arrived(office: PostOffice) -> None:
    vera = await actor(office, 31)
    await give_up(office, "привет", Unsure("timeout"), Unsure("timeout"))
    service = UndeliveredService(office.store, office.clock)
    (line,) = (await service.list(vera)).lines
    assert line.may_have_arrived

    await service.resend(vera, line.id)
    await office.engine.drain()

    assert office.messenger.sent == [(11, "🔁 Повтор\nпривет")]


async def test_taken_off_the_list_it_is_never_sent(office: PostOffice) -> None:
    vera = await actor(office, 31)
    await give_up(office, "привет", Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)
    (line,) = (await service.list(vera)).lines

    await service.dismiss(vera, line.id)
    await office.engine.drain()

    assert office.messenger.sent == []
    assert (await office.row()).state is DeliveryState.CANCELLED
    for decide in (service.dismiss, service.resend):  # a second press finds nothing to decide
        with pytest.raises(NotFound):
            await decide(vera, line.id)


async def test_only_a_coordinator_of_the_department_decides(office: PostOffice) -> None:
    olga = await actor(office, 32, Role.CURATOR)
    await give_up(office, "привет", Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)
    row = await office.row()

    for forbidden in (service.list(olga), service.resend(olga, row.id), service.dismiss(olga, row.id)):
        with pytest.raises(NotAllowed):
            await forbidden
    async with office.store.write() as uow:
        elsewhere = await uow.people.add_department("Другой отдел", "Europe/Moscow")
        assert not await uow.deliveries.revive(row.id, elsewhere, office.clock.now())
        assert not await uow.deliveries.dismiss(row.id, elsewhere, office.clock.now())
        assert await uow.deliveries.count_dead(elsewhere) == 0


async def test_a_page_beyond_the_last_shows_the_last(office: PostOffice) -> None:
    vera = await actor(office, 31)
    for number in range(7):
        await give_up(office, str(number), Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)

    last = await service.list(vera, page=99)

    assert (last.count, last.page, last.pages, len(last.lines)) == (7, 1, 2, 2)
