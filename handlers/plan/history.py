"""What has happened to a measure, and every report about it."""

from handlers.chat import Chat
from handlers.policy import allow_bound
from handlers.routes import Routes
from roadmap.ids import MeasureId
from services.buttons.plan import MeasureHistoryButton, MeasureReportsButton
from texts.control import measure_history as texts


async def show_history(chat: Chat, press: MeasureHistoryButton) -> None:
    """Shows a page of who changed what of the measure, and when."""
    page = await chat.app.history.changes(chat.actor, MeasureId(press.measure_id), press.page)
    await chat.show_other(texts.history(page))


async def show_reports(chat: Chat, press: MeasureReportsButton) -> None:
    """Shows a page of every version of every report about the measure."""
    page = await chat.app.history.reports(chat.actor, MeasureId(press.measure_id), press.page)
    await chat.show_other(texts.reports(page))


ROUTES = Routes(presses=allow_bound({MeasureHistoryButton: show_history, MeasureReportsButton: show_reports}))
