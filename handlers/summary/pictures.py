"""Pictures from the chat: how a road map goes, and who will be loaded when."""

import asyncio
from collections.abc import Sequence

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from handlers.summary.reports import quarter_of_press
from reports.pictures.isolation import draw_isolated
from roadmap.errors import NotFound
from roadmap.ids import ImportId, RoadMapId
from roadmap.people.persons import WATCHING, Role
from services.buttons.imports import LoadMapButton
from services.buttons.summary import PicturesButton
from services.notice import Attachment, Notice, text
from texts.plan.load_words import load_picture
from texts.short import moment
from texts.summary import picture_words as texts


async def show(chat: Chat, press: PicturesButton) -> None:
    """Draws how the road map goes and sends the pictures as one album."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    async with chat.screen.making(texts.DRAWING, "upload_photo"):
        source = await chat.app.exports.source(chat.actor, road_map_id, quarter)
        made = await asyncio.to_thread(texts.pictures, source)
        drawn = await asyncio.to_thread(draw_isolated, made)
    if not made:
        await chat.screen.toast(texts.NOTHING, alert=True)
        return
    header = source.summary.header
    local = moment(header.made_at, header.time_zone)
    await _send(chat, drawn, Notice(body=text(texts.caption(source, made, local))))


async def show_load(chat: Chat, press: LoadMapButton) -> None:
    """Draws who will have how many days in which month once the plan is in force."""
    view = await chat.app.imports.preview(chat.actor, ImportId(press.import_id))
    if view.forecast is None or not view.forecast.load.names:
        raise NotFound
    picture = load_picture(view.forecast.load, view.title or view.file_name)
    async with chat.screen.making(texts.DRAWING, "upload_photo"):
        drawn = await asyncio.to_thread(draw_isolated, (picture,))
    await _send(chat, drawn, Notice(body=text(picture.said)))


async def _send(chat: Chat, drawn: Sequence[bytes], caption: Notice) -> None:
    photos = [
        Attachment(name=f"{number}.png", data=data, is_photo=True) for number, data in enumerate(drawn, 1)
    ]
    await chat.screen.files(tuple(photos), caption)


ROUTES = Routes(
    presses={
        **allow({PicturesButton: show}, *WATCHING),
        **allow({LoadMapButton: show_load}, Role.COORDINATOR),
    }
)
