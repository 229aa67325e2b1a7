"""Files from the chat to be printed and kept: the form, the analysis, the archive; and who signs them."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from handlers.summary.reports import hand_over, quarter_of_press
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId, UnitId
from roadmap.people.persons import WATCHING, Role
from services.buttons.summary import (
    FormUnitsButton,
    MakeAnalysisButton,
    MakeArchiveButton,
    MakeFormButton,
    ReportFilesButton,
    SignersButton,
)
from services.summary.exporting import ExportedReport
from texts.short import moment
from texts.summary import reports as texts


async def choose_unit(chat: Chat, press: FormUnitsButton) -> None:
    """Asks whose rows the form is to hold."""
    units = await chat.app.papers.units(chat.actor, RoadMapId(press.road_map_id))
    await chat.screen.show(texts.choose_unit(press, units))


async def make(chat: Chat, press: MakeFormButton) -> None:
    """Makes the form and sends it as a file."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    unit_id = UnitId(press.unit_id) if press.unit_id else None
    unit = await _unit(chat, road_map_id, unit_id) if unit_id else ""
    async with chat.screen.making(texts.making()):
        made = await chat.app.papers.form(chat.actor, road_map_id, quarter, unit_id)
    await hand_over_form(chat, made, unit)


async def hand_over_form(chat: Chat, made: ExportedReport, unit: str) -> None:
    """Sends a finished form; of one unit, with its name."""
    local = moment(made.header.made_at, made.header.time_zone)
    caption = texts.form_caption(made.header, unit, local)
    await hand_over(chat, texts.form_name(made.header, unit), made.data, caption)


async def make_analysis(chat: Chat, press: MakeAnalysisButton) -> None:
    """Makes the written analysis and sends it as a file."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    async with chat.screen.making(texts.making()):
        made = await chat.app.papers.analysis(chat.actor, road_map_id, quarter)
    await hand_over_analysis(chat, made)


async def hand_over_analysis(chat: Chat, made: ExportedReport) -> None:
    """Sends a finished analysis."""
    local = moment(made.header.made_at, made.header.time_zone)
    caption = texts.analysis_caption(made.header, local)
    await hand_over(chat, texts.analysis_name(made.header), made.data, caption)


async def make_archive(chat: Chat, press: MakeArchiveButton) -> None:
    """Packs all files of the reports and sends the archive, in parts where it is large."""
    quarter = quarter_of_press(press)
    found = await chat.app.evidence_archives.found(chat.actor, RoadMapId(press.road_map_id), quarter)
    if not found.files:
        await chat.screen.toast(texts.no_evidence(), alert=True)
        return
    title = texts.archive_title(found.road_map, quarter)
    async with chat.screen.making(texts.making()):
        async for part in chat.app.evidence_archives.packed(chat.actor, found, title):
            name = texts.archive_name(found, part, quarter)
            await hand_over(chat, name, part.data, texts.archive_caption(found, part, quarter))


async def _unit(chat: Chat, road_map_id: RoadMapId, unit_id: UnitId) -> str:
    """The name of the unit; NotFound where it has no rows of this road map."""
    names = dict(await chat.app.papers.units(chat.actor, road_map_id))
    if unit_id not in names:
        raise NotFound
    return names[unit_id]


async def ask_signers(chat: Chat, press: SignersButton) -> None:
    """Asks for the lines under the form."""
    road_map = await chat.app.papers.road_map(chat.actor, RoadMapId(press.road_map_id))
    chat.ask(Prompt.SIGNERS, road_map_id=road_map.id, year=press.year, quarter=press.quarter)
    back = ReportFilesButton(press.road_map_id, press.year, press.quarter)
    await chat.screen.show(texts.ask_signers(road_map, back))


async def keep_signers(chat: Chat, said: Said) -> None:
    """Keeps the lines that were typed."""
    road_map_id = RoadMapId(chat.about("road_map_id"))
    back = ReportFilesButton(road_map_id, chat.about("year"), chat.about("quarter"))
    lines = "" if texts.means_nobody(said.words) else said.words
    await chat.app.papers.set_signers(chat.actor, road_map_id, lines)
    chat.conversation.leave()
    road_map = await chat.app.papers.road_map(chat.actor, road_map_id)
    await chat.screen.send(texts.signers_kept(road_map, back))


ROUTES = Routes(
    presses={
        **allow(
            {
                FormUnitsButton: choose_unit,
                MakeFormButton: make,
                MakeAnalysisButton: make_analysis,
                MakeArchiveButton: make_archive,
            },
            *WATCHING,
        ),
        **allow({SignersButton: ask_signers}, Role.COORDINATOR),
    },
    words=allow({Prompt.SIGNERS: keep_signers}, Role.COORDINATOR),
)
