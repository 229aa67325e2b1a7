"""What coordinators do with files: a document comes in, a table goes out and back, a plan is rolled over,
a report is asked for. Each errand is a story told step by step, between which the bot may die."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from openpyxl import load_workbook

from proof.draw import Errand, ErrandKind
from roadmap.plan.plan_tables import TableColumn
from sandbox import people as deeds
from sandbox.files import Upload
from sandbox.world import BotAccount, Chat, Message, World
from services.buttons.imports import ApproveImportButton
from services.buttons.packing import ButtonData, pack, unpack
from services.buttons.plan import RollMapButton
from services.buttons.plan_tables import ApplyTableButton, MakeTableButton
from services.buttons.summary import MakeReportButton

TRIES = 6
"""How often a button is pressed again when nothing has come of it."""
NEXT_YEAR = 2027
HEAD_ROW = 4
COLUMN = {column: place for place, column in enumerate(TableColumn, 1)}
ADDED, ADDED_NUMBER = "Обмен книгами между школами", "1.4"
DOCUMENT_TITLES = ("Олимпиада юных краеведов", "Поход к истоку реки")
DOCUMENT = f"""План мероприятий («дорожная карта») развития краеведения на 2026 год

№\tМероприятие\tСрок исполнения\tОтветственный
1\t{DOCUMENT_TITLES[0]}\tдо 11 декабря 2026 года\tВсе школы
2\t{DOCUMENT_TITLES[1]}\tдо 25 декабря 2026 года\tВсе школы
"""
T = TypeVar("T", bound=ButtonData)
_OVER = object()


@dataclass(slots=True, kw_only=True)
class Story:
    """How far an errand has come; `import_id` and `files` say what came of it on the screen."""

    errand: Errand
    import_id: int = 0
    files: int = 0
    is_done: bool = False

    @property
    def file_name(self) -> str:
        """What the file that is sent is called; it tells its errand from every other."""
        kind = self.errand.kind
        return f"{kind}-{self.errand.chat_id}{'.xlsx' if kind is ErrandKind.TABLE else '.txt'}"


@dataclass(slots=True, kw_only=True)
class Office:
    """The coordinators with their phones, and the errands they are about."""

    world: World
    bot: BotAccount
    updates: int = 0
    stories: list[Story] = field(default_factory=list)
    _under_way: list[Iterator[None]] = field(default_factory=list)

    def begin(self, errand: Errand) -> None:
        """The first step is made at once; the others by `react`."""
        self.stories.append(Story(errand=errand))
        self._under_way.append(_STORIES[errand.kind](self, self.stories[-1]))
        next(self._under_way[-1])

    def react(self) -> None:
        """Everybody goes on as far as the screen lets them."""
        self._under_way = [story for story in self._under_way if next(story, _OVER) is not _OVER]

    def press(self, story: Story, button: ButtonData, on: Message | None = None) -> None:
        """On this message, else on the newest one of the bot's; twice by somebody impatient."""
        for _ in range(1 + story.errand.is_impatient):
            self.updates += 1
            chat = self._chat(story)
            shown = on or next(m for m in reversed(chat.messages.values()) if m.sender is self.bot.profile)
            deeds.query(self._act(story), shown, pack(button))

    def send(self, story: Story, data: bytes) -> None:
        self.updates += 1
        upload = Upload(data=data, filename=story.file_name)
        deeds.write(self._act(story), deeds.media_content(self.world, "document", upload))

    def last_message(self, story: Story) -> int:
        return max(self._chat(story).messages)

    def button(
        self, story: Story, kind: type[T], fits: Callable[[T], bool] = lambda _: True
    ) -> tuple[Message, T] | None:
        """The newest of these on the screen."""
        for message in reversed(self._chat(story).messages.values()):
            for key in [] if message.is_deleted else deeds.buttons_of(message):
                found = unpack(key["callback_data"]) if "callback_data" in key else None
                if isinstance(found, kind) and fits(found):
                    return message, found
        return None

    def files(self, story: Story, after: int) -> list[bytes]:
        """What the bot has sent since that message, oldest first."""
        sent = [m for m in self._chat(story).messages.values() if m.id > after and _is_from(self.bot, m)]
        kept = [self.world.files.get(m.content["document"]["file_id"]) for m in sent]
        return [file.data for file in kept if file is not None]

    def _chat(self, story: Story) -> Chat:
        return self.bot.chats[story.errand.chat_id]

    def _act(self, story: Story) -> deeds.Deed:
        return deeds.deed(self.world, self.bot, self.world.people[story.errand.chat_id])


def _is_from(bot: BotAccount, message: Message) -> bool:
    return message.sender is bot.profile and "document" in message.content


def _import(office: Office, story: Story) -> Iterator[None]:
    known = _desk(office, story)
    office.send(story, DOCUMENT.encode())
    yield from _approve(office, story, known)


def _roll(office: Office, story: Story) -> Iterator[None]:
    known, rolled = _desk(office, story), RollMapButton(road_map_id=story.errand.road_map_id, year=NEXT_YEAR)
    yield from _pressed_until(office, story, rolled, lambda: _desk(office, story) > known)
    yield from _approve(office, story, known)


def _desk(office: Office, story: Story) -> int:
    """The newest document this coordinator has been shown."""
    found = office.button(story, ApproveImportButton)
    return found[1].import_id if found else 0


def _approve(office: Office, story: Story, known: int) -> Iterator[None]:
    """The preview that comes is approved, and what is asked before that is answered."""

    def waiting(button: ApproveImportButton) -> bool:
        return button.import_id == story.import_id if story.import_id else button.import_id > known

    for _ in range(TRIES):
        while (shown := office.button(story, ApproveImportButton, waiting)) is None:
            if story.import_id:
                story.is_done = True  # approved: the screen offers it no more
                return
            yield
        message, button = shown
        story.import_id = button.import_id
        office.press(story, button, message)
        yield


def _table(office: Office, story: Story) -> Iterator[None]:
    after = office.last_message(story)
    made = MakeTableButton(road_map_id=story.errand.road_map_id)
    yield from _pressed_until(office, story, made, lambda: bool(office.files(story, after)))
    office.send(story, _with_a_row(office.files(story, after)[-1]))
    while (shown := office.button(story, ApplyTableButton)) is None:
        yield
    for _ in range(TRIES):
        message, button = shown
        office.press(story, button, message)
        yield
        shown = office.button(story, ApplyTableButton)
        if shown is None:
            story.is_done = True
            return


def _with_a_row(table: bytes) -> bytes:
    """The table with one more measure under the last."""
    book = load_workbook(io.BytesIO(table))
    page, target = book.worksheets[0], io.BytesIO()
    row = HEAD_ROW + 1
    while page.cell(row, COLUMN[TableColumn.TITLE]).value:
        row += 1
    new = {
        TableColumn.NUMBER: ADDED_NUMBER,
        TableColumn.TITLE: ADDED,
        TableColumn.DEADLINE: "до 18 декабря 2026 года",
        TableColumn.MAIN: "Все школы",
    }
    for column, words in new.items():
        page.cell(row, COLUMN[column]).value = words
    book.save(target)
    return target.getvalue()


def _export(office: Office, story: Story) -> Iterator[None]:
    after = office.last_message(story)
    asked = MakeReportButton(road_map_id=story.errand.road_map_id, year=0, quarter=0)
    yield from _pressed_until(office, story, asked, lambda: bool(office.files(story, after)))
    files = office.files(story, after)
    story.files = len(files)
    story.is_done = all(load_workbook(io.BytesIO(data)).sheetnames for data in files)


def _pressed_until(
    office: Office, story: Story, button: ButtonData, has_come: Callable[[], bool]
) -> Iterator[None]:
    """Pressed again each time everything has come to rest and nothing has come of it."""
    for _ in range(TRIES):
        office.press(story, button)
        yield
        if has_come():
            return
    while not has_come():
        yield


_STORIES: dict[ErrandKind, Callable[[Office, Story], Iterator[None]]] = {
    ErrandKind.IMPORT: _import,
    ErrandKind.TABLE: _table,
    ErrandKind.ROLL: _roll,
    ErrandKind.EXPORT: _export,
}
