"""What a coordinator does with a whole road map: editions and documents, its name, closing, the next year."""

from pathlib import PurePath

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.clock import local_date
from roadmap.ids import EditionId, RoadMapId
from roadmap.people.persons import WATCHING, Role
from services.buttons.plan import (
    ClosedMapsButton,
    CloseMapButton,
    EditionFileButton,
    MapDeskButton,
    RenameMapButton,
    ReopenMapButton,
    RollMapButton,
)
from services.notice import Attachment, Notice
from texts.imports import import_preview
from texts.plan import road_maps as texts


async def show_desk(chat: Chat, press: MapDeskButton) -> None:
    """Shows the editions of a road map and what can be done with it."""
    await chat.screen.show(await _desk(chat, RoadMapId(press.road_map_id)))


async def _desk(chat: Chat, road_map_id: RoadMapId) -> Notice:
    return texts.desk(await chat.app.road_map_desk.open(chat.actor, road_map_id))


async def send_document(chat: Chat, press: EditionFileButton) -> None:
    """Sends the document of an edition, as it was sent."""
    name, data = await chat.app.road_map_desk.document(chat.actor, EditionId(press.edition_id))
    await chat.screen.busy("upload_document")
    await chat.screen.files((Attachment(name=PurePath(name).name, data=data),), None)


async def ask_name(chat: Chat, press: RenameMapButton) -> None:
    """Asks to type another short name of the road map."""
    view = await chat.app.road_map_desk.open(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.ask_name(view.map))
    chat.ask(Prompt.MAP_NAME, road_map_id=press.road_map_id)


async def rename(chat: Chat, said: Said) -> None:
    """Gives the road map the short name that was typed."""
    road_map_id = RoadMapId(chat.about("road_map_id"))
    await chat.app.road_map_desk.rename(chat.actor, road_map_id, said.words)
    chat.conversation.forget()
    await chat.screen.send(await _desk(chat, road_map_id))


async def close(chat: Chat, press: CloseMapButton) -> None:
    """Closes the road map, after saying what that ends."""
    road_map_id = RoadMapId(press.road_map_id)

    async def present() -> Notice:
        return await _desk(chat, road_map_id)

    async with chat.screen_if_stale(present):
        if not press.is_sure:
            road_map, counts = await chat.app.road_map_desk.closing(chat.actor, road_map_id)
            today = local_date(chat.app.clock.now(), chat.actor.time_zone)
            await chat.screen.show(texts.close_sure(road_map, counts, today))
            return
        closed = await chat.app.road_map_desk.close(chat.actor, road_map_id)
        await chat.screen.toast(texts.closed(closed))
        await chat.screen.show(await present())


async def reopen(chat: Chat, press: ReopenMapButton) -> None:
    """Undoes the closing of a road map."""
    road_map_id = RoadMapId(press.road_map_id)
    await chat.app.road_map_desk.reopen(chat.actor, road_map_id)
    await chat.screen.toast(texts.REOPENED)
    await chat.screen.show(await _desk(chat, road_map_id))


async def show_closed(chat: Chat, _: ClosedMapsButton) -> None:
    """Shows the road maps that are in force no more."""
    await chat.screen.show(texts.closed_maps(await chat.app.road_map_desk.closed(chat.actor)))


async def roll(chat: Chat, press: RollMapButton) -> None:
    """Puts the same plan for another year on the desk and shows it as a document under review."""
    road_map_id = RoadMapId(press.road_map_id)
    view = await chat.app.road_map_desk.open(chat.actor, road_map_id)
    name = texts.rolled_file(view.map, press.year)
    import_id = await chat.app.rolling.roll(chat.actor, road_map_id, press.year, name)
    await chat.screen.show(import_preview.preview(await chat.app.imports.preview(chat.actor, import_id)))


ROUTES = Routes(
    presses={
        **allow({MapDeskButton: show_desk, EditionFileButton: send_document}, *WATCHING),
        **allow(
            {
                RenameMapButton: ask_name,
                CloseMapButton: close,
                ReopenMapButton: reopen,
                ClosedMapsButton: show_closed,
                RollMapButton: roll,
            },
            Role.COORDINATOR,
        ),
    },
    words=allow({Prompt.MAP_NAME: rename}, Role.COORDINATOR),
)
