"""«Сегодня»: what is asked of a person now."""

from handlers.chat import Chat
from handlers.policy import allow_bound
from handlers.routes import Routes
from handlers.said import Said
from services.buttons.summary import TodayButton
from texts.summary.today import today


async def send_today(chat: Chat, _: Said) -> None:
    """Sends what is asked of the person now."""
    await chat.screen.send(today(await chat.app.today.open(chat.actor)))


async def show_today(chat: Chat, _: TodayButton) -> None:
    """Shows what is asked of the person now."""
    await chat.show_other(today(await chat.app.today.open(chat.actor)))


ROUTES = Routes(commands=allow_bound({"today": send_today}), presses=allow_bound({TodayButton: show_today}))
