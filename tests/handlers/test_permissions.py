"""Every button, command, typed answer and file of every role about what is not theirs: refused in words,
nothing told, nothing changed.

The matrix is generated from the table of handlers; a new button is in it by itself.
"""

import importlib
import pkgutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import insert, select

import services.buttons
from handlers.chat import Chat
from handlers.prompts import Prompt
from handlers.routes import Dispatch
from handlers.said import Said
from handlers.screen import Press, Screen
from handlers.table import ROUTES
from roadmap.control.incoming_files import SentFile
from roadmap.ids import UpdateId
from roadmap.people.persons import Actor, Role, UnitKind
from roadmap.people.place import in_telegram
from roadmap.process.conversation import Conversation
from roadmap.process.handled_update import HandledUpdate
from services.app import App
from services.buttons.packing import kinds, pack, unpack
from services.buttons.plan import MeasureReportsButton
from services.buttons.reminding import CalendarAddressButton, ForgetCalendarButton, PaceButton
from services.buttons.reporting import AcknowledgeButton
from services.buttons.requests import ExtensionMemoButton
from services.notice import Attachment, Notice, plain
from storage.all_tables import METADATA
from storage.connection import WRITE
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.control_deeds import ANNA, DIAGNOSTICS, LAGGING, NOVEMBER, drafted, reported, start
from tests.documents_text import road_map_text
from tests.quarter_district import SCHOOLS, District, build_district

for module in pkgutil.iter_modules(services.buttons.__path__):
    importlib.import_module(f"services.buttons.{module.name}")

OBJECTS = {
    "duty_id": "duties",
    "person_id": "persons",
    "unit_id": "units",
    "import_id": "imports",
    "road_map_id": "road_maps",
    "measure_id": "measures",
    "question_id": "questions",
    "draft_id": "report_drafts",
    "campaign_id": "campaigns",
    "report_id": "execution_reports",
    "extension_id": "extension_requests",
    "reassignment_id": "reassignments",
    "edit_id": "plan_edits",
    "return_id": "plan_table_returns",
    "list_id": "staff_lists",
    "other_id": "persons",
    "delivery_id": "deliveries",
    "invite_id": "invites",
    "absence_id": "absences",
    "section_id": "sections",
    "edition_id": "editions",
    "control_point_id": "control_points",
    "to_unit_id": "units",
    "to_person_id": "persons",
    "deputy_id": "persons",
    "target_id": "units",
    "form_id": "filled_forms",
    "days_id": "unit_days",
    "entrusted_id": "entrusted_people",
    "group_id": "units",
    "merge_id": "merges",
    "old_unit": "units",
    "new_unit": "units",
    "old_person": "persons",
    "new_person": "persons",
}
"""Fields of buttons that are ids, and the table each is of."""
ONE_OF = {
    "u": "units",
    "p": "persons",
    "d": "units",
    "r": "road_maps",
    "m": "measures",
    "": "units",
}
"""Of which table the `id` beside a word `by` or `of` is. Where a road map is said by «m», its number is the
measure's too: both are the first of their table."""
NUMBERS = {
    *("page", "version", "year", "month", "months", "quarter", "day", "days", "hour", "at", "start", "end"),
    *("first", "last", "line", "row", "number", "place", "preset", "mask", "seal", "percent"),
    *("is_asked", "is_brief", "is_dropped", "is_required", "is_sure", "is_taken", "is_whole", "of_ticked"),
    *("everyone", "takes_files", "with_evidence", "zone", "scope"),
}
"""Fields that are a number of something, no id."""
OF_ONE_SCHOOL = {
    *("duty_id", "person_id", "unit_id", "draft_id", "report_id", "extension_id", "reassignment_id"),
    *("invite_id", "absence_id", "to_unit_id", "to_person_id", "deputy_id", "other_id"),
}
"""What another school has no part in; measures, points and maps are common to all."""
WORDS = {
    "aspect": ("title", "number"),
    "by": ("u", "p", "m", ""),
    "choice": ("table", "plan", "tomorrow", "monday"),
    "deed": ("paused", "taken_off", "put_on"),
    "field": ("name", "post", "spelling", "title"),
    "gap": ("unbound", "left"),
    "group": ("silent", "complete"),
    "how": ("drop", "pause", "cancel", "resume"),
    "kind": ("school", "unit", "person", "units", "persons"),
    "name": ("literal", ""),
    "of": ("d", "r", "m"),
    "outcome": ("done", "not_done", ""),
    "pace": ("each", "usual", "sparing"),
    "profile": ("firm", ""),
    "role": ("executor", "coordinator"),
    "rule": ("document", "all", "rhythm", "opens", ""),
    "rule_set": ("literal", ""),
    "scope": ("ask", "one", "all"),
    "shelf": ("",),
    "value": ("5", "1-2"),
    "way": ("",),
    "word": ("given", "said", "closed"),
}
"""Of each word a button carries, some that are understood: what is not is refused before anybody is asked."""
OBSERVER = "Инна Тихая"
LEAVE_A_TRACE = {MeasureReportsButton, ExtensionMemoButton, CalendarAddressButton, ForgetCalendarButton}
"""Presses of an observer that write: what was read stands in the audit, a calendar's address is their own."""
FOREIGN_PLAN = road_map_text(("1.", "Неделя книги", "до 31 марта 2027 года", "Школа № 77"))
OWN_SETTING = {PaceButton}
"""How often one is reminded oneself: the duty beside it is only the way back."""
FOREIGN = ("Лугова", "Школа № 1", "диагностик", "План повышения", "Ветрова", "Заречного")
"""Of this nobody of another department may read a letter."""


@dataclass
class Shown:
    """What the bot showed in answer to one press."""

    words: list[str] = field(default_factory=list)

    async def answer_press(self, press_id: str, words: str, *, alert: bool) -> bool:
        self.words.append(words)
        return True

    async def say(self, chat_id: int, words: str) -> None:
        self.words.append(words)

    async def try_say(self, chat_id: int, words: str) -> None:
        self.words.append(words)

    async def post(self, chat_id: int, notice: Notice) -> int:
        self._show(notice)
        return 2

    async def redraw(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        self._show(notice)
        return True

    async def try_redraw(self, chat_id: int, message_id: int, notice: Notice) -> None:
        self._show(notice)

    def _show(self, notice: Notice) -> None:
        labels = " ".join(button.label for row in notice.buttons for button in row)
        self.words.append(f"{plain(notice.body)} {labels}")

    async def delete(self, chat_id: int, message_id: int) -> None:
        return

    async def send_files(
        self, chat_id: int, attachments: tuple[Attachment, ...], caption: Notice | None
    ) -> None:
        self.words.append(" ".join(each.name for each in attachments))

    async def send_picture(self, chat_id: int, *rest: Any) -> None:
        self.words.append("picture")

    async def show_busy(self, chat_id: int, action: str) -> None:
        return

    async def fetch(self, file_ref: str, size: int) -> bytes:
        return b""

    async def invite_link(self, payload: str) -> str:
        return f"https://t.me/bot?start={payload}"

    async def offer_commands(self, chat_id: int, commands: tuple[tuple[str, str], ...]) -> bool:
        return True


@dataclass
class Ground:
    """A department at work, and people who have no business with School № 1 of it."""

    app: App
    store: Store
    ids: dict[str, int]
    outsiders: dict[str, Actor]
    file: sqlite3.Connection

    def version(self) -> int:
        """Another number after any commit of anybody."""
        return int(self.file.execute("PRAGMA data_version").fetchone()[0])

    async def press(self, visitor: Actor | None, data: str) -> tuple[str, bool]:
        """All that was shown, and whether any table was changed."""
        shown, place = Shown(), in_telegram(999)
        update = HandledUpdate(UpdateId(1), 1, place, visitor=visitor)
        screen = Screen(shown, place, Press(id="1", message_id=1))
        before = self.version()
        await Dispatch(ROUTES).press(Chat(app=self.app, visitor=visitor, screen=screen, update=update), data)
        return " ".join(shown.words), self.version() != before

    async def say(
        self, visitor: Actor | None, said: Said, question: Prompt | None, about: dict[str, Any]
    ) -> tuple[str, bool]:
        """The same of words or a file, with this question open about these things."""
        shown, place = Shown(), in_telegram(999)
        conversation = Conversation(state=question.value if question else None, data=about)
        update = HandledUpdate(UpdateId(1), 1, place, conversation, visitor=visitor)
        chat = Chat(app=self.app, visitor=visitor, screen=Screen(shown, place, None), update=update)
        before = self.version()
        await Dispatch(ROUTES).message(chat, said)
        return " ".join(shown.words), self.version() != before


@pytest.fixture
async def ground(store: Store, app: App, clock: FrozenClock) -> Any:
    district = await build_district(store, app, clock)
    await start(district)
    await reported(district)
    await drafted(district, ANNA, LAGGING)
    outsiders = await _outsiders(district)
    ids = await _objects(district)
    with closing(sqlite3.connect(str(store.engine.url.database))) as file:
        yield Ground(app, store, ids, outsiders, file)


async def _outsiders(district: District) -> dict[str, Actor]:
    """Of each role somebody in another department; an executor and a curator of another school."""
    async with district.store.write() as uow:
        other = await uow.people.add_department("Управление Горного округа", ZONE)
        for role in Role:
            await district.person(uow, f"Чужой {role.value}", role, other, other)
        await district.person(uow, "Соседний куратор", Role.CURATOR, district.units[SCHOOLS[1]])
        await district.person(uow, OBSERVER, Role.OBSERVER, district.department)
        await uow.commit()
    names = [*(f"Чужой {role.value}" for role in Role), "Соседний куратор", "Борис Речной", ANNA, OBSERVER]
    return {name: await district.actor(name) for name in names}


async def _objects(district: District) -> dict[str, int]:
    """An id of each table, all of School № 1; what the district has not is put in as a bare row."""
    now, person = district.clock.now(), district.persons[ANNA]
    duty, unit = district.duties[DIAGNOSTICS], district.units[SCHOOLS[0]]
    of, by = {"department_id": district.department}, {"author_id": person}
    open_now = {"state": "open", "created_at": now}
    nobody = {"decided_by": None, "decided_at": None, "comment": ""}
    nowhere = {"to_unit_id": None, "to_person_id": None, "moved": None}
    later = now + timedelta(days=9)
    bare: dict[str, dict[str, Any]] = {
        "imports": {**of, **by, "file_name": "п.docx", "file_key": "k", "sha256": "0", "proposal": {}}
        | {"rule_set": "literal", "state": "review", "created_at": now},
        "extension_requests": {"duty_id": duty, **by, "from_due_on": now.date(), "to_due_on": later.date()}
        | {"reason": "Тайное", **open_now, **nobody},
        "reassignments": {"duty_id": duty, **by, "reason": "Тайное", **open_now, **nobody, **nowhere},
        "staff_lists": {**of, **by, "file_name": "л.csv", "rows": {}, "choices": {}, **open_now},
        "absences": {**of, "person_id": person, "first_on": now.date(), "last_on": later.date()}
        | {"starts_at": now, "ends_at": later, "state": "planned", "created_at": now},
        "invites": {**of, "secret_hash": "x", "person_id": person, "unit_id": unit, "role": "executor"}
        | {"created_at": now, "expires_at": later},
        "entrustments": {"duty_id": duty, "given_by": person, "is_each": False, "given_at": now}
        | {"ended_at": None},
        "entrusted_people": {"entrustment_id": 1, "person_id": person, "text": "Тайное"},
        "unit_days": {**of, "unit_id": unit, "season": None, "first_on": now.date(), "last_on": later.date()},
        "merges": {**of, "kind": "person", "kept_id": person, "gone_id": person, "by": person, "at": now}
        | {"swapped": [], "changes": [], "undone_at": None},
        "plan_edits": {"road_map_id": district.road_map, "edition_id": 1, "by": person, "through": "chat"}
        | {"at": now, "told_at": None, "undone_at": None},
        "plan_tables": {"road_map_id": district.road_map, "made_by": person, "made_at": now, "contents": {}},
        "plan_table_returns": {"table_id": 1, "sent_by": person, "file_name": "т.xlsx", "rows": []}
        | {"troubles": [], "unknown": 0, "choices": {}, "state": "reviewing", "edit_id": None},
        "campaigns": {"road_map_id": district.road_map, **of, "first_on": now.date(), "last_on": later.date()}
        | {"answers_from": now, "opens_at": now, "closes_at": later, "state": "open"},
        "filled_forms": {"campaign_id": 1, "unit_id": unit, "person_id": None, "sent_by": person}
        | {"file_name": "ф.docx", "file_key": "k", "rows": [], "state": "open", "received_at": now},
        "questions": {"import_id": 1, "kind": "person", "subject": "лугова", "words": "Лугова", "beside": ""}
        | {"rows": [], "measure_ids": [], "state": "open", "hint": None},
    }
    async with district.store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        for name, values in bare.items():
            await connection.execute(insert(METADATA.tables[name]).values(**values))
        ids = {}
        for name in set(OBJECTS.values()):
            query = select(METADATA.tables[name].c.id).limit(1)
            ids[name] = int((await connection.execute(query)).scalar() or 1)
    own = {"duties": duty, "units": unit, "persons": person, "open duty": district.duties[NOVEMBER]}
    return ids | own


def presses(
    ids: dict[str, int], *, of: type | None = None, own: dict[str, int] | None = None
) -> Iterator[tuple[type, str]]:
    """Each kind of button that names an object, with each of its words, about the objects of School № 1.

    Or one kind only, with these fields about something else.
    """
    for kind in kinds() if of is None else (of,):
        names = {each.name: each.type in (int, "int") for each in fields(kind)}
        if not any(name in OBJECTS or name == "id" for name in names):
            continue
        spelled = [name for name, is_number in names.items() if not is_number]
        for words in product(*(WORDS[name] for name in spelled)):
            said = dict(zip(spelled, words, strict=True))
            tables = (
                OBJECTS | {"id": ONE_OF[said.get("by", said.get("of", ""))]} if "id" in names else OBJECTS
            )
            values = {name: said.get(name, ids[tables[name]] if name in tables else 1) for name in names}
            yield kind, pack(kind(**(values | (own or {}))))


def test_every_field_of_every_button_is_known_to_the_matrix() -> None:
    """A new id that is not among `OBJECTS` would be pressed about nothing, and prove nothing."""
    every = [(each.name, each.type in (int, "int"), kind) for kind in kinds() for each in fields(kind)]
    known = {*OBJECTS, *NUMBERS, "id"}
    assert not [(name, kind.__name__) for name, is_number, kind in every if is_number and name not in known]
    assert not [
        (name, kind.__name__) for name, is_number, kind in every if not is_number and name not in WORDS
    ]


async def test_the_matrix_presses_about_things_that_are_there(ground: Ground) -> None:
    async with ground.store.engine.connect() as connection:
        for name in {*OBJECTS.values()}:
            table = METADATA.tables[name]
            there = await connection.scalar(select(table.c.id).where(table.c.id == ground.ids[name]))
            assert there is not None, name


async def test_what_is_another_departments_is_refused_told_to_nobody_and_unchanged(ground: Ground) -> None:
    wrong = []
    for name in (f"Чужой {role.value}" for role in Role):
        for kind, data in presses(ground.ids):
            words, is_changed = await _tried(ground, ground.outsiders[name], data)
            told = [each for each in FOREIGN if each in words]
            if (is_changed and kind not in OWN_SETTING) or told or not words:
                wrong.append((name, kind.__name__, words[:80], told, is_changed))
    assert not wrong, "\n".join(map(str, wrong))


async def test_what_is_ones_own_opens_nothing_of_another_department_beside_it(ground: Ground) -> None:
    """A button of two things: one is theirs, the other is not."""
    visitor = ground.outsiders["Чужой coordinator"]
    own = await _own_things(ground, visitor)
    wrong = []
    for kind in kinds():
        named = [each.name for each in fields(kind) if each.name in OBJECTS]
        for mine in (name for name in named if OBJECTS[name] in own and len(named) > 1):
            for _, data in presses(ground.ids, of=kind, own={mine: own[OBJECTS[mine]]}):
                words, is_changed = await _tried(ground, visitor, data)
                told = [each for each in FOREIGN if each in words]
                if is_changed or told or not words:
                    wrong.append((kind.__name__, mine, data, words[:90], told, is_changed))
    assert not wrong, "\n".join(map(str, wrong))


async def _own_things(ground: Ground, visitor: Actor) -> dict[str, int]:
    """What a coordinator of another department has of their own, by table."""
    import_id = await ground.app.documents.receive(visitor, FOREIGN_PLAN, "план.txt")
    async with ground.store.write() as uow:
        department = visitor.department_id
        unit = await uow.people.add_unit(department, department, "Школа № 77", UnitKind.SCHOOL, ZONE)
        person = await uow.people.add_person(department, "Ольха Яна", "")
        await uow.commit()
    return {"imports": int(import_id), "units": int(unit), "persons": int(person)}


async def test_an_observer_of_the_department_itself_changes_nothing_in_it(ground: Ground) -> None:
    wrong = []
    for kind, data in presses(ground.ids):
        words, is_changed = await _tried(ground, ground.outsiders[OBSERVER], data)
        if not words or (is_changed and kind not in LEAVE_A_TRACE | OWN_SETTING):
            wrong.append((kind.__name__, words[:80], is_changed))
    assert not wrong, "\n".join(map(str, wrong))


async def test_a_stranger_is_shown_the_way_in_and_nothing_else(ground: Ground) -> None:
    for kind, data in presses(ground.ids):
        words, is_changed = await _tried(ground, None, data)
        assert "личной ссылке" in words and not is_changed, kind.__name__


async def test_another_schools_people_change_nothing_here(ground: Ground) -> None:
    wrong = []
    for name in ("Борис Речной", "Соседний куратор"):
        for kind, data in presses(ground.ids):
            if not {each.name for each in fields(kind) if each.name in OBJECTS} <= OF_ONE_SCHOOL:
                continue
            words, is_changed = await _tried(ground, ground.outsiders[name], data)
            if (is_changed and kind not in OWN_SETTING) or not words:
                wrong.append((name, kind.__name__, words[:80], is_changed))
    assert not wrong, "\n".join(map(str, wrong))


async def test_another_role_is_refused_even_on_its_own(ground: Ground) -> None:
    anna = ground.outsiders[ANNA]
    for kind, data in presses(ground.ids):
        if not ROUTES.presses[kind].lets_in(anna):
            words, is_changed = await _tried(ground, anna, data)
            assert "недоступно" in words and not is_changed, kind.__name__


async def test_the_same_press_of_whoever_may_is_seen_to_change_things(ground: Ground) -> None:
    taking_up = pack(AcknowledgeButton(ground.ids["open duty"], 1))
    words, is_changed = await ground.press(ground.outsiders[ANNA], taking_up)
    assert is_changed and "Подвести итоги ноября" in words


async def _tried(ground: Ground, visitor: Actor | None, data: str) -> tuple[str, bool]:
    try:
        return await ground.press(visitor, data)
    except Exception as error:  # a defect: every press is answered
        return f"{type(error).__name__}: {error}", True


def test_bytes_that_are_not_canonical_are_no_button() -> None:
    for kind in kinds():
        numbers = [place for place, each in enumerate(fields(kind)) if each.type in (int, "int")]
        if not numbers:
            continue
        parts = pack(kind(*(1 if each.type in (int, "int") else "x" for each in fields(kind)))).split(":")
        for spoilt in ("-1", "01", " 1", "1_0", "+1", "1" * 19, "", "١", "1\n", "0x1"):
            forged = ":".join([*parts[: numbers[0] + 1], spoilt, *parts[numbers[0] + 2 :]])
            assert unpack(forged) is None, forged
        for odd in (":".join(parts) + ":", ":".join(parts) + ":1", ":".join(parts)[:-2], "\0", "é" * 40):
            assert unpack(odd) is None or pack(unpack(odd)) == odd


# Commands, typed words and files

WRITERS = {"start", "calendar", "mydata"}
"""Commands that may write what is the person's own."""
TYPED = ("2.1", "Проверка связи", "50", "1 декабря", "+", "=1+1", "Лугова Анна Петровна", "Школа № 1")


class About(dict[str, Any]):
    """What a question is about: everything of School № 1, and the number one for the rest."""

    def __missing__(self, name: str) -> int:
        return 1


def asked_about(ids: dict[str, int], question: Prompt | None) -> About:
    named = {name: ids[table] for name, table in OBJECTS.items()}
    return About({**named, "kind": "unit", "role": "executor", "field": "name", **SPELLED.get(question, {})})


def outsiders_of(ground: Ground) -> Iterator[tuple[str, Actor]]:
    """Of each role somebody of another department."""
    for role in Role:
        yield role.value, ground.outsiders[f"Чужой {role.value}"]


@pytest.mark.parametrize("command", sorted({*ROUTES.commands, "nonsense"}))
async def test_a_command_tells_other_departments_and_strangers_nothing(ground: Ground, command: str) -> None:
    wrong = []
    for role, visitor in (*outsiders_of(ground), ("stranger", None)):
        for argument in ("", " 1", f" {ground.ids['open duty']}", " Лугова", " \0", " 9" * 40):
            said = Said(words=f"/{command}{argument}", is_text=True, message_id=5)
            words, is_changed = await _tried_saying(ground, visitor, said)
            told = [each for each in FOREIGN if each in words and each not in argument]
            if told or not words or (is_changed and command not in WRITERS):
                wrong.append((role, argument, words[:90], told, is_changed))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("question", [None, *Prompt], ids=str)
async def test_words_and_files_answer_no_question_about_another_department(
    ground: Ground, question: Prompt | None
) -> None:
    """Also where the conversation names what is not theirs: it is looked at again, as a button is."""
    wrong = []
    for role, visitor in (*outsiders_of(ground), ("stranger", None)):
        for said in _answers():
            words, is_changed = await _tried_saying(
                ground, visitor, said, question, asked_about(ground.ids, question)
            )
            told = [each for each in FOREIGN if each in words and each not in said.words]
            if told or not words or (is_changed and not _is_own_business(role, said, question)):
                wrong.append((role, said.words or "file", words[:90], told, is_changed))
    assert not wrong, "\n".join(map(str, wrong))


async def test_an_answer_to_somebody_elses_message_reports_on_nothing(ground: Ground) -> None:
    duty_id = ground.ids["open duty"]
    said = Said(words="Сделано", is_text=True, message_id=5, replied=(pack(AcknowledgeButton(duty_id, 1)),))
    for role, visitor in (*outsiders_of(ground), ("stranger", None)):
        words, is_changed = await _tried_saying(ground, visitor, said)
        assert words and not is_changed and not any(each in words for each in FOREIGN), (role, words)


def _answers() -> Iterator[Said]:
    for words in TYPED:
        yield Said(words=words, is_text=True, message_id=5)
    yield Said(file=SentFile(ref="f", name="план.docx", size=10, is_photo=False), message_id=5)
    yield Said(file=SentFile(ref="f", name="", size=10, is_photo=True), message_id=5)
    yield Said(message_id=5)


def _is_own_business(role: str, said: Said, question: Prompt | None) -> bool:
    """What people of another department may write of their own: a document for their own desk, say."""
    return role != "stranger" and (question in OF_ONES_OWN or said.file is not None)


OF_ONES_OWN: set[Prompt | None] = {Prompt.MINUTES, Prompt.UNIT_NAME}
SPELLED: dict[Prompt | None, dict[str, Any]] = {
    Prompt.UNIT_NAME: {"kind": "school"},
    Prompt.ROW_WORDS: {"field": 0},
}
"""Where a question keeps a word or a place under a name that elsewhere is something else."""


async def _tried_saying(
    ground: Ground,
    visitor: Actor | None,
    said: Said,
    question: Prompt | None = None,
    about: dict[str, Any] | None = None,
) -> tuple[str, bool]:
    try:
        return await ground.say(visitor, said, question, about or {})
    except Exception as error:  # a defect: everything said is answered
        return f"{type(error).__name__}: {error}", True
