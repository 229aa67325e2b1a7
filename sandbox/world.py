"""Everything the sandbox remembers: people, bots, their chats and messages. Memory only."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Literal
from zoneinfo import ZoneInfo

from sandbox.calls import CallLog
from sandbox.clock import SandboxClock
from sandbox.faults import FaultScript
from sandbox.files import FileStore
from sandbox.limits import Limiter, LimitSettings
from sandbox.neighbours import Neighbour
from sandbox.pulse import Pulse
from sandbox.refusal import Json
from sandbox.updates import HeldPoll, UpdateQueue
from sandbox.webhook_address import WebhookAddress

KEPT_EVENTS = 50_000
KEPT_HAPPENINGS = 200_000
ChatKind = Literal["private", "group", "supergroup"]


@dataclass(slots=True, kw_only=True)
class Settings:
    """What a test may turn while the sandbox runs."""

    query_seconds: float = 900.0
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    webhook_retry_seconds: float = 0.5
    zone: str = "Europe/Moscow"
    limits: LimitSettings = field(default_factory=LimitSettings)


@dataclass(slots=True, kw_only=True)
class Person:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    role: str = ""
    language_code: str = "ru"
    is_deactivated: bool = False
    is_bot: bool = False
    _card: Json | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def rename(self, first_name: str) -> None:
        self.first_name = first_name
        self._card = None

    def card(self) -> Json:
        """The Bot API's User."""
        if self._card is None:
            card: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
            card |= {"last_name": self.last_name} if self.last_name else {}
            card |= {"username": self.username} if self.username else {}
            card |= {} if self.is_bot else {"language_code": self.language_code}
            self._card = card
        return self._card


@dataclass(slots=True, kw_only=True)
class Message:
    id: int
    chat: "Chat"
    sender: Person
    unix: int
    content: Json
    markup: Json | None = None
    extra: Json = field(default_factory=dict)
    reply_to: "Message | None" = None
    edited_unix: int = 0
    reaction: str = ""
    """The sign the bot has put on it."""
    is_deleted: bool = False
    editions: list[Json] = field(default_factory=list)
    """Earlier contents with their keyboards, oldest first."""

    def to_api(self, *, with_reply: bool = True) -> Json:
        """The Bot API's Message."""
        message: Json = {
            "message_id": self.id,
            "from": self.sender.card(),
            "chat": self.chat.card(),
            "date": self.unix,
            **self.extra,
            **self.content,
        }
        if self.edited_unix:
            message["edit_date"] = self.edited_unix
        if with_reply and self.reply_to is not None and not self.reply_to.is_deleted:
            message["reply_to_message"] = self.reply_to.to_api(with_reply=False)
        if self.markup is not None and "inline_keyboard" in self.markup:
            message["reply_markup"] = self.markup
        return message

    @property
    def text(self) -> str:
        return str(self.content.get("text") or self.content.get("caption") or "")


@dataclass(slots=True, kw_only=True)
class Chat:
    """One chat of one bot: with a person, or a group it was added to."""

    id: int
    kind: ChatKind
    title: str = ""
    person: Person | None = None
    members: dict[int, Person] = field(default_factory=dict)
    is_started: bool = False
    is_blocked: bool = False
    is_kicked: bool = False
    migrated_to: int = 0
    keyboard: Json | None = None
    typing: str = ""
    messages: dict[int, Message] = field(default_factory=dict)
    changed: Pulse = field(default_factory=Pulse)
    _card: Json | None = None

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.title

    def card(self) -> Json:
        """The Bot API's Chat."""
        if self._card is None:
            card: Json = {"id": self.id, "type": self.kind}
            if self.person is None:
                card["title"] = self.title
            else:
                shown = self.person.card()
                card |= {key: shown[key] for key in ("first_name", "last_name", "username") if key in shown}
            self._card = card
        return self._card


@dataclass(slots=True, kw_only=True)
class CallbackQuery:
    """A press and what the presser was shown for it."""

    id: str
    person: Person
    message: Message
    data: str
    pressed_at: datetime
    button: str = ""
    is_answered: bool = False
    text: str = ""
    show_alert: bool = False
    url: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something people could see happen in a chat; `content` and `markup` are the message as it read then."""

    kind: Literal["message", "edit", "delete", "press", "answer"]
    unix: int
    message: Message
    content: Json
    markup: Json | None
    query: CallbackQuery | None = None


@dataclass(slots=True, kw_only=True)
class BotAccount:
    token: str
    profile: Person
    limiter: Limiter
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    webhook: WebhookAddress | None = None
    webhook_rests_until: float = 0.0
    poll: HeldPoll | None = None
    chronicle: deque[Happening] = field(default_factory=lambda: deque(maxlen=KEPT_HAPPENINGS))
    said: int = 0
    """How many messages it has sent so far."""
    next_message_id: int = 1
    undelivered: int = 0

    @property
    def id(self) -> int:
        return self.profile.id

    def note(
        self,
        kind: Literal["message", "edit", "delete", "press", "answer"],
        unix: int,
        message: Message,
        query: CallbackQuery | None = None,
    ) -> None:
        """Write down what has just happened."""
        happened = Happening(
            kind=kind,
            unix=unix,
            message=message,
            content=message.content,
            markup=message.markup,
            query=query,
        )
        self.chronicle.append(happened)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """Something a page must redraw: kind, and where."""

    number: int
    kind: str
    bot_id: int
    chat_id: int
    item: int | str


class World:
    def __init__(self, *, start: datetime | None = None, settings: Settings | None = None) -> None:
        self.clock = SandboxClock(start)
        self.settings = settings or Settings()
        self.people: dict[int, Person] = {}
        self.bots: dict[str, BotAccount] = {}
        self.files = FileStore()
        self.faults = FaultScript()
        self.calls = CallLog()
        self.feed: deque[FeedEntry] = deque(maxlen=KEPT_EVENTS)
        self.feed_number = 0
        self.feed_grew = Pulse()
        self.neighbours: list[Neighbour] = []
        self.under_way = 0
        self.last_activity = monotonic()
        self.stopping = asyncio.Event()
        self.background: set[asyncio.Task[None]] = set()
        self._next_query = 1
        self._next_group = 1

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.zone)

    def add_bot(self, token: str, username: str, name: str) -> BotAccount:
        """The bot with this token, made when new; the digits before the colon are its id."""
        if token not in self.bots:
            profile = Person(id=int(token.partition(":")[0]), first_name=name, username=username, is_bot=True)
            self.bots[token] = BotAccount(token=token, profile=profile, limiter=Limiter(self.settings.limits))
        return self.bots[token]

    def bot(self, wanted: str = "") -> BotAccount | None:
        """A bot by username or id; the first one when nothing is asked for."""
        for account in self.bots.values():
            if not wanted or wanted in (account.profile.username, str(account.id), account.token):
                return account
        return None

    def set_limits(self, limits: LimitSettings) -> None:
        """Meters start anew."""
        self.settings.limits = limits
        for account in self.bots.values():
            account.limiter = Limiter(limits)

    def private_chat(self, bot: BotAccount, person: Person) -> Chat:
        chat = bot.chats.get(person.id)
        if chat is None:
            chat = Chat(id=person.id, kind="private", person=person, members={person.id: person})
            bot.chats[person.id] = chat
        return chat

    def next_query_id(self) -> str:
        self._next_query += 1
        return str(4_000_000_000_000_000 + self._next_query)

    def next_album_id(self) -> str:
        self._next_group += 1
        return str(13_000_000_000_000_000 + self._next_group)

    def publish(self, kind: str, bot_id: int = 0, chat: Chat | None = None, item: int | str = 0) -> None:
        """Tell the pages and everybody who waits on this chat."""
        self.feed_number += 1
        self.feed.append(FeedEntry(self.feed_number, kind, bot_id, chat.id if chat else 0, item))
        self.feed_grew.beat()
        if chat is not None:
            chat.changed.beat()

    def touch(self) -> None:
        """Something happened between bot and people: the quiet starts anew."""
        self.last_activity = monotonic()
