"""«Собрать сейчас» in the chat: about what, whom, until when."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.ids import RoadMapId, SectionId, UnitId
from roadmap.people.persons import Role
from services.buttons.monitoring import (
    CollectButton,
    CollectNowButton,
    CollectSureButton,
    CollectTickButton,
    CollectUnitsButton,
)
from texts.monitoring import collecting as texts

TICKED = "collect_units"
"""Where the conversation remembers the organisations that are ticked."""


async def offer(chat: Chat, press: CollectButton) -> None:
    """Asks about what; nobody is ticked any more."""
    chat.conversation.remember(**{TICKED: []})
    view = await chat.app.collecting.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.parts(view))


async def offer_units(chat: Chat, press: CollectUnitsButton) -> None:
    """Shows a page of organisations to tick."""
    view = await chat.app.collecting.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.units(view, _ticked(chat), press.page))


async def tick(chat: Chat, press: CollectTickButton) -> None:
    """Ticks an organisation, or no longer."""
    unit_id, ticked = UnitId(press.unit_id), _ticked(chat)
    changed = [each for each in ticked if each != unit_id] if unit_id in ticked else [*ticked, unit_id]
    chat.conversation.remember(**{TICKED: changed})
    view = await chat.app.collecting.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.units(view, changed, press.page))


async def ask_when(chat: Chat, press: CollectSureButton) -> None:
    """Asks until when answers are waited for."""
    view = await chat.app.collecting.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.sure(view, press.section_id, _ticked(chat) if press.of_ticked else None))


async def collect(chat: Chat, press: CollectNowButton) -> None:
    """Asks at once."""
    done = await chat.app.collecting.collect(
        chat.actor,
        RoadMapId(press.road_map_id),
        SectionId(press.section_id) if press.section_id else None,
        tuple(_ticked(chat)) if press.of_ticked else None,
        press.days,
    )
    await chat.screen.show(texts.collected(done))


def _ticked(chat: Chat) -> list[UnitId]:
    return [UnitId(each) for each in chat.conversation.data.get(TICKED, [])]


ROUTES = Routes(
    presses=allow(
        {
            CollectButton: offer,
            CollectUnitsButton: offer_units,
            CollectTickButton: tick,
            CollectSureButton: ask_when,
            CollectNowButton: collect,
        },
        Role.COORDINATOR,
    )
)
