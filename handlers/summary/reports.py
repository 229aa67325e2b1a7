"""The consolidated report from the chat: which road map, which period, which file, here it is."""

from typing import Any, Protocol

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.people.persons import WATCHING, Role
from services.buttons.summary import MakeReportButton, ReportFilesButton, ReportPeriodButton, ReportsButton
from services.notice import Attachment, Notice
from services.summary.exporting import ExportedWorkbook
from texts.short import moment
from texts.summary import reports as texts

YEARS = range(2000, 2100)


async def choose_road_map(chat: Chat, _: Any) -> None:
    """Asks which road map the report is of; of the only one, for which period."""
    found = await chat.app.exports.road_maps(chat.actor)
    if len(found) == 1:
        await chat.screen.show(texts.choose_period(found[0], is_only=True))
    else:
        await chat.screen.show(texts.choose_road_map(found))


async def choose_period(chat: Chat, press: ReportPeriodButton) -> None:
    """Asks for which period the report is made."""
    found = await chat.app.exports.road_maps(chat.actor)
    chosen = next((road_map for road_map in found if road_map.id == press.road_map_id), None)
    if chosen is None:
        raise NotFound
    await chat.screen.show(texts.choose_period(chosen, is_only=len(found) == 1))


async def choose_files(chat: Chat, press: ReportFilesButton) -> None:
    """Asks which of the files is wanted for this period."""
    chat.conversation.leave()
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    await chat.screen.show(
        texts.choose_files(press, quarter, may_set_signers=chat.actor.has(Role.COORDINATOR))
    )


async def make(chat: Chat, press: MakeReportButton) -> None:
    """Makes the report and sends it as a file."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    async with chat.screen.making(texts.making()):
        made = await chat.app.exports.report(chat.actor, road_map_id, quarter)
    await hand_over_workbook(chat, made)


async def hand_over_workbook(chat: Chat, made: ExportedWorkbook) -> None:
    """Sends a finished workbook, in parts where it is large."""
    local = moment(made.header.made_at, made.header.time_zone)
    for number, part in enumerate(made.parts, 1):
        name = texts.file_name(made.header, number, len(made.parts))
        await hand_over(chat, name, part.data, texts.caption(made.header, local, number, made.parts))


async def hand_over(chat: Chat, name: str, data: bytes, caption: Notice) -> None:
    """Sends a finished file."""
    await chat.screen.files((Attachment(name=name, data=data),), caption)


class OfPeriod(Protocol):
    """A button of a period: `year` and `quarter` are 0 for the whole."""

    @property
    def year(self) -> int: ...

    @property
    def quarter(self) -> int: ...


def quarter_of_press(press: OfPeriod) -> CalendarQuarter | None:
    """None for the whole period; NotFound for a quarter no calendar has."""
    if not press.year and not press.quarter:
        return None
    if press.year not in YEARS or press.quarter not in range(1, 5):
        raise NotFound
    return CalendarQuarter(press.year, press.quarter)


ROUTES = Routes(
    commands=allow({"report": choose_road_map}, *WATCHING),
    presses=allow(
        {
            ReportsButton: choose_road_map,
            ReportPeriodButton: choose_period,
            ReportFilesButton: choose_files,
            MakeReportButton: make,
        },
        *WATCHING,
    ),
)
