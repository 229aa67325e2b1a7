"""How often routine work of a road map in force is asked about."""

from handlers.chat import Chat
from handlers.policy import allow
from handlers.routes import Routes
from roadmap.deadlines.control_pace import ControlPace
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.persons import Role
from services.buttons.plan import MapPaceButton, MapRoutineButton, MapRoutineMeasureButton
from texts.control import map_routine as texts
from texts.control import measure_edits


async def show_routine(chat: Chat, press: MapRoutineButton) -> None:
    """Shows a page of measures that come round more than once a month."""
    view = await chat.app.pacing.routine(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(texts.routine(view, press.page))


async def show_measure(chat: Chat, press: MapRoutineMeasureButton) -> None:
    """Offers control points for one of them."""
    view = await chat.app.pacing.routine(chat.actor, RoadMapId(press.road_map_id))
    await chat.show_other(texts.routine_measure(view, press.measure_id))


async def choose(chat: Chat, press: MapPaceButton) -> None:
    """Takes the choice and shows what changed."""
    if press.pace not in set(ControlPace):
        raise NotFound
    measure_id = MeasureId(press.measure_id)
    done = await chat.app.pacing.choose(chat.actor, measure_id, ControlPace(press.pace))
    await chat.show_other(measure_edits.done(done, measure_id))


ROUTES = Routes(
    presses=allow(
        {
            MapRoutineButton: show_routine,
            MapRoutineMeasureButton: show_measure,
            MapPaceButton: choose,
        },
        Role.COORDINATOR,
    )
)
