"""Due days in a phone's calendar: read by another library than the one that writes them."""

import re
from datetime import date

import ics
import pytest

from roadmap.errors import NotFound
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, set_stage
from tests.databases import both_databases
from tests.world import ADDRESS, Hero, World

pytestmark = both_databases


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def address_of(hero: Hero) -> str:
    """A fresh address from the chat; what is on the screen afterwards has been looked at."""
    await hero.says("/calendar")
    await hero.presses("адрес|Получить адрес|Новый адрес")
    (found,) = [message for message in await hero.news() if ADDRESS in message.text]
    match = re.search(rf"{ADDRESS}/calendar/(\S+)\.ics", found.text)
    assert match is not None
    return match[1]


def days(data: bytes) -> dict[str, tuple[date, str]]:
    """Title → day and status, as the other library reads them."""
    return {
        event.name: (event.begin.date(), event.status or "") for event in ics.Calendar(data.decode()).events
    }


async def test_the_file_holds_ones_own_dated_measures_as_whole_days(stage: Stage) -> None:
    await stage.anna.says("/calendar")
    await stage.anna.presses("Файл для календаря")
    desk, caption = await stage.anna.news()
    assert "Календарь в телефоне" in desk.text
    assert caption.text == "2 события, из них впереди или просрочено: 2."
    data = await stage.world.sandbox.client.file(caption.file_id)
    assert days(data) == {
        "п. 2.1 Провести семинар": (date(2026, 9, 15), "CONFIRMED"),
        "п. 2.2 Утвердить план": (date(2026, 10, 15), "CONFIRMED"),
    }
    assert all(event.all_day for event in ics.Calendar(data.decode()).events)


async def test_the_address_follows_what_is_sent_moved_and_dropped(stage: Stage) -> None:
    secret = await address_of(stage.anna)
    before = sequences(await stage.world.app.due_calendars.served(secret))
    await stage.reports(number="2.1")
    await stage.olga.news()
    await stage.opens(stage.olga, "2.2")
    await stage.olga.presses("Продлить")
    await stage.olga.says("1 ноября")
    await stage.olga.says("Ждём экспертизу")
    await stage.olga.presses("Да|Перенести|Продлить")
    for hero in (stage.olga, stage.anna):
        await hero.news()
    served = await stage.world.app.due_calendars.served(secret)
    assert days(served)["✓ п. 2.1 Провести семинар"] == (date(2026, 9, 15), "CONFIRMED")
    assert days(served)["п. 2.2 Утвердить план"][0] > date(2026, 10, 15)
    assert all(after > before[uid] for uid, after in sequences(served).items())


def sequences(data: bytes) -> dict[str, int]:
    """UID → SEQUENCE."""
    uids, numbers = re.findall(rb"UID:(\S+)", data), re.findall(rb"SEQUENCE:(\d+)", data)
    return {uid.decode(): int(number) for uid, number in zip(uids, numbers, strict=True)}


async def test_nobody_is_named_in_it_and_nothing_of_another_school_is_there(stage: Stage) -> None:
    data = await stage.world.app.due_calendars.served(await address_of(stage.boris))
    assert b"SUMMARY" not in data
    data = await stage.world.app.due_calendars.served(await address_of(stage.anna))
    assert "Лугова".encode() not in data


async def test_a_new_address_ends_the_earlier_one_and_a_closed_one_opens_nothing(stage: Stage) -> None:
    first = await address_of(stage.anna)
    second = await address_of(stage.anna)
    with pytest.raises(NotFound):
        await stage.world.app.due_calendars.served(first)
    assert await stage.world.app.due_calendars.served(second)
    await stage.anna.says("/calendar")
    await stage.anna.presses("Закрыть адрес")
    await stage.anna.news()
    assert await stage.anna.last_toast() == "Адрес больше не действует."
    with pytest.raises(NotFound):
        await stage.world.app.due_calendars.served(second)


async def test_whoever_left_is_served_nothing(stage: Stage) -> None:
    secret = await address_of(stage.anna)
    async with stage.district.store.write() as uow:
        await uow.people.retire_person(stage.district.persons["Анна Лугова"])
        await uow.commit()
    with pytest.raises(NotFound):
        await stage.world.app.due_calendars.served(secret)


async def test_a_curator_has_the_calendar_of_a_watched_school_and_a_stranger_has_not(stage: Stage) -> None:
    school = stage.district.units[SCHOOL]
    olga = await stage.district.actor("Ольга Ветрова")
    found, data = await stage.world.app.due_calendars.file(olga, school)
    assert found.unit == SCHOOL
    assert len(days(data)) == 2
    with pytest.raises(NotFound):
        await stage.world.app.due_calendars.file(await stage.district.actor("Борис Речной"), school)
