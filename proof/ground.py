"""Where every seed begins: two invented districts with a plan in force, laid by the product's services."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.process.wiring import build_app
from roadmap.control.duty import ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.people.persons import Actor, Role, SystemActor, Through, UnitKind
from roadmap.people.place import in_telegram
from roadmap.people.staff import StaffRow
from services.app import App
from storage.calendars import russian_calendar
from storage.control.tables import DutyRow, ReportDraftRow
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.people.tables import AccountRow, MembershipRow
from storage.plan.tables import MeasureRow, RoadMapRow
from storage.unit_of_work import Store

LAID_AT = datetime(2026, 10, 5, 5, 50, tzinfo=UTC)
"""A Monday, ten minutes to nine in Moscow: the day's reminders are still ahead."""
FIRST_CHAT = 1001
ZONE = "Europe/Moscow"


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    name: str
    coordinator: str
    curator: str
    executors: tuple[str, ...]


DISTRICTS = (
    District(
        name="Отдел образования Тополёвского района",
        coordinator="Рябинина Софья Марковна",
        curator="Кленова Дарья Юрьевна",
        executors=("Осинцев Лев Ильич", "Вязова Тамара Петровна", "Ясенев Глеб Олегович"),
    ),
    District(
        name="Отдел образования Сосногорья",
        coordinator="Пихтин Макар Егорович",
        curator="Елина Зоя Романовна",
        executors=("Кедрин Савва Ильич", "Туева Полина Львовна", "Буков Денис Фомич"),
    ),
)
REPORTED, TAKEN, POSTPONED = "1.1", "1.2", "1.3"
"""What becomes of each measure: it is reported, taken up, asked to be moved."""
PLAN = """План мероприятий («дорожная карта») поддержки школьных библиотек на 2026 год

№\tМероприятие\tСрок исполнения\tОтветственный
1.1\tНеделя открытых читальных залов\tдо 14 октября 2026 года\tВсе школы
1.2\tОпись старых фондов и книг с пометками\tдо 8 октября 2026 года\tВсе школы
1.3\tВечер для родителей о семейном чтении\tдо 16 ноября 2026 года\tВсе школы
"""
DRAFTED = "Неделя прошла, залы открывали до восьми вечера."


@dataclass(frozen=True, slots=True, kw_only=True)
class Executor:
    """Somebody with a phone, what they owe, and the draft they have in hand."""

    chat_id: int
    duties: dict[str, int]
    draft_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinator:
    """Somebody with a plan in force."""

    chat_id: int
    road_map_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    executors: tuple[Executor, ...]
    coordinators: tuple[Coordinator, ...]
    curators: tuple[int, ...]
    chats: tuple[int, ...]


class _LaidAt:
    """The clock of the laying; it moves a little with every look, so that nothing happens at once."""

    def __init__(self) -> None:
        self._now = LAID_AT - timedelta(minutes=5)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


async def lay(url: str, folder: Path) -> Ground:
    """People join, documents are approved, every other executor has begun a report."""
    store = Store(create_engine(url))
    try:
        app = build_app(
            store=store, clock=_LaidAt(), files=FolderFiles(folder / "files"), calendar=russian_calendar()
        )
        chat_id = FIRST_CHAT
        for district in DISTRICTS:
            chat_id = await _open(app, store, district, chat_id)
        return await _survey(store)
    finally:
        await store.close()


async def _open(app: App, store: Store, district: District, chat_id: int) -> int:
    """The next free chat."""
    issued = await app.joining.set_up(district.name, district.coordinator, ZONE)
    department = next(unit for unit in await app.people.departments() if unit.name == district.name)
    coordinator = await _join(app, chat_id, issued.payload)
    staff = [
        StaffRow(unit=district.name, kind=UnitKind.DEPARTMENT, person=district.curator, role=Role.CURATOR)
    ]
    staff += [
        StaffRow(unit=f"Школа № {number}", kind=UnitKind.SCHOOL, person=name, role=Role.EXECUTOR)
        for number, name in enumerate(district.executors, 1)
    ]
    links = await app.joining.load(SystemActor(department_id=department.id, through=Through.COMMAND), staff)
    actors = [await _join(app, chat_id + place, link.payload) for place, link in enumerate(links, 1)]
    import_id = await app.documents.receive(coordinator, PLAN.encode(), "план.txt")
    await app.questions.create_unknown(coordinator, import_id, "Все школы")
    await app.imports.approve(coordinator, import_id)
    for actor in actors[2::2]:
        await _begin_report(app, store, actor)
    return chat_id + len(actors) + 1


async def _join(app: App, chat_id: int, payload: str) -> Actor:
    invitation = await app.joining.open_invitation(in_telegram(chat_id), payload)
    joined = await app.joining.accept(in_telegram(chat_id), invitation.secret_hash)
    assert isinstance(joined, Actor)  # a link of the command line needs nobody's confirmation
    return joined


async def _begin_report(app: App, store: Store, actor: Actor) -> None:
    async with store.read() as uow:
        owed = await uow.duties.lines(DutyFilter(assigned_unit_ids=actor.own))
    duty = next(duty for duty in owed if duty.number == REPORTED)
    await app.drafts.start(actor, duty.id, ReportOutcome.DONE)
    await app.drafts.add_text(actor, DRAFTED)


async def _survey(store: Store) -> Ground:
    """What the people of the seeds have to know of the database: ids as they are on the buttons."""
    chat, role = AccountRow.chat_id, MembershipRow.role
    bound = select(chat, role, AccountRow.person_id, MembershipRow.unit_id).join(
        MembershipRow, MembershipRow.person_id == AccountRow.person_id
    )
    owed = select(DutyRow.unit_id, MeasureRow.number, DutyRow.id).join(
        MeasureRow, MeasureRow.id == DutyRow.measure_id
    )
    plans = select(RoadMapRow.department_id, RoadMapRow.id)
    async with store.engine.connect() as connection:
        plan_of = dict((await connection.execute(plans)).tuples().all())
        people = (await connection.execute(bound.order_by(chat))).all()
        duties = (await connection.execute(owed)).all()
        drafts = select(ReportDraftRow.person_id, ReportDraftRow.id)
        begun = {row.person_id: row.id for row in await connection.execute(drafts)}
    return Ground(
        executors=tuple(
            Executor(
                chat_id=person.chat_id,
                duties={duty.number: duty.id for duty in duties if duty.unit_id == person.unit_id},
                draft_id=begun.get(person.person_id),
            )
            for person in people
            if person.role == Role.EXECUTOR
        ),
        coordinators=tuple(
            Coordinator(chat_id=person.chat_id, road_map_id=plan_of[person.unit_id])
            for person in people
            if person.role == Role.COORDINATOR
        ),
        curators=tuple(person.chat_id for person in people if person.role == Role.CURATOR),
        chats=tuple(dict.fromkeys(person.chat_id for person in people)),
    )
