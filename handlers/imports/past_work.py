"""A coordinator tells what passed before the road map came here."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.prompts import Prompt
from handlers.routes import Routes
from handlers.said import Said
from roadmap.control.duty import ReportOutcome
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.persons import Role
from services.buttons.imports import (
    PastMeasureButton,
    PastUnknownButton,
    PastWorkButton,
    RecordPastButton,
    TellPastButton,
    UnknownPastButton,
)
from texts.imports import past_work as texts


async def show_past(chat: Chat, press: PastWorkButton) -> None:
    """Shows a page of measures whose day had passed."""
    view = await chat.app.past_work.past(chat.actor, RoadMapId(press.road_map_id))
    chat.conversation.leave()
    await chat.show_other(texts.past_work(view, press.page))


async def show_measure(chat: Chat, press: PastMeasureButton) -> None:
    """Asks what became of one of them."""
    view = await chat.app.past_work.past(chat.actor, RoadMapId(press.road_map_id))
    chat.ask(Prompt.PAST_WORDS, road_map_id=press.road_map_id, measure_id=press.measure_id)
    await chat.show_other(texts.past_measure(view, press.measure_id))


async def read_back(chat: Chat, said: Said) -> None:
    """Reads a typed day or words back before they are written down."""
    road_map_id, measure_id = RoadMapId(chat.about("road_map_id")), MeasureId(chat.about("measure_id"))
    told = await chat.app.past_work.understand(chat.actor, road_map_id, measure_id, said.words)
    await chat.read_back(texts.read_back(told), said.words)


async def tell(chat: Chat, press: TellPastButton) -> None:
    """Writes down what was read back."""
    is_asked = chat.conversation.state == Prompt.PAST_WORDS and chat.about("measure_id") == press.measure_id
    if not (is_asked and chat.confirmed):
        raise NotFound
    road_map_id, measure_id = RoadMapId(press.road_map_id), MeasureId(press.measure_id)
    told = await chat.app.past_work.tell(
        chat.actor, road_map_id, measure_id, chat.confirmed, texts.said_before
    )
    chat.conversation.forget()
    await chat.screen.toast(texts.recorded(told))
    await show_past(chat, PastWorkButton(press.road_map_id, 0))


async def does_not_know(chat: Chat, press: PastUnknownButton) -> None:
    """Remembers that nobody knows, of one measure or of all that is left."""
    measure_id = MeasureId(press.measure_id) if press.measure_id else None
    count = await chat.app.past_work.does_not_know(chat.actor, RoadMapId(press.road_map_id), measure_id)
    chat.conversation.leave()
    await chat.screen.toast(texts.not_asked_again(count))
    await show_past(chat, PastWorkButton(press.road_map_id, 0))


async def show_unknown(chat: Chat, press: UnknownPastButton) -> None:
    """Shows those of which «не знаю» was said: what is known after all is told there."""
    view = await chat.app.past_work.past(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(texts.unknown(view, press.page))


async def record(chat: Chat, press: RecordPastButton) -> None:
    """Writes it down for one measure, or for all of them after asking."""
    outcomes = {outcome.value: outcome for outcome in texts.TOLD}
    outcome: ReportOutcome | None = outcomes.get(press.outcome)
    if outcome is None:
        raise NotFound
    road_map_id = RoadMapId(press.road_map_id)
    if not press.measure_id and not press.is_sure:
        view = await chat.app.past_work.past(chat.actor, road_map_id)
        await chat.show_other(texts.record_sure(view, outcome))
        return
    measure_id = MeasureId(press.measure_id) if press.measure_id else None
    told = await chat.app.past_work.record(chat.actor, road_map_id, measure_id, outcome, texts.TOLD[outcome])
    await chat.screen.toast(texts.recorded(told))
    await show_past(chat, PastWorkButton(press.road_map_id, 0))


ROUTES = Routes(
    presses=allow(
        {
            PastWorkButton: show_past,
            PastMeasureButton: show_measure,
            RecordPastButton: record,
            TellPastButton: tell,
            PastUnknownButton: does_not_know,
            UnknownPastButton: show_unknown,
        },
        Role.COORDINATOR,
    ),
    words=allow({Prompt.PAST_WORDS: read_back}, Role.COORDINATOR),
)
