"""«Правка таблицей»: the plan is sent as a table; what came back is shown, decided about, taken."""

from handlers.chat import Chat
from handlers.imports.imports import receive
from handlers.policy import allow
from handlers.prompts import OF_MEASURE
from handlers.routes import Routes
from roadmap.errors import NotFound
from roadmap.ids import PlanTableReturnId, RoadMapId
from roadmap.people.persons import Actor, Role
from roadmap.plan.plan_tables import TableChoice
from services.app import App
from services.buttons.plan_tables import (
    ApplyTableButton,
    DropTableButton,
    MakeTableButton,
    TableButton,
    TableChoiceButton,
    TableTroublesButton,
)
from services.notice import Attachment, Notice
from texts.control import plan_tables as texts
from texts.control.measure_edits import done


async def received(app: App, actor: Actor, data: bytes, file_name: str) -> Notice:
    """Keeps what the table that was sent says; what it would change."""
    return_id = await app.plan_tables.receive(actor, data, file_name)
    return texts.review(await app.plan_tables.review(actor, return_id))


async def send_table(chat: Chat, press: MakeTableButton) -> None:
    """Sends the plan as a table."""
    road_map_id = RoadMapId(press.road_map_id)
    await chat.app.plan_tables.check(chat.actor, road_map_id)
    await chat.screen.toast(texts.MAKING)
    await chat.screen.busy("upload_document")
    made = await chat.app.plan_tables.make(chat.actor, road_map_id)
    file = Attachment(name=texts.file_name(made), data=made.data)
    await chat.screen.files((file,), texts.caption(made))


async def show(chat: Chat, press: TableButton) -> None:
    """Shows a page of what the table would change."""
    await _show(chat, PlanTableReturnId(press.return_id), press.page)


async def _show(chat: Chat, return_id: PlanTableReturnId, page: int = 0) -> None:
    await chat.show_other(texts.review(await chat.app.plan_tables.review(chat.actor, return_id, page)))


async def show_troubles(chat: Chat, press: TableTroublesButton) -> None:
    """Shows a page of cells that could not be taken."""
    view = await chat.app.plan_tables.review(chat.actor, PlanTableReturnId(press.return_id))
    await chat.show_other(texts.troubles(view, press.page))


async def choose(chat: Chat, press: TableChoiceButton) -> None:
    """Takes the word of the table or of the plan for one row, or for all that both have changed."""
    if press.choice not in set(TableChoice):
        raise NotFound
    return_id, choice = PlanTableReturnId(press.return_id), TableChoice(press.choice)
    async with chat.screen_if_stale(lambda: _notice(chat, return_id)):
        await chat.app.plan_tables.choose(chat.actor, return_id, choice, press.line or None)
        await _show(chat, return_id, press.page)


async def apply(chat: Chat, press: ApplyTableButton) -> None:
    """Takes the table into the plan."""
    return_id = PlanTableReturnId(press.return_id)
    async with chat.screen_if_stale(lambda: _notice(chat, return_id)):
        await chat.show_other(done(await chat.app.plan_tables.apply(chat.actor, return_id)))


async def drop(chat: Chat, press: DropTableButton) -> None:
    """Leaves the plan as it is."""
    return_id = PlanTableReturnId(press.return_id)
    async with chat.screen_if_stale(lambda: _notice(chat, return_id)):
        await chat.app.plan_tables.drop(chat.actor, return_id)
        await chat.show_other(texts.dropped())


async def _notice(chat: Chat, return_id: PlanTableReturnId) -> Notice:
    return texts.review(await chat.app.plan_tables.review(chat.actor, return_id))


ROUTES = Routes(
    presses=allow(
        {
            MakeTableButton: send_table,
            TableButton: show,
            TableTroublesButton: show_troubles,
            TableChoiceButton: choose,
            ApplyTableButton: apply,
            DropTableButton: drop,
        },
        Role.COORDINATOR,
    ),
    # A table is not meant as the answer to what was asked about one measure.
    files=allow(dict.fromkeys(OF_MEASURE, receive), Role.COORDINATOR),
)
