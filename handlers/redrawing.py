"""Cards stay true: the one just acted on, and the same duty's cards in other chats."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from handlers.screen import Screen, keyboard
from roadmap.errors import StaleVersion, WrongState
from roadmap.ids import DutyId
from services.app import App
from services.control.duties.cards import CardView
from services.notice import Notice
from texts.control.cards import duty_card
from texts.control.reporting import gone_elsewhere
from texts.errors import explain

log = structlog.get_logger(__name__)


async def show_card(app: App, screen: Screen, view: CardView, notice: Notice | None = None) -> None:
    """Draw the card where the person is looking; an older copy of it in this chat goes away."""
    message_id = await screen.show(notice or duty_card(view))
    earlier = await app.cards.remember(screen.chat_id, view.card.duty.id, message_id)
    if earlier is not None:
        await screen.delete(earlier)


async def confirm(screen: Screen, words: str) -> None:
    """A toast after a press; after typed words the card below says it all."""
    if screen.pressed_message_id is not None:
        await screen.toast(words)


async def show_other(app: App, screen: Screen, notice: Notice) -> int:
    """Draw something else in place of a card: that message is nobody's card any more."""
    message_id = await screen.show(notice)
    await app.cards.forget(screen.chat_id, message_id)
    return message_id


@asynccontextmanager
async def stale_redrawn(
    app: App, screen: Screen, find: Callable[[], Awaitable[CardView]]
) -> AsyncIterator[None]:
    """Somebody was quicker, or the button is old: say so and show how things are now."""
    try:
        yield
    except (StaleVersion, WrongState) as error:
        await screen.toast(explain(error))
        await show_card(app, screen, await find())


async def redraw_elsewhere(bot: Bot, app: App, screen: Screen, *duty_ids: DutyId) -> None:
    """Edit the duties' cards in other chats, best effort: what matters comes as a message of its own."""
    for duty_id in duty_ids:
        for placed in await app.cards.elsewhere(duty_id, screen.chat_id):
            notice = duty_card(placed.view) if placed.view is not None else gone_elsewhere()
            try:
                await bot.edit_message_text(
                    str(notice.body),
                    chat_id=placed.chat_id,
                    message_id=placed.message_id,
                    reply_markup=keyboard(notice),
                )
            except AiogramError as error:
                log.info("a card elsewhere was not redrawn", reason=type(error).__name__)
