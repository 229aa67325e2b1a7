"""The stage of control stories: a school, a curator, a short plan; everything through the chat."""

from dataclasses import dataclass
from datetime import date

from roadmap.people import Role, UnitKind
from roadmap.staff import StaffRow
from services.ports.executions import DutyFilter
from storage.unit_of_work import SqlStore
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


async def set_stage(world: World, store: SqlStore) -> Stage:
    await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, OTHER_SCHOOL)
    olga = await world.curator(OLGA)
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        district.persons = {person.name: person.id for person in await uow.people.persons(department.id)}
        await lay(district, uow, ROWS)
        await uow.executions.duties(DutyFilter(road_map_id=district.road_map))
        await uow.commit()
    for hero in (anna, boris, olga):
        district.chats[hero.name] = hero.phone.id
    return Stage(world, district, anna, boris, olga)


def staff_row(person: str, role: Role) -> StaffRow:
    return StaffRow(unit=DEPARTMENT, kind=UnitKind.DEPARTMENT, person=person, role=role)
