"""The stage of control stories: a school, a curator, a short plan; everything through the chat."""

from dataclasses import dataclass
from datetime import date

from roadmap.ids import UnitId
from roadmap.people.persons import Role, UnitKind
from roadmap.people.place import in_telegram
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store, UnitOfWork
from tests.clock import ZONE
from tests.quarter_district import District, Row, lay
from tests.world import DEPARTMENT, Hero, World

SCHOOL, OTHER_SCHOOL = "Школа № 3", "Школа № 8"
ANNA, BORIS, OLGA = "Анна Лугова", "Борис Речной", "Ольга Ветрова"
PHOTO = b"\xff\xd8\xff\xe0" + b"\0" * 60 + b"\xff\xd9"
ROWS = (
    Row(number="2.1", title="Провести семинар", units=(SCHOOL,), due_on=date(2026, 9, 15)),
    Row(number="2.2", title="Утвердить план", units=(SCHOOL,), due_on=date(2026, 10, 15)),
    Row(number="2.3", title="Вести журнал наставника", units=(SCHOOL,)),
)


def photo(words: str = "") -> bytes:
    """A picture; other words, other bytes."""
    return PHOTO + words.encode()


@dataclass
class Stage:
    world: World
    district: District
    anna: Hero
    boris: Hero
    olga: Hero

    async def opens(self, hero: Hero, number: str) -> None:
        """Open the card of this measure of the first school."""
        duty_id = self.district.duties[number, SCHOOL]
        await hero.forges(f"d:{duty_id}")
        await hero.news()

    async def reports(self, text: str = "Провели 12 сентября", number: str = "2.1") -> None:
        """Anna reports in the chat; nobody has looked at the screens yet."""
        await self.opens(self.anna, number)
        await self.anna.presses("Отчитаться")
        await self.anna.says(text)
        await self.anna.presses("Отправить")
        await self.anna.news()


async def set_stage(world: World, store: Store) -> Stage:
    """People are bound straight in the database: how they join is a story of its own."""
    issued = await world.app.joining.set_up(DEPARTMENT, "Вера Ильина", ZONE)
    assert issued.payload
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        for name in (SCHOOL, OTHER_SCHOOL):
            district.units[name] = await uow.people.add_unit(
                department.id, department.id, name, UnitKind.SCHOOL, ZONE
            )
        heroes = [
            await bound(world, district, uow, ANNA, Role.EXECUTOR, district.units[SCHOOL]),
            await bound(world, district, uow, BORIS, Role.EXECUTOR, district.units[OTHER_SCHOOL]),
            await bound(world, district, uow, OLGA, Role.CURATOR, department.id),
        ]
        await lay(district, uow, ROWS)
        await uow.commit()
    anna, boris, olga = heroes
    return Stage(world, district, anna, boris, olga)


async def bound(
    world: World, district: District, uow: UnitOfWork, name: str, role: Role, unit: UnitId
) -> Hero:
    await district.person(uow, name, role, unit)
    first, _, last = name.partition(" ")
    phone = await world.sandbox.client.person(first, last_name=last, started=True)
    district.chats[name] = phone.id
    await uow.accounts.bind(district.persons[name], in_telegram(phone.id), world.clock.now())
    await world.machine.bot.send_message(phone.id, "Здравствуйте")  # something to press below
    hero = Hero(world, phone)
    await hero.news()
    world.heroes.append(hero)
    return hero


def staff_row(person: str, role: Role) -> StaffRow:
    return StaffRow(unit=DEPARTMENT, kind=UnitKind.DEPARTMENT, person=person, role=role)
