"""The coordinator's screens of organisations and people, and invitations."""

from aiogram import Bot, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from handlers.button_filter import Pressed
from handlers.policy import allow
from handlers.screen import Screen
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Role, UnitKind
from services.app import App
from services.buttons.people import (
    AddPersonButton,
    AddUnitButton,
    InvitePersonButton,
    PersonRoleButton,
    UnitButton,
    UnitKindButton,
    UnitsButton,
)
from services.people.joining import NewPerson
from texts.people import people as texts

COORDINATOR = allow(Role.COORDINATOR)


class Asking(StatesGroup):
    unit_name = State()
    person = State()


def build_router() -> Router:
    router = Router(name="people")
    router.message(Command("people"), flags=COORDINATOR)(show_units)
    router.callback_query(Pressed(UnitsButton), flags=COORDINATOR)(show_page)
    router.callback_query(Pressed(UnitButton), flags=COORDINATOR)(show_unit)
    router.callback_query(Pressed(AddUnitButton), flags=COORDINATOR)(ask_unit_kind)
    router.callback_query(Pressed(UnitKindButton), flags=COORDINATOR)(ask_unit_name)
    router.message(StateFilter(Asking.unit_name), flags=COORDINATOR)(add_unit)
    router.callback_query(Pressed(AddPersonButton), flags=COORDINATOR)(ask_role)
    router.callback_query(Pressed(PersonRoleButton), flags=COORDINATOR)(ask_person)
    router.message(StateFilter(Asking.person), flags=COORDINATOR)(add_person)
    router.callback_query(Pressed(InvitePersonButton), flags=COORDINATOR)(invite)
    return router


async def show_units(_: Message, app: App, actor: Actor, screen: Screen) -> None:
    await screen.send(texts.units(await app.people.units(actor), 0))


async def show_page(
    _: CallbackQuery, press: UnitsButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await state.set_state(None)
    await screen.show(texts.units(await app.people.units(actor), press.page))


async def show_unit(
    _: CallbackQuery, press: UnitButton, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    await state.set_state(None)
    await screen.show(texts.unit(await app.people.staff(actor, UnitId(press.unit_id))))


async def ask_unit_kind(_: CallbackQuery, screen: Screen) -> None:
    await screen.show(texts.ask_unit_kind())


async def ask_unit_name(_: CallbackQuery, press: UnitKindButton, screen: Screen, state: FSMContext) -> None:
    await state.set_state(Asking.unit_name)
    await state.update_data(kind=press.kind)
    await screen.show(texts.ask_unit_name())


async def add_unit(message: Message, app: App, actor: Actor, screen: Screen, state: FSMContext) -> None:
    kind = UnitKind(str((await state.get_data()).get("kind")))
    unit_id = await app.people.add_unit(actor, message.text or "", kind)
    await state.set_state(None)
    await screen.send(texts.unit(await app.people.staff(actor, unit_id)))


async def ask_role(_: CallbackQuery, press: AddPersonButton, screen: Screen) -> None:
    await screen.show(texts.ask_role(press.unit_id))


async def ask_person(_: CallbackQuery, press: PersonRoleButton, screen: Screen, state: FSMContext) -> None:
    await state.set_state(Asking.person)
    await state.update_data(unit_id=press.unit_id, role=press.role)
    await screen.show(texts.ask_person())


async def add_person(
    message: Message, bot: Bot, app: App, actor: Actor, screen: Screen, state: FSMContext
) -> None:
    data = await state.get_data()
    name, _, post = (message.text or "").partition(",")
    new = NewPerson(unit_id=UnitId(int(data["unit_id"])), name=name, post=post, role=Role(data["role"]))
    issued = await app.joining.add_person(actor, new)
    await state.set_state(None)
    url = await create_start_link(bot, issued.payload)
    await screen.send(texts.invite_link(issued, url, actor.time_zone, new.unit_id))


async def invite(
    _: CallbackQuery, press: InvitePersonButton, bot: Bot, app: App, actor: Actor, screen: Screen
) -> None:
    issued = await app.joining.invite(actor, PersonId(press.person_id))
    url = await create_start_link(bot, issued.payload)
    await screen.send(texts.invite_link(issued, url, actor.time_zone))
