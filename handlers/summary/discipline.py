"""How well days are kept, from the chat: everybody, and why one stands where they stand."""

import asyncio

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from handlers.summary.reports import OfPeriod, quarter_of_press
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId
from roadmap.people.persons import WATCHING
from roadmap.summary.summary_source import SummarySource
from services.buttons.summary import DisciplineButton, ExplainDisciplineButton
from texts.summary import discipline_words as texts


async def show(chat: Chat, press: DisciplineButton) -> None:
    """Shows both shares and everybody whose days have come."""
    source = await _source(chat, press, press.road_map_id)
    await chat.screen.show(await asyncio.to_thread(texts.board, source, press))


async def explain(chat: Chat, press: ExplainDisciplineButton) -> None:
    """Shows which measures make one assignee's share what it is."""
    source = await _source(chat, press, press.road_map_id)
    notice = await asyncio.to_thread(texts.explained, source, press)
    if notice is None:
        raise NotFound
    await chat.screen.show(notice)


async def _source(chat: Chat, press: OfPeriod, road_map_id: int) -> SummarySource:
    return await chat.app.exports.source(chat.actor, RoadMapId(road_map_id), quarter_of_press(press))


ROUTES = Routes(presses=allow({DisciplineButton: show, ExplainDisciplineButton: explain}, *WATCHING))
