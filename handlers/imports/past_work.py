"""A coordinator tells what passed before the road map came here."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.control.duty import ReportOutcome
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.persons import Role
from services.buttons.imports import PastMeasureButton, PastWorkButton, RecordPastButton
from texts.imports import past_work as texts


async def show_past(chat: Chat, press: PastWorkButton) -> None:
    """Shows a page of measures whose day had passed."""
    view = await chat.app.past_work.past(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(texts.past_work(view, press.page))


async def show_measure(chat: Chat, press: PastMeasureButton) -> None:
    """Asks what became of one of them."""
    view = await chat.app.past_work.past(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(texts.past_measure(view, press.measure_id))


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
        {PastWorkButton: show_past, PastMeasureButton: show_measure, RecordPastButton: record},
        Role.COORDINATOR,
    )
)
