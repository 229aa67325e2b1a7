"""What every handler receives: the services, who is acting, the screen and the conversation."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from handlers.prompts import Prompt
from handlers.said import Said
from handlers.screen import Screen
from roadmap.errors import NotAllowed, StaleVersion, WrongState
from roadmap.ids import DutyId
from roadmap.people.persons import Actor
from roadmap.process.conversation import Conversation
from roadmap.process.handled_update import HandledUpdate
from services.app import App
from services.control.duties.cards import CardView, PlacedCard
from services.notice import Notice
from texts.control.cards import duty_card
from texts.control.reporting import gone_elsewhere, reported_by
from texts.errors import explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """`visitor` is None for a stranger. The services settle the update with their first commit."""

    app: App
    visitor: Actor | None
    screen: Screen
    update: HandledUpdate
    sender: str = ""
    """How the account calls itself: «Анна Лугова (@anna)»."""

    @property
    def actor(self) -> Actor:
        """Who is acting; NotAllowed for a stranger."""
        if self.visitor is None:
            raise NotAllowed
        return self.visitor

    @property
    def conversation(self) -> Conversation:
        return self.update.conversation

    async def done(
        self, view: CardView, toast: str = "", notice: Notice | None = None, also: tuple[DutyId, ...] = ()
    ) -> None:
        """Say that it is done, draw the card here, and redraw the cards of these duties in other chats.

        After typed words the card says it all: the toast answers presses only.
        """
        if self.screen.pressed_message_id is not None:
            await self.screen.toast(toast)
        await self.show_card(view, notice)
        others = [duty_id for duty_id in also if duty_id != view.card.duty.id]
        if view.shown is not None:
            await self._redraw(view.shown.elsewhere)
        else:
            others.insert(0, view.card.duty.id)
        await self.redraw_elsewhere(*others)

    async def show_card(self, view: CardView, notice: Notice | None = None) -> None:
        """Draw the card where the person is looking; an older copy of it in this chat goes away."""
        message_id = await self.screen.show(notice or duty_card(view))
        if view.shown is None or message_id != self.screen.pressed_message_id:
            self.update.cards[message_id] = view.card.duty.id
        elif view.shown.replaced is not None:
            await self.screen.delete(view.shown.replaced)

    async def send_card(self, view: CardView) -> None:
        """Draw the card below; an older copy of it in this chat goes away."""
        self.update.cards[await self.screen.send(duty_card(view))] = view.card.duty.id

    async def show_other(self, notice: Notice) -> int:
        """Draw something else in place of a card: that message is nobody's card any more."""
        message_id = await self.screen.show(notice)
        self.update.cards[message_id] = None
        return message_id

    async def redraw_elsewhere(self, *duty_ids: DutyId) -> None:
        """Edit the duties' cards in other chats, best effort: what matters comes as a message of its own."""
        for duty_id in dict.fromkeys(duty_ids):
            await self._redraw(await self.app.cards.elsewhere(duty_id, self.screen.place))

    async def redraw_everywhere(self, *duty_ids: DutyId) -> None:
        """Edit the duties' cards in all chats, this one too, best effort."""
        for duty_id in duty_ids:
            await self._redraw(await self.app.cards.elsewhere(duty_id))

    async def _redraw(self, placed: tuple[PlacedCard, ...]) -> None:
        for each in placed:
            notice = duty_card(each.view) if each.view is not None else gone_elsewhere()
            await self.screen.redraw_elsewhere(each.place, each.message_id, notice)

    @asynccontextmanager
    async def card_if_stale(self, find: Callable[[], Awaitable[CardView]]) -> AsyncIterator[None]:
        """Where somebody was quicker, or the button is old: say so and show the card as it is now."""
        try:
            yield
        except (StaleVersion, WrongState) as error:
            view = await find()
            await self.screen.toast(reported_by(view) or explain(error))
            await self.show_card(view)

    @asynccontextmanager
    async def screen_if_stale(self, present: Callable[[], Awaitable[Notice]]) -> AsyncIterator[None]:
        """Where the step no longer fits: say so and draw how things are now in place."""
        try:
            yield
        except WrongState as error:
            await self.screen.toast(explain(error))
            await self.screen.show(await present())

    @asynccontextmanager
    async def collecting(self) -> AsyncIterator[None]:
        """The commit inside also stores that words and files are waited for; a refusal changes nothing."""
        before = self.conversation.state
        self.conversation.state = Prompt.REPORT
        try:
            yield
        except BaseException:
            self.conversation.state = before
            raise

    def ask(self, question: Prompt, **about: int) -> None:
        """Wait for typed words about these ids."""
        self.conversation.ask(question, **about)

    async def read_back(self, notice: Notice, words: str) -> None:
        """Show how typed words were understood; the newest such message alone confirms them."""
        self.conversation.remember(words=words, read_back=await self.screen.send(notice))

    @property
    def confirmed(self) -> str:
        """The words the pressed message has read back; "" where they are forgotten, or others came after."""
        data = self.conversation.data
        is_newest = data.get("read_back") == self.screen.pressed_message_id
        return str(data.get("words", "")) if is_newest else ""

    def is_told(self, said: Said, words: str) -> bool:
        """Whether the same was said of another file of this album; from now on it is."""
        told = f"{said.album}:{words}"
        if said.album is not None and self.conversation.data.get("told") == told:
            return True
        if said.album is not None:
            self.conversation.remember(told=told)
        return False

    def about(self, name: str) -> int:
        """The id or number that the open question was asked about."""
        return int(self.conversation.data[name])
