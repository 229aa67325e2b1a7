"""The people of a seed: they press, type, answer what comes, and press again when nothing happens."""

from dataclasses import dataclass, field
from random import Random

from proof.draw import IMPATIENT, RETURNED, Deed
from proof.office import Office
from sandbox import people as deeds
from sandbox.posting import post
from sandbox.world import BotAccount, Message, Person, World
from services.buttons.deciding import AcceptButton, ReturnPresetButton
from services.buttons.packing import ButtonData, pack, unpack
from services.buttons.reporting import AcknowledgeButton, SendDraftButton, StartReportButton
from services.buttons.requests import ExtensionReasonButton, GrantExtensionButton

NEW_DAY = 20261130
TRIES = 6
SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody meant by a press: in the end this action must be on record once.

    `about` says which id of the record tells one press from another: its subject, or one of its facts.
    """

    action: str
    about: str
    id: int


@dataclass(slots=True)
class Told:
    """Words typed while the bot was listening: they have to be in the report."""

    duty_id: int
    words: str


@dataclass(slots=True)
class Telling:
    """Somebody reports by typing: open, type, send."""

    deed: Deed
    tries: int = 0
    has_typed: bool = False


@dataclass(slots=True, kw_only=True)
class Crowd:
    """Everybody with a phone, and what they have done so far."""

    world: World
    bot: BotAccount
    curators: tuple[int, ...]
    moods: Random
    updates: int = 0
    presses: list[Press] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    office: Office = field(init=False)
    _telling: list[Telling] = field(default_factory=list)
    _decided: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.office = Office(world=self.world, bot=self.bot)

    def arrive(self, chats: tuple[int, ...]) -> None:
        """Each has talked with the bot before: there is a message to press on."""
        for chat_id in chats:
            person = Person(id=chat_id, first_name=f"№ {chat_id}")
            self.world.people[chat_id] = person
            chat = self.world.private_chat(self.bot, person)
            chat.is_started = True
            post(self.world, self.bot, chat, self.bot.profile, {"text": "Вы в «Вехе»."})

    def act(self, deed: Deed) -> None:
        """Begin a deed; telling goes on by `react`."""
        match deed.verb:
            case "take":
                taken = AcknowledgeButton(duty_id=deed.duty_id, version=1)
                self._mean("duty.acknowledged", deed, taken)
            case "postpone":
                asked = ExtensionReasonButton(duty_id=deed.duty_id, version=1, day=NEW_DAY, preset=0)
                self._mean("extension.asked", deed, asked)
            case "send":
                sent = SendDraftButton(draft_id=deed.draft_id, duty_id=deed.duty_id)
                self._mean("duty.reported", deed, sent)
            case "tell":
                self._telling.append(Telling(deed))

    def react(self) -> bool:
        """Everybody looks at the phone once; whether anybody did anything."""
        before = self.updates + self.office.updates
        self.office.react()
        for each in list(self._telling):
            self._tell(each)
        for chat_id in self.curators:
            self._decide(chat_id)
        return self.updates + self.office.updates > before

    def _mean(self, action: str, deed: Deed, button: ButtonData, message: Message | None = None) -> None:
        self.presses.append(Press(action, SUBJECT, deed.duty_id))
        for _ in range(1 + deed.is_impatient):
            self._press(deed.chat_id, button, message)

    def _press(self, chat_id: int, button: ButtonData, message: Message | None = None) -> None:
        """On this message, else on the newest one of the bot's."""
        self.updates += 1
        chat = self.bot.chats[chat_id]
        shown = message or next(m for m in reversed(chat.messages.values()) if m.sender is self.bot.profile)
        act = deeds.deed(self.world, self.bot, self.world.people[chat_id])
        deeds.query(act, shown, pack(button))

    def _type(self, chat_id: int, words: str) -> None:
        self.updates += 1
        act = deeds.deed(self.world, self.bot, self.world.people[chat_id])
        deeds.write(act, deeds.text_content(words))

    def _tell(self, telling: Telling) -> None:
        deed = telling.deed
        shown = self._draft_on_screen(deed.chat_id)
        if shown is None:
            telling.tries += 1
            if telling.tries <= TRIES:
                opened = StartReportButton(duty_id=deed.duty_id, version=1, outcome="done")
                self._press(deed.chat_id, opened)
        elif not telling.has_typed:
            telling.has_typed = True
            words = f"Неделя прошла, гостей было {deed.duty_id * 7}."
            self.told.append(Told(deed.duty_id, words))
            self._type(deed.chat_id, words)
        else:
            self._telling.remove(telling)
            message, button = shown
            self._mean("duty.reported", deed, button, message)

    def _draft_on_screen(self, chat_id: int) -> tuple[Message, ButtonData] | None:
        for message in reversed(self.bot.chats[chat_id].messages.values()):
            for button in _buttons(message):
                if isinstance(button, SendDraftButton):
                    return message, button
        return None

    def _decide(self, chat_id: int) -> None:
        """Every request on this curator's screen gets an answer, once."""
        for message in list(self.bot.chats[chat_id].messages.values()):
            for button in _buttons(message):
                if isinstance(button, AcceptButton) and self._is_new("report", button.report_id):
                    self._decide_report(chat_id, message, button)
                elif isinstance(button, GrantExtensionButton) and self._is_new(
                    "request", button.extension_id
                ):
                    self.presses.append(Press("extension.granted", "request", button.extension_id))
                    self._press(chat_id, button, message)

    def _decide_report(self, chat_id: int, message: Message, button: AcceptButton) -> None:
        answer: ButtonData = button
        action = "duty.accepted"
        if self.moods.random() < RETURNED:
            answer = ReturnPresetButton(report_id=button.report_id, version=button.version, preset=0)
            action = "duty.returned"
        self.presses.append(Press(action, "report", button.report_id))
        self._press(chat_id, answer, message)
        if self.moods.random() < IMPATIENT:
            self._press(chat_id, answer, message)

    def _is_new(self, about: str, subject: int) -> bool:
        is_new = (about, subject) not in self._decided
        self._decided.add((about, subject))
        return is_new


def _buttons(message: Message) -> list[ButtonData]:
    """What can be pressed under a message."""
    keys = [] if message.is_deleted else deeds.buttons_of(message)
    found = [unpack(key["callback_data"]) for key in keys if "callback_data" in key]
    return [each for each in found if each is not None]
