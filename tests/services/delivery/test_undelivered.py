"""What was given up waits for the coordinator, who sends it again or takes it off the list."""

from dataclasses import replace

import pytest

from roadmap.delivery.dead_letters import DeadScope
from roadmap.delivery.outbox import DeliveryState
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import Actor, Role
from roadmap.people.place import in_telegram
from services.delivery.undelivered import UndeliveredService
from services.notice import plain
from services.ports.messenger import Refused, Unsure
from tests.databases import both_databases
from tests.services.delivery.post_office import PostOffice
from texts.delivery.undelivered import undelivered
from texts.outgoing import noun_of

pytestmark = both_databases


async def actor(office: PostOffice, chat_id: int, role: Role = Role.COORDINATOR) -> Actor:
    await office.person("Вера", chat_id, role=role)
    async with office.store.read() as uow:
        found = await uow.actors.actor(in_telegram(chat_id))
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

    said = plain(undelivered(view, noun_of).body)
    assert "1 сообщение" in said
    assert "1. Анна: назначение мероприятий, 1 сентября 2026 года, 10:00" in said
    assert "Telegram не принял сообщение: Bad Request: strange" in said
    assert [[key.label for key in row] for row in undelivered(view, noun_of).buttons] == [
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


async def test_a_coordinator_of_another_department_finds_nothing_to_decide(office: PostOffice) -> None:
    await give_up(office, "привет", Refused("Bad Request: strange"))
    row = await office.row()

    async with office.store.write() as uow:
        elsewhere = DeadScope(department_id=await uow.people.add_department("Другой отдел", "Europe/Moscow"))
        assert not await uow.dead_letters.revive(row.id, elsewhere, office.clock.now())
        assert not await uow.dead_letters.dismiss(row.id, elsewhere, office.clock.now())
        assert await uow.dead_letters.count(elsewhere) == 0


async def test_an_executor_decides_about_nothing(office: PostOffice) -> None:
    boris = await actor(office, 32, Role.EXECUTOR)
    await give_up(office, "привет", Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)
    row = await office.row()

    for forbidden in (service.list(boris), service.resend(boris, row.id), service.dismiss(boris, row.id)):
        with pytest.raises(NotAllowed):
            await forbidden


async def test_a_curator_decides_about_messages_to_the_units_they_watch_and_no_others(
    office: PostOffice,
) -> None:
    await give_up(office, "привет", Refused("Bad Request: strange"))
    olga = await actor(office, 32, Role.CURATOR)
    service = UndeliveredService(office.store, office.clock)
    row = await office.row()
    elsewhere = replace(olga, roots=frozenset({UnitId(10**6)}))

    assert (await service.list(elsewhere)).count == 0
    with pytest.raises(NotFound):
        await service.resend(elsewhere, row.id)
    assert [line.recipient for line in (await service.list(olga)).lines] == ["Анна"]
    await service.resend(olga, row.id)
    await office.engine.drain()
    assert office.messenger.sent == [(11, "привет")]


async def test_the_coordinator_is_told_once_a_day_that_something_was_given_up(office: PostOffice) -> None:
    await actor(office, 31)
    service = UndeliveredService(office.store, office.clock)
    assert await service.tell_due() == 0

    await give_up(office, "привет", Refused("Bad Request: strange"))
    await give_up(office, "ещё раз", Refused("Bad Request: strange"))
    for _ in range(2):
        await service.tell_due()
        await office.engine.drain()
    (told,) = office.messenger.sent
    assert told[0] == 31
    assert told[1].startswith("Не доставлено: 2 сообщения")

    office.messenger.sent.clear()
    office.clock.add(days=1)
    assert await service.tell_due() == 0
    await give_up(office, "завтра", Refused("Bad Request: strange"))
    assert await service.tell_due() == 1


async def test_nobody_is_told_what_was_decided_before(office: PostOffice) -> None:
    vera = await actor(office, 31)
    await give_up(office, "привет", Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)
    await service.tell_due()
    (line,) = (await service.list(vera)).lines
    await service.dismiss(vera, line.id)

    await office.engine.drain()

    assert office.messenger.sent == []


async def test_what_a_restored_database_holds_is_decided_in_one_press(office: PostOffice) -> None:
    vera = await actor(office, 31)
    anna = await office.person("Анна", 11)
    for words in ("раз", "два", "три"):
        await office.post(anna, words)
    await office.post(anna, "завтра", not_before=office.later(days=1))
    async with office.store.write() as uow:
        assert await uow.dead_letters.hold(office.clock.now(), office.clock.now()) == 3
        await uow.commit()
    service = UndeliveredService(office.store, office.clock)

    view = await service.list(vera)
    assert (view.count, view.held) == (3, 3)
    assert "База восстановлена из копии" in plain(undelivered(view, noun_of).body)
    assert [row[0].label for row in undelivered(view, noun_of).buttons[:2]] == [
        "Повторить все из копии: 3",
        "Снять все из копии: 3",
    ]
    await office.engine.drain()
    assert office.messenger.sent == []

    await service.resend(vera, view.lines[0].id)
    assert await service.dismiss_held(vera) == 2
    await office.engine.drain()
    assert office.messenger.sent == [(11, "🔁 Повтор\nтри")]
    assert (await service.list(vera)).count == 0


async def test_a_page_beyond_the_last_shows_the_last(office: PostOffice) -> None:
    vera = await actor(office, 31)
    for number in range(7):
        await give_up(office, str(number), Refused("Bad Request: strange"))
    service = UndeliveredService(office.store, office.clock)

    last = await service.list(vera, page=99)

    assert (last.count, last.page, last.pages, len(last.lines)) == (7, 1, 2, 2)
