"""The invented district of the simulated quarter: its people, and three road maps as documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bench.still_clock import StillClock
from roadmap.ids import PersonId
from roadmap.people.persons import Actor, Role, SystemActor, Through, UnitKind
from roadmap.people.place import in_telegram
from roadmap.people.staff import StaffRow
from services.app import App
from texts.imports.imports import ALL_SCHOOLS_NAME

ZONE = "Europe/Moscow"
DEPARTMENT, CENTRE = "Отдел образования Приозёрного района", "Методический центр"
SCHOOLS, METHODISTS, OFFICE = "Руководители ОО", CENTRE, DEPARTMENT
FIRST_CHAT = 500

COLUMNS = "№\tМероприятие\tСрок\tОтветственные\tРезультат"
YEAR = "на 2026-2027 учебный год"
PLANS: dict[str, Sequence[tuple[str, str, str]]] = {
    f"План мероприятий («дорожная карта») по повышению качества образования {YEAR}": (
        ("Диагностика читательской грамотности шестиклассников", "до 30 октября 2026", SCHOOLS),
        ("Разбор итогов диагностики на педагогическом совете", "до 13 ноября 2026", SCHOOLS),
        ("График занятий с отстающими учениками", "до 20.11.2026", SCHOOLS),
        ("Открытый урок опытного учителя", "1 раз в квартал", SCHOOLS),
        ("Пробный экзамен по математике в девятых классах", "до 11 декабря 2026", SCHOOLS),
        ("Отчёт школы об успеваемости за полугодие", "К 25 декабря", SCHOOLS),
        ("Банк заданий для подготовки к пробным экзаменам", "до 27.11.2026", METHODISTS),
        ("Встречи с молодыми учителями", "ежемесячно", METHODISTS),
        ("Сопровождение детей группы риска", "Постоянно", SCHOOLS),
        ("Сборник лучших уроков района", "апрель 2027", METHODISTS),
    ),
    f"Комплексный план («дорожная карта») профилактики безнадзорности {YEAR}": (
        ("Социальный паспорт школы", "до 23 октября 2026", SCHOOLS),
        ("Занятость учеников в осенние каникулы", "Октябрь", SCHOOLS),
        ("Родительское собрание о безопасности в сети", "Ноябрь", SCHOOLS),
        ("Сведения о пропусках уроков", "ежемесячно", SCHOOLS),
        ("План работы школы на зимние каникулы", "до 18 декабря 2026", SCHOOLS),
        ("Выезды специалистов в школы", "до 4 декабря 2026", OFFICE),
        ("Беседы с семьями на учёте", "В течение года", SCHOOLS),
        ("Занятость учеников летом", "май 2027", SCHOOLS),
    ),
    f"План мероприятий («дорожная карта») наставничества педагогов {YEAR}": (
        ("Приказ о наставниках", "до 26 октября 2026", SCHOOLS),
        ("Программы наставничества", "до 6 ноября 2026", SCHOOLS),
        ("Взаимное посещение уроков", "Ноябрь - декабрь", SCHOOLS),
        ("Семинар наставников района", "до 18 ноября 2026", METHODISTS),
        ("Справка о работе наставников за полугодие", "до 22 декабря 2026", SCHOOLS),
        ("Работа школы молодого учителя", "Постоянно", METHODISTS),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person of the district with a chat: `place` is its number, `role` what they are told as."""

    id: PersonId
    name: str
    role: Role
    place: int


def staff(schools: int) -> list[StaffRow]:
    """One deputy answers for a school; one methodist, one curator, one head for the district."""
    rows = [
        ("Ветрова Ольга Игоревна", DEPARTMENT, UnitKind.DEPARTMENT, Role.CURATOR),
        ("Заречная Нина Павловна", DEPARTMENT, UnitKind.DEPARTMENT, Role.HEAD),
        ("Полянский Олег Ильич", DEPARTMENT, UnitKind.DEPARTMENT, Role.EXECUTOR),
        ("Снегов Игорь Львович", CENTRE, UnitKind.CENTRE, Role.EXECUTOR),
    ]
    for number in range(1, schools + 1):
        name = f"Заместитель Анна {number}-я"
        rows.append((name, f"Школа № {number}", UnitKind.SCHOOL, Role.EXECUTOR))
    return [StaffRow(unit=unit, kind=kind, person=person, role=role) for person, unit, kind, role in rows]


async def found(app: App, schools: int) -> list[Somebody]:
    """Open the department; everybody of it joins."""
    coordinator = "Ильина Вера Сергеевна"
    first = await app.joining.set_up(DEPARTMENT, coordinator, ZONE)
    (department, *_) = await app.people.departments()
    system = SystemActor(department_id=department.id, through=Through.COMMAND)
    rows = staff(schools)
    issued = await app.joining.load(system, rows)
    roles = {row.person: row.role or Role.EXECUTOR for row in rows} | {coordinator: Role.COORDINATOR}
    people = []
    for chat, invite in enumerate((first, *issued), FIRST_CHAT):
        invitation = await app.joining.open_invitation(in_telegram(chat), invite.payload)
        actor = await app.joining.accept(in_telegram(chat), invitation.secret_hash)
        assert isinstance(actor, Actor)
        people.append(Somebody(id=actor.person_id, name=invite.person, role=roles[invite.person], place=chat))
    return people


async def approve_plans(app: App, clock: StillClock, coordinator: Actor) -> None:
    """Each document arrives, is read, and is put in force a quarter of an hour later."""
    for title, rows in PLANS.items():
        lines = ("\t".join((str(n), *row, "Отчёт школы")) for n, row in enumerate(rows, 1))
        document = "\n".join([title, "", COLUMNS, *lines, ""])
        import_id = await app.documents.receive(coordinator, document.encode(), "Дорожная карта.txt")
        await app.questions.create_unknown(coordinator, import_id, ALL_SCHOOLS_NAME)
        clock.set(clock.now() + timedelta(minutes=15))
        await app.imports.approve(coordinator, import_id)
