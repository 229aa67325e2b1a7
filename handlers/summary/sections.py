"""«Отчёт раздела»: the form, the analysis and the workbook of one section of a road map."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from handlers.summary.papers import hand_over_analysis, hand_over_form
from handlers.summary.reports import hand_over_workbook, quarter_of_press
from roadmap.errors import NotFound
from roadmap.ids import RoadMapId, SectionId
from roadmap.people.persons import WATCHING
from services.buttons.summary import (
    SectionAnalysisButton,
    SectionFilesButton,
    SectionFormButton,
    SectionReportButton,
)
from texts.summary import sections as texts
from texts.summary.reports import making


async def choose(chat: Chat, press: SectionFilesButton) -> None:
    """Asks which file of the section is wanted, and for which period."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    page = await chat.app.browsing.section(chat.actor, road_map_id, SectionId(press.section_id), 0)
    found = await chat.app.exports.road_maps(chat.actor)
    chosen = next((each for each in found if each.id == road_map_id), None)
    if chosen is None or page.section is None:
        raise NotFound
    await chat.screen.show(texts.choose(press, chosen, page.section.title, quarter))


async def make_form(chat: Chat, press: SectionFormButton) -> None:
    """Makes the form of the section and sends it as a file."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    section_id = SectionId(press.section_id)
    async with chat.screen.making(making()):
        made = await chat.app.papers.form(chat.actor, road_map_id, quarter, section_id=section_id)
    await hand_over_form(chat, made, "")


async def make_analysis(chat: Chat, press: SectionAnalysisButton) -> None:
    """Makes the written analysis of the section and sends it as a file."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    section_id = SectionId(press.section_id)
    async with chat.screen.making(making()):
        made = await chat.app.papers.analysis(chat.actor, road_map_id, quarter, section_id)
    await hand_over_analysis(chat, made)


async def make_report(chat: Chat, press: SectionReportButton) -> None:
    """Makes the workbook of the section and sends it as a file."""
    road_map_id, quarter = RoadMapId(press.road_map_id), quarter_of_press(press)
    await chat.app.exports.check(chat.actor, road_map_id, quarter)
    section_id = SectionId(press.section_id)
    async with chat.screen.making(making()):
        made = await chat.app.exports.report(chat.actor, road_map_id, quarter, section_id)
    await hand_over_workbook(chat, made)


ROUTES = Routes(
    presses=allow(
        {
            SectionFilesButton: choose,
            SectionFormButton: make_form,
            SectionAnalysisButton: make_analysis,
            SectionReportButton: make_report,
        },
        *WATCHING,
    )
)
