"""The dry run of a month against the month itself: the same people, the same mornings, as many messages."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from roadmap.clock import local_date
from roadmap.people.persons import Actor, Role, UnitKind
from roadmap.people.staff import StaffRow
from roadmap.reminding.ladders import LadderOf, Profile
from roadmap.reminding.quiet_hours import local_moment
from services.control.duties.duty_lists import PAGE
from storage.unit_of_work import Store
from tests.clock import ZONE
from tests.control_deeds import start
from tests.databases import both_databases
from tests.people_story import hush
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World

pytestmark = both_databases
SCHOOLS = tuple(f"Школа № {number}" for number in range(1, 7))
FIRST, SILENT = SCHOOLS[0], SCHOOLS[5]
PLAN = (
    Row(number="1.1", title="Провести диагностику", units=SCHOOLS, due_on=date(2026, 9, 10)),
    Row(number="1.2", title="Открыть клуб", units=SCHOOLS[:3], due_on=date(2026, 9, 25)),
    Row(number="1.3", title="Собрать родителей", units=SCHOOLS[2:5], due_on=date(2026, 10, 9)),
    Row(number="2.1", title="Вести кружки", units=SCHOOLS, section=1),
)
OTHER_PLAN = (
    Row(number="1", title="Обновить стенд", units=SCHOOLS[:2], due_on=date(2026, 9, 18)),
    Row(number="2", title="Провести олимпиаду", units=SCHOOLS[3:], due_on=date(2026, 10, 2)),
)
People = Mapping[str, Counter[date]]


@pytest.fixture
async def vera(world: World, store: Store) -> Hero:
    """Six schools, one silent, two plans; two curators, a head; something waits, something is late."""
    vera = await world.department()
    for number, school in enumerate(SCHOOLS[:5], start=1):
        await world.executor(f"Директор{number} Анна", school)
    await world.staff(
        StaffRow(unit=SILENT, kind=UnitKind.SCHOOL, person="Немой Пётр", role=Role.EXECUTOR),
        StaffRow(unit=FIRST, person="Куратова Нина", role=Role.CURATOR),
        StaffRow(unit=SCHOOLS[1], person="Куратова Нина", role=Role.CURATOR),
    )
    await world.join("Куратова Нина")
    await world.curator()
    await world.curator("Холмова Елена", Role.HEAD)
    await hush(world)
    district = await _district(world, store)
    for title, rows in (("План качества", PLAN), ("План развития", OTHER_PLAN)):
        async with store.write() as uow:
            await lay(district, uow, rows, title=title)
            await uow.commit()
        await start(district)
    await world.at("2026-09-14 12:00")
    await _report(world, district)
    await hush(world)
    return vera


async def _district(world: World, store: Store) -> District:
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.read() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        district.persons = {person.name: person.id for person in await uow.people.persons(department.id)}
    return district


async def _report(world: World, district: District) -> None:
    """The first school's director reports; nobody decides about it."""
    director = next(hero for hero in world.heroes if hero.name == "Директор1 Анна")
    await director.forges(f"d:{district.duties['1', FIRST]}")
    await director.presses("Отчитаться")
    await director.says("Стенд висит")
    await director.presses("Отправить")


async def _foretold(world: World, store: Store, name: str, last: date) -> People:
    """How many messages a day the dry run of this person promises to whom."""
    actor = await _actor(store, name)
    found: dict[str, Counter[date]] = {}
    page = 0
    while True:
        view = await world.app.outlook.open(actor, "p", 0, page)
        for choice in view.choices:
            days = found.setdefault(choice.name, Counter())
            for number in range(-(-choice.count // PAGE)):
                of_one = await world.app.outlook.open(actor, "p", choice.id, number)
                days.update(each.on for each in of_one.expected if each.on <= last)
        page += 1
        if page >= view.paging.pages:
            return found


async def _sent(world: World, last: date) -> People:
    """How many messages a day come to whom, if nobody does anything."""
    seen = {hero.name: await _ids(hero) for hero in world.heroes}
    found: dict[str, Counter[date]] = {hero.name: Counter() for hero in world.heroes}
    begin, day = world.clock.now(), local_date(world.clock.now(), ZONE)
    while day <= last:
        for hour in (9, 10, 18):
            moment = local_moment(day, hour, ZONE) + timedelta(minutes=5)
            if moment <= begin:
                continue
            await world.at(f"{day} {hour:02}:05")
            for hero in world.heroes:
                ids = await _ids(hero)
                found[hero.name][day] += len(ids - seen[hero.name])
                seen[hero.name] = ids
        day += timedelta(days=1)
    await hush(world)
    return found


def _different(promised: People, sent: People) -> list[str]:
    """Who was promised how many messages for which day, and got another number."""
    days = {(name, day) for of in (promised, sent) for name, counts in of.items() for day in counts}
    counts = [
        (name, day, promised.get(name, Counter())[day], sent.get(name, Counter())[day])
        for name, day in sorted(days)
    ]
    return [f"{name}, {day}: {ours}, not {theirs}" for name, day, theirs, ours in counts if theirs != ours]


async def _live_until(world: World, day: date) -> None:
    """The days before, morning by morning."""
    before = local_date(world.clock.now(), ZONE) + timedelta(days=1)
    while before < day:
        for hour in ("09:05", "19:00"):
            await world.at(f"{before} {hour}")
        before += timedelta(days=1)


async def _ids(hero: Hero) -> set[int]:
    return {message.id for message in await hero.phone.messages() if message.is_from_bot}


async def _actor(store: Store, name: str) -> Actor:
    async with store.read() as uow:
        (department,) = await uow.people.departments()
        persons = {person.name: person.id for person in await uow.people.persons(department.id)}
        return (await uow.actors.actors_of([persons[name]]))[persons[name]]


@pytest.mark.parametrize(
    ("moment", "profile"),
    [
        ("2026-09-16 19:30", Profile.USUAL),
        ("2026-09-21 08:30", Profile.USUAL),  # a Monday morning, before anybody's hour
        ("2026-09-18 14:00", Profile.FIRM),
        ("2026-09-16 19:30", Profile.GENTLE),
        ("2026-12-18 12:00", Profile.USUAL),  # days off for a week and a half, the end of a quarter
    ],
)
async def test_the_month_brings_what_the_dry_run_has_promised(
    world: World, store: Store, vera: Hero, moment: str, profile: Profile
) -> None:
    actor = await _actor(store, "Вера Ильина")
    await world.app.ladders.choose(actor, LadderOf.DEPARTMENT, actor.department_id, profile.value)
    await _live_until(world, date.fromisoformat(moment[:10]))
    await world.at(moment)
    await hush(world)
    last = local_date(world.clock.now(), ZONE) + timedelta(days=30)
    promised = await _foretold(world, store, "Вера Ильина", last)
    sent = await _sent(world, last)
    assert _different(promised, sent) == []
    assert sum(sent["Холмова Елена"].values()) >= 4, "the head hears every week"
