"""Looking through the plan in force: road maps → sections → measures, or straight by number and words."""

from typing import Any

from handlers.chat import Chat
from handlers.fallback import answer
from handlers.people.found import send_found
from handlers.policy import allow, allow_bound
from handlers.routes import Routes
from handlers.said import Said
from handlers.summary.today import send_today
from roadmap.ids import ControlPointId, MeasureId, RoadMapId, SectionId
from roadmap.people.persons import ANSWERING, WATCHING
from services.buttons.plan import (
    FoundButton,
    MeasureButton,
    MeasurePointsButton,
    PlanButton,
    PointButton,
    RoadMapButton,
    SectionButton,
)
from services.people.rights import CURATORS
from services.people.roster import FoundPeople
from texts.control import measure_cards, plan_lists
from texts.summary.today import TYPED

SOUGHT = "sought"
"""Where the conversation remembers the words that were looked for."""
MAX_SOUGHT = 200


async def send_plan(chat: Chat, _: Said) -> None:
    """Sends the road maps in force."""
    await chat.screen.send(plan_lists.plan(await chat.app.browsing.maps(chat.actor)))


async def show_plan(chat: Chat, _: Any) -> None:
    """Shows the road maps in force; the only one is opened at once."""
    await chat.show_other(plan_lists.plan(await chat.app.browsing.maps(chat.actor)))


async def show_map(chat: Chat, press: RoadMapButton) -> None:
    """Shows the sections of a road map."""
    view = await chat.app.browsing.road_map(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(plan_lists.road_map(view))


async def show_section(chat: Chat, press: SectionButton) -> None:
    """Shows a page of the measures of a section."""
    section_id = SectionId(press.section_id) if press.section_id else None
    page = await chat.app.browsing.section(chat.actor, RoadMapId(press.road_map_id), section_id, press.page)
    await chat.show_other(plan_lists.section(page))


async def find(chat: Chat, said: Said) -> None:
    """Sends the people, organisations or measures that typed words mean, the only one opened.

    None: answered as ever. To coordinators and curators a name comes first: measures of the same words are
    a press away.
    """
    words = " ".join(said.words.split())
    if words.casefold() == TYPED:
        await send_today(chat, said)
        return
    page = await chat.app.browsing.find(chat.actor, words) if len(words) <= MAX_SOUGHT else None
    if page is not None and page.count:
        chat.conversation.remember(**{SOUGHT: words})
    named = await _named(chat, words) if len(words) <= MAX_SOUGHT else None
    if named is not None:
        also = plan_lists.found_door(page.count) if page is not None else ()
        await send_found(chat, named, also)
        return
    if page is None or not page.count:
        await answer(chat, said)
        return
    may_report = chat.actor.has(*ANSWERING)
    if page.count > 1:
        await chat.screen.send(plan_lists.found(page, words, may_report=may_report))
        return
    view = await chat.app.measure_cards.open(chat.actor, page.lines[0].id)
    card = measure_cards.measure_card(view)
    await chat.screen.send(plan_lists.only_found(card, words, may_report=may_report))


async def _named(chat: Chat, words: str) -> FoundPeople | None:
    """The people and organisations these words are the names of, for those who look after them."""
    if not chat.actor.has(*CURATORS) or not any(char.isalpha() for char in words):
        return None
    found = await chat.app.roster.find(chat.actor, words)
    return found if found.people or found.units else None


async def show_found(chat: Chat, press: FoundButton) -> None:
    """Shows a page of what the words found."""
    words = str(chat.conversation.data.get(SOUGHT, ""))
    if not words:
        await chat.show_other(plan_lists.lost())
        return
    page = await chat.app.browsing.find(chat.actor, words, press.page)
    await chat.show_other(plan_lists.found(page, words, may_report=chat.actor.has(*ANSWERING)))


# One measure


async def show_measure(chat: Chat, press: MeasureButton) -> None:
    """Shows the card of a measure."""
    view = await chat.app.measure_cards.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(measure_cards.measure_card(view, press.way))


async def show_points(chat: Chat, press: MeasurePointsButton) -> None:
    """Shows a page of all control points of a measure."""
    view = await chat.app.measure_cards.open(chat.actor, MeasureId(press.measure_id))
    await chat.show_other(measure_cards.points(view, press.page))


async def show_point(chat: Chat, press: PointButton) -> None:
    """Shows who owes a control point and how each stands."""
    measure_id, point_id = MeasureId(press.measure_id), ControlPointId(press.control_point_id)
    view = await chat.app.measure_cards.point(chat.actor, measure_id, point_id, press.page)
    await chat.show_other(measure_cards.point(view))


ROUTES = Routes(
    commands=allow({"plan": send_plan}, *WATCHING),
    presses={
        **allow({PlanButton: show_plan, RoadMapButton: show_map, SectionButton: show_section}, *WATCHING),
        **allow_bound(
            {
                FoundButton: show_found,
                MeasureButton: show_measure,
                MeasurePointsButton: show_points,
                PointButton: show_point,
            }
        ),
    },
    words=allow_bound({None: find}),
)
