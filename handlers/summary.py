"""The consolidated report from the chat: which road map, which period, here is the file."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.button_filter import Pressed
from handlers.policy import allow
from handlers.screen import Screen
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import Actor, Role
from services.app import App
from services.buttons.summary import MakeReportButton, ReportPeriodButton, ReportsButton
from services.notice import Attachment
from texts.short import moment
from texts.summary import reports as texts

EXPORTING = allow(Role.COORDINATOR, Role.CURATOR, Role.HEAD)


def build_router() -> Router:
    router = Router(name="reports")
    router.message(Command("report"), flags=EXPORTING)(choose_road_map)
    router.callback_query(Pressed(ReportsButton), flags=EXPORTING)(choose_road_map)
    router.callback_query(Pressed(ReportPeriodButton), flags=EXPORTING)(choose_period)
    router.callback_query(Pressed(MakeReportButton), flags=EXPORTING)(make)
    return router


async def choose_road_map(_: Message | CallbackQuery, app: App, actor: Actor, screen: Screen) -> None:
    found = await app.exports.road_maps(actor)
    if len(found) == 1:
        await screen.show(texts.choose_period(found[0], is_only=True))
    else:
        await screen.show(texts.choose_road_map(found))


async def choose_period(
    _: CallbackQuery, press: ReportPeriodButton, app: App, actor: Actor, screen: Screen
) -> None:
    found = await app.exports.road_maps(actor)
    chosen = next((road_map for road_map in found if road_map.id == press.road_map_id), None)
    if chosen is None:
        raise NotFound
    await screen.show(texts.choose_period(chosen, is_only=len(found) == 1))


async def make(_: CallbackQuery, press: MakeReportButton, app: App, actor: Actor, screen: Screen) -> None:
    quarter = CalendarQuarter(press.year, press.quarter) if press.quarter in range(1, 5) else None
    await screen.toast(texts.making())
    await screen.busy("upload_document")
    made = await app.exports.report(actor, RoadMapId(press.road_map_id), quarter)
    local = moment(made.header.made_at, made.header.time_zone)
    await screen.document(
        Attachment(name=texts.file_name(made.header), data=made.data), texts.caption(made.header, local)
    )
